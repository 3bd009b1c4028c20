//! Fields of responses, and parameters.

use generator::diff::Level::{Addition, Behaviour, Breaking, Documentation};
use generator::diff::Verdict;
use serde_json::{Value, json};

use super::{
    BODY, CONSTRUCTS, FRAGMENT, REFUND, at, changed, expect, push, remove, reported, set, take,
};

#[test]
fn fields_of_replies() {
    let properties = format!("{REFUND}/properties");
    let required = format!("{REFUND}/required");
    let add = |document: &mut Value| set(document, &properties, "extra", json!({"type": "string"}));
    let diff = changed(FRAGMENT, add);
    expect(&diff, &[(Addition, "Add support for `extra` on `Refund`")]);
    assert_eq!(diff.verdict(), Verdict::Minor);
    let diff = changed(FRAGMENT, |document| {
        add(document);
        push(document, &required, "extra");
    });
    expect(
        &diff,
        &[(
            Behaviour,
            "Add support for `extra`, always present, on `Refund`",
        )],
    );
    let diff = changed(FRAGMENT, |document| {
        remove(document, &properties, "description");
    });
    expect(
        &diff,
        &[(Breaking, "Remove support for `description` on `Refund`")],
    );
    assert_eq!(diff.verdict(), Verdict::Major);
    let diff = changed(FRAGMENT, |document| {
        set(
            document,
            &properties,
            "description",
            json!({"type": "integer"}),
        );
        // So that the text does not differ.
    });
    let sentence = "Change type of `Refund.description` from `string` to `integer`";
    assert_eq!(reported(&diff), [(Breaking, sentence.to_owned())]);
    let site = diff.changes.first().and_then(|change| change.sites.first());
    let rust = site.map(|site| (site.old.as_deref(), site.new.as_deref()));
    assert_eq!(
        rust,
        Some((
            Some("pub description: Option<String>"),
            Some("pub description: Option<i64>")
        ))
    );
    let diff = changed(FRAGMENT, |document| {
        push(document, &required, "description")
    });
    expect(
        &diff,
        &[(Breaking, "Change `Refund.description` to be required")],
    );
    let diff = changed(FRAGMENT, |document| take(document, &required, "created"));
    expect(
        &diff,
        &[(Breaking, "Change `Refund.created` to be optional")],
    );
    let diff = changed(FRAGMENT, |document| {
        set(
            document,
            &format!("{properties}/description"),
            "nullable",
            json!(true),
        );
    });
    expect(
        &diff,
        &[(Documentation, "Change `Refund.description` to be nullable")],
    );
    assert_eq!(diff.verdict(), Verdict::Patch);
    let diff = changed(FRAGMENT, |document| {
        set(
            document,
            &format!("{properties}/description"),
            "deprecated",
            json!(true),
        );
    });
    expect(&diff, &[(Behaviour, "Deprecate `Refund.description`")]);
}

/// A change is reported where callers encounter it, not at the schema that defines it.
#[test]
fn fields_inside_of_objects() {
    let properties = "/components/schemas/refund_destination_details_blik/properties";
    let diff = changed(FRAGMENT, |document| {
        set(document, properties, "extra", json!({"type": "string"}));
        set(document, properties, "other", json!({"type": "boolean"}));
    });
    let sentence = "Add support for `extra` and `other` on `Refund.destination_details.blik`";
    expect(&diff, &[(Addition, sentence)]);
    let address = "/components/schemas/address/properties";
    let diff = changed(FRAGMENT, |document| {
        set(document, address, "extra", json!({"type": "string"}));
    });
    let sentence =
        "Add support for `extra` on `Charge.billing_details.address` and `Charge.shipping.address`";
    expect(&diff, &[(Addition, sentence)]);
}

