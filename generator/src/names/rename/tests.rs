#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use super::super::{OperationName, RustPath};
use super::*;
use crate::ir::SchemaPath;

const VERSION: &str = "2026-05-27.dahlia";

fn names() -> Names {
    let mut names = Names::default();
    for (route, name, request) in [
        (
            "POST /v1/refunds",
            "refunds.create",
            "services::refunds::CreateRefund",
        ),
        (
            "GET /v1/refunds",
            "refunds.list",
            "services::refunds::ListRefunds",
        ),
        (
            "GET /v1/refunds/items",
            "refunds.items.list",
            "services::refunds::items::ListRefundItems",
        ),
    ] {
        names.add_operation(
            route.to_owned(),
            OperationName::parse(name),
            RustPath::parse(request).unwrap(),
        );
    }
    let refund = SchemaPath::schema("refund");
    for (place, path) in [
        (SchemaPath::schema("charge"), "objects::Charge"),
        (refund.clone(), "objects::Refund"),
        (refund.child("reason"), "objects::refund::Reason"),
        (refund.child("3ds"), "objects::refund::N3ds"),
    ] {
        names.add_type(place, RustPath::parse(path).unwrap(), "inner".to_owned());
    }
    names
}

/// The lines of a ledger.
fn lines(ledger: &Ledger) -> Vec<String> {
    let text = ledger.print();
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    lines.map(str::to_owned).collect()
}

#[track_caller]
fn refused(old: &str, new: &str) -> String {
    let mut ledger = Ledger::default();
    let faults = ledger.rename(&names(), VERSION, old, new).unwrap_err();
    assert_eq!(ledger, Ledger::default());
    let texts: Vec<_> = faults.iter().map(ToString::to_string).collect();
    texts.join("\n")
}

#[test]
fn the_new_name_and_the_old_one_are_written() {
    let mut ledger = Ledger::default();
    let mut names = names();
    let renamed = ledger.rename(&names, VERSION, "objects::refund::Reason", "Why");
    assert_eq!(renamed.unwrap().new, "objects::refund::Why");
    let expected = [
        "refund reason\tobjects::refund::Why\t2026-05-27.dahlia",
        "refund reason\tobjects::refund::Reason\t2026-05-27.dahlia\trenamed",
    ];
    assert_eq!(lines(&ledger), expected);

    let place = SchemaPath::schema("refund").child("reason");
    let path = RustPath::parse("objects::refund::Why").unwrap();
    names.add_type(place, path, "why".to_owned());
    let again = ledger.rename(&names, VERSION, "objects::refund::Reason", "Other");
    let again = again.unwrap_err();
    let text = again[0].to_string();
    assert!(text.contains("is now `objects::refund::Why`"), "{text}");
    // What was its name is not free for another, but is for itself.
    let other = ledger.rename(&names, VERSION, "objects::refund::N3ds", "Reason");
    let text = other.unwrap_err()[0].to_string();
    assert!(
        text.contains("`refund reason`, before it was renamed"),
        "{text}"
    );
    let back = ledger.rename(&names, VERSION, "objects::refund::Why", "Reason");
    assert_eq!(back.unwrap().new, "objects::refund::Reason");
}

#[test]
fn operations_and_requests_have_names_of_their_own() {
    let mut ledger = Ledger::default();
    let since = Since::first(VERSION);
    ledger.give("POST /v1/refunds ()", "refunds.create", &since);
    let names = names();
    let renamed = ledger.rename(&names, VERSION, "refunds.create", "refunds.make");
    assert_eq!(renamed.unwrap().place, "POST /v1/refunds ()");
    let request = "services::refunds::CreateRefund";
    let renamed = ledger.rename(&names, VERSION, request, "MakeRefund");
    assert_eq!(renamed.unwrap().place, "POST /v1/refunds");
    let expected = [
        "POST /v1/refunds\tservices::refunds::MakeRefund\t2026-05-27.dahlia",
        "POST /v1/refunds\tservices::refunds::CreateRefund\t2026-05-27.dahlia\trenamed",
        "POST /v1/refunds ()\trefunds.make\t2026-05-27.dahlia",
        "POST /v1/refunds ()\trefunds.create\t2026-05-27.dahlia\trenamed",
    ];
    assert_eq!(lines(&ledger), expected);
}

#[test]
fn what_cannot_be_a_name_is_refused() {
    for (old, new, expected) in [
        ("Refund", "Other", "did you mean `objects::Refund`?"),
        (
            "objects::Refnud",
            "Other",
            "did you mean `objects::Refund`?",
        ),
        ("nothing", "Other", "names are whole paths"),
        ("objects::Refund", "Refund", "already"),
        ("objects::Refund", "values::Refund2", "not in `objects`"),
        ("objects::Refund", "refund2", "no name for a type"),
        ("objects::Refund", "Re_fund", "no name for a type"),
        ("objects::Refund", "Self", "no name for a type"),
        ("objects::Refund", "Vec", "something else"),
        ("objects::Refund", "Charge", "the name of `charge`"),
        // Their modules would be one.
        ("objects::Refund", "CHARGE", "the name of `charge`"),
        (
            "services::refunds::CreateRefund",
            "Refunds",
            "something else",
        ),
        ("refunds.create", "charges.create", "not in `refunds`"),
        ("refunds.create", "Make", "no name for a method"),
        ("refunds.create", "type", "no name for a method"),
        ("refunds.create", "into", "something else"),
        ("refunds.create", "list", "the name of `GET /v1/refunds ()`"),
        (
            "refunds.create",
            "items",
            "the name of `GET /v1/refunds/items ()`",
        ),
    ] {
        let text = refused(old, new);
        assert!(text.contains(expected), "{old} {new}: {text}");
    }
    let long = format!("L{}", "o".repeat(LONGEST));
    assert!(refused("objects::Refund", &long).contains("more than 196"));
    // All at once.
    let all = refused("objects::Refund", &format!("other::x{long}"));
    assert_eq!(all.lines().count(), 3);
}

#[test]
fn absent_places_keep_their_names() {
    let mut ledger = Ledger::default();
    let since = Since::first(VERSION);
    ledger.give("POST /v1/gone ()", "refunds.gone", &since);
    ledger.mark(
        &["charge".to_owned()].into_iter().collect(),
        "2026-08-01.elm",
    );
    let names = names();
    let faults = ledger.rename(&names, VERSION, "refunds.gone", "other");
    let text = faults.unwrap_err()[0].to_string();
    assert!(text.contains("since 2026-08-01.elm"), "{text}");
    let faults = ledger.rename(&names, VERSION, "refunds.create", "gone");
    let text = faults.unwrap_err()[0].to_string();
    assert!(text.contains("the name of `POST /v1/gone ()`"), "{text}");
}
