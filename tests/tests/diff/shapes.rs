//! Enumerations, unions, schemas that others stand for, and schemas that stand alone.

use generator::diff::Level;
use generator::diff::Level::{Addition, Behaviour, Breaking};
use serde_json::{Value, json};

use super::{
    BODY, CONSTRUCTS, FRAGMENT, REFUND, at, changed, diff_of, document, expect, push, set, take,
    told,
};

#[test]
fn values() {
    let reason = format!("{REFUND}/properties/reason/enum");
    let diff = changed(FRAGMENT, |document| push(document, &reason, "extra"));
    expect(
        &diff,
        &[(
            Behaviour,
            "Add support for new value `extra` on enum `Refund.reason`",
        )],
    );
    let diff = changed(FRAGMENT, |document| take(document, &reason, "duplicate"));
    expect(
        &diff,
        &[(
            Breaking,
            "Remove support for value `duplicate` on enum `Refund.reason`",
        )],
    );
}

/// The three ways to refund share the enumeration of reasons.
#[test]
fn values_of_what_is_shared() {
    let others = ["charges~1{charge}~1refund", "charges~1{charge}~1refunds"];
    let reason = |way: &str| {
        let body = BODY.replace("refunds", way);
        format!("{body}/properties/reason/enum")
    };
    let diff = changed(FRAGMENT, |document| {
        for way in others.into_iter().chain(["refunds"]) {
            push(document, &reason(way), "extra");
        }
    });
    let sentence = "Add support for new value `extra` on enums `Charge#refund.reason`, `Charge.Refund#create.reason`, and `Refund#create.reason`";
    expect(&diff, &[(Addition, sentence)]);
    let diff = changed(FRAGMENT, |document| {
        push(document, &reason(others[0]), "extra")
    });
    let sentence = "Add support for new value `extra` on enum `Charge#refund.reason`";
    let place = "Change the Rust type at `Charge#refund.reason` from `services::refunds::CreateRefundReason` to `services::charges::RefundChargeReason`";
    expect(&diff, &[(Breaking, place), (Addition, sentence)]);
    // And back: the old name stands for the same type.
    let base = document(FRAGMENT);
    let mut head = base.clone();
    push(&mut head, &reason(others[0]), "extra");
    let (_, _, diff) = diff_of(&head.to_string(), &base.to_string());
    let levels: Vec<Level> = diff.changes.iter().map(|change| change.level).collect();
    assert_eq!(levels, [Breaking, Behaviour], "{:?}", told(&diff));
}

/// A schema of another name, of the same structure: no change but of the type.
#[test]
fn another_schema_at_a_place() {
    let diff = changed(FRAGMENT, |document| {
        let copy = at(
            document,
            "/components/schemas/refund_destination_details_blik",
        )
        .clone();
        set(document, "/components/schemas", "blik_copy", copy);
        let field = "/components/schemas/refund_destination_details/properties/blik";
        set(
            document,
            field,
            "$ref",
            json!("#/components/schemas/blik_copy"),
        );
    });
    let sentence = "Change the Rust type at `Refund.destination_details.blik` from `objects::RefundDestinationDetailsBlik` to `objects::BlikCopy`";
    expect(&diff, &[(Breaking, sentence)]);
    assert!(diff.names.given.contains("objects::BlikCopy"));
}

#[test]
fn members_of_unions() {
    let members = "/paths/~1v1~1coins/get/responses/200/content/application~1json/schema/properties/data/items/anyOf";
    let diff = changed(CONSTRUCTS, |document| {
        let list = at(document, members).as_array_mut().expect("a list");
        list.pop();
        list.push(json!({"$ref": "#/components/schemas/deleted_coin"}));
    });
    let told: Vec<Level> = diff.changes.iter().map(|change| change.level).collect();
    assert_eq!(told, [Breaking, Behaviour], "{:?}", self::told(&diff));
}

/// Of schemas that nothing leads to, the objects of events for one.
#[test]
fn objects_that_stand_alone() {
    let add = |document: &mut Value| {
        let schema = json!({"type": "object", "title": "Alone", "required": ["object"], "properties": {"object": {"type": "string", "enum": ["alone"]}}});
        set(document, "/components/schemas", "alone", schema);
    };
    let diff = changed(FRAGMENT, add);
    expect(&diff, &[(Addition, "Add support for object `Alone`")]);
    let base = document(FRAGMENT);
    let mut more = base.clone();
    add(&mut more);
    let (_, _, diff) = diff_of(&more.to_string(), &base.to_string());
    expect(&diff, &[(Breaking, "Remove object `Alone`")]);
}
