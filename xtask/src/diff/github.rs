//! The report as annotations of GitHub Actions, on the lines of `generated/` that change. Pure.

use generator::diff::{Code, Codes, Files, Item, Level, Report};
use generator::text::visible;

/// The folder of the committed crate.
const OUTPUT: &str = "generated";

/// An annotation for each change that may matter to a caller; additions are none.
pub(super) fn annotations(report: &Report, codes: &Codes<'_>, files: &Files) -> String {
    let sections = report.sections.iter();
    let sections = sections.filter(|section| section.level >= Level::Behaviour);
    let items = sections.flat_map(|section| &section.items);
    items.map(|item| annotation(item, codes, files)).collect()
}

fn annotation(item: &Item, codes: &Codes<'_>, files: &Files) -> String {
    let severity = match item.level {
        Level::Breaking => "error",
        _ => "warning",
    };
    let codes = codes.of(item);
    // What was removed has no line; then the definition that lacks it.
    let at = codes.iter().find_map(|code| line(code, files));
    let place = at.map_or_else(String::new, |(file, line)| {
        format!(
            "file={},line={line},",
            property(&format!("{OUTPUT}/{file}"))
        )
    });
    let mut text = visible(&item.short).into_owned();
    if let Some(instead) = item.instead {
        text = format!("{text}. Instead: {instead}.");
    }
    format!(
        "::{severity} {place}title={}::{}\n",
        property(item.kind),
        escaped(&text)
    )
}

/// The file and line of a definition, or of the part of it that changes.
fn line(code: &Code, files: &Files) -> Option<(String, usize)> {
    let new = code.new.as_ref()?;
    let text = files.get(&new.file)?;
    let name = new.path.rsplit("::").next()?;
    let begins = ["struct", "enum", "union"].map(|what| format!("pub {what} {name}"));
    let lines: Vec<&str> = text.lines().collect();
    let is_definition = |line: &&str| {
        let line = line.trim_start();
        begins.iter().any(|begin| {
            let rest = line.strip_prefix(begin.as_str());
            rest.is_some_and(|rest| rest.starts_with([' ', '(', '<']))
        })
    };
    let start = lines.iter().position(is_definition)?;
    // The definition and its setters are as long as in the report.
    let length = new.text.lines().count();
    let is_part = |line: &&str| {
        let line = line
            .trim_start()
            .trim_start_matches("pub ")
            .trim_start_matches("fn ");
        code.words.iter().any(|word| {
            let rest = line.strip_prefix(word.as_str());
            rest.is_some_and(|rest| rest.starts_with([':', '(', ',', '<']))
        })
    };
    let part = lines.iter().skip(start).take(length).position(is_part);
    let number = start.saturating_add(part.unwrap_or(0)).saturating_add(1);
    Some((new.file.clone(), number))
}

fn property(text: &str) -> String {
    escaped(text).replace(':', "%3A").replace(',', "%2C")
}

/// Commands of the runner end with the line.
fn escaped(text: &str) -> String {
    text.replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}
