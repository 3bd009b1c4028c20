//! The impact in a terminal and in Markdown. Pure.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use generator::diff::Level;
use generator::text::{code, visible};

use super::findings::{Finding, Impact, Touched};
use crate::report::count;
use crate::report::wrap::{filled, plain, wrapped};
use crate::support::Paint;

/// Lines of a change that a terminal shows; the other formats have all.
const SHOWN: usize = 12;

/// Signatures of a change that are shown.
const SIGNATURES: usize = 3;

/// For a terminal.
pub(super) fn term(impact: &Impact, paint: Paint) -> String {
    let mut text = paint.bold(&plain(&headline(impact))) + "\n";
    // Writing to a String cannot fail.
    for sentence in &impact.everywhere {
        text += &wrapped(&format!("every request: {}", plain(sentence)), 2);
    }
    for finding in &impact.findings {
        let name = level(finding);
        let coloured = match finding.level {
            Level::Breaking => paint.red(name),
            _ => paint.yellow(name),
        };
        let sentence = wrapped(&format!("{name}: {}", plain(&finding.sentence)), 0);
        text += &format!("\n{}", sentence.replacen(name, &coloured, 1));
        for rust in rust(finding) {
            text += &wrapped(&plain(&rust), 2);
        }
        if let Some(instead) = &finding.instead {
            text += &wrapped(&format!("Instead: {}.", plain(instead)), 2);
        }
        for (comment, places) in comments(finding) {
            let mut at = places.iter().take(SHOWN).cloned().collect::<Vec<_>>();
            if let Some(more @ 1..) = places.len().checked_sub(SHOWN) {
                at.push(count(more, "more line"));
            }
            let at = visible(&at.join(", ")).into_owned();
            text += &wrapped(&format!("Not edited; a comment for {at}:"), 2);
            text += &filled(&visible(comment), "      ", "      // ");
        }
        for line in finding.lines.iter().take(SHOWN) {
            let at = format!("{}:{}:{}", visible(&line.file), line.line, line.column);
            let _ = writeln!(text, "  {}", paint.bold(&at));
            let _ = writeln!(text, "      {}", visible(&line.code));
            if let Some(remark) = remark(line) {
                text += &wrapped(&remark, 6);
            }
        }
        if let Some(more @ 1..) = finding.lines.len().checked_sub(SHOWN) {
            let _ = writeln!(
                text,
                "  and {}; --format json lists them",
                count(more, "more line")
            );
        }
    }
    if !impact.unexplained.is_empty() {
        let _ = writeln!(text, "\n{}", paint.red("Errors that no change explains"));
        for line in &impact.unexplained {
            let error = line.error.as_deref().unwrap_or_default();
            let at = format!("{}:{}:{}", visible(&line.file), line.line, line.column);
            let _ = writeln!(text, "  {}: {}", paint.bold(&at), visible(error));
        }
    }
    match elsewhere(impact) {
        none if none.is_empty() => text,
        line => text + "\n" + &wrapped(&line, 0),
    }
}

/// For a pull request.
pub(super) fn markdown(impact: &Impact) -> String {
    let mut text = format!("# {}\n", headline(impact));
    for sentence in &impact.everywhere {
        let _ = writeln!(text, "\nEvery request: {sentence}.");
    }
    for finding in &impact.findings {
        let _ = writeln!(text, "\n## {}: {}\n", level(finding), finding.sentence);
        for rust in rust(finding) {
            let _ = writeln!(text, "- Rust: {rust}");
        }
        if let Some(instead) = &finding.instead {
            let _ = writeln!(text, "- Instead: {instead}.");
        }
        for (comment, places) in comments(finding) {
            let places: Vec<String> = places.iter().map(|place| code(place)).collect();
            let (at, comment) = (places.join(", "), code(comment));
            let _ = writeln!(text, "- Not edited; a comment for {at}: {comment}");
        }
        for line in &finding.lines {
            let at = code(&format!("{}:{}", line.file, line.line));
            let _ = writeln!(text, "- {at}{}: {}", code_remark(line), code(&line.code));
        }
    }
    if !impact.unexplained.is_empty() {
        let _ = writeln!(text, "\n## Errors that no change explains\n");
        for line in &impact.unexplained {
            let at = code(&format!("{}:{}", line.file, line.line));
            let error = line.error.as_deref().unwrap_or_default();
            let _ = writeln!(text, "- {at}: {}", code(error));
        }
    }
    match elsewhere(impact) {
        none if none.is_empty() => text,
        line => format!("{text}\n{line}\n"),
    }
}

