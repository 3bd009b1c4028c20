//! Ranges, times, and constructors whose arguments cannot be swapped.

use generator::calls::Calls;
use generator::{Input, Lowered};
use serde_json::{Value, json};
use tests::{generate, read};

const DOCUMENT: &str = "tests/specs/values.yaml";

fn lowered() -> Lowered {
    let text = read(DOCUMENT);
    let input = Input {
        name: DOCUMENT,
        document: text.as_bytes(),
        data: &tests::data(&tests::Data::default()),
    };
    generator::lower(&input).unwrap_or_else(|report| panic!("{report}"))
}

fn written(name: &str, arguments: &Value, parameters: &Value) -> String {
    let lowered = lowered();
    let mut operations = lowered.named_operations();
    let found = operations.find(|(_, full_name)| full_name == name);
    let (operation, _) = found.unwrap_or_else(|| panic!("no {name}"));
    let object = |value: &Value| value.as_object().cloned().expect("an object");
    let calls = Calls::new(&lowered.api, &lowered.names, "api");
    match calls.call(operation, &object(arguments), &object(parameters)) {
        Ok(call) => call.on("stripe"),
        Err(problems) => {
            let problems: Vec<String> = problems.iter().map(ToString::to_string).collect();
            problems.join("\n")
        }
    }
}

/// The definitions, without bodies that the compiler checks.
#[test]
fn definitions() {
    let output = generate("values.yaml", &read(DOCUMENT), "");
    for path in ["src/services/rides.rs", "src/plumbing/services/rides.rs"] {
        let text = output.files.get(path).map_or("", String::as_str);
        insta::assert_snapshot!(path.replace(['/', '.'], "_"), text);
    }
}

#[test]
fn ir() {
    let lowered = lowered();
    let text = generator::ir::print(&lowered.api, |operation| lowered.names.full_name(operation));
    let lines = text.lines();
    let found: Vec<&str> = lines.filter(|line| line.contains("range")).collect();
    insta::assert_snapshot!(found.join("\n"));
}

#[test]
fn ranges_are_those_of_rust() {
    let list = |created: Value| written("rides.list", &json!({}), &json!({"created": created}));
    let calls = [
        json!(5),
        json!({"gte": 1, "lt": 2}),
        json!({"gte": 1, "lte": 2}),
        json!({"gte": -1}),
        json!({"lt": 2}),
        json!({"lte": 2}),
        json!({"gt": 1}),
        json!({"gt": 1, "gte": 2, "lt": 3, "lte": 4}),
        json!({"gte": 2, "lt": 3, "lte": 4}),
        json!({}),
        json!({"gt": 1, "ge": 2}),
        json!("5"),
    ];
    insta::assert_snapshot!(calls.map(list).join("\n"));
    let others = json!({
        "finished": {"gt": 1},
        "sold": {"gte": "2026-05-27T00:00:00Z"},
        "times": [5, {"gte": 1, "lt": 2}],
    });
    insta::assert_snapshot!(written("rides.list", &json!({}), &others));
    insta::assert_snapshot!(written("rides.list", &json!({}), &json!({"finished": 5})));
}

#[test]
fn a_start_and_an_end_are_a_range() {
    let parameters = json!({
        "amount": 1,
        "currency": "usd",
        "period": {"start": 1, "end": 2},
        "stops": [{"name": "a", "street": "b", "period": {"start": 3, "end": 4}}],
    });
    insta::assert_snapshot!(written("rides.create", &json!({}), &parameters));
    // What is optional beside them does not change how they are written.
    for season in [
        json!({"start": 1, "end": 2}),
        json!({"start": 1, "end": 2, "zone": "x"}),
    ] {
        let parameters = json!({"amount": 1, "currency": "usd", "season": season});
        insta::assert_snapshot!(written("rides.create", &json!({}), &parameters));
    }
    let arguments = json!({"ride": "r"});
    let parameters = json!({"customer": "c", "start_time": 1, "end_time": 2});
    insta::assert_snapshot!(written("rides.readings", &arguments, &parameters));
    let parameters = json!({"customer": "c", "start_time": 1});
    insta::assert_snapshot!(written("rides.readings", &arguments, &parameters));
}

#[test]
fn arguments_of_one_type_are_setters() {
    let crate_ = json!({"height": 1.5, "length": 2, "label": "x", "sealed": true});
    let parameters = json!({"amount": 1, "currency": "usd", "crate": crate_, "trial_end": "now"});
    insta::assert_snapshot!(written("rides.create", &json!({}), &parameters));
    let arguments = json!({"ride": "r"});
    let parameters = json!({
        "from": "a", "to": "b", "count": 1, "since": 2, "losses": "rider", "winnings": "house", "mode": "open",
        "ride": "other", "tags": {},
    });
    insta::assert_snapshot!(written("rides.share", &arguments, &parameters));
    let parameters = json!({"from": "a", "count": 1});
    insta::assert_snapshot!(written("rides.share", &arguments, &parameters));
    let parameters = json!({"from": ["a"], "into": [], "names": []});
    insta::assert_snapshot!(written("v2.rides.merge", &json!({}), &parameters));
}
