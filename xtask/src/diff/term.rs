//! The report in a terminal. Pure.

use std::fmt::Write as _;

use generator::diff::{Item, Level, Report, Row, Verdict};
use generator::text::{code, visible};

use super::fit::fit;
use crate::report::wrap::{WIDTH, filled, plain};
use crate::report::{count, grouped};
use crate::support::Paint;

/// Lines of a list that are shown; Markdown and JSON have all.
const SHOWN: usize = 6;

/// The whole report, the verdict first.
pub(super) fn report(report: &Report, paint: Paint) -> String {
    let mut text = verdict(report, paint);
    for section in &report.sections {
        // Shown together with changed texts.
        if section.level != Level::Documentation {
            text += &heading(paint, section.title, section.items.len());
            let numbers = (1..).map(|number| match section.level {
                // The first screen refers to these.
                Level::Breaking => format!("{number}."),
                _ => "*".to_owned(),
            });
            for (one, number) in section.items.iter().zip(numbers) {
                text += &item(one, &number, paint);
            }
        }
    }
    text += &documentation(report, paint);
    text += &reviewed(report, paint);
    text += &names(report, paint);
    text += &size(report, paint);
    if !report.fixups.is_empty() {
        text += &heading(paint, "Fixups that no longer apply", report.fixups.len());
        for fixup in &report.fixups {
            let _ = writeln!(text, "  * {}: {}", visible(&fixup.place), plain(&fixup.why));
        }
    }
    text += &output(report, paint);
    text + &provenance(report, paint)
}

/// Verdict, versions and reasons: the first screen.
fn verdict(report: &Report, paint: Paint) -> String {
    let words = match report.verdict {
        Verdict::None => paint.green("no changes"),
        Verdict::Patch => paint.green("verdict: patch"),
        Verdict::Minor => paint.yellow("verdict: minor"),
        Verdict::Major => paint.red("verdict: major"),
    };
    let mut text = paint.bold(&words) + "\n";
    // Writing to a String cannot fail.
    let _ = writeln!(text, "  {}", versions(report));
    text += &output_in_short(report);
    if !report.reasons.is_empty() {
        text.push('\n');
    }
    for reason in &report.reasons {
        let counted = count(reason.count, reason.noun);
        let line = format!("  {}: {counted}: ", reason.verdict);
        let width = WIDTH.saturating_sub(line.chars().count());
        let _ = writeln!(text, "{line}{}", fit(&reason.means, width));
        for example in &reason.examples {
            let number = match report.numbers(example).as_slice() {
                [] => "accepted".to_owned(),
                numbers => ranges(numbers),
            };
            let line = format!("    {number}: ");
            let width = WIDTH.saturating_sub(line.chars().count());
            let _ = writeln!(text, "{line}{}", fit(&example.sentence, width));
        }
        if let more @ 1.. = reason.more() {
            let _ = writeln!(text, "    and {} more", grouped(more));
        }
    }
    text
}

/// `1, 3-5`, of sorted numbers.
fn ranges(numbers: &[usize]) -> String {
    let runs = numbers.chunk_by(|one, next| one.saturating_add(1) == *next);
    let runs = runs.map(|run| match run {
        [first, .., last] => format!("{}-{}", grouped(*first), grouped(*last)),
        run => run.iter().map(|one| grouped(*one)).collect(),
    });
    runs.collect::<Vec<_>>().join(", ")
}

/// The API versions; one where it is the same.
fn versions(report: &Report) -> String {
    let (base, head) = (&report.provenance.base, &report.provenance.head);
    let versions = if base.version == head.version {
        format!("API version {}, the same in both", base.version)
    } else {
        format!("API version {} to {}", base.version, head.version)
    };
    visible(&versions).into_owned()
}

/// What was compared, and by what.
fn provenance(report: &Report, paint: Paint) -> String {
    let provenance = &report.provenance;
    let mut text = format!("\n{}\n", paint.bold("Compared"));
    for (title, source) in [("from", &provenance.base), ("to", &provenance.head)] {
        let (name, hash) = (visible(&source.name), &source.sha256);
        let _ = writeln!(text, "  {title:<4} {name}");
        let _ = writeln!(text, "       {}", paint.dim(&format!("sha256 {hash}")));
    }
    let _ = writeln!(text, "  by   generator {}", provenance.generator);
    text
}

fn heading(paint: Paint, title: &str, count: usize) -> String {
    let title = format!("{title} ({})", grouped(count));
    format!("\n{}\n", paint.bold(&title))
}

/// A change, with its number or a bullet.
fn item(item: &Item, number: &str, paint: Paint) -> String {
    let below = " ".repeat(number.len().saturating_add(3));
    let mut text = filled(&format!("{number} {}", plain(&item.short)), "  ", &below);
    // Nobody has to judge an addition.
    if item.level == Level::Addition {
        return text;
    }
    let mut lines = Vec::new();
    if item.level == Level::Breaking && !item.says_rust {
        let shown = item.rust.iter().take(SHOWN);
        lines.extend(shown.map(|rust| format!("Rust: {}", rust.sentence())));
        if let Some(more @ 1..) = item.rust.len().checked_sub(SHOWN) {
            lines.push(format!("and {} more", grouped(more)));
        }
    }
    if let Some(instead) = item.instead {
        lines.push(format!("Instead: {instead}."));
    }
    if !item.within.is_empty() {
        let within = count(item.within.len(), "type");
        lines.push(format!(
            "Includes changes of {within} inside it; --format md and json list them"
        ));
    }
    lines.extend(pointers(item));
    if item.level >= Level::Behaviour {
        lines.push(format!("Fingerprint: {}", item.fingerprint));
    }
    for line in lines {
        let line = filled(&format!("- {}", plain(&line)), "    ", "      ");
        let lines = line.lines().map(|line| paint.dim(line) + "\n");
        text.extend(lines);
    }
    text
}