#[test]
fn parameters() {
    let properties = format!("{BODY}/properties");
    let add = |document: &mut Value| set(document, &properties, "extra", json!({"type": "string"}));
    let diff = changed(FRAGMENT, add);
    expect(
        &diff,
        &[(Addition, "Add support for `extra` on `Refund#create`")],
    );
    let diff = changed(FRAGMENT, |document| {
        add(document);
        set(document, BODY, "required", json!(["extra"]));
    });
    let sentence = "Add support for `extra`, required, on `Refund#create`";
    expect(&diff, &[(Breaking, sentence)]);
    let diff = changed(FRAGMENT, |document| {
        remove(document, &properties, "customer")
    });
    expect(
        &diff,
        &[(Breaking, "Remove support for `customer` on `Refund#create`")],
    );
    let diff = changed(FRAGMENT, |document| {
        set(
            document,
            &format!("{properties}/amount"),
            "type",
            json!("string"),
        );
    });
    let sentence = "Change type of `Refund#create.amount` from `integer` to `string`";
    expect(&diff, &[(Breaking, sentence)]);
    let require = |document: &mut Value| set(document, BODY, "required", json!(["amount"]));
    let diff = changed(FRAGMENT, require);
    expect(
        &diff,
        &[(Breaking, "Change `Refund#create.amount` to be required")],
    );
    let diff = changed(CONSTRUCTS, |document| {
        let body = BODY.replace("refunds", "coins");
        at(document, &body)["required"] = json!([]);
    });
    expect(
        &diff,
        &[(Breaking, "Change `Coin#create.value` to be optional")],
    );
    let metadata = format!("{properties}/metadata/anyOf");
    let diff = changed(FRAGMENT, |document| {
        at(document, &metadata)
            .as_array_mut()
            .expect("a list")
            .pop();
    });
    // Neither the map nor any of its keys.
    let sentence = "Remove support for clearing `Refund#create.metadata`";
    expect(&diff, &[(Breaking, sentence)]);
    let diff = changed(FRAGMENT, |document| {
        let amount = json!({"anyOf": [{"type": "integer"}, {"type": "string", "enum": [""]}], "description": at(document, &format!("{properties}/amount/description"))});
        set(document, &properties, "amount", amount);
    });
    expect(
        &diff,
        &[(Addition, "Add support for clearing `Refund#create.amount`")],
    );
}

const VALUES: &str = "tests/specs/values.yaml";
const RIDES: &str = "/paths/~1v1~1rides/get/parameters";

/// A range is one type: what is said about its bounds is prose.
#[test]
fn ranges() {
    let diff = changed(VALUES, |document| {
        let bound = format!("{RIDES}/4/schema/properties/gt");
        set(document, &bound, "description", json!("Later."));
    });
    assert_eq!((reported(&diff), diff.prose), (Vec::new(), 1));
    let diff = changed(VALUES, |document| {
        let range = at(document, &format!("{RIDES}/0/schema/anyOf/0")).clone();
        set(document, &format!("{RIDES}/0"), "schema", range);
    });
    let sentence =
        "Change type of `Ride#list.created` from `integer or range of it` to `range of integer`";
    expect(&diff, &[(Breaking, sentence)]);
}

/// What to write for a parameter depends on those beside it.
#[test]
fn required_parameters() {
    let stop =
        "/paths/~1v1~1rides/post/requestBody/content/application~1x-www-form-urlencoded/schema";
    let diff = changed(VALUES, |document| {
        let stop = format!("{stop}/properties/stops/items");
        push(document, &format!("{stop}/required"), "note");
    });
    let signatures = |diff: &generator::diff::Diff| {
        let sites = diff.changes.iter().flat_map(|change| &change.sites);
        let shown = sites.map(|site| (site.old.clone().unwrap(), site.new.clone().unwrap()));
        shown.collect::<Vec<_>>()
    };
    let setter = ".note(impl Into<String>)".to_owned();
    assert_eq!(signatures(&diff), [(setter.clone(), setter)]);
    let diff = changed(VALUES, |document| {
        let required = "/paths/~1v1~1rides~1{ride}~1readings/get/parameters/3";
        set(document, required, "required", json!(false));
    });
    let new = "new(…, period: Range<impl Into<Timestamp>>)".to_owned();
    let setter = ".start_time(impl Into<Timestamp>)".to_owned();
    assert_eq!(signatures(&diff), [(new, setter)]);
}
