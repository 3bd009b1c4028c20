//! `cargo xtask coverage`: shows that nothing of a document is lost.

use std::fmt::Write as _;

use generator::coverage::{Construct, Coverage, Difference, RoundTrip, coverage};

use crate::Outcome;
use crate::cli::{CoverageArgs, Format};
use crate::console::{Console, Paint};
use crate::failure::Failure;
use crate::inputs::Inputs;
use crate::project::Project;
use crate::report::{count, grouped};

/// Differences that are shown one by one; JSON has all.
const DIFFERENCES: usize = 20;

/// Kinds of nodes that one construct became, in a table; JSON has all.
const NODES: usize = 3;

/// Runs the command.
pub(crate) fn run(
    args: &CoverageArgs,
    project: &Project,
    console: &Console,
) -> Result<Outcome, Failure> {
    let spec = project.spec(args.spec.as_deref());
    let inputs = Inputs::read(project, spec, &project.ledger())?;
    let colour = console.colour_diagnostics();
    let coverage = coverage(&inputs.with(&inputs.data(colour)?))
        .map_err(|report| Failure::Refused(report.render(colour)))?;
    let text = match args.format {
        Format::Term => term(&coverage, console.paint()),
        Format::Md => markdown(&coverage),
        Format::Json => json(&coverage),
    };
    console.answer(&text)?;
    if let Some(report) = &coverage.report {
        console.diagnostic(&format!("{}\n", report.render(colour).trim_end()));
    }
    Ok(if coverage.is_complete() {
        Outcome::Fine
    } else {
        Outcome::Differs
    })
}

fn json(coverage: &Coverage) -> String {
    // Plain data with keys that are strings: there is nothing that JSON could not say.
    serde_json::to_string_pretty(coverage).unwrap_or_default() + "\n"
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
        let title = "normalisations, in the order in which they apply";
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
                for (line, is_ir) in sides(difference) {
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
        let (name, nodes) = (&construct.name, nodes(construct));
        let _ = writeln!(text, "| {name} | {occurs} | {refused} | {nodes} |");
    }
    if let Some(trip) = &coverage.round_trip {
        text.push_str("\n| normalisation | applied | why nothing is lost |\n|---|--:|---|\n");
        for applied in &trip.normalisations {
            let count = grouped(applied.count);
            let _ = writeln!(text, "| {} | {count} | {} |", applied.name, applied.why);
        }
        if !trip.differences.is_empty() {
            text.push('\n');
        }
        for difference in trip.differences.iter().take(DIFFERENCES) {
            let _ = writeln!(text, "- `{}`", difference.pointer);
            for (line, _) in sides(difference) {
                let _ = writeln!(text, "  - `{line}`");
            }
        }
        text.push_str(&rest(trip));
    }
    let _ = writeln!(text, "\n{}", total(coverage));
    text
}

/// What a construct became, the most frequent first.
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

/// What document and IR say at a place; `true` for the IR.
fn sides(difference: &Difference) -> impl Iterator<Item = (String, bool)> {
    let side = |name: &str, value: &Option<serde_json::Value>| {
        value
            .as_ref()
            .map(|value| format!("{name}: {}", shortened(&value.to_string())))
    };
    let document = side("document", &difference.document).map(|line| (line, false));
    let ir = side("IR", &difference.ir).map(|line| (line, true));
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
        None => "no round trip of a document that was refused".to_owned(),
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
