//! Enumerations, unions, schemas that are replaced by equal ones, and schemas that nothing refers to.

use generator::diff::Level::{self, Addition, Behaviour, Breaking};
use serde_json::{Value, json};

use super::{
    BODY, CONSTRUCTS, FRAGMENT, REFUND, at, changed, diff_of, document, expect, push, reported,
    set, take,
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

/// The three operations that create refunds share the enumeration of reasons.
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
    let place = "`services::charges::refund::Reason` is no longer the same type as `services::charges::refunds::create::Reason` and `services::refunds::create::Reason` (at `Charge#refund.reason`)";
    expect(&diff, &[(Breaking, place), (Addition, sentence)]);
    // And back: the old name is an alias of the same type.
    let base = document(FRAGMENT);
    let mut head = base.clone();
    push(&mut head, &reason(others[0]), "extra");
    let (_, _, diff) = diff_of(&head.to_string(), &base.to_string());
    let levels: Vec<Level> = diff.changes.iter().map(|change| change.level).collect();
    assert_eq!(levels, [Breaking, Behaviour], "{:?}", reported(&diff));
}

/// A schema with another name and the same structure: only the type changes.
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

/// If a type is replaced, the types inside of it are replaced too, which is one change for a caller.
#[test]
fn schemas_inside_of_another_schema() {
    let schemas = "/components/schemas";
    let reference = |name: &str| json!(format!("#{schemas}/{name}"));
    let details = "refund_destination_details";
    let diff = changed(FRAGMENT, |document| {
        let blik = at(document, &format!("{schemas}/{details}_blik")).clone();
        set(document, schemas, "blik_copy", blik);
        let mut copy = at(document, &format!("{schemas}/{details}")).clone();
        copy["properties"]["blik"]["$ref"] = reference("blik_copy");
        set(document, schemas, "details_copy", copy);
        let field = format!("{REFUND}/properties/destination_details");
        set(document, &field, "$ref", reference("details_copy"));
    });
    let sentence = "Change the Rust type at `Refund.destination_details` from `objects::RefundDestinationDetails` to `objects::DetailsCopy`";
    expect(&diff, &[(Breaking, sentence)]);
    let within = diff.changes.iter().flat_map(|change| &change.within);
    let within: Vec<(Level, String)> = within.map(|one| (one.level, one.sentence(9))).collect();
    let sentence = "Change the Rust type at `Refund.destination_details.blik` from `objects::RefundDestinationDetailsBlik` to `objects::BlikCopy`";
    assert_eq!(within, [(Breaking, sentence.to_owned())]);
    // If the outer type is unchanged, the replaced inner type is a change by itself.
    let diff = changed(FRAGMENT, |document| {
        let address = at(document, &format!("{schemas}/address")).clone();
        set(document, schemas, "address_copy", address);
        let mut copy = at(document, &format!("{schemas}/billing_details")).clone();
        for schema in [&mut copy, at(document, &format!("{schemas}/shipping"))] {
            replace(schema, &reference("address"), &reference("address_copy"));
        }
        set(document, schemas, "billing_copy", copy);
        let field = at(
            document,
            &format!("{schemas}/charge/properties/billing_details"),
        );
        replace(
            field,
            &reference("billing_details"),
            &reference("billing_copy"),
        );
    });
    let reported: Vec<(Vec<String>, usize)> = diff
        .changes
        .iter()
        .map(|change| (change.paths(), change.within.len()))
        .collect();
    let expected = [
        (vec!["Charge.shipping.address".to_owned()], 0),
        (vec!["Charge.billing_details".to_owned()], 1),
    ];
    assert_eq!(reported, expected);
}

fn replace(value: &mut Value, old: &Value, new: &Value) {
    match value {
        value if value == old => *value = new.clone(),
        Value::Array(items) => items.iter_mut().for_each(|item| replace(item, old, new)),
        Value::Object(map) => map.values_mut().for_each(|item| replace(item, old, new)),
        _ => {}
    }
}

#[test]
fn members_of_unions() {
    let members = "/paths/~1v1~1coins/get/responses/200/content/application~1json/schema/properties/data/items/anyOf";
    let diff = changed(CONSTRUCTS, |document| {
        let list = at(document, members).as_array_mut().expect("a list");
        list.pop();
        // First, because after the coin it would make another type of the two.
        list.insert(0, json!({"$ref": "#/components/schemas/deleted_coin"}));
    });
    let reported: Vec<Level> = diff.changes.iter().map(|change| change.level).collect();
    assert_eq!(
        reported,
        [Breaking, Behaviour],
        "{:?}",
        self::reported(&diff)
    );
}

/// A union of an object and its tombstone is a type of the runtime, and no union that gains or loses a member.
#[test]
fn an_object_that_may_be_deleted() {
    let members = "/paths/~1v1~1coins/get/responses/200/content/application~1json/schema/properties/data/items/anyOf";
    let diff = changed(CONSTRUCTS, |document| {
        let list = at(document, members).as_array_mut().expect("a list");
        list.pop();
        list.push(json!({"$ref": "#/components/schemas/deleted_coin"}));
    });
    expect(
        &diff,
        &[(
            Breaking,
            "Change the response type of `Coin#list` from `list(union(coin|note))` to `list(union(Coin|DeletedCoin))`",
        )],
    );
}

/// Schemas that nothing refers to, such as the objects of events.
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
