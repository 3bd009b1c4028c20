//! Tests of the report in a terminal and in Markdown.
#![allow(clippy::expect_used, clippy::panic, reason = "a test may panic")]

use generator::diff::{
    Compared, Example, FileChange, Item, Lapsed, Level, NameChanges, Output, Part, Provenance,
    Reason, Report, Rust, Section, Site, Size, Verdict,
};

use super::term;
use crate::report::changes;
use crate::support::Paint;

const PATH: &str = "PaymentAttemptRecord.payment_method_details.klarna.payer_details.address";
const TYPE: &str =
    "objects::payments_primitives_payment_records_resource_payment_method_klarna::Address";

pub(crate) fn report() -> Report {
    let sentence = format!("Change type of `{PATH}` from `{TYPE}` to `{TYPE}`");
    let site = |number: usize| Site {
        path: format!("{PATH}.{number}"),
        name: None,
        base: Some("#/before".to_owned()),
        head: Some("#/after".to_owned()),
        old: None,
        new: None,
    };
    let item = Item {
        fingerprint: "0123456789abcdef".to_owned(),
        kind: "retyped",
        level: Level::Breaking,
        names: Vec::new(),
        sentence: sentence.clone(),
        short: sentence.clone(),
        says_rust: false,
        rust: vec![Rust {
            old: Some("pub a: i64".to_owned()),
            new: Some("pub a: String".to_owned()),
        }],
        instead: Some("use the new type"),
        places: (0..9).map(site).collect(),
        within: Vec::new(),
    };
    let source = |version: &str| Compared {
        name: "stripe.json".to_owned(),
        version: version.to_owned(),
        sha256: "a".repeat(64),
    };
    let example = |fingerprint: &str| Example {
        sentence: sentence.clone(),
        fingerprints: vec![fingerprint.to_owned()],
    };
    // The second was accepted.
    let examples = vec![example("0123456789abcdef"), example("fedcba9876543210")];
    let reason = |verdict, count, examples| Reason {
        verdict,
        count,
        noun: "change",
        means: "programs may no longer compile".into(),
        examples,
    };
    Report {
        verdict: Verdict::Major,
        reasons: vec![
            reason(Verdict::Major, 19, examples),
            reason(Verdict::Minor, 1, Vec::new()),
        ],
        provenance: Provenance {
            generator: "1.2.3".to_owned(),
            base: source("2026-04-22.dahlia"),
            head: source("2026-05-27.dahlia"),
        },
        sections: vec![Section {
            level: Level::Breaking,
            title: "Breaking for callers",
            items: vec![item],
        }],
        reviewed: Vec::new(),
        texts: 3,
        names: NameChanges::default(),
        size: Size::default(),
        fixups: vec![Lapsed {
            place: "invoice amount".to_owned(),
            why: "its versions end".to_owned(),
        }],
        output: Some(Output {
            committed: "generated/ of HEAD".to_owned(),
            files: vec![FileChange {
                path: "src/resources/refund.rs".to_owned(),
                part: Part::Definitions,
                change: "changed",
                added: 2,
                removed: 1,
            }],
        }),
    }
}

#[test]
fn the_first_screen_has_the_verdict_and_its_reasons() {
    let text = term::report(&report(), Paint::none());
    assert!(text.starts_with("verdict: major\n"), "{text}");
    let (first, rest) = text
        .split_once("\nBreaking for callers (1)\n")
        .expect("a section");
    assert!(first.lines().count() <= 40, "{first}");
    for line in first.lines() {
        assert!(line.chars().count() <= 80, "{line}");
    }
    assert!(
        first.contains(
            "  major: 19 changes: programs may no longer compile\n    1: Change type of "
        )
    );
    assert!(first.contains("\n    accepted: Change type of "), "{first}");
    assert!(rest.starts_with("  1. Change type of\n     "), "{rest}");
    assert!(
        first.contains("\n    and 17 more\n  minor: 1 change: "),
        "{first}"
    );
    assert!(first.contains(
        "API version 2026-04-22.dahlia to 2026-05-27.dahlia\n  the generator writes 1 file"
    ));
    assert!(
        !first.contains("sha256") && rest.contains("sha256 aaaa"),
        "{rest}"
    );
    for part in [
        "Rust: pub a: i64 becomes pub a: String",
        "Instead: use the new type.",
        "3 descriptions changed",
        "invoice amount: its versions end",
        "definitions      1 file, +2 -1 lines",
    ] {
        assert!(rest.contains(part), "no {part} in {rest}");
    }
}

#[test]
fn a_pull_request_folds_what_is_long() {
    let text = changes::markdown(&report());
    assert!(
        text.starts_with(
            "# API changes: major\n\nAPI version 2026-04-22.dahlia to 2026-05-27.dahlia.\n"
        ),
        "{text}"
    );
    // Examples stand below their reason.
    assert!(
        text.contains(
            "- **major**: 19 changes: programs may no longer compile\n  - [Change type of "
        )
    );
    assert!(
        text.contains("  - and 17 more\n- **minor**: 1 change"),
        "{text}"
    );
    // And lead to their changes.
    assert!(text.contains("`](#breaking-1)\n  - Change"), "{text}");
    assert!(
        text.contains("\n- <a id=\"breaking-1\"></a>Change type"),
        "{text}"
    );
    assert!(text.contains("` (accepted)\n"), "{text}");
    assert!(text.contains("<details><summary>Compared</summary>\n\n- from `stripe.json`, sha256"));
    assert!(
        text.contains("  <details><summary>9 places</summary>\n\n  - `Payment"),
        "{text}"
    );
    assert!(text.contains("<details><summary>Documentation (3)</summary>"));
    assert!(text.contains("- `src/resources/refund.rs`: changed, +2 -1 lines"));
    let count = |part: &str| text.matches(part).count();
    assert_eq!(count("<details>"), count("</details>"));
    assert_eq!(count("#/after"), 3, "pointers of the first places");
    assert_eq!(count("klarna.payer_details.address.8"), 1, "all places");
}
