//! The report in a terminal. Pure.

use std::fmt::Write as _;

use generator::diff::{Item, Level, Report, Rust, Verdict};

use crate::console::Paint;
use crate::report::{count, grouped};

/// Lines of one kind that are shown; Markdown and JSON have all.
const SHOWN: usize = 6;

/// All of it, the verdict first.
pub(super) fn report(report: &Report, paint: Paint) -> String {
    let mut text = verdict(report, paint);
    for section in &report.sections {
        // Told beside the texts.
        if section.level != Level::Documentation {
            text += &heading(paint, section.title, section.items.len());
            for one in &section.items {
                text += &item(one, paint);
            }
        }
    }
    text += &documentation(report, paint);
    text += &names(report, paint);
    text + &size(report, paint)
}

/// Where it comes from and what it comes to: the first screen.
fn verdict(report: &Report, paint: Paint) -> String {
    let words = match report.verdict {
        Verdict::None => paint.green("nothing changes"),
        Verdict::Patch => paint.green("verdict: patch"),
        Verdict::Minor => paint.yellow("verdict: minor"),
        Verdict::Major => paint.red("verdict: major"),
    };
    let mut text = paint.bold(&words) + "\n";
    let provenance = &report.provenance;
    // Writing to a String cannot fail.
    for (title, side) in [("from", &provenance.base), ("to", &provenance.head)] {
        let (name, version) = (&side.name, &side.version);
        let _ = writeln!(text, "  {title:<4} {version}: {name}");
        let _ = writeln!(
            text,
            "       {}",
            paint.dim(&format!("sha256 {}", side.sha256))
        );
    }
    let _ = writeln!(text, "  by   generator {}\n", provenance.generator);
    for reason in &report.reasons {
        let counted = count(reason.count, reason.noun);
        let _ = writeln!(text, "  {}: {counted}: {}", reason.verdict, reason.means);
        for example in &reason.examples {
            let _ = writeln!(text, "    {}", plain(example));
        }
        if let (false, Some(more @ 1..)) = (
            reason.examples.is_empty(),
            reason.count.checked_sub(reason.examples.len()),
        ) {
            let _ = writeln!(text, "    and {} more", grouped(more));
        }
    }
    text
}

fn heading(paint: Paint, title: &str, count: usize) -> String {
    let title = format!("{title} ({})", grouped(count));
    format!("\n{}\n", paint.bold(&title))
}

fn item(item: &Item, paint: Paint) -> String {
    let mut lines = Vec::new();
    if item.level == Level::Breaking {
        lines.extend(item.rust.iter().take(SHOWN).map(rust));
        if let Some(more @ 1..) = item.rust.len().checked_sub(SHOWN) {
            lines.push(format!("and {} more", grouped(more)));
        }
    }
    if let Some(instead) = item.instead {
        lines.push(format!("Instead: {instead}."));
    }
    lines.extend(pointers(item));
    let mut text = format!("  * {}\n", plain(&item.short));
    for line in lines {
        let line = format!("- {}", plain(&line));
        let _ = writeln!(text, "    {}", paint.dim(&line));
    }
    text
}

fn rust(rust: &Rust) -> String {
    match (&rust.old, &rust.new) {
        (Some(old), Some(new)) => format!("Rust: {old} becomes {new}"),
        (Some(old), None) => format!("Rust: {old} is gone"),
        (None, Some(new)) => format!("Rust: {new} is needed"),
        (None, None) => String::new(),
    }
}

fn pointers(item: &Item) -> Option<String> {
    let site = item.places.first()?;
    let pointers = [("before", &site.base), ("after", &site.head)].into_iter();
    let pointers: Vec<String> = pointers
        .filter_map(|(when, pointer)| Some(format!("{when} {}", pointer.as_ref()?)))
        .collect();
    let more = match item.places.len() {
        1 => "",
        _ => ", and so at the other places",
    };
    Some(format!("Spec: {}{more}", pointers.join(", ")))
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
        text += &item(one, paint);
    }
    if report.texts > 0 {
        let texts = count(report.texts, "text");
        let _ = writeln!(text, "  {texts} differ; read them in the diff of the crate");
    }
    text
}

fn names(report: &Report, paint: Paint) -> String {
    let names = &report.names;
    let renamed = names.renamed.iter();
    let renamed = renamed.map(|name| format!("{} is {} ({})", name.old, name.new, name.place));
    let mut text = String::new();
    let mut number = 0_usize;
    for (title, lines) in [
        ("given", names.given.iter().cloned().collect()),
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
            let _ = writeln!(text, "    and {more} more; --format md and json have all");
        }
    }
    if text.is_empty() {
        return text;
    }
    heading(paint, "Names", number) + &text
}

fn size(report: &Report, paint: Paint) -> String {
    let mut text = format!("\n{}\n", paint.bold("Size"));
    for row in &report.size {
        let (before, after) = (grouped(row.base), grouped(row.head));
        let _ = writeln!(text, "  {:<18}{before:>7} → {after}", row.title);
    }
    text
}

/// A terminal shows code as it is.
fn plain(markdown: &str) -> String {
    markdown.replace('`', "")
}
