//! Calls as Rust code: each kind of parameter, and the calls that cannot be expressed. `parity.rs` compiles calls for
//! the same documents and checks the requests that they send.

use generator::Input;
use generator::Lowered;
use generator::calls::{Call, CallError, Calls, Reason};
use generator::examples::Examples;
use serde_json::{Value, json};
use tests::{exceptions, read, shared};

fn lowered(name: &str) -> Lowered {
    let (document, exceptions) = (read(name), exceptions());
    let input = Input {
        name,
        document: document.as_bytes(),
        data: &tests::data(&tests::Data {
            exceptions: &exceptions,
            ..tests::Data::default()
        }),
    };
    generator::lower(&input).unwrap_or_else(|report| panic!("{report}"))
}

fn call(
    lowered: &Lowered,
    name: &str,
    arguments: &Value,
    parameters: &Value,
) -> Result<Call, Vec<CallError>> {
    let mut operations = lowered.named_operations();
    let (operation, _) = operations
        .find(|(_, full_name)| full_name == name)
        .unwrap_or_else(|| panic!("no {name}"));
    let object = |value: &Value| value.as_object().cloned().expect("an object");
    Calls::new(&lowered.api, &lowered.names, "api").call(
        operation,
        &object(arguments),
        &object(parameters),
    )
}

#[track_caller]
fn written(document: &str, name: &str, parameters: Value) -> String {
    let call = call(&lowered(document), name, &json!({}), &parameters);
    call.unwrap_or_else(|problems| panic!("{problems:?}"))
        .on("stripe")
}

const CALLS: &str = "tests/specs/calls.yaml";
const CONSTRUCTS: &str = "tests/specs/constructs.yaml";

