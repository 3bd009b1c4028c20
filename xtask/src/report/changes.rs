//! The report of `diff` in Markdown, for a pull request. Long lists are folded. Pure.

use std::fmt::Write as _;

use generator::diff::{Item, Level, Report, Row, Site, Verdict};
use generator::text::code;

use super::{count, grouped};

/// Locations of a change that are listed with pointers; JSON has all. GitHub limits comments to 65,536 characters.
const POINTERS: usize = 3;

/// The whole report, the verdict first.
pub(crate) fn markdown(report: &Report) -> String {
    let mut text = verdict(report);
    for section in &report.sections {
        let title = format!("{} ({})", section.title, grouped(section.items.len()));
        let items = section.items.iter().zip(1..);
        text += &match section.level {
            // The first screen refers to these.
            Level::Breaking => {
                let anchored =
                    |(one, number)| item(one, &format!("<a id=\"{}\"></a>", anchor(number)));
                format!(
                    "\n## {title}\n\n{}",
                    items.map(anchored).collect::<String>()
                )
            }
            Level::Behaviour => {
                let items = items.map(|(one, _)| item(one, ""));
                format!("\n## {title}\n\n{}", items.collect::<String>())
            }
            // Nobody has to judge an addition.
            Level::Addition => {
                let items = items.map(|(one, _)| item(one, ""));
                details(&title, &items.collect::<String>())
            }
            // Shown together with changed texts.
            Level::Documentation => continue,
        };
    }
    text += &documentation(report);
    text += &reviewed(report);
    text += &names(report);
    text += &size(report);
    if !report.fixups.is_empty() {
        let count = grouped(report.fixups.len());
        let _ = writeln!(text, "\n## Fixups that no longer apply ({count})\n");
        for fixup in &report.fixups {
            let _ = writeln!(text, "- {}: {}", code(&fixup.place), fixup.why);
        }
    }
    text += &output(report);
    text + &provenance(report)
}

/// What was compared, and by what.
fn provenance(report: &Report) -> String {
    let provenance = &report.provenance;
    let sides = [("from", &provenance.base), ("to", &provenance.head)];
    let lines = sides.map(|(title, source)| {
        format!("{title} {}, sha256 `{}`", code(&source.name), source.sha256)
    });
    let by = format!("by generator {}", provenance.generator);
    format!(
        "\n{}",
        folded("", "Compared", &[&lines[..], &[by]].concat())
    )
}

/// Verdict, versions and reasons.
fn verdict(report: &Report) -> String {
    let words = match report.verdict {
        Verdict::None => "no changes".to_owned(),
        verdict => verdict.to_string(),
    };
    // Writing to a String cannot fail.
    let mut text = format!("# API changes: {words}\n\n");
    let (base, head) = (&report.provenance.base, &report.provenance.head);
    let _ = if base.version == head.version {
        writeln!(text, "API version {}, the same in both.\n", base.version)
    } else {
        writeln!(text, "API version {} to {}.\n", base.version, head.version)
    };
    if let Some(number @ 1..) = report.output.as_ref().map(|output| output.files.len()) {
        let files = count(number, "file");
        let _ = writeln!(
            text,
            "- {files} differ because of the generator, not the document; see the end\n"
        );
    }
    for reason in &report.reasons {
        let counted = count(reason.count, reason.noun);
        let _ = writeln!(
            text,
            "- **{}**: {counted}: {}",
            reason.verdict, reason.means
        );
        for example in &reason.examples {
            let line = match report.numbers(example).first() {
                Some(number) => format!("[{}](#{})", example.sentence, anchor(*number)),
                None => format!("{} (accepted)", example.sentence),
            };
            let _ = writeln!(text, "  - {line}");
        }
        if let more @ 1.. = reason.more() {
            let _ = writeln!(text, "  - and {} more", grouped(more));
        }
    }
    text
}

/// The place of a change that breaks callers, by its number.
fn anchor(number: usize) -> String {
    format!("breaking-{number}")
}

/// What was judged before, with the reason.
fn reviewed(report: &Report) -> String {
    if report.reviewed.is_empty() {
        return String::new();
    }
    let all = report.reviewed.iter();
    let all = all.map(|one| format!("{}: {}", one.item.short, one.reason));
    let title = format!("Accepted in spec/reviewed.tsv ({})", report.reviewed.len());
    format!("\n{}", folded("", &title, &all.collect::<Vec<_>>()))
}

fn item(item: &Item, anchor: &str) -> String {
    let mut text = format!("- {anchor}{}\n", item.short);
    if item.level == Level::Breaking && !item.says_rust {
        for rust in &item.rust {
            let _ = writeln!(text, "  - Rust: {}", rust.sentence());
        }
    }
    if let Some(instead) = item.instead {
        let _ = writeln!(text, "  - Instead: {instead}.");
    }
    let places = item.places.iter().enumerate();
    let places: Vec<String> = places
        .map(|(index, site)| place(site, index < POINTERS))
        .collect();
    match places.as_slice() {
        [one] => {
            let _ = writeln!(text, "  - Spec: {one}");
        }
        many => text += &folded("  ", &count(many.len(), "place"), many),
    }
    if item.level >= Level::Behaviour {
        let _ = writeln!(text, "  - Fingerprint: `{}`", item.fingerprint);
    }
    if !item.within.is_empty() {
        let title = format!(
            "Includes changes of {} inside it",
            count(item.within.len(), "type")
        );
        let within: Vec<String> = item.within.iter().map(|one| one.short.clone()).collect();
        text += &folded("  ", &title, &within);
    }
    text
}

