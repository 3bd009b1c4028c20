//! Every difference in the IR is reported, except for order.

use generator::Lowered;
use generator::diff::Level::{self, Addition, Behaviour, Breaking, Documentation};
use generator::diff::{Diff, compare};
use generator::ir::{
    Api, ClearWith, Docs, ErrorReply, Field, Member, Operation, Replies, SchemaPath, Segment,
    Shape, Type, TypeDef,
};
use serde_json::json;
use tests::read;

use super::{FRAGMENT, REFUND, changed, expect, lower, remove, reported, set};

#[test]
fn ids_of_resources() {
    let id = "x-resourceId";
    let diff = changed(FRAGMENT, |document| {
        set(document, REFUND, id, json!("money.back"))
    });
    let sentence = "Change the API object of `Money.Back` from `refund` to `money.back`";
    assert!(
        reported(&diff).contains(&(Behaviour, sentence.to_owned())),
        "{:?}",
        reported(&diff)
    );
    let diff = changed(FRAGMENT, |document| remove(document, REFUND, id));
    let reported = reported(&diff);
    assert!(
        matches!(reported.first(), Some((Behaviour, text)) if text.ends_with("from `refund` to `none`")),
        "{reported:?}"
    );
}

#[test]
fn what_callers_do_not_write() {
    let post = "/paths/~1v1~1refunds/post";
    let diff = changed(FRAGMENT, |document| {
        set(document, post, "operationId", json!("Other"))
    });
    let sentence = "Change the id of `Refund#create` in the document from `PostRefunds` to `Other`";
    expect(&diff, &[(Documentation, sentence)]);
}

/// The rules derive another name from the new path, but the `operationId` shows that it is the same operation.
#[test]
fn an_operation_that_moves() {
    let diff = changed(FRAGMENT, |document| {
        let path = "/v1/refunds/{refund}/cancel";
        let item = document["paths"][path].clone();
        remove(document, "/paths", path);
        set(document, "/paths", "/v1/refunds/{refund}/void", item);
    });
    let sentence = "Send `Refund#void_refund` as `POST /v1/refunds/{refund}/void` instead of `POST /v1/refunds/{refund}/cancel`, and call it `refunds.void_refund` instead of `refunds.cancel`";
    expect(&diff, &[(Breaking, sentence)]);
    let within = diff.changes.iter().flat_map(|change| &change.within);
    let within: Vec<String> = within.map(|one| one.sentence(9)).collect();
    let sentence = "Change the Rust type at `Refund#void_refund` from `services::refunds::CancelRefund` to `services::refunds::VoidRefundRefund`";
    assert_eq!(within, [sentence]);
}

/// The shape of a schema that only its name identifies can change arbitrarily.
#[test]
fn schemas_that_are_something_else() {
    let diff = changed(FRAGMENT, |document| {
        let schemas = "/components/schemas";
        let other = json!({"title": "Other", "anyOf": [{"$ref": "#/components/schemas/charge"}, {"$ref": "#/components/schemas/refund"}]});
        set(document, schemas, "alone", other);
    });
    assert_eq!(reported(&diff).len(), 1, "{:?}", reported(&diff));
    let diff = altered(FRAGMENT, |api| {
        let shape = &mut of(api, "refund").shape;
        *shape = Shape::Enum {
            values: vec!["a".to_owned()],
        };
    });
    let sentence = "Change type of `Refund` from `Refund` to `enum('a')`";
    assert!(
        reported(&diff).contains(&(Breaking, sentence.to_owned())),
        "{:?}",
        reported(&diff)
    );
}