#[test]
fn scalars_maps_and_what_is_cleared() {
    let parameters = json!({
        "line": {"knots": [1, -2], "length": "1.50", "note": ""},
        "bought": 1_700_000_000,
        "currency": "eur",
        "in": true,
        "metadata": {"k": "v \"w\"", "gone": ""},
        "prices": {"eur": {"amount": 3}},
        "ratio": 1.5,
        "tail": "",
    });
    insta::assert_snapshot!(written(CALLS, "kites.create", parameters), @r#"
    stripe
        .kites()
        .create(
            api::services::kites::create::Line::new([1, -2], "1.50".parse()?)
                .unset_note(),
        )
        .bought(api::values::Timestamp::from_seconds(1700000000))
        .currency("eur")
        .in_(true)
        .metadata([("k", "v \"w\"")])
        .unset_metadata_key("gone")
        .prices([("eur", api::services::kites::create::Price::new(3))])
        .ratio("1.5".parse()?)
        .unset_tail()
    "#);
}

#[test]
fn enumerations_unions_and_lists() {
    let parameters = json!({
        "line": {"length": "1"},
        "colours": ["red", "mauve"],
        "flights": ["now", 5, "later"],
        "grid": [["a"], []],
        "shape": "box",
        "tail": {"length": 4},
        "wind": "north",
        "prices": {},
    });
    insta::assert_snapshot!(written(CALLS, "kites.create", parameters), @r#"
    stripe
        .kites()
        .create(api::services::kites::create::Line::new(Vec::<i64>::new(), "1".parse()?))
        .colours([
            api::services::kites::create::Colour::Red,
            api::services::kites::create::Colour::from("mauve"),
        ])
        .flights([
            api::services::kites::create::Flight::Keyword(
                api::services::kites::create::flight::Keyword::Now,
            ),
            api::services::kites::create::Flight::Timestamp(
                api::values::Timestamp::from_seconds(5),
            ),
            api::services::kites::create::Flight::Keyword(
                api::services::kites::create::flight::Keyword::from("later"),
            ),
        ])
        .grid([vec!["a".to_owned()], vec![]])
        .shape(api::services::kites::create::Shape::Box)
        .tail(
            api::services::kites::create::Tail::LengthObject(
                api::services::kites::create::tail::LengthObject::new(4),
            ),
        )
        .wind(api::services::kites::create::Wind::String("north".to_owned()))
        .prices(Vec::<(&str, api::services::kites::create::Price)>::new())
    "#);
}

/// Of two objects in a union, the one whose required fields are present is chosen.
#[test]
fn the_member_that_fits_is_taken() {
    let proof = |accepted: Value| {
        let parameters = json!({"value": "1", "proof": {"accepted": accepted}});
        written(CONSTRUCTS, "coins.create", parameters)
    };
    let looser = proof(json!({"kind": "a"}));
    assert!(looser.contains("create::Proof::Object("), "{looser}");
    let stricter = proof(json!({"kind": "a", "online": true}));
    assert!(
        stricter.contains("create::Proof::AcceptedOnlineObject("),
        "{stricter}"
    );
}

#[test]
fn deep_objects_and_v2() {
    let parameters = json!({"scope": {"type": "user", "user": "u"}, "ending_before": "c"});
    insta::assert_snapshot!(written(CONSTRUCTS, "coins.list", parameters), @r#"
    stripe
        .coins()
        .list(
            api::services::coins::list::Scope::new(
                    api::services::coins::list::scope::Type::User,
                )
                .user("u"),
        )
        .ending_before("c")
    "#);
    let parameters = json!({"count": "7", "metadata": {"a": "", "b": null}, "share": null});
    insta::assert_snapshot!(
        written(CONSTRUCTS, "v2.mint.presses.create", parameters),
        @r#"
    stripe
        .v2()
        .mint()
        .presses()
        .create(7)
        .metadata([("a", "")])
        .unset_metadata_key("b")
        .unset_share()
    "#
    );
    let parameters = json!({"created": "2026-05-27T12:00:00Z"});
    insta::assert_snapshot!(written(CONSTRUCTS, "v2.mint.presses.list", parameters), @r#"
    stripe
        .v2()
        .mint()
        .presses()
        .list()
        .created("2026-05-27T12:00:00Z".parse::<api::values::DateTime>()?)
    "#);
}

/// A path argument and a required parameter with the same name, and the request as a value.
#[test]
fn a_request_without_a_client() {
    let lowered = lowered(CONSTRUCTS);
    let call = call(
        &lowered,
        "coins.update",
        &json!({"coin": "a/b"}),
        &json!({"coin": 7}),
    )
    .expect("it is written");
    assert_eq!(call.on("client"), r#"client.coins().update("a/b", 7)"#);
    assert_eq!(call.request(), "api::services::coins::UpdateCoin");
    assert_eq!(
        call.alone(),
        r#"api::services::coins::UpdateCoin::new("a/b", 7)"#
    );
    assert!(!call.is_fallible());
}

/// All problems are reported at once, each with its location, and no setter is bypassed.
#[test]
fn what_does_not_fit_is_refused() {
    let parameters = json!({
        "amuont": 1,
        "bought": "now",
        "colours": ["red", 5],
        "currency": null,
        "line": {"knots": [1.5], "length": "x", "width/height": 1},
        "in": "true",
        "metadata": {"a": 1},
        "owner": {"name": null},
        "ratio": "1.5",
        "shape": 7,
        "tail": {"feathers": 1},
    });
    let refused = |name: &str, arguments: Value, parameters: Value| {
        let call = call(&lowered(CALLS), name, &arguments, &parameters);
        let problems = call.expect_err("it does not fit");
        let lines: Vec<String> = problems.iter().map(ToString::to_string).collect();
        lines.join("\n")
    };
    let arguments = json!({"no_such": "x"});
    insta::assert_snapshot!(refused("kites.create", arguments, parameters));
    insta::assert_snapshot!(
        refused("v2.kites.create", json!({}), json!({"count": 1.0, "flown": "soon"})),
        @r#"
    #/count: 1.0 does not fit: it is int64 as string in the document
    #/parts: it is required, and not given
    #/flown: "soon" does not fit: it is date-time in the document
    "#
    );
    insta::assert_snapshot!(
        refused("kites.update", json!({"kite": 1}), json!({})),
        @r#"
    #/kite: it is required, and not given
    #/kite: 1 does not fit: it is string in the document
    "#
    );
}

/// A file cannot be given as JSON; uploads have a separate test.
#[test]
fn files_are_refused() {
    let call = call(
        &lowered(CALLS),
        "photos.create",
        &json!({}),
        &json!({"file": "a"}),
    );
    let problems = call.expect_err("a file is refused");
    let reasons: Vec<&Reason> = problems.iter().map(|problem| &problem.reason).collect();
    assert_eq!(reasons, [&Reason::File]);
}

/// Every operation but an upload has an example.
#[test]
fn examples() {
    for (document, upload) in [(CALLS, "photos.create"), (CONSTRUCTS, "stamps.create")] {
        let lowered = lowered(document);
        let calls = Calls::new(&lowered.api, &lowered.names, "api").with_imports();
        let without = lowered.api.operations.iter().filter(|operation| {
            let sample = calls.sample(operation, &Examples::default());
            sample.is_none_or(|sample| {
                let call = calls.call(operation, &sample.arguments, &sample.parameters);
                call.is_err()
            })
        });
        let without: Vec<String> = without
            .map(|operation| lowered.names.full_name(operation))
            .collect();
        assert_eq!(without, [upload]);
    }
    let lowered = lowered(CONSTRUCTS);
    let calls = Calls::new(&lowered.api, &lowered.names, "api").with_imports();
    let mut operations = lowered.named_operations();
    let list = operations.find(|(_, name)| name == "coins.list");
    let (list, _) = list.expect("it is there");
    let sample = calls.sample(list, &Examples::default());
    let sample = sample.expect("it can be said");
    let call = calls
        .call(list, &sample.arguments, &sample.parameters)
        .expect("it can be written");
    assert_eq!(call.imports(), ["use api::services::coins::list;"]);
    let expected = "stripe.coins().list(list::Scope::new(list::scope::Type::Account))";
    assert_eq!(call.on("stripe"), expected);
}

/// Every call of the vectors can be expressed, except where the document does not allow it.
#[test]
fn the_vectors_are_written() {
    let Some(document) = shared("specs/stripe-2026-05-27.dahlia.json") else {
        return;
    };
    let exceptions = exceptions();
    let lowered = generator::lower(&Input {
        name: "whole.json",
        document: document.as_bytes(),
        data: &tests::data(&tests::Data {
            exceptions: &exceptions,
            ..tests::Data::default()
        }),
    })
    .unwrap_or_else(|report| panic!("{report}"));
    let mut refused = Vec::new();
    let mut count = 0;
    for file in ["wire.jsonl", "wire-synthetic.jsonl"] {
        let Some(vectors) = shared(&format!("vectors/{file}")) else {
            return;
        };
        for line in vectors.lines() {
            let vector: Value = serde_json::from_str(line).expect("a vector");
            let text = |key: &str| vector[key].as_str().unwrap_or_default();
            let route = format!("{} {}", text("method"), text("template"));
            let mut operations = lowered.api.operations.iter();
            let operation = operations.find(|operation| operation.route() == route);
            let operation = operation.unwrap_or_else(|| panic!("no {route}"));
            let object = |key: &str| vector[key].as_object().cloned().unwrap_or_default();
            let call = Calls::new(&lowered.api, &lowered.names, "api").call(
                operation,
                &object("path_params"),
                &object("params"),
            );
            count += 1;
            if let Err(problems) = call {
                refused.extend(problems.iter().map(|problem| format!("{route} {problem}")));
            }
        }
    }
    assert_eq!(count, 364);
    // The vector omits a parameter that the document requires.
    let add_lines = "POST /v1/invoices/{invoice}/add_lines #/lines/0/tax_amounts/0/tax_rate_data: \
                     it is required, and not given";
    assert_eq!(refused, [add_lines]);
}
