//! The text of the pull request: what is left to do, then the report. Pure.

use std::fmt::Write as _;

use generator::diagnostic::Pointer;
use generator::diff::{Report, Verdict};
use generator::slice::Overlay;
use semver::Version;

use super::lock::Lock;
use crate::cli::PACKAGE;
use crate::diff::markdown;

/// What the pull request is about.
pub(super) struct Subject<'a> {
    pub(super) lock: &'a Lock,
    pub(super) old: &'a Version,
    pub(super) new: &'a Version,
    pub(super) overlay: &'a Overlay,
    pub(super) report: &'a Report,
}

/// The body, in Markdown.
pub(super) fn body(subject: &Subject<'_>) -> String {
    let report = subject.report;
    provenance(subject) + &to_do(subject) + "\n---\n\n" + markdown(report).trim_end() + "\n"
}

/// The body where the slice is what it was.
pub(super) fn unchanged(lock: &Lock) -> String {
    format!(
        "{}\nThe operations of `spec/slice.yaml` and what they reach are the same in it. Only the lock changes.\n",
        document(lock)
    )
}

fn document(lock: &Lock) -> String {
    let tag = lock
        .tag
        .as_deref()
        .map_or_else(String::new, |tag| format!(" {tag}"));
    format!(
        "Stripe's OpenAPI document of API version {}: {}{tag}, sha256 `{}`.\n",
        lock.version, lock.source, lock.sha256
    )
}

fn provenance(subject: &Subject<'_>) -> String {
    let Subject {
        old, new, report, ..
    } = subject;
    let before = &report.provenance.base.version;
    let version = if old == new {
        format!("`{PACKAGE}` stays at {new}")
    } else {
        format!("`{PACKAGE}` {old} becomes {new}")
    };
    let verdict = match report.verdict {
        Verdict::None => "nothing changes for callers".to_owned(),
        verdict => format!("the verdict is **{verdict}**"),
    };
    format!(
        "{}The document before was of {before}. {version}: {verdict}.\n",
        document(subject.lock)
    )
}

fn to_do(subject: &Subject<'_>) -> String {
    let Overlay {
        missing,
        doubtful,
        orphaned,
        ..
    } = subject.overlay;
    let mut text = "\n## To do\n\n".to_owned();
    if !missing.is_empty() {
        text += "- [ ] Write what `spec/refunds.yaml` has no text for, in our own words:\n";
        text += &pointers(missing);
    }
    if !doubtful.is_empty() {
        text += "- [ ] Read again what speaks of something that changes:\n";
        text += &pointers(doubtful);
    }
    if !orphaned.is_empty() {
        text += "- [ ] Texts that have no place any more, to be used elsewhere or let go:\n";
        for one in orphaned {
            // Writing to a String cannot fail.
            let _ = writeln!(text, "  - `{}`: {}", one.pointer, quoted(&one.text));
        }
    }
    if subject.report.verdict == Verdict::Major {
        text += "- [ ] Read what breaks callers, and what they are told to write instead.\n";
    }
    text += "- [ ] After a change of `spec/refunds.yaml`: `cargo xtask codegen`.\n";
    text += "- [ ] Read the changed snapshots, and accept them: `INSTA_UPDATE=always cargo test --workspace --all-features`.\n";
    text += "- [ ] Read the entry in `CHANGELOG.md`.\n";
    text
}

fn pointers(pointers: &[Pointer]) -> String {
    let lines = pointers
        .iter()
        .map(|pointer| format!("  - [ ] `{pointer}`\n"));
    lines.collect()
}

/// On one line, as the text that it is.
fn quoted(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    words.join(" ")
}
