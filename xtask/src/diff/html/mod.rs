//! The report as one HTML page without scripts, fonts or requests. Pure.

mod appendix;
mod code;
#[cfg(test)]
mod contrast;
mod hunks;
mod items;
mod text;

use std::fmt::Write as _;

use generator::diff::{Codes, Compared, Level, Provenance, Reason, Report, Verdict};

use crate::report::{count, grouped};
use appendix::{fixups, names, output, size};
use items::{item, items};
use text::{escaped, inline};

const STYLE: &str = include_str!("style.css");

/// Shows that this command wrote the file.
pub(super) const MARK: &str = "<meta name=\"generator\" content=\"cargo xtask diff\">";

/// Allows the page nothing in a browser, whatever text a document has.
const POLICY: &str =
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/// The page. `codes` has the generated code of both documents.
pub(super) fn page(report: &Report, codes: &Codes<'_>) -> String {
    let verdict = match report.verdict {
        Verdict::None => "No change".to_owned(),
        Verdict::Patch => "Patch release".to_owned(),
        Verdict::Minor => "Minor release".to_owned(),
        Verdict::Major => "Major release".to_owned(),
    };
    let (base, head) = (&report.provenance.base, &report.provenance.head);
    let title = format!("{verdict}: {} → {}", base.version, head.version);
    let sections = sections(report, codes);
    let mut text = format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">\n\
         {MARK}\n<title>{}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n",
        escaped(&title)
    );
    // Writing to a String cannot fail.
    let _ = writeln!(
        text,
        "<header>\n<p class=\"about\">What a change of Stripe’s API means for callers of the client</p>\n\
         <h1 class=\"{}\">{verdict}</h1>\n<p class=\"versions\"><code>{}</code> → <code>{}</code></p>",
        report.verdict,
        escaped(&base.version),
        escaped(&head.version)
    );
    if !report.reasons.is_empty() {
        let reasons = report.reasons.iter().map(|one| reason(one, report));
        let _ = writeln!(
            text,
            "<ul class=\"reasons\">\n{}</ul>",
            reasons.collect::<String>()
        );
    }
    text += &otherwise(report);
    text += "</header>\n";
    text += "<nav aria-label=\"Contents\">\n<ul>\n";
    for part in &sections {
        let number = part.number.map(|number| {
            let number = grouped(number);
            format!(" <span class=\"count\">{number}</span>")
        });
        let _ = writeln!(
            text,
            "<li><a href=\"#{}\">{}{}</a></li>",
            part.id,
            part.short,
            number.unwrap_or_default()
        );
    }
    text += "</ul>\n</nav>\n<main>\n";
    for part in &sections {
        let number = part.number.map(|number| {
            let number = grouped(number);
            format!(" <span class=\"count\">{number}</span>")
        });
        let (id, title, body) = (part.id, escaped(part.title), &part.body);
        let _ = write!(
            text,
            "<section id=\"{id}\" aria-labelledby=\"{id}-title\">\n<h2 id=\"{id}-title\">{title}{}</h2>\n{body}</section>\n",
            number.unwrap_or_default()
        );
    }
    text + "</main>\n" + &provenance(report) + "</body>\n</html>\n"
}

/// What was compared, and by what.
fn provenance(report: &Report) -> String {
    let Provenance {
        generator,
        base,
        head,
    } = &report.provenance;
    format!(
        "<footer>\n<dl class=\"provenance\">\n{}{}<div><dt>By</dt><dd>generator {}</dd></div>\n</dl>\n</footer>\n",
        source("From", base),
        source("To", head),
        escaped(generator)
    )
}

/// Says so if the generator alone changes the crate.
fn otherwise(report: &Report) -> String {
    match report.output.as_ref().map(|output| output.files.len()) {
        Some(number @ 1..) => format!(
            "<p class=\"about\">This generator writes <a href=\"#generator\">{} differently</a> for the same document</p>\n",
            count(number, "file")
        ),
        _ => String::new(),
    }
}

/// A section of the page, and its entry in the contents.
struct Part {
    id: &'static str,
    short: &'static str,
    title: &'static str,
    number: Option<usize>,
    body: String,
}

fn sections(report: &Report, codes: &Codes<'_>) -> Vec<Part> {
    let mut parts = Vec::new();
    for section in &report.sections {
        let (id, short) = match section.level {
            Level::Breaking => ("breaking", "Breaking"),
            Level::Behaviour => ("behaviour", "Behaviour"),
            Level::Addition => ("new", "New"),
            // Shown together with changed texts.
            Level::Documentation => continue,
        };
        parts.push(Part {
            id,
            short,
            title: section.title,
            number: Some(section.items.len()),
            body: items(section, codes, id),
        });
    }
    parts.extend(documentation(report, codes));
    parts.extend(names(report));
    parts.push(Part {
        id: "size",
        short: "Size",
        title: "Size",
        number: None,
        body: size(report),
    });
    parts.extend(fixups(report));
    parts.push(output(report));
    parts
}

fn reason(reason: &Reason, report: &Report) -> String {
    let mut text = format!(
        "<li><span class=\"tag {0}\">{0}</span><div><p>{1}: {2}</p>",
        reason.verdict,
        escaped(&count(reason.count, reason.noun)),
        inline(&reason.means)
    );
    if !reason.examples.is_empty() {
        text += "\n<ul>\n";
        for example in &reason.examples {
            let sentence = inline(&example.sentence);
            let _ = match report.numbers(example).first() {
                Some(number) => {
                    writeln!(
                        text,
                        "<li><a href=\"#breaking-{number}\">{sentence}</a></li>"
                    )
                }
                None => writeln!(text, "<li>{sentence} (accepted)</li>"),
            };
        }
        if let more @ 1.. = reason.more() {
            let _ = writeln!(text, "<li>and {} more</li>", grouped(more));
        }
        text += "</ul>";
    }
    text + "</div></li>\n"
}

fn source(title: &str, source: &Compared) -> String {
    format!(
        "<div><dt>{title}</dt><dd>{}: {}<code class=\"hash\">sha256 {}</code></dd></div>\n",
        escaped(&source.version),
        escaped(&source.name),
        escaped(&source.sha256)
    )
}

fn documentation(report: &Report, codes: &Codes<'_>) -> Option<Part> {
    let items = report.at(Level::Documentation);
    let number = items.len().saturating_add(report.texts);
    let mut body = String::new();
    if report.texts > 0 {
        let _ = writeln!(
            body,
            "<p class=\"means\">{} changed. See the diff of the crate.</p>",
            count(report.texts, "description")
        );
    }
    for (index, one) in items.iter().enumerate() {
        body += &item(one, codes, &format!("documentation-{}", index + 1));
    }
    (number > 0).then_some(Part {
        id: "documentation",
        short: "Documentation",
        title: "Documentation",
        number: Some(number),
        body,
    })
}
