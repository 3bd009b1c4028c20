//! Two versions of a document, compared.

use generator::Lowered;
use generator::diff::{Codes, NameChanges, Report, Revision, Verdict};
use serde_json::Value;
use tests::corpus::page::inert_page;
use tests::hostile::inert;

use crate::{expected, generated, openapi};

/// Changed documents for each input.
const CHANGED: usize = 8;

/// Compares a document with itself and with changes of it.
pub fn run(bytes: &[u8]) {
    let Some((document, mut dice)) = openapi::first(bytes) else {
        return;
    };
    let data = generated::data();
    let lower = |document: &Value, data| generated::lower(document.to_string().as_bytes(), data);
    let Some(base) = lower(&document, &data) else {
        return;
    };
    let same = report(&base, &base);
    assert_eq!(same.verdict, Verdict::None, "[itself] {same:?}");
    assert!(
        same.sections.is_empty() && same.texts == 0 && same.names == NameChanges::default(),
        "[itself] {same:?}"
    );

    let known = generated::data().with_ledger(base.ledger.clone());
    let is_rendered = generated::render(&base).is_some();
    let shown = dice.below(CHANGED);
    for number in 0..CHANGED {
        // Mostly one change: what several make of each other hides what is not told of one.
        let mut changed = document.clone();
        let changes = if dice.one_in(4) { 2 + dice.below(3) } else { 1 };
        for _ in 0..changes {
            openapi::change(&mut changed, &mut dice);
        }
        let Some(head) = lower(&changed, &known) else {
            continue;
        };
        for (base, head) in [(&base, &head), (&head, &base)] {
            let report = report(base, head);
            assert!(
                report.verdict != Verdict::None || base.api == head.api,
                "[untold] a difference that the report does not have"
            );
            expected::check(&base.api, &head.api, &report);
        }
        // Formats take most of the time.
        if is_rendered && number == shown && generated::render(&head).is_some() {
            formats(&base, &head);
            formats(&head, &base);
        }
    }
}

fn report(base: &Lowered, head: &Lowered) -> Report {
    let revision = |lowered| Revision {
        name: "document.yaml",
        sha256: "",
        lowered,
    };
    Report::new(revision(base), revision(head), "0.1.0")
}

/// A document has no markup of its own in its report, whatever the format.
fn formats(base: &Lowered, head: &Lowered) {
    for (format, text) in xtask::formats(&report(base, head), &Codes::new(base, head)) {
        generated::shown(format, &text);
        let inert = match format {
            "md" => inert(&text),
            "html" => inert_page(&text),
            _ => Ok(()),
        };
        inert.unwrap_or_else(|what| panic!("[live {format}] {what}"));
    }
}
