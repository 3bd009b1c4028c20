//! What differs between two documents: each kind of change, reported once, at its level, and nothing else.

#[path = "diff/mutations.rs"]
mod mutations;
#[path = "diff/recall.rs"]
mod recall;

use generator::diagnostic::Report;
use generator::diff::{Change, Diff, Level, Verdict, compare};
use generator::{Input, Lowered};
use serde_json::{Value, json};
use tests::{events, exceptions, fixups, read};

use Level::{Addition, Behaviour, Breaking, Documentation};

fn lower(document: &str, ledger: &str) -> Lowered {
    try_lower(document, ledger).unwrap_or_else(|report| panic!("{report}"))
}

fn try_lower(document: &str, ledger: &str) -> Result<Lowered, Report> {
    let (exceptions, fixups, events) = (exceptions(), fixups(), events());
    let input = Input {
        name: "document",
        document: document.as_bytes(),
        ledger,
        exceptions: &exceptions,
        fixups: &fixups,
        events: &events,
    };
    generator::lower(&input)
}

/// As `cargo xtask diff` compares two files.
fn diff_of(base: &str, head: &str) -> (Lowered, Lowered, Diff) {
    let base = lower(base, &read("spec/names.tsv"));
    let head = lower(head, &base.ledger.print());
    let diff = compare(&base, &head);
    (base, head, diff)
}

fn document(path: &str) -> Value {
    serde_yaml::from_str(&read(path)).expect("it is YAML")
}

/// Compares a document with what `change` makes of it.
fn changed(path: &str, change: impl Fn(&mut Value)) -> Diff {
    let base = document(path);
    let mut head = base.clone();
    change(&mut head);
    assert_ne!(base, head, "nothing was changed");
    let (_, _, diff) = diff_of(&base.to_string(), &head.to_string());
    for (one, document) in [(true, &base), (false, &head)] {
        assert_pointers(&diff, one, document);
    }
    diff
}

/// Each pointer leads to something.
fn assert_pointers(diff: &Diff, base: bool, document: &Value) {
    for change in &diff.changes {
        for site in &change.sites {
            let pointer = if base { &site.base } else { &site.head };
            let Some(pointer) = pointer else { continue };
            let path = pointer.strip_prefix('#').expect("a pointer begins with #");
            assert!(document.pointer(path).is_some(), "{pointer} leads nowhere");
        }
        let proven = |site: &generator::diff::Site| site.base.is_some() || site.head.is_some();
        assert!(change.sites.iter().all(proven), "{change:?}");
    }
}

fn told(diff: &Diff) -> Vec<(Level, String)> {
    let told = |change: &Change| (change.level, change.sentence(usize::MAX));
    diff.changes.iter().map(told).collect()
}

#[track_caller]
fn expect(diff: &Diff, expected: &[(Level, &str)]) {
    let expected: Vec<(Level, String)> = expected
        .iter()
        .map(|(level, text)| (*level, (*text).to_owned()))
        .collect();
    assert_eq!(told(diff), expected);
    assert_eq!(diff.prose, 0);
    assert!(!diff.rest);
}

const FRAGMENT: &str = "spec/refunds.yaml";
const CONSTRUCTS: &str = "tests/specs/constructs.yaml";
const REFUND: &str = "/components/schemas/refund";
const BODY: &str =
    "/paths/~1v1~1refunds/post/requestBody/content/application~1x-www-form-urlencoded/schema";

fn at<'a>(document: &'a mut Value, pointer: &str) -> &'a mut Value {
    document
        .pointer_mut(pointer)
        .unwrap_or_else(|| panic!("no {pointer}"))
}

fn set(document: &mut Value, pointer: &str, key: &str, value: Value) {
    let map = at(document, pointer).as_object_mut().expect("a map");
    map.insert(key.to_owned(), value);
}

fn remove(document: &mut Value, pointer: &str, key: &str) {
    let map = at(document, pointer).as_object_mut().expect("a map");
    map.remove(key).unwrap_or_else(|| panic!("no {key}"));
}

fn push(document: &mut Value, pointer: &str, value: &str) {
    let list = at(document, pointer).as_array_mut().expect("a list");
    list.push(value.into());
}

