#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeSet;
use std::sync::Arc;

use super::*;
use crate::diagnostic::{Diagnostic, Source};

fn parse(text: &str) -> Result<Ledger, Vec<Diagnostic>> {
    Ledger::parse(&Arc::new(Source::new("names.tsv", text)))
}

fn give(ledger: &mut Ledger, place: &str, path: &str, since: &str) {
    ledger.give(place, path, &Since::parse(since).unwrap());
}

#[test]
fn documents_of_one_version_follow_each_other() {
    let mut ledger = Ledger::default();
    let version = "2026-05-27.dahlia";
    assert_eq!(ledger.release(version).to_string(), version);
    for number in 1..=12 {
        let since = ledger.release(version);
        ledger.give(&format!("place {number}"), &format!("x::A{number}"), &since);
    }
    let (first, ninth) = (ledger.since("place 1"), ledger.since("place 9"));
    let last = ledger.since("place 12");
    assert!(first < ninth && ninth < last);
    assert_eq!(last.unwrap().to_string(), "2026-05-27.dahlia+12");
    assert!(ledger.since("place 12") < Since::parse("2026-08-01.elm"));
    assert_eq!(parse(&ledger.print()).unwrap(), ledger);
    // What came with a later document of the version can go with any.
    ledger.mark(&places(&["place 1"]), version);
    assert_eq!(ledger.absent_since("place 12"), Some(version));
    for wrong in ["1+", "1+1", "1+x", "1+-2"] {
        assert!(parse(&format!("a\tx::A\t{wrong}\n")).is_err(), "{wrong}");
    }
}

#[test]
fn what_is_written_is_read_again() {
    let mut ledger = Ledger::default();
    give(
        &mut ledger,
        "refund",
        "objects::Refund",
        "2026-05-27.dahlia",
    );
    give(
        &mut ledger,
        "charge",
        "objects::Charge",
        "2026-05-27.dahlia",
    );
    give(&mut ledger, "refund", "objects::Other", "2027-01-01.elm");
    let text = ledger.print();
    assert_eq!(parse(&text).unwrap(), ledger);
    assert_eq!(ledger.path("refund"), Some("objects::Refund"));
    assert!(text.find("charge\t").unwrap() < text.find("refund\t").unwrap());
}

#[test]
fn all_faults_are_reported_at_once() {
    let text =
        "a\tx::A\t1\nb\tx::A\t1\na\tx::C\t1\nd\tx::D\ne\tx::E\t1\tlost\nf\tx::A\t1\trenamed\n";
    let faults = parse(text).unwrap_err();
    let messages: Vec<_> = faults.iter().map(|fault| fault.message.as_str()).collect();
    assert_eq!(messages.len(), 5, "{messages:?}");
}

fn places(places: &[&str]) -> BTreeSet<String> {
    places.iter().map(|place| (*place).to_owned()).collect()
}

#[test]
fn what_a_document_lacks_is_marked_until_it_is_back() {
    let mut ledger = Ledger::default();
    give(
        &mut ledger,
        "charge",
        "objects::Charge",
        "2026-04-22.dahlia",
    );
    give(
        &mut ledger,
        "refund",
        "objects::Refund",
        "2026-05-27.dahlia",
    );
    let both = ledger.clone();
    // An older document cannot know of what came later.
    ledger.mark(&places(&["charge"]), "2026-04-22.dahlia");
    assert_eq!(ledger, both);
    ledger.mark(&places(&["charge"]), "2026-08-01.elm");
    assert_eq!(ledger.absent_since("refund"), Some("2026-08-01.elm"));
    assert_eq!(ledger.path("refund"), Some("objects::Refund"));
    let text = ledger.print();
    assert!(text.ends_with("refund\tobjects::Refund\t2026-05-27.dahlia\tgone 2026-08-01.elm\n"));
    assert_eq!(parse(&text).unwrap(), ledger);
    // The first version without it is the one that counts.
    ledger.mark(&places(&["charge"]), "2027-01-01.elm");
    assert_eq!(ledger.absent_since("refund"), Some("2026-08-01.elm"));
    ledger.mark(&places(&["charge", "refund"]), "2027-02-01.elm");
    assert_eq!(ledger, both);
}

#[test]
fn a_former_name_stays_with_its_place() {
    let mut ledger = Ledger::default();
    give(&mut ledger, "refund", "objects::Refund", "1");
    give(&mut ledger, "refund reason", "objects::RefundReason", "1");
    let before = ledger.clone();
    ledger.replace("refund", "objects::Reimbursement");
    let text = ledger.print();
    let lines: Vec<_> = text.lines().filter(|line| !line.starts_with('#')).collect();
    let expected = [
        "refund\tobjects::Reimbursement\t1",
        "refund\tobjects::Refund\t1\trenamed",
        "refund reason\tobjects::RefundReason\t1",
    ];
    assert_eq!(lines, expected);
    assert_eq!(parse(&text).unwrap(), ledger);
    assert!(ledger.paths().any(|path| path == "objects::Refund"));
    ledger.replace("refund", "objects::Refund");
    assert!(ledger.paths().any(|path| path == "objects::Reimbursement"));
    ledger.replace("refund", "objects::Reimbursement");
    assert_ne!(ledger, before);
}
