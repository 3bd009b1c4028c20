//! `cargo xtask coverage`: checks that the IR keeps everything that a document says.

use std::fmt::Write as _;
use std::path::PathBuf;

use clap::Args;
use generator::coverage::{Construct, Coverage, Difference, RoundTrip, coverage};
use generator::text::{code, in_json};

use crate::report::changes::cell;
use crate::report::{count, grouped};
use crate::support::{Completion, Console, Error, Inputs, Paint, Project, ReportFormat, refused};

/// How `cargo xtask coverage --help` ends.
pub(crate) const HELP: &str = "\
Lowers the document to the IR, prints the IR as an OpenAPI document again, and compares \
that with the input. A difference is something that the document says and the IR lost; \
it is shown by JSON pointer. Normalisations are differences that lose nothing; each is \
listed with its reason and its count.

The table before that counts the constructs of the document: how often each occurs, how \
often it was refused, and which IR nodes it became.

Examples:
  cargo xtask coverage                     spec/refunds.yaml
  cargo xtask coverage --spec api.json     another document
  cargo xtask coverage --format json       everything, including all differences
  cargo xtask coverage --format md         tables in Markdown

Exit codes:
  0  the IR keeps everything
  1  parts of the document were refused, or the round trip differs
  2  wrong usage or invalid input";

/// Arguments of `coverage`.
#[derive(Debug, Args)]
pub struct CoverageArgs {
    /// The OpenAPI document, YAML or JSON [default: spec/refunds.yaml]
    #[arg(long, value_name = "FILE")]
    pub spec: Option<PathBuf>,
    /// The output format
    #[arg(long, value_enum, default_value_t = ReportFormat::Term)]
    pub format: ReportFormat,
}

/// Differences that are listed; JSON has all.
const DIFFERENCES: usize = 20;

/// Kinds of IR nodes that are listed for a construct; JSON has all.
const NODES: usize = 3;

/// Runs the command.
pub(crate) fn run(
    args: &CoverageArgs,
    project: &Project,
    console: &Console,
) -> Result<Completion, Error> {
    let spec = project.spec(args.spec.as_deref());
    let inputs = Inputs::read(project, spec, &project.ledger())?;
    let colour = console.colour_diagnostics();
    let data = inputs.data(colour)?;
    let what = format!("reading {} and printing it again", inputs.name);
    let coverage = console.during("coverage", &what, || coverage(&inputs.with(&data)));
    let coverage = coverage.map_err(refused(colour))?;
    let text = match args.format {
        ReportFormat::Term => term(&coverage, console.paint()),
        ReportFormat::Md => markdown(&coverage),
        ReportFormat::Json => json(&coverage),
    };
    console.answer(&text)?;
    if let Some(report) = &coverage.report {
        console.diagnostic(&format!("{}\n", report.render(colour).trim_end()));
    }
    Ok(Completion::of(!coverage.is_complete()))
}

fn json(coverage: &Coverage) -> String {
    // Plain data with string keys always serialises.
    let json = serde_json::to_string_pretty(coverage).unwrap_or_default();
    in_json(&json).into_owned() + "\n"
}

fn term(coverage: &Coverage, paint: Paint) -> String {
    let mut text = String::new();
    let width = coverage
        .constructs
        .iter()
        .map(|one| one.name.chars().count());
    let width = width.max().unwrap_or_default();
    let mut group = "";
    for construct in &coverage.constructs {
        if construct.group != group {
            let gap = if group.is_empty() { "" } else { "\n" };
            group = construct.group;
            let title = format!("{group:<width$}   occurs  refused  in the IR");
            let _ = writeln!(text, "{gap}{}", paint.bold(&title));
        }
        let refused = format!("{:>9}", grouped(construct.refused));
        let refused = match construct.refused {
            0 => paint.dim(&refused),
            _ => paint.red(&refused),
        };
        let (name, occurs) = (&construct.name, grouped(construct.count));
        let _ = writeln!(
            text,
            "  {name:<width$} {occurs:>8}{refused}  {}",
            nodes(construct)
        );
    }
    if let Some(trip) = &coverage.round_trip {
        let title = "normalisations, in order of application";
        let _ = writeln!(text, "\n{}", paint.bold(title));
        for applied in &trip.normalisations {
            let why = paint.dim(applied.why);
            let count = grouped(applied.count);
            let _ = writeln!(text, "  {count:>6}  {}: {why}", applied.name);
        }
        if !trip.differences.is_empty() {
            let _ = writeln!(text, "\n{}", paint.bold("differences"));
            for difference in trip.differences.iter().take(DIFFERENCES) {
                let _ = writeln!(text, "  {}", difference.pointer);
                for (line, is_ir) in values(difference) {
                    let line = if is_ir {
                        paint.green(&line)
                    } else {
                        paint.red(&line)
                    };
                    let _ = writeln!(text, "    {line}");
                }
            }
            text.push_str(&rest(trip));
        }
    }
    let total = total(coverage);
    let total = if coverage.is_complete() {
        paint.green(&total)
    } else {
        paint.red(&total)
    };
    let _ = writeln!(text, "\n{total}");
    text
}