fn take(document: &mut Value, pointer: &str, value: &str) {
    let list = at(document, pointer).as_array_mut().expect("a list");
    list.retain(|item| item != value);
}

#[test]
fn nothing() {
    let text = read(FRAGMENT);
    let (_, _, diff) = diff_of(&text, &text);
    expect(&diff, &[]);
    assert_eq!(diff.verdict(), Verdict::None);
}

#[test]
fn order_is_no_change() {
    for path in [FRAGMENT, CONSTRUCTS] {
        let text = read(path);
        let (_, _, diff) = diff_of(&text, &tests::reversed(&text));
        expect(&diff, &[]);
        assert_eq!(diff.verdict(), Verdict::None);
    }
}

#[test]
fn prose_is_counted() {
    let diff = changed(FRAGMENT, |document| {
        let text = json!("Other words.");
        set(document, REFUND, "description", text.clone());
        set(document, REFUND, "title", json!("Other title"));
        let amount = format!("{REFUND}/properties/amount");
        set(document, &amount, "description", text.clone());
        let amount = format!("{BODY}/properties/amount");
        set(document, &amount, "description", text.clone());
        set(document, "/paths/~1v1~1refunds/post", "summary", text);
    });
    assert_eq!(told(&diff), []);
    assert_eq!(diff.prose, 4);
    assert_eq!(diff.verdict(), Verdict::Patch);
}

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
            "Add support for `extra`, always there, on `Refund`",
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
        // So that the text is not one that differs.
    });
    let sentence = "Change type of `Refund.description` from `string` to `integer`";
    assert_eq!(told(&diff), [(Breaking, sentence.to_owned())]);
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

/// A change shows where callers come to it, not in the schema that it is written in.
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
    // Neither the map nor a key of it.
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
    let place = "Tell the type of `services::charges::RefundChargeReason` from that of `services::charges::refunds::CreateChargeRefundReason` and `services::refunds::CreateRefundReason`, at `Charge#refund.reason`: the two were one";
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
fn operations() {
    let cancel = "/v1/refunds/{refund}/cancel";
    let diff = changed(FRAGMENT, |document| remove(document, "/paths", cancel));
    expect(&diff, &[(Breaking, "Remove operation `Refund#cancel`")]);
    assert_eq!(
        diff.names.retired.iter().collect::<Vec<_>>(),
        ["services::refunds::CancelRefund"]
    );
    let diff = changed(FRAGMENT, |document| {
        let mut copy = at(document, "/paths/~1v1~1refunds~1{refund}~1cancel").clone();
        copy["post"]["operationId"] = json!("PostRefundsRefundSettle");
        set(document, "/paths", "/v1/refunds/{refund}/settle", copy);
    });
    expect(
        &diff,
        &[(Addition, "Add support for operation `Refund#settle`")],
    );
    let diff = changed(FRAGMENT, |document| {
        set(
            document,
            "/paths/~1v1~1refunds~1{refund}~1cancel/post",
            "deprecated",
            json!(true),
        );
    });
    expect(&diff, &[(Behaviour, "Deprecate `Refund#cancel`")]);
    let diff = changed(FRAGMENT, |document| {
        let reply = "/paths/~1v1~1refunds~1{refund}~1cancel/post/responses/200/content/application~1json/schema";
        set(
            document,
            reply,
            "$ref",
            json!("#/components/schemas/charge"),
        );
    });
    let sentence = "Change type of the reply of `Refund#cancel` from `Refund` to `Charge`";
    expect(&diff, &[(Breaking, sentence)]);
    let diff = changed(FRAGMENT, |document| {
        set(document, "/info", "version", json!("2026-06-24.dahlia"));
    });
    let sentence =
        "Ask for API version `2026-06-24.dahlia` instead of `2026-05-27.dahlia` in all operations";
    expect(&diff, &[(Behaviour, sentence)]);
    let diff = changed(FRAGMENT, |document| {
        at(document, "/servers/0")["url"] = json!("https://api.example.com/");
    });
    let sentence = "Send requests to `https://api.example.com` instead of `https://api.stripe.com`";
    expect(&diff, &[(Behaviour, sentence)]);
    let diff = changed(CONSTRUCTS, |document| {
        at(document, "/paths/~1v1~1coins/post/servers/0")["url"] =
            json!("https://api.example.org/");
    });
    let sentence = "Change host of `Coin#create` from `https://files.example.com` to `https://api.example.org`";
    expect(&diff, &[(Behaviour, sentence)]);
}

