//! The report as one page that needs nothing else: no script, no font, no request. Pure.

mod code;
#[cfg(test)]
mod contrast;
mod hunks;
mod text;

use std::fmt::Write as _;

use generator::diff::{Codes, Compared, Item, Level, Reason, Report, Row, Section, Site, Verdict};

use crate::report::{count, grouped};
use text::{code, escaped, inline};

const STYLE: &str = include_str!("style.css");

/// What the page may do in a browser, whatever a document slips into it: nothing.
const POLICY: &str =
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/// The page. `codes` are of the documents that the report is about.
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
         <title>{}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n",
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
        let reasons = report.reasons.iter().map(reason);
        let _ = writeln!(
            text,
            "<ul class=\"reasons\">\n{}</ul>",
            reasons.collect::<String>()
        );
    }
    let _ = writeln!(
        text,
        "<dl class=\"provenance\">\n{}{}<div><dt>By</dt><dd>generator {}{}</dd></div>\n</dl>\n</header>",
        source("From", base),
        source("To", head),
        escaped(&report.provenance.generator),
        otherwise(report)
    );
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
    text + "</main>\n</body>\n</html>\n"
}

/// That the generator alone would change the crate, where it would.
fn otherwise(report: &Report) -> String {
    match report.output.as_ref().map(|output| output.files.len()) {
        Some(number @ 1..) => format!(
            "<br><a href=\"#generator\">writes {} otherwise</a>",
            count(number, "file")
        ),
        _ => String::new(),
    }
}

/// A part of the page, and how the contents tell of it.
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
            // Told beside the texts.
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