fn markdown(coverage: &Coverage) -> String {
    let mut text = String::new();
    let mut group = "";
    for construct in &coverage.constructs {
        if construct.group != group {
            let gap = if group.is_empty() { "" } else { "\n" };
            group = construct.group;
            let head = format!("| {group} | occurs | refused | in the IR |\n|---|--:|--:|---|");
            let _ = writeln!(text, "{gap}{head}");
        }
        let (occurs, refused) = (grouped(construct.count), grouped(construct.refused));
        let (name, nodes) = (cell(&construct.name), nodes(construct));
        let _ = writeln!(text, "| {name} | {occurs} | {refused} | {nodes} |");
    }
    if let Some(trip) = &coverage.round_trip {
        text.push_str("\n| normalisation | applied | why it loses nothing |\n|---|--:|---|\n");
        for applied in &trip.normalisations {
            let count = grouped(applied.count);
            let _ = writeln!(text, "| {} | {count} | {} |", applied.name, applied.why);
        }
        if !trip.differences.is_empty() {
            text.push('\n');
        }
        for difference in trip.differences.iter().take(DIFFERENCES) {
            let _ = writeln!(text, "- {}", code(&difference.pointer.to_string()));
            for (line, _) in values(difference) {
                let _ = writeln!(text, "  - {}", code(&line));
            }
        }
        text.push_str(&rest(trip));
    }
    let _ = writeln!(text, "\n{}", total(coverage));
    text
}

/// The IR nodes that a construct became, the most frequent first.
fn nodes(construct: &Construct) -> String {
    let mut nodes: Vec<(&String, usize)> = construct
        .nodes
        .iter()
        .map(|(node, count)| (node, *count))
        .collect();
    nodes.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
    if let [(only, _)] = nodes.as_slice() {
        return (*only).clone();
    }
    let shown = nodes
        .iter()
        .take(NODES)
        .map(|(node, count)| format!("{node} {}", grouped(*count)));
    let mut shown: Vec<String> = shown.collect();
    if nodes.len() > NODES {
        shown.push(format!("{} more", nodes.len() - NODES));
    }
    shown.join(", ")
}

/// The values of the document and of the IR at a location; `true` for the IR.
fn values(difference: &Difference) -> impl Iterator<Item = (String, bool)> {
    let value = |name: &str, value: &Option<serde_json::Value>| {
        value
            .as_ref()
            .map(|value| format!("{name}: {}", shortened(&value.to_string())))
    };
    let document = value("document", &difference.document).map(|line| (line, false));
    let ir = value("IR", &difference.ir).map(|line| (line, true));
    document.into_iter().chain(ir)
}

fn shortened(text: &str) -> String {
    const LONGEST: usize = 120;
    let mut short: String = text.chars().take(LONGEST).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short
}

fn rest(trip: &RoundTrip) -> String {
    match trip.differences.len().checked_sub(DIFFERENCES) {
        None | Some(0) => String::new(),
        Some(more) => format!("\n{} more; --format json prints all\n", grouped(more)),
    }
}

fn total(coverage: &Coverage) -> String {
    let trip = match coverage
        .round_trip
        .as_ref()
        .map(|trip| trip.differences.len())
    {
        None => "no round trip, because the document was refused".to_owned(),
        Some(0) => "round trip equal".to_owned(),
        Some(n) => format!("round trip differs in {}", count(n, "place")),
    };
    format!(
        "{}, {}, {} refused, {trip}",
        count(coverage.operations, "operation"),
        count(coverage.schemas, "schema"),
        grouped(coverage.refused),
    )
}