/// What was judged before, with the reason.
fn reviewed(report: &Report, paint: Paint) -> String {
    if report.reviewed.is_empty() {
        return String::new();
    }
    let mut text = heading(
        paint,
        "Accepted in spec/reviewed.tsv",
        report.reviewed.len(),
    );
    for one in &report.reviewed {
        let _ = writeln!(
            text,
            "  * {}: {}",
            plain(&one.item.short),
            visible(&one.reason)
        );
    }
    text
}

fn pointers(item: &Item) -> Option<String> {
    let site = item.places.first()?;
    let pointers = match (&site.base, &site.head) {
        (Some(base), Some(head)) if base == head => code(base),
        (Some(base), Some(head)) => {
            format!(
                "{} in the old document, {} in the new one",
                code(base),
                code(head)
            )
        }
        (Some(base), None) => format!("{} in the old document", code(base)),
        (None, head) => format!("{} in the new document", code(head.as_ref()?)),
    };
    let more = match item.places.len().saturating_sub(1) {
        0 => String::new(),
        more => format!(", and at {}", count(more, "more location")),
    };
    Some(format!("Spec: {pointers}{more}"))
}

fn documentation(report: &Report, paint: Paint) -> String {
    let items = report.at(Level::Documentation);
    if items.is_empty() && report.texts == 0 {
        return String::new();
    }
    let mut text = heading(
        paint,
        "Documentation",
        items.len().saturating_add(report.texts),
    );
    for one in items {
        text += &item(one, "*", paint);
    }
    if report.texts > 0 {
        let texts = count(report.texts, "description");
        let _ = writeln!(text, "  {texts} changed; see the diff of the crate");
    }
    text
}

fn names(report: &Report, paint: Paint) -> String {
    let names = &report.names;
    let renamed = names.renamed.iter();
    let renamed = renamed.map(|name| {
        let place = visible(&name.place);
        format!("{} is now {} ({place})", name.old, name.new)
    });
    let mut text = String::new();
    let mut number = 0_usize;
    for (title, lines) in [
        ("added", names.given.iter().cloned().collect()),
        ("retired", names.retired.iter().cloned().collect()),
        ("renamed", renamed.collect::<Vec<String>>()),
    ] {
        if lines.is_empty() {
            continue;
        }
        number = number.saturating_add(lines.len());
        let _ = writeln!(text, "  {title}: {}", grouped(lines.len()));
        for line in lines.iter().take(SHOWN) {
            let _ = writeln!(text, "    {line}");
        }
        if let Some(more @ 1..) = lines.len().checked_sub(SHOWN) {
            let more = grouped(more);
            let _ = writeln!(text, "    and {more} more; --format md and json list all");
        }
    }
    if text.is_empty() {
        return text;
    }
    heading(paint, "Names", number) + &text
}

fn size(report: &Report, paint: Paint) -> String {
    if report.verdict == Verdict::None {
        return String::new();
    }
    let mut text = format!("\n{}\n", paint.bold("Size"));
    for row in &report.size.totals {
        text += &self::row(row);
    }
    if !report.size.grown.is_empty() {
        text += "  largest growth, in lines of definitions and plumbing:\n";
        for row in &report.size.grown {
            text += &format!("  {}", self::row(row));
        }
    }
    text
}

fn row(row: &Row) -> String {
    let (before, after) = (grouped(row.base), grouped(row.head));
    format!("  {:<22}{before:>9} → {after}\n", row.title)
}

fn output(report: &Report, paint: Paint) -> String {
    const TITLE: &str = "From the generator, not from the document";
    let Some(output) = &report.output else {
        let why = "the base has no committed crate to compare with";
        return format!("\n{}\n  {why}\n", paint.bold(TITLE));
    };
    let (committed, files) = (visible(&output.committed), &output.files);
    let mut text = heading(paint, TITLE, files.len());
    let _ = match files.len() {
        0 => writeln!(text, "  {committed} is up to date with this generator"),
        _ => writeln!(
            text,
            "  this generator writes some files of {committed} differently, for the same document:"
        ),
    };
    for (name, [files, added, removed]) in output.parts() {
        let files = count(files, "file");
        let (added, removed) = (grouped(added), grouped(removed));
        let _ = writeln!(text, "  {name:<12} {files:>10}, +{added} -{removed} lines");
    }
    text
}

/// Whether the generator alone changes the crate. The verdict does not count this.
fn output_in_short(report: &Report) -> String {
    match report.output.as_ref().map(|output| output.files.len()) {
        Some(number @ 1..) => {
            let files = count(number, "file");
            format!(
                "  the generator writes {files} differently for the same document; see the end\n"
            )
        }
        _ => String::new(),
    }
}
