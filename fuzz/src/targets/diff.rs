//! Two versions of a document, compared.

use generator::Lowered;
use generator::diff::{Codes, NameChanges, Report, Revision, Verdict};
use serde_json::Value;
use tests::corpus::page::inert_page;
use tests::hostile::inert;

use crate::source::{Dice, Source, of};
use crate::{generated, openapi};

/// Compares a document with itself and with changes of it.
pub fn run(bytes: &[u8]) {
    let (document, mut dice) = match of(bytes) {
        Source::Text(text) => {
            let loaded = generated::told(generator::spec::load(generated::name(text), text));
            let Some(loaded) = loaded else { return };
            let (_, rest) = text.split_at(text.len() / 2);
            (loaded.raw.clone(), Dice::new(rest))
        }
        Source::Structured(bytes) => {
            let mut dice = Dice::from(bytes);
            (openapi::document(&mut dice), dice)
        }
    };
    let data = generated::data();
    let lower = |document: &Value, data| generated::lower(document.to_string().as_bytes(), data);
    let Some(base) = lower(&document, &data) else {
        return;
    };
    if generated::render(&base).is_none() {
        return;
    }
    let same = report(&base, &base);
    assert_eq!(same.verdict, Verdict::None, "[itself] {same:?}");
    assert!(
        same.sections.is_empty() && same.texts == 0 && same.names == NameChanges::default(),
        "[itself] {same:?}"
    );

    let known = generated::data().with_ledger(base.ledger.clone());
    let mut changed = document.clone();
    for _ in 0..3 {
        for _ in 0..=dice.below(3) {
            openapi::change(&mut changed, &mut dice);
        }
        let Some(head) = lower(&changed, &known).filter(|head| generated::render(head).is_some())
        else {
            changed = document.clone();
            continue;
        };
        for (base, head) in [(&base, &head), (&head, &base)] {
            let report = report(base, head);
            assert!(
                report.verdict != Verdict::None || base.api == head.api,
                "[untold] a difference that the report does not have"
            );
        }
    }
}

/// The report, in which a document has no markup of its own, whatever the format.
fn report(base: &Lowered, head: &Lowered) -> Report {
    let revision = |lowered| Revision {
        name: "document.yaml",
        sha256: "",
        lowered,
    };
    let report = Report::new(revision(base), revision(head), "0.1.0");
    for (format, text) in xtask::formats(&report, &Codes::new(base, head)) {
        generated::shown(format, &text);
        let inert = match format {
            "md" => inert(&text),
            "html" => inert_page(&text),
            _ => Ok(()),
        };
        inert.unwrap_or_else(|what| panic!("[live {format}] {what}"));
    }
    report
}