/// The result in a sentence.
fn headline(impact: &Impact) -> String {
    let levels = [
        (number(impact, Level::Breaking), "breaking change"),
        (number(impact, Level::Behaviour), "change of behaviour"),
        (number(impact, Level::Addition), "addition"),
    ];
    if levels.iter().all(|(number, _)| *number == 0) && impact.unexplained.is_empty() {
        let (base, head) = (&impact.base, &impact.head);
        return if base.sha256 == head.sha256 {
            "The two documents are the same".to_owned()
        } else if impact.everywhere.is_empty() {
            "Nothing of this release touches the crate".to_owned()
        } else {
            "This release changes what every request sends, and nothing that the crate names"
                .to_owned()
        };
    }
    let shown = levels.iter().filter(|(number, _)| *number > 0);
    let shown: Vec<String> = shown
        .map(|(number, what)| match what.split_once(" of ") {
            Some((noun, of)) => format!("{} of {of}", count(*number, noun)),
            None => count(*number, what),
        })
        .collect();
    let of = shown.join(", ");
    format!("The crate uses what this release changes: {of}")
}

fn number(impact: &Impact, level: Level) -> usize {
    let findings = impact.findings.iter();
    findings.filter(|finding| finding.level == level).count()
}

fn level(finding: &Finding) -> &'static str {
    match finding.level {
        Level::Breaking => "breaking",
        Level::Behaviour => "behaviour",
        Level::Addition => "new",
        Level::Documentation => "documentation",
    }
}

fn rust(finding: &Finding) -> Vec<String> {
    let all = &finding.rust;
    let shown = all.iter().take(SIGNATURES);
    let mut lines: Vec<String> = shown.map(generator::diff::Rust::sentence).collect();
    if let Some(more @ 1..) = all.len().checked_sub(SIGNATURES) {
        lines.push(format!("and {more} more"));
    }
    lines
}

/// The comments that `--fix` offers, each with the lines that it could stand above.
fn comments(finding: &Finding) -> BTreeMap<&str, Vec<String>> {
    let mut comments: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for line in &finding.lines {
        if let Some(comment) = &line.comment {
            let at = format!("{}:{}", line.file, line.line);
            comments.entry(comment).or_default().push(at);
        }
    }
    comments
}

/// What is known about a line.
fn remark(line: &Touched) -> Option<String> {
    Some(match (&line.error, &line.item) {
        (Some(error), _) => visible(error).into_owned(),
        (None, _) if line.is_likely => "likely: in a string".to_owned(),
        (None, Some(item)) => format!("uses {item}"),
        (None, None) => return None,
    })
}

fn code_remark(line: &Touched) -> String {
    match (&line.error, &line.item) {
        (Some(error), _) => format!(" ({})", code(error)),
        (None, _) if line.is_likely => " (likely: in a string)".to_owned(),
        (None, Some(item)) => format!(" (uses {})", code(item)),
        (None, None) => String::new(),
    }
}

/// The number of changes that are of no concern; empty where there are none.
fn elsewhere(impact: &Impact) -> String {
    let all = impact.elsewhere;
    let parts = [
        (all.breaking, "breaking"),
        (all.behaviour, "of behaviour"),
        (all.addition, "new"),
        (all.documentation, "of documentation"),
    ];
    let parts = parts.iter().filter(|(number, _)| *number > 0);
    let parts: Vec<String> = parts
        .map(|(number, what)| format!("{number} {what}"))
        .collect();
    if parts.is_empty() {
        return String::new();
    }
    let verb = if all.sum() == 1 { "does" } else { "do" };
    format!(
        "{} {verb} not touch the crate: {}.",
        count(all.sum(), "other change"),
        parts.join(", ")
    )
}
