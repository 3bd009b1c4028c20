//! The report in Markdown, for a pull request. What is long is folded. Pure.

use std::fmt::Write as _;

use generator::diff::{Item, Level, Report, Rust, Site, Verdict};

use crate::report::{count, grouped};

/// All of it, the verdict first.
pub(super) fn report(report: &Report) -> String {
    let mut text = verdict(report);
    for section in &report.sections {
        if section.level != Level::Documentation {
            let count = grouped(section.items.len());
            let _ = writeln!(text, "\n## {} ({count})\n", section.title);
            for one in &section.items {
                text += &item(one);
            }
        }
    }
    text += &documentation(report);
    text += &names(report);
    text + &size(report)
}

/// Where it comes from and what it comes to.
fn verdict(report: &Report) -> String {
    let words = match report.verdict {
        Verdict::None => "nothing changes".to_owned(),
        verdict => verdict.to_string(),
    };
    // Writing to a String cannot fail.
    let mut text = format!("# API changes: {words}\n\n");
    let provenance = &report.provenance;
    for (title, side) in [("from", &provenance.base), ("to", &provenance.head)] {
        let (name, version, hash) = (&side.name, &side.version, &side.sha256);
        let _ = writeln!(text, "- {title} {version}: {name}, sha256 `{hash}`");
    }
    let _ = writeln!(text, "- by generator {}\n", provenance.generator);
    for reason in &report.reasons {
        let counted = count(reason.count, reason.noun);
        let _ = writeln!(
            text,
            "- **{}**: {counted}: {}",
            reason.verdict, reason.means
        );
        for example in &reason.examples {
            let _ = writeln!(text, "  - {example}");
        }
        if let (false, Some(more @ 1..)) = (
            reason.examples.is_empty(),
            reason.count.checked_sub(reason.examples.len()),
        ) {
            let _ = writeln!(text, "  - and {} more", grouped(more));
        }
    }
    text
}

fn item(item: &Item) -> String {
    let mut text = format!("- {}\n", item.short);
    if item.level == Level::Breaking {
        for line in item.rust.iter().map(rust) {
            let _ = writeln!(text, "  - {line}");
        }
    }
    if let Some(instead) = item.instead {
        let _ = writeln!(text, "  - Instead: {instead}.");
    }
    let places: Vec<String> = item.places.iter().map(place).collect();
    match places.as_slice() {
        [one] => {
            let _ = writeln!(text, "  - Spec: {one}");
        }
        many => text += &folded("  ", &count(many.len(), "place"), many),
    }
    text
}

fn rust(rust: &Rust) -> String {
    match (&rust.old, &rust.new) {
        (Some(old), Some(new)) => format!("Rust: `{old}` becomes `{new}`"),
        (Some(old), None) => format!("Rust: `{old}` is gone"),
        (None, Some(new)) => format!("Rust: `{new}` is needed"),
        (None, None) => String::new(),
    }
}

fn place(site: &Site) -> String {
    let pointer = |pointer: &Option<String>| pointer.clone().unwrap_or_default();
    let pointers = match (&site.base, &site.head) {
        (Some(base), Some(head)) if base == head => format!("`{base}`"),
        (Some(base), Some(head)) => format!("`{base}` before, `{head}` after"),
        (Some(base), None) => format!("`{base}` before"),
        (None, head) => format!("`{}`", pointer(head)),
    };
    match &site.name {
        Some(name) => format!("`{name}` on `{}`: {pointers}", site.path),
        None => format!("`{}`: {pointers}", site.path),
    }
}

fn documentation(report: &Report) -> String {
    let items = report.at(Level::Documentation);
    let count = items.len().saturating_add(report.texts);
    if count == 0 {
        return String::new();
    }
    let mut text = format!(
        "\n<details><summary>Documentation ({})</summary>\n\n",
        grouped(count)
    );
    for one in items {
        text += &item(one);
    }
    if report.texts > 0 {
        let texts = self::count(report.texts, "text");
        let _ = writeln!(text, "- {texts} differ; read them in the diff of the crate");
    }
    text + "\n</details>\n"
}

fn names(report: &Report) -> String {
    let names = &report.names;
    let code = |name: &String| format!("`{name}`");
    let renamed = names.renamed.iter();
    let renamed = renamed.map(|name| format!("`{}` is `{}` ({})", name.old, name.new, name.place));
    let mut text = String::new();
    for (title, lines) in [
        ("given", names.given.iter().map(code).collect()),
        ("retired", names.retired.iter().map(code).collect()),
        ("renamed", renamed.collect::<Vec<String>>()),
    ] {
        if !lines.is_empty() {
            text += &folded("", &format!("{title}: {}", grouped(lines.len())), &lines);
        }
    }
    if text.is_empty() {
        return text;
    }
    format!("\n## Names\n{text}")
}

fn size(report: &Report) -> String {
    let mut text = "\n## Size\n\n| | before | after |\n|---|--:|--:|\n".to_owned();
    for row in &report.size {
        let (before, after) = (grouped(row.base), grouped(row.head));
        let _ = writeln!(text, "| {} | {before} | {after} |", row.title);
    }
    text
}

/// A list that opens by a click. Markdown in it needs lines that are empty around it.
fn folded(indent: &str, title: &str, lines: &[String]) -> String {
    let mut text = format!("\n{indent}<details><summary>{title}</summary>\n\n");
    for line in lines {
        let _ = writeln!(text, "{indent}- {line}");
    }
    let _ = writeln!(text, "\n{indent}</details>\n");
    text
}
