//! Changes on the page, each with its generated code and its locations.

use std::fmt::Write as _;

use generator::diff::{Codes, Item, Level, Section, Site};

use super::code;
use super::text::{code, escaped, inline};
use crate::report::count;

/// The changes of a section.
pub(super) fn items(section: &Section, codes: &Codes<'_>, id: &str) -> String {
    let items = section.items.iter().enumerate();
    let items = items.map(|(index, one)| item(one, codes, &format!("{id}-{}", index + 1)));
    items.collect()
}

/// One change.
pub(super) fn item(item: &Item, codes: &Codes<'_>, id: &str) -> String {
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
            "<details><summary>Includes changes of {} inside it</summary>\n<ul class=\"places\">\n{within}</ul>\n</details>",
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
