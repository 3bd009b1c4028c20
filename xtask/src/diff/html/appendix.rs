//! What follows the changes on the page: names, size, fixups, and differences from the generator.

use std::fmt::Write as _;

use generator::diff::{Report, Row};

use super::Part;
use super::text::{code, escaped, inline};
use crate::report::{count, grouped};

/// Names that were added, retired or renamed.
pub(super) fn names(report: &Report) -> Option<Part> {
    let names = &report.names;
    let renamed = names.renamed.iter().map(|name| {
        let (old, new) = (code(&name.old), code(&name.new));
        format!("{old} is now {new} ({})", code(&name.place))
    });
    let mut body = String::new();
    let mut number = 0_usize;
    for (title, lines) in [
        ("renamed", renamed.collect::<Vec<String>>()),
        ("retired", names.retired.iter().map(|n| code(n)).collect()),
        ("added", names.given.iter().map(|n| code(n)).collect()),
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

/// The size of the crate.
pub(super) fn size(report: &Report) -> String {
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
            "<details><summary>{resources} whose size changed, in lines of definitions and plumbing</summary>\n{}</details>",
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

/// Fixups that no longer apply.
pub(super) fn fixups(report: &Report) -> Option<Part> {
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

/// Differences between the committed crate and what this generator writes.
pub(super) fn output(report: &Report) -> Part {
    let files = report
        .output
        .as_ref()
        .map_or(&[][..], |output| &output.files);
    let mut body = match &report.output {
        None => {
            "<p class=\"means\">The base has no committed crate to compare with.</p>\n".to_owned()
        }
        Some(output) => {
            let what = if files.is_empty() {
                "is up to date with this generator"
            } else {
                "has files that this generator writes differently, for the same document"
            };
            format!(
                "<p class=\"means\">{} {what}.</p>\n",
                escaped(&output.committed)
            )
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