fn reason(reason: &Reason) -> String {
    let mut text = format!(
        "<li><span class=\"tag {0}\">{0}</span><div><p>{1}: {2}</p>",
        reason.verdict,
        escaped(&count(reason.count, reason.noun)),
        escaped(reason.means)
    );
    if !reason.examples.is_empty() {
        let number = grouped(reason.examples.len());
        let _ = writeln!(
            text,
            "\n<details><summary>The first {number}</summary>\n<ul>"
        );
        for example in &reason.examples {
            let _ = writeln!(text, "<li>{}</li>", inline(example));
        }
        text += "</ul>\n</details>";
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

fn items(section: &Section, codes: &Codes<'_>, id: &str) -> String {
    let items = section.items.iter().enumerate();
    let items = items.map(|(index, one)| item(one, codes, &format!("{id}-{}", index + 1)));
    items.collect()
}

fn item(item: &Item, codes: &Codes<'_>, id: &str) -> String {
    let kind = item.kind.replace('-', " ");
    let mut text = format!(
        "<article id=\"{id}\" aria-labelledby=\"{id}-title\">\n<p class=\"kind\"><a href=\"#{id}\">{}</a></p>\n\
         <h3 id=\"{id}-title\">{}</h3>\n",
        escaped(&kind),
        inline(&item.short)
    );
    if item.level == Level::Breaking && !item.says_rust && !item.rust.is_empty() {
        let lines = item.rust.iter();
        let lines = lines.map(|rust| format!("<li>{}</li>\n", inline(&rust.sentence())));
        let lines: String = lines.collect();
        let _ = writeln!(text, "<ul class=\"rust\">\n{lines}</ul>");
    }
    if let Some(instead) = item.instead {
        let instead = inline(instead);
        let _ = writeln!(
            text,
            "<p class=\"instead\"><strong>Instead:</strong> {instead}.</p>"
        );
    }
    text += &code::figures(&codes.of(item), item.level >= Level::Behaviour);
    if !item.within.is_empty() {
        let within = item.within.iter();
        let within: String = within
            .map(|one| format!("<li>{}</li>\n", inline(&one.short)))
            .collect();
        let _ = writeln!(
            text,
            "<details><summary>With it: {} inside of it</summary>\n<ul class=\"places\">\n{within}</ul>\n</details>",
            count(item.within.len(), "type")
        );
    }
    text += &places(&item.places);
    text + "</article>\n"
}

fn places(places: &[Site]) -> String {
    let lines = places.iter().map(|site| {
        let pointers = match (&site.base, &site.head) {
            (Some(base), Some(head)) if base == head => code(base),
            (Some(base), Some(head)) => format!("{} before, {} after", code(base), code(head)),
            (Some(base), None) => format!("{} before", code(base)),
            (None, Some(head)) => format!("{} after", code(head)),
            (None, None) => String::new(),
        };
        let place = code(&site.path);
        let place = match &site.name {
            Some(name) => format!("{} on {place}", code(name)),
            None => place,
        };
        format!("<li>{place}<p>{pointers}</p></li>\n")
    });
    format!(
        "<details><summary>{} in the document</summary>\n<ul class=\"places\">\n{}</ul>\n</details>\n",
        count(places.len(), "place"),
        lines.collect::<String>()
    )
}

fn documentation(report: &Report, codes: &Codes<'_>) -> Option<Part> {
    let items = report.at(Level::Documentation);
    let number = items.len().saturating_add(report.texts);
    let mut body = String::new();
    if report.texts > 0 {
        let _ = writeln!(
            body,
            "<p class=\"means\">{} differ. Read them in the diff of the crate.</p>",
            count(report.texts, "text")
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

fn names(report: &Report) -> Option<Part> {
    let names = &report.names;
    let renamed = names.renamed.iter().map(|name| {
        let (old, new) = (code(&name.old), code(&name.new));
        format!("{old} is {new} ({})", code(&name.place))
    });
    let mut body = String::new();
    let mut number = 0_usize;
    for (title, lines) in [
        ("renamed", renamed.collect::<Vec<String>>()),
        ("retired", names.retired.iter().map(|n| code(n)).collect()),
        ("given", names.given.iter().map(|n| code(n)).collect()),
    ] {
        if lines.is_empty() {
            continue;
        }
        number = number.saturating_add(lines.len());
        let lines: String = lines
            .iter()
            .map(|line| format!("<li>{line}</li>\n"))
            .collect::<Vec<_>>()
            .concat();
        let _ = writeln!(
            body,
            "<details><summary>{title} <span class=\"count\">{}</span></summary>\n<ul class=\"names\">\n{lines}</ul>\n</details>",
            grouped(lines.matches("<li>").count())
        );
    }
    (number > 0).then_some(Part {
        id: "names",
        short: "Names",
        title: "Names of the client",
        number: Some(number),
        body,
    })
}

fn size(report: &Report) -> String {
    let size = &report.size;
    let mut text = table("what", &size.totals);
    if !size.grown.is_empty() {
        text += "<p class=\"means\">Grown most, in lines of definitions and plumbing</p>\n";
        text += &table("resource", &size.grown);
    }
    let changed = size.resources.iter().filter(|row| row.base != row.head);
    let changed: Vec<Row> = changed.cloned().collect();
    if !changed.is_empty() {
        let resources = count(changed.len(), "resource");
        let _ = writeln!(
            text,
            "<details><summary>{resources} of another size, in lines of definitions and plumbing</summary>\n{}</details>",
            table("resource", &changed)
        );
    }
    text
}

fn table(of: &str, rows: &[Row]) -> String {
    let rows = rows.iter().map(|row| {
        let change = match (
            row.head.checked_sub(row.base),
            row.base.checked_sub(row.head),
        ) {
            (Some(0), _) => "same".to_owned(),
            (Some(more), _) => format!("+{}", grouped(more)),
            (None, less) => format!("−{}", grouped(less.unwrap_or_default())),
        };
        format!(
            "<tr><th scope=\"row\">{}</th><td>{}</td><td>{}</td><td>{change}</td></tr>\n",
            escaped(&row.title),
            grouped(row.base),
            grouped(row.head)
        )
    });
    format!(
        "<table>\n<thead><tr><th scope=\"col\">{of}</th><th scope=\"col\">before</th><th scope=\"col\">after</th>\
         <th scope=\"col\">change</th></tr></thead>\n<tbody>\n{}</tbody>\n</table>\n",
        rows.collect::<String>()
    )
}

fn fixups(report: &Report) -> Option<Part> {
    let lines = report.fixups.iter();
    let lines = lines.map(|fixup| {
        format!(
            "<li>{}<p>{}</p></li>\n",
            code(&fixup.place),
            inline(&fixup.why)
        )
    });
    (!report.fixups.is_empty()).then(|| Part {
        id: "fixups",
        short: "Fixups",
        title: "Fixups that no longer apply",
        number: Some(report.fixups.len()),
        body: format!(
            "<ul class=\"places\">\n{}</ul>\n",
            lines.collect::<String>()
        ),
    })
}

fn output(report: &Report) -> Part {
    let files = report
        .output
        .as_ref()
        .map_or(&[][..], |output| &output.files);
    let mut body = match &report.output {
        None => "<p class=\"means\">No output is committed with the first document, so there is nothing to compare.</p>\n".to_owned(),
        Some(output) => {
            let what = if files.is_empty() {
                "is what this generator writes for the first document"
            } else {
                "has other files than this generator writes for the first document"
            };
            format!("<p class=\"means\">{} {what}.</p>\n", escaped(&output.committed))
        }
    };
    if !files.is_empty() {
        let lines = files.iter().map(|file| {
            let (added, removed) = (grouped(file.added), grouped(file.removed));
            let change = escaped(file.change);
            format!(
                "<li>{}<p>{change}, +{added} −{removed} lines</p></li>\n",
                code(&file.path)
            )
        });
        let _ = writeln!(
            body,
            "<details><summary>{}</summary>\n<ul class=\"places\">\n{}</ul>\n</details>",
            count(files.len(), "file"),
            lines.collect::<String>()
        );
    }
    Part {
        id: "generator",
        short: "Generator",
        title: "From the generator, not from the document",
        number: (!files.is_empty()).then_some(files.len()),
        body,
    }
}
