//! The entry in `CHANGELOG.md`, in the style of Keep a Changelog. Pure.

use generator::diff::{Item, Level, Report};
use generator::text::{Span, code, spans};
use semver::Version;

use crate::report::count;

/// The section of unreleased entries.
const UNRELEASED: &str = "## [Unreleased]";

/// The width of the file.
const WIDTH: usize = 120;

/// The categories, in the order of the file.
const CATEGORIES: [&str; 4] = ["Added", "Changed", "Deprecated", "Removed"];

/// The last version that the file has a section for.
pub(super) fn released(text: &str) -> Option<Version> {
    let titles = text.lines().filter_map(|line| line.strip_prefix("## ["));
    let versions = titles.filter_map(|title| Version::parse(title.split(']').next()?).ok());
    versions.max()
}

/// The file with these changes under `[Unreleased]`; `None` if it has no such section.
pub(super) fn add(text: &str, report: &Report, package: &str, version: &Version) -> Option<String> {
    let intro = intro(report, package, version);
    let entries = CATEGORIES.map(|category| (category, bullets(report, category)));
    let (before, rest) = split_line(text, |line| line == UNRELEASED)?;
    let rest = rest.get(UNRELEASED.len()..)?;
    let (section, after) = split_line(rest, ends_section).unwrap_or((rest, ""));
    let mut section = section.trim_end().to_owned();
    for (category, bullets) in entries.iter().filter(|(_, bullets)| !bullets.is_empty()) {
        let entry = format!("{intro}\n\n{bullets}");
        section = append(&section, category, entry.trim_end());
    }
    let gap = if after.is_empty() { "\n" } else { "\n\n" };
    Some(format!("{before}{UNRELEASED}{section}{gap}{after}"))
}

/// A section, or the links at the end of the file.
fn ends_section(line: &str) -> bool {
    line.starts_with("## ") || (line.starts_with('[') && line.contains("]: "))
}

/// Adds the entry at the end of its category, which is created if it does not exist.
fn append(section: &str, category: &str, entry: &str) -> String {
    let heading = format!("### {category}");
    let Some((before, rest)) = split_line(section, |line| line == heading) else {
        return format!("{section}\n\n{heading}\n\n{entry}");
    };
    let body = rest.get(heading.len()..).unwrap_or_default();
    let (body, after) = split_line(body, |line| line.starts_with("### ")).unwrap_or((body, ""));
    let body = body.trim_end();
    let gap = if after.is_empty() { "" } else { "\n\n" };
    format!("{before}{heading}{body}\n\n{entry}{gap}{after}")
}

/// Splits the text before the first such line.
fn split_line(text: &str, is_it: impl Fn(&str) -> bool) -> Option<(&str, &str)> {
    let mut start = 0_usize;
    for line in text.split_inclusive('\n') {
        if is_it(line.trim_end()) {
            return text.split_at_checked(start);
        }
        start = start.saturating_add(line.len());
    }
    None
}

fn intro(report: &Report, package: &str, version: &Version) -> String {
    let (base, head) = (&report.provenance.base, &report.provenance.head);
    let api = if base.version == head.version {
        format!("API version {}", head.version)
    } else {
        format!("API version {}, after {}", head.version, base.version)
    };
    wrap(&format!("`{package}` {version}, for {api}:"), "", "")
}

fn bullets(report: &Report, category: &str) -> String {
    let items = report.sections.iter().flat_map(|section| &section.items);
    let mut text = String::new();
    for item in items.filter(|item| self::category(item) == category) {
        let breaking = match item.level {
            Level::Breaking => "Breaking: ",
            _ => "",
        };
        let sentence = item.sentence.trim_end_matches('.');
        text += &wrap(&format!("{breaking}{sentence}."), "- ", "  ");
        text.push('\n');
    }
    if category == "Changed" && report.texts > 0 {
        text += &format!(
            "- {} in the documentation.\n",
            count(report.texts, "description")
        );
    }
    text
}

fn category(item: &Item) -> &'static str {
    match (item.level, item.kind) {
        (_, "deprecated") => "Deprecated",
        (_, kind) if kind.ends_with("-removed") => "Removed",
        (Level::Addition, _) => "Added",
        _ => "Changed",
    }
}

/// Wraps text to the file's width, but not inside code, part of which could begin a line as a heading or a list. The first
/// line starts with `first`, the others with `other`.
fn wrap(text: &str, first: &str, other: &str) -> String {
    let mut lines: Vec<String> = Vec::new();
    let mut line = first.to_owned();
    let mut is_bare = true;
    for word in words(text) {
        let width = line.chars().count().saturating_add(word.chars().count());
        if !is_bare && width >= WIDTH {
            lines.push(std::mem::replace(&mut line, other.to_owned()));
            is_bare = true;
        }
        if !is_bare {
            line.push(' ');
        }
        line.push_str(&word);
        is_bare = false;
    }
    lines.push(line);
    lines.join("\n")
}

/// The words of a sentence. Code is one word, with what touches it.
fn words(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word = String::new();
    for span in spans(text) {
        match span {
            Span::Code(shown) => word.push_str(&code(shown)),
            Span::Words(plain) => {
                for (index, part) in plain.split(char::is_whitespace).enumerate() {
                    if index > 0 {
                        words.push(std::mem::take(&mut word));
                    }
                    word.push_str(part);
                }
            }
        }
    }
    words.push(word);
    words.retain(|word| !word.is_empty());
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_release_is_the_highest_version_with_a_section() {
        let text = "## [Unreleased]\n\n## [0.2.0] - 2026-08-01\n\n## [0.10.0]\n\n[0.11.0]: https://example.com\n";
        assert_eq!(released(text), Some(Version::new(0, 10, 0)));
        assert_eq!(released("## [Unreleased]\n"), None);
    }

    #[test]
    fn an_entry_goes_to_the_end_of_its_category_or_makes_one() {
        let section = "\n\n### Added\n\n- One.\n\n### Fixed\n\n- Two.";
        assert_eq!(
            append(section, "Added", "- New."),
            "\n\n### Added\n\n- One.\n\n- New.\n\n### Fixed\n\n- Two."
        );
        assert_eq!(
            append(section, "Removed", "- Old."),
            format!("{section}\n\n### Removed\n\n- Old.")
        );
    }

    #[test]
    fn lines_have_the_width_of_the_file() {
        let text = wrap(&"word ".repeat(60), "- ", "  ");
        let widths: Vec<usize> = text.lines().map(str::len).collect();
        assert_eq!(widths, [116, 116, 71]);
        assert!(text.starts_with("- word") && text.contains("\n  word"));
    }

    #[test]
    fn code_is_not_wrapped() {
        let long = code(&"a # b - c ".repeat(20));
        let text = wrap(&format!("Add {long}, and `d e`."), "- ", "  ");
        assert_eq!(text, format!("- Add\n  {long},\n  and `d e`."));
    }
}