fn place(site: &Site, with_pointers: bool) -> String {
    let at = match &site.name {
        Some(name) => format!("{} on {}", code(name), code(&site.path)),
        None => code(&site.path),
    };
    if !with_pointers {
        return at;
    }
    let pointers = match (&site.base, &site.head) {
        (Some(base), Some(head)) if base == head => code(base),
        (Some(base), Some(head)) => format!("{} before, {} after", code(base), code(head)),
        (Some(base), None) => format!("{} before", code(base)),
        (None, head) => code(head.as_deref().unwrap_or_default()),
    };
    format!("{at}: {pointers}")
}

fn documentation(report: &Report) -> String {
    let items = report.at(Level::Documentation);
    let count = items.len().saturating_add(report.texts);
    if count == 0 {
        return String::new();
    }
    let mut text: String = items.iter().map(|one| item(one, "")).collect();
    if report.texts > 0 {
        let texts = self::count(report.texts, "description");
        let _ = writeln!(text, "- {texts} changed; see the diff of the crate");
    }
    details(&format!("Documentation ({})", grouped(count)), &text)
}

/// A folded part. Markdown inside it needs empty lines around it.
fn details(title: &str, body: &str) -> String {
    format!("\n<details><summary>{title}</summary>\n\n{body}\n</details>\n")
}

fn names(report: &Report) -> String {
    let names = &report.names;
    let renamed = names.renamed.iter().map(|name| {
        let (old, new) = (code(&name.old), code(&name.new));
        format!("{old} is now {new} ({})", code(&name.place))
    });
    let mut text = String::new();
    for (title, lines) in [
        ("added", names.given.iter().map(|name| code(name)).collect()),
        (
            "retired",
            names.retired.iter().map(|name| code(name)).collect(),
        ),
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
    let size = &report.size;
    let mut text = format!("\n## Size\n\n{}", table("", &size.totals, str::to_owned));
    if !size.grown.is_empty() {
        let title = "largest growth, in lines of definitions and plumbing";
        let _ = write!(text, "\n{}", table(title, &size.grown, cell));
    }
    let changed: Vec<Row> = size
        .resources
        .iter()
        .filter(|row| row.base != row.head)
        .cloned()
        .collect();
    if !changed.is_empty() {
        let all = table("lines of definitions and plumbing", &changed, cell);
        let resources = count(changed.len(), "resource");
        let _ = writeln!(
            text,
            "\n<details><summary>{resources} whose size changed</summary>\n"
        );
        let _ = writeln!(text, "{all}\n</details>");
    }
    text
}

fn table(title: &str, rows: &[Row], shown: impl Fn(&str) -> String) -> String {
    let mut text = format!("| {title} | before | after |\n|---|--:|--:|\n");
    for row in rows {
        let (before, after) = (grouped(row.base), grouped(row.head));
        let _ = writeln!(text, "| {} | {before} | {after} |", shown(&row.title));
    }
    text
}

fn output(report: &Report) -> String {
    let title = "\n## From the generator, not from the document\n\n";
    let Some(output) = &report.output else {
        return format!("{title}The base has no committed crate to compare with.\n");
    };
    let committed = code(&output.committed);
    if output.files.is_empty() {
        return format!("{title}{committed} is up to date with this generator.\n");
    }
    let mut text = format!(
        "{title}This generator writes some files of {committed} differently, for the same document.\n\n\
         | | files | lines added | lines removed |\n|---|--:|--:|--:|\n"
    );
    for (name, numbers) in output.parts() {
        let [files, added, removed] = numbers.map(grouped);
        let _ = writeln!(text, "| {name} | {files} | {added} | {removed} |");
    }
    let files = output.files.iter().map(|file| {
        let (added, removed) = (grouped(file.added), grouped(file.removed));
        let path = code(&file.path);
        format!("{path}: {}, +{added} -{removed} lines", file.change)
    });
    let files: Vec<String> = files.collect();
    text + &folded("", &count(files.len(), "file"), &files)
}

/// A code span in a cell, which a bar would end.
pub(crate) fn cell(text: &str) -> String {
    code(text).replace('|', "\\|")
}

/// A folded list. Markdown inside it needs empty lines around it.
fn folded(indent: &str, title: &str, lines: &[String]) -> String {
    let mut text = format!("\n{indent}<details><summary>{title}</summary>\n\n");
    for line in lines {
        let _ = writeln!(text, "{indent}- {line}");
    }
    let _ = writeln!(text, "\n{indent}</details>\n");
    text
}
