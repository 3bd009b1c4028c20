//! Retired names: of paths that the document no longer has, and of renamed items.

use generator::Input;
use generator::names::Ledger;
use generator::slice::{Patterns, Plan};
use serde_yaml::Value;

use super::{
    at, fragment, insert, lower, moved, parse, remove, renamed, set_version, text, try_lower,
};

const LATER: &str = "2026-08-01.elm";
const CANCEL: &str = "POST /v1/refunds/{refund}/cancel ()";

fn refund(document: &mut Value) -> &mut Value {
    at(document, &["components", "schemas", "refund", "properties"])
}

/// The fragment with a later version, and nothing that cancels a refund.
fn without_cancel() -> Value {
    let mut document = fragment();
    set_version(&mut document, LATER);
    let paths = at(&mut document, &["paths"]);
    remove(paths, "/v1/refunds/{refund}/cancel");
    document
}

fn absent(ledger: &Ledger) -> Vec<&str> {
    let places = ledger.iter().map(|(place, _)| place);
    places
        .filter(|place| ledger.absent_since(place).is_some())
        .collect()
}

#[test]
fn what_is_gone_is_kept_and_comes_back() {
    let before = lower(&text(&fragment()), "");
    let after = lower(&text(&without_cancel()), &before.ledger.print());
    assert_eq!(absent(&after.ledger), [CANCEL]);
    assert_eq!(after.ledger.absent_since(CANCEL), Some(LATER));
    assert_eq!(moved(&before.ledger, &after.ledger), [""; 0]);
    // A second run gives the same result.
    let again = lower(&text(&without_cancel()), &after.ledger.print());
    assert_eq!(again.ledger, after.ledger);

    let back = lower(&text(&fragment()), &after.ledger.print());
    assert_eq!(back.ledger, before.ledger);
    assert_eq!(renamed(&before, &back), [""; 0]);
}

#[test]
fn an_older_document_retires_nothing() {
    let before = lower(&text(&fragment()), "");
    let mut older = without_cancel();
    set_version(&mut older, "2026-01-01.dahlia");
    let after = lower(&text(&older), &before.ledger.print());
    assert_eq!(absent(&after.ledger), [""; 0]);
}

/// If another type reused the name of one that is gone, existing code would silently change its meaning.
#[test]
fn what_is_gone_keeps_its_name_from_others() {
    let mut ledger = lower(&text(&fragment()), "").ledger.print();
    // Each schema competes for one name, and is removed before the next one.
    let names = ["RefundReason", "RefundReasonEnum", "RefundReasonEnum2"];
    let schemas = ["refund.reason", "refund-reason", "refund_reason"];
    for (schema, name) in schemas.into_iter().zip(names) {
        let mut document = fragment();
        set_version(&mut document, LATER);
        let values: Value = parse("{type: string, enum: [x, y]}");
        insert(
            at(&mut document, &["components", "schemas"]),
            schema,
            values,
        );
        let field: Value = parse(&format!("{{$ref: '#/components/schemas/{schema}'}}"));
        insert(refund(&mut document), "other", field);
        let after = lower(&text(&document), &ledger);
        assert_eq!(
            after.ledger.path(schema),
            Some(format!("objects::{name}").as_str())
        );
        ledger = after.ledger.print();
    }
    let data = tests::data(&tests::Data {
        ledger: &ledger,
        ..tests::Data::default()
    });
    let ledger = data.ledger;
    assert_eq!(absent(&ledger), ["refund-reason", "refund.reason"]);
}

/// The rules have no alternative name for a method, so a person must choose one.
#[test]
fn a_method_that_is_gone_keeps_its_name_from_others() {
    let before = lower(&text(&fragment()), "");
    let mut document = fragment();
    let paths = at(&mut document, &["paths"]);
    let path = remove(paths, "/v1/refunds/{refund}/cancel");
    insert(paths, "/v1/refunds/{id}/cancel", path);
    // The route has another name for its argument, so it is a different operation.
    let parameter = at(
        &mut document,
        &["paths", "/v1/refunds/{id}/cancel", "post", "parameters"],
    );
    let parameter = parameter
        .as_sequence_mut()
        .and_then(|list| list.first_mut());
    insert(parameter.expect("a parameter"), "name", "id".into());
    let report = try_lower(&text(&document), &before.ledger.print()).expect_err("it is refused");
    assert!(
        report.contains("`refunds.cancel` was the name of `POST /v1/refunds/{refund}/cancel ()`"),
        "{report}"
    );
    assert!(report.contains("spec/exceptions.tsv"), "{report}");
}

