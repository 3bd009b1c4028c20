//! Retired names: of paths that the document no longer has, and of renamed items.

use generator::Input;
use generator::names::Ledger;
use generator::slice::{Patterns, Plan};
use serde_yaml::Value;

use super::{
    at, fragment, insert, lower, moved, parameters, parse, remove, renamed, set_version, text,
    try_lower,
};

const LATER: &str = "2026-08-01.elm";
const REASON: &str = "refund reason";

fn refund(document: &mut Value) -> &mut Value {
    at(document, &["components", "schemas", "refund", "properties"])
}

/// The fragment with a later version, without the `reason` of a refund.
fn without_reason() -> Value {
    let mut document = fragment();
    set_version(&mut document, LATER);
    remove(refund(&mut document), "reason");
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
    let after = lower(&text(&without_reason()), &before.ledger.print());
    assert_eq!(absent(&after.ledger), [REASON]);
    assert_eq!(after.ledger.absent_since(REASON), Some(LATER));
    assert_eq!(moved(&before.ledger, &after.ledger), [""; 0]);
    // A second run gives the same result.
    let again = lower(&text(&without_reason()), &after.ledger.print());
    assert_eq!(again.ledger, after.ledger);

    let back = lower(&text(&fragment()), &after.ledger.print());
    assert_eq!(back.ledger, before.ledger);
    assert_eq!(renamed(&before, &back), [""; 0]);
}

#[test]
fn an_older_document_retires_nothing() {
    let before = lower(&text(&fragment()), "");
    let mut older = without_reason();
    set_version(&mut older, "2026-01-01.dahlia");
    let after = lower(&text(&older), &before.ledger.print());
    assert_eq!(absent(&after.ledger), [""; 0]);
}

/// If another type reused the name of `reason`, existing code would silently change its meaning.
#[test]
fn what_is_gone_keeps_its_name_from_others() {
    let mut ledger = lower(&text(&fragment()), "").ledger.print();
    ledger = lower(&text(&without_reason()), &ledger).ledger.print();
    // Each schema competes for the retired name, and is removed before the next one.
    let names = ["RefundReasonEnum", "RefundReasonEnum2", "RefundReasonEnum3"];
    let schemas = ["refund.reason", "refund-reason", "refund_reason"];
    for (schema, name) in schemas.into_iter().zip(names) {
        let mut document = without_reason();
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
        assert_eq!(after.ledger.path(REASON), Some("objects::RefundReason"));
        ledger = after.ledger.print();
    }
    let data = tests::data(&tests::Data {
        ledger: &ledger,
        ..tests::Data::default()
    });
    let ledger = data.ledger;
    assert_eq!(
        absent(&ledger),
        ["refund reason", "refund-reason", "refund.reason"]
    );
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
    let after = slice(&without_reason(), &whole.print());
    assert_eq!(absent(&after.ledger), [REASON]);
    let back = slice(&fragment(), &after.ledger.print());
    assert_eq!(back.ledger, whole);
}

#[test]
fn a_rename_changes_one_name() {
    let before = lower(&text(&fragment()), "");
    let mut ledger = before.ledger.clone();
    for (old, new) in [
        ("objects::Refund", "Reimbursement"),
        ("services::refunds::CreateRefundReason", "WhyRefund"),
        ("refunds.create", "make"),
    ] {
        let renamed = ledger.rename(old, new);
        renamed.unwrap_or_else(|faults| panic!("{faults:?}"));
    }
    let after = lower(&text(&fragment()), &ledger.print());
    // No line is added or removed, and nothing else is renamed, not even the aliases of the reasons.
    assert_eq!(after.ledger, ledger);
    let expected = [
        "POST /v1/refunds (): refunds.create is now refunds.make",
        "POST /v1/refunds reason : services::refunds::CreateRefundReason is now services::refunds::WhyRefund",
        "refund : objects::Refund is now objects::Reimbursement",
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

/// Whether a type inside of a request gets its own module depends on the length of the request's name at the time. The
/// request is renamed later.
#[test]
fn a_long_name_for_a_request_leaves_what_is_inside_alone() {
    let before = lower(&text(&fragment()), "");
    let mut ledger = before.ledger.clone();
    let long = format!("CreateRefund{}", "Again".repeat(13));
    let done = ledger.rename("services::refunds::CreateRefund", &long);
    assert!(done.is_ok_and(|renamed| renamed.inside.len() > 1));
    let mut document = fragment();
    let new: Value = parse("{type: string, enum: [x, y]}");
    insert(parameters(&mut document, "/v1/refunds"), "brand_new", new);
    let after = lower(&text(&document), &ledger.print());
    assert_eq!(renamed(&before, &after).len(), 1);
    let new = after.ledger.path("POST /v1/refunds brand_new");
    assert!(
        new.is_some_and(|path| path.matches("::").count() == 3),
        "{new:?}"
    );
}