#[test]
fn types_of_events() {
    let base = lower(&read(FRAGMENT), &read("spec/names.tsv"));
    let with = |from: &str, to: &str| -> Lowered {
        let mut lowered = base.clone();
        let text = tests::events();
        let lines: Vec<String> = text
            .lines()
            .filter_map(|line| match line.contains(from) {
                true if to.is_empty() => None,
                true => Some(line.replace("\trefund\t", to)),
                false => Some(line.to_owned()),
            })
            .collect();
        let data = tests::data(&tests::Data {
            events: &lines.join("\n"),
            ..tests::Data::default()
        });
        lowered.events = data.events;
        lowered
    };
    let less = with("\trefund.created\t", "");
    let diff = compare(&less, &base);
    expect(
        &diff,
        &[(Addition, "Add support for event type `refund.created`")],
    );
    let diff = compare(&base, &less);
    expect(&diff, &[(Breaking, "Remove event type `refund.created`")]);
    let diff = compare(&base, &with("\trefund.created\t", "\tcharge\t"));
    let sentence = "Change the object of event type `refund.created` from `objects::Refund` to `objects::Charge`";
    expect(&diff, &[(Breaking, sentence)]);
}

fn altered(path: &str, change: impl Fn(&mut Api)) -> Diff {
    let base = lower(&read(path), "");
    let mut head = base.clone();
    change(&mut head.api);
    assert_ne!(base.api, head.api, "nothing was altered");
    compare(&base, &head)
}

fn of<'a>(api: &'a mut Api, schema: &str) -> &'a mut TypeDef {
    let place = SchemaPath::schema(schema);
    api.types.get_mut(&place).expect("a schema")
}

fn post(api: &mut Api) -> &mut Operation {
    let mut operations = api.operations.iter_mut();
    let found = operations.find(|o| o.route() == "POST /v1/refunds/{refund}");
    found.expect("refunds can be updated")
}

fn metadata(api: &mut Api) -> &mut Field {
    let mut fields = post(api).parameters.iter_mut();
    fields
        .find(|f| f.name == "metadata")
        .expect("it has metadata")
}

/// Nested, as in a list of maps.
#[test]
fn keys_that_can_be_cleared_further_in() {
    let list = |unset| {
        let map = Type::ClearableMap(Box::new(Type::String), unset);
        Type::Array(Box::new(map))
    };
    let mut base = lower(&read(FRAGMENT), "");
    metadata(&mut base.api).ty = list(ClearWith::Nothing);
    let mut head = base.clone();
    metadata(&mut head.api).ty = list(ClearWith::EmptyString);
    for (one, other, expected) in [
        (
            &base,
            &head,
            (
                Addition,
                "Add support for clearing `Refund#update.metadata`",
            ),
        ),
        (
            &head,
            &base,
            (
                Breaking,
                "Remove support for clearing `Refund#update.metadata`",
            ),
        ),
    ] {
        expect(&compare(one, other), &[expected]);
    }
}

