//! The text of the pull request: a checklist, then the report. Pure.

use std::fmt::Write as _;

use generator::diagnostic::Pointer;
use generator::diff::{Report, Verdict};
use generator::slice::Overlay;
use generator::text::code;

use super::version::Step;
use crate::release::Lock;
use crate::report::changes::markdown;
use crate::support::PACKAGE;

/// What the pull request changes.
pub(super) struct Subject<'a> {
    pub(super) lock: &'a Lock,
    pub(super) step: &'a Step,
    pub(super) overlay: &'a Overlay,
    pub(super) report: &'a Report,
}

/// Shows that this command wrote the file; browsers do not.
pub(super) const MARK: &str = "<!-- Written by cargo xtask update -->";

/// The body, in Markdown.
pub(super) fn body(subject: &Subject<'_>) -> String {
    let report = subject.report;
    format!("{MARK}\n")
        + &provenance(subject)
        + &to_do(subject)
        + "\n---\n\n"
        + markdown(report).trim_end()
        + "\n"
}

/// The body if the slice is unchanged.
pub(super) fn unchanged(lock: &Lock) -> String {
    format!(
        "{MARK}\n{}\nThe operations of `spec/slice.yaml` and everything they reach are unchanged. Only the lock changes.\n",
        document(lock)
    )
}

fn document(lock: &Lock) -> String {
    let tag = lock
        .tag
        .as_deref()
        .map_or_else(String::new, |tag| format!(" {}", code(tag)));
    format!(
        "Stripe's OpenAPI document of API version {}: {}{tag}, sha256 `{}`.\n",
        lock.version,
        code(&lock.source),
        lock.sha256
    )
}

fn provenance(subject: &Subject<'_>) -> String {
    let Subject { step, report, .. } = subject;
    let Step { old, new } = step;
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
        "{}It replaces the document of {before}. {version}: {verdict}.\n",
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
        text += "- [ ] Write the missing texts of `spec/refunds.yaml`, in our own words:\n";
        text += &pointers(missing);
    }
    if !doubtful.is_empty() {
        text += "- [ ] Review the texts that may be stale:\n";
        text += &pointers(doubtful);
    }
    if !orphaned.is_empty() {
        text += "- [ ] Move or drop the texts whose location was removed:\n";
        for one in orphaned {
            // Writing to a String cannot fail.
            let (pointer, orphan) = (code(&one.pointer.to_string()), quoted(&one.text));
            let _ = writeln!(text, "  - {pointer}: {orphan}");
        }
    }
    if subject.report.verdict == Verdict::Major {
        text += "- [ ] Review the breaking changes and their replacements.\n";
    }
    text += "- [ ] After editing `spec/refunds.yaml`: `cargo xtask codegen`.\n";
    text += "- [ ] Review the changed snapshots, then accept them: `INSTA_UPDATE=always cargo test --workspace --all-features`.\n";
    text += "- [ ] Review the entry in `CHANGELOG.md`.\n";
    text
}

fn pointers(pointers: &[Pointer]) -> String {
    let lines = pointers
        .iter()
        .map(|pointer| format!("  - [ ] {}\n", code(&pointer.to_string())));
    lines.collect()
}

/// The text on one line, as code: it is the document's.
fn quoted(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    code(&words.join(" "))
}