/// What the rules of naming would make of a path is beside the point: the ledger can keep a name over a move.
#[test]
fn operations_that_move() {
    let base = lower(&read(FRAGMENT), &read("spec/names.tsv"));
    let mut head = base.clone();
    let route = "POST /v1/refunds/{refund}/cancel";
    let operation = head.api.operations.iter_mut().find(|o| o.route() == route);
    let operation = operation.expect("refunds can be cancelled");
    operation.path.pop();
    operation
        .path
        .push(generator::ir::Segment::Literal("void".to_owned()));
    let diff = compare(&base, &head);
    let sentence = "Send `Refund#cancel` as `POST /v1/refunds/{refund}/void` instead of `POST /v1/refunds/{refund}/cancel`";
    assert_eq!(told(&diff), [(Behaviour, sentence.to_owned())]);
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

/// What a document can hardly be made to say is said by the IR.
#[test]
fn how_operations_travel() {
    use generator::ir::{Encoding, Paging, Presence, Shape, Tag, Unset};
    let route = "GET /v1/refunds";
    let altered = |path: &str, change: &dyn Fn(&mut generator::ir::Api)| {
        let base = lower(&read(path), "");
        let mut head = base.clone();
        change(&mut head.api);
        let diff = compare(&base, &head);
        told(&diff)
    };
    let list = |change: &dyn Fn(&mut generator::ir::Operation)| {
        altered(FRAGMENT, &|api| {
            let found = api.operations.iter_mut().find(|o| o.route() == route);
            change(found.expect("refunds can be listed"));
        })
    };
    let one = |level: Level, text: &str| vec![(level, text.to_owned())];
    assert_eq!(
        list(&|operation| operation.paging = Some(Paging::Page)),
        one(
            Breaking,
            "Change pages of `Refund#list` from `by cursor` to `by page`"
        )
    );
    assert_eq!(
        list(&|operation| operation.name = "all".to_owned()),
        one(Breaking, "Rename `refunds.list` to `refunds.all`")
    );
    assert_eq!(
        list(&|operation| operation.replies.error = None),
        one(
            Behaviour,
            "Change errors of `Refund#list` from `error` to `none`"
        )
    );
    let metadata = "POST /v1/refunds/{refund}";
    let update = |change: &dyn Fn(&mut generator::ir::Operation)| {
        altered(FRAGMENT, &|api| {
            let found = api.operations.iter_mut().find(|o| o.route() == metadata);
            change(found.expect("refunds can be updated"));
        })
    };
    assert_eq!(
        update(&|operation| operation.encoding = Encoding::Json),
        one(
            Behaviour,
            "Change encoding of `Refund#update` from `form` to `JSON`"
        )
    );
    assert_eq!(
        update(&|operation| {
            let mut fields = operation.parameters.iter_mut();
            let field = fields
                .find(|f| f.name == "metadata")
                .expect("it has metadata");
            field.unset = Unset::Null;
        }),
        one(
            Behaviour,
            "Change the mark that clears `Refund#update.metadata`"
        )
    );
    assert_eq!(
        update(&|operation| {
            let field = operation.path_parameters.first_mut().expect("it has an id");
            field.ty = generator::ir::Type::Integer;
            field.presence = Presence::Required;
        }),
        one(
            Breaking,
            "Change type of `Refund#update.refund` from `string` to `integer`"
        )
    );
    let tags = altered(CONSTRUCTS, &|api| {
        let mut unions = api
            .types
            .values_mut()
            .filter_map(|def| match &mut def.shape {
                Shape::Union { members } => Some(members),
                _ => None,
            });
        let tagged = |m: &&mut generator::ir::Member| m.tag != Tag::None;
        let member = unions.find_map(|members| members.iter_mut().find(tagged));
        member.expect("a union has a tag").tag = Tag::None;
    });
    assert!(
        matches!(tags.as_slice(), [(Behaviour, text)] if text.starts_with("Change what tells")),
        "{tags:?}"
    );
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
