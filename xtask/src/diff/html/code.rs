//! The generated code of a change, before and after side by side. Pure.

use generator::diff::Code;

use super::hunks::{Hunk, Line, hunks};
use super::text::{code, escaped};
use crate::report::count;

/// The definitions of a change: the first in sight if `open`, the others folded.
pub(super) fn figures(codes: &[Code], open: bool) -> String {
    let figures: Vec<String> = codes.iter().map(figure).collect();
    let shown = if open { 1 } else { 0 };
    let (first, rest) = figures.split_at(shown.min(figures.len()));
    let mut text = first.concat();
    if !rest.is_empty() {
        let more = if first.is_empty() { "" } else { "more " };
        let title = count(rest.len(), &format!("{more}definition"));
        text += &format!(
            "<details><summary>Code of {title}</summary>\n{}</details>\n",
            rest.concat()
        );
    }
    text
}

fn figure(change: &Code) -> String {
    let definition = |side: &Option<generator::emit::Definition>| {
        side.as_ref()
            .map(|d| (d.path.clone(), d.file.clone(), d.text.clone()))
    };
    let (old, new) = (definition(&change.old), definition(&change.new));
    let text = |side: &Option<(String, String, String)>| {
        side.as_ref().map_or("", |(_, _, text)| text).to_owned()
    };
    let hunks = hunks(&text(&old), &text(&new), &change.words);
    let Some((path, file, _)) = new.as_ref().or(old.as_ref()) else {
        return String::new();
    };
    let mut caption = code(path);
    if let (Some((before, ..)), Some((after, ..))) = (&old, &new)
        && before != after
    {
        caption = format!("{} → {}", code(before), code(after));
    }
    // A side without a line that differs says nothing that the other does not.
    let differs = |side: usize| {
        let rows = hunks.iter().flat_map(|hunk| &hunk.rows);
        let lines = rows.filter_map(|row| row.get(side)?.as_ref());
        lines.filter(|line| line.changed).count() > 0
    };
    let sides: Vec<String> = [("Before", 0), ("After", 1)]
        .into_iter()
        .filter(|(_, index)| differs(*index))
        .map(|(title, index)| side(title, path, &hunks, index))
        .collect();
    let class = if sides.len() == 2 {
        "sides two"
    } else {
        "sides"
    };
    format!(
        "<figure>\n<figcaption><span>{caption}</span> <span class=\"file\">{}</span></figcaption>\n<div class=\"{class}\">\n{}</div>\n</figure>\n",
        code(file),
        sides.concat()
    )
}

fn side(title: &str, path: &str, hunks: &[Hunk], index: usize) -> String {
    let mut text = format!(
        "<div class=\"side\">\n<p>{title}</p>\n<pre tabindex=\"0\" role=\"group\" aria-label=\"{title}: {}\"><div>",
        escaped(path)
    );
    for (number, hunk) in hunks.iter().enumerate() {
        if number > 0 {
            text += "<span class=\"gap\">⋯</span>";
        }
        for row in &hunk.rows {
            match row.get(index).and_then(Option::as_ref) {
                Some(line) => text += &self::line(line, index),
                // Pads the shorter side, so that equal lines stay side by side.
                None => text += "<span class=\"pad\"></span>",
            }
        }
    }
    text + "</div></pre>\n</div>\n"
}

fn line(line: &Line, index: usize) -> String {
    let length = |marked: bool| {
        let parts = line.parts.iter().filter(|(differs, _)| !marked || *differs);
        parts
            .map(|(_, text)| text.trim_start().len())
            .sum::<usize>()
    };
    // Where most of it differs, the words say no more than the line.
    let tell = length(true).saturating_mul(5) < length(false).saturating_mul(3);
    let parts = line.parts.iter().map(|(differs, text)| {
        let blank = text.trim().is_empty();
        let text = escaped(text);
        if *differs && tell && !blank {
            format!("<b>{text}</b>")
        } else {
            text
        }
    });
    let parts: String = parts.collect();
    let tag = match (line.changed, index) {
        (false, _) => "span",
        (true, 0) => "del",
        (true, _) => "ins",
    };
    format!("<{tag}>{parts}</{tag}>")
}