#[test]
fn a_slice_retires_nothing_that_the_whole_has() {
    let slice = |document: &Value, ledger: &str| {
        let document = text(document);
        let exceptions = tests::exceptions();
        let input = Input {
            name: "document",
            document: document.as_bytes(),
            data: &tests::data(&tests::Data {
                ledger,
                exceptions: &exceptions,
                ..tests::Data::default()
            }),
        };
        let plan = Plan::from(Patterns::parse("refunds.create"));
        let slice = generator::lower_slice(&input, &plan);
        slice.unwrap_or_else(|report| panic!("{report}"))
    };
    let whole = lower(&text(&fragment()), "").ledger;
    let part = slice(&fragment(), &whole.print());
    assert_eq!(part.api.operations.len(), 1);
    assert_eq!(part.ledger, whole);
    // Without a ledger as input, a slice has only the names that it emits.
    let own = slice(&fragment(), "").ledger;
    assert!(own.iter().count() < whole.iter().count());
    assert_eq!(absent(&own), [""; 0]);

    // A path that the whole document lacks is marked absent in the slice's ledger too. A slice of a document that has
    // it removes the mark, even if it does not reach the path.
    let after = slice(&without_cancel(), &whole.print());
    assert_eq!(absent(&after.ledger), [CANCEL]);
    let back = slice(&fragment(), &after.ledger.print());
    assert_eq!(back.ledger, whole);
}

/// The fragment with a rename.
fn rename(ledger: &Ledger, old: &str, new: &str) -> (Ledger, Vec<(String, String)>) {
    let document = text(&fragment());
    let (exceptions, ledger) = (tests::exceptions(), ledger.print());
    let input = Input {
        name: "document",
        document: document.as_bytes(),
        data: &tests::data(&tests::Data {
            ledger: &ledger,
            exceptions: &exceptions,
            ..tests::Data::default()
        }),
    };
    let done = generator::rename(&input, old, new);
    let (ledger, renamed) = done.unwrap_or_else(|error| panic!("{error}"));
    (ledger, renamed.moved)
}

#[test]
fn a_rename_moves_what_is_inside() {
    let before = lower(&text(&fragment()), "");
    let mut ledger = before.ledger.clone();
    let pair = |old: &str, new: &str| (old.to_owned(), new.to_owned());
    for (old, new, moved) in [
        ("objects::RefundNextAction", "Next", vec![]),
        ("services::refunds::create::Reason", "WhyRefund", vec![]),
        (
            "refunds.list",
            "every",
            vec![pair(
                "services::refunds::ListRefunds",
                "services::refunds::EveryRefund",
            )],
        ),
        (
            "objects::Refund",
            "Reimbursement",
            vec![
                pair(
                    "objects::refund::PendingReason",
                    "objects::reimbursement::PendingReason",
                ),
                pair("objects::refund::Reason", "objects::reimbursement::Reason"),
            ],
        ),
    ] {
        let after = rename(&ledger, old, new);
        assert_eq!(after.1, moved, "{old}");
        ledger = after.0;
    }
    let after = lower(&text(&fragment()), &ledger.print());
    assert_eq!(after.ledger, ledger);
    let expected = [
        "GET /v1/refunds : services::refunds::ListRefunds is now services::refunds::EveryRefund",
        "GET /v1/refunds (): refunds.list is now refunds.every",
        "POST /v1/refunds reason : services::refunds::create::Reason is now services::refunds::create::WhyRefund",
        "refund : objects::Refund is now objects::Reimbursement",
        "refund pending_reason : objects::refund::PendingReason is now objects::reimbursement::PendingReason",
        "refund reason : objects::refund::Reason is now objects::reimbursement::Reason",
        "refund_next_action : objects::RefundNextAction is now objects::Next",
    ];
    assert_eq!(renamed(&before, &after), expected);

    // The old names are not reused.
    let mut document = fragment();
    let values: Value = parse("{type: object, properties: {a: {type: string}}}");
    insert(
        at(&mut document, &["components", "schemas"]),
        "Refund",
        values,
    );
    let field: Value = parse("{$ref: '#/components/schemas/Refund'}");
    insert(refund(&mut document), "other", field);
    let other = lower(&text(&document), &ledger.print());
    assert_eq!(other.ledger.path("Refund"), Some("objects::RefundObject"));
}

/// The name of the ledger is in the module of an outer one that is renamed later.
#[test]
fn a_rename_inside_of_another() {
    let ledger = lower(&text(&fragment()), "").ledger;
    let (ledger, _) = rename(&ledger, "objects::refund::Reason", "Why");
    let (ledger, moved) = rename(&ledger, "objects::Refund", "Reimbursement");
    let why = ("objects::refund::Why", "objects::reimbursement::Why");
    assert!(moved.contains(&(why.0.to_owned(), why.1.to_owned())));
    let after = lower(&text(&fragment()), &ledger.print());
    assert_eq!(after.ledger.path("refund reason"), Some(why.1));
    let again = lower(&text(&fragment()), &after.ledger.print());
    assert_eq!(again.ledger, after.ledger);
}