/// Every field of operations, types and the API; the exhaustive patterns here fail to compile if one is added.
#[test]
fn each_part_is_told() {
    type Alter = fn(&mut Api);
    let alterations: &[(&str, Alter)] = &[
        ("version", |api| api.version = "2027-01-01.x".to_owned()),
        ("base", |api| {
            api.base = "https://api.example.com".to_owned()
        }),
        ("id", |api| post(api).id = "Other".to_owned()),
        ("method", |api| {
            post(api).method = generator::ir::Method::Delete
        }),
        ("path", |api| {
            post(api).path.push(Segment::Literal("x".to_owned()))
        }),
        ("argument", |api| {
            let path = &mut post(api).path;
            path.pop();
            path.push(Segment::Argument("id".to_owned()));
        }),
        ("docs", |api| {
            post(api).docs.summary = Some("Other".to_owned())
        }),
        ("deprecated", |api| post(api).docs.deprecated = true),
        ("host", |api| {
            post(api).base = Some("https://files.example.com".to_owned())
        }),
        ("encoding", |api| {
            post(api).encoding = generator::ir::Encoding::Json
        }),
        ("argument's type", |api| {
            path_argument(api).ty = Type::Integer
        }),
        ("argument's docs", |api| {
            path_argument(api).docs.description = Some("Other".to_owned())
        }),
        ("argument's end", |api| {
            path_argument(api).docs.deprecated = true
        }),
        ("parameter", |api| post(api).parameters.truncate(1)),
        ("parameter's type", |api| metadata(api).ty = Type::Json),
        ("parameter's unset", |api| {
            metadata(api).clear_with = ClearWith::Null
        }),
        ("parameter's docs", |api| {
            metadata(api).docs.description = None
        }),
        ("in query", |api| {
            post(api).in_query = vec!["metadata".to_owned()]
        }),
        ("reply", |api| post(api).reply = Type::Json),
        ("empty reply", |api| post(api).replies.may_be_empty = true),
        ("media type", |api| {
            post(api).replies.media_type = "text/plain".to_owned()
        }),
        ("reply's docs", |api| {
            post(api).replies.description = "Other".to_owned()
        }),
        ("reply's schema", |api| {
            post(api).replies.schema.description = Some("Other".to_owned())
        }),
        ("errors", |api| post(api).replies.error = None),
        ("paging", |api| {
            post(api).paging = Some(generator::ir::Paging::Url)
        }),
        ("type's docs", |api| {
            of(api, "refund").docs.description = Some("Other".to_owned())
        }),
        ("type's end", |api| of(api, "refund").docs.deprecated = true),
        ("field", |api| fields(api).truncate(3)),
        ("field's presence", |api| {
            fields(api)[0].presence = generator::ir::Presence::Nullable
        }),
        ("field's end", |api| fields(api)[0].docs.deprecated = true),
        ("resource", |api| {
            if let Shape::Object { resource, .. } = &mut of(api, "refund").shape {
                *resource = None;
            }
        }),
        ("types", |api| {
            let alone = of(api, "refund").clone();
            api.types.insert(SchemaPath::schema("alone"), alone);
        }),
    ];
    for (what, alter) in alterations {
        let diff = altered(FRAGMENT, alter);
        assert!(!diff.rest, "{what}");
        assert!(!diff.changes.is_empty() || diff.prose > 0, "{what}");
    }
}

/// Never called. It does not compile when the IR has a new field, which the diff must compare and `alterations` must change.
#[allow(dead_code, reason = "the compiler is the test")]
fn all_fields_are_compared() {
    let _ = |Api {
                 version: _,
                 base: _,
                 operations: _,
                 types: _,
             }: Api| ();
    let _ = |Operation {
                 pointer: _,
                 id: _,
                 method: _,
                 path: _,
                 docs: _,
                 base: _,
                 encoding: _,
                 path_parameters: _,
                 parameters: _,
                 in_query: _,
                 lengths: _,
                 reply: _,
                 replies: _,
                 paging: _,
             }: Operation| ();
    let _ = |Replies {
                 media_type: _,
                 description: _,
                 schema: _,
                 may_be_empty: _,
                 error: _,
             }: Replies| ();
    let _ = |ErrorReply {
                 description: _,
                 schemas: _,
             }: ErrorReply| ();
    let _ = |TypeDef {
                 pointer: _,
                 docs: _,
                 direction: _,
                 shape: _,
                 is_item: _,
                 prose: _,
             }: TypeDef| ();
    let _ = |Field {
                 name: _,
                 ty: _,
                 presence: _,
                 clear_with: _,
                 docs: _,
             }: Field| ();
    let _ = |Member {
                 name: _,
                 ty: _,
                 tag: _,
                 docs: _,
             }: Member| ();
    let _ = |Docs {
                 summary: _,
                 description: _,
                 deprecated: _,
             }: Docs| ();
}

fn path_argument(api: &mut Api) -> &mut Field {
    post(api).path_parameters.first_mut().expect("it has an id")
}

fn fields(api: &mut Api) -> &mut Vec<Field> {
    match &mut of(api, "refund").shape {
        Shape::Object { fields, .. } => fields,
        other => panic!("{other:?}"),
    }
}

/// Only a change of order is not reported as a change.
#[test]
fn only_an_order_is_the_rest() {
    let diff = altered(FRAGMENT, |api| {
        let mut shapes = api.types.values_mut().map(|def| &mut def.shape);
        let values = shapes.find_map(|shape| match shape {
            Shape::Enum { values } if values.len() > 1 => Some(values),
            _ => None,
        });
        values.expect("an enumeration").reverse();
    });
    assert_eq!(reported(&diff), Vec::<(Level, String)>::new());
    assert!(diff.rest);
}
