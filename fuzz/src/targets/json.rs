//! Our parser against serde_json.

use serde_json::Value;
use stripe_client::json::{Json, parse, to_json};

use crate::source::{Source, of};
use crate::tree::{self, same};

/// The name that serde_json gives to the text of a number inside of serde.
const NUMBER: &str = "$serde_json::private::Number";
const RAW: &str = "$serde_json::private::RawValue";

/// Checks one text.
pub fn run(bytes: &[u8]) {
    match of(bytes) {
        Source::Text(text) => check(text),
        Source::Structured(bytes) => check(tree::text(&mut bytes.into()).as_bytes()),
    }
}

fn check(text: &[u8]) {
    let ours = parse::<Json>(text);
    let theirs = serde_json::from_slice::<Value>(text);
    let (json, value) = match (ours, theirs) {
        (Err(_), Err(_)) => return,
        (Ok(json), Ok(value)) => (json, value),
        (Err(fault), Ok(value)) => {
            let text = std::str::from_utf8(text).expect("serde_json took it");
            return refused(text, &value, &fault.to_string());
        }
        (Ok(json), Err(error)) => return refused_by_serde(&json, &error),
    };
    let names = tree::names(std::str::from_utf8(text).expect("both took it"));
    let read = tree::ours(text).expect("it parsed before");
    // serde_json with arbitrary_precision takes such an object for a number, whatever it was.
    let is_private = has_private(&names);
    assert!(
        same(&read, &value) || is_private,
        "the values differ: ours {read}, serde_json {value}"
    );
    again(&json, &read);
    through_serde(&json, &read, is_private);
}

/// What only we refuse is a name that occurs twice.
fn refused(text: &str, value: &Value, fault: &str) {
    let names = tree::names(text);
    let is_repeated = names.len() > tree::members(value);
    assert!(is_repeated, "only we refuse it ({fault})");
}

/// What only serde_json refuses is one level more, and a number that no `f64` holds. Such a number must not become another
/// value through serde.
fn refused_by_serde(json: &Json, error: &serde_json::Error) {
    let error = error.to_string();
    let before = tree::ours(json.as_str().as_bytes()).expect("it parsed before");
    again(json, &before);
    if error.starts_with("recursion limit exceeded") {
        assert_eq!(
            tree::depth(json.as_str()),
            128,
            "serde_json takes 127 levels, and we one more"
        );
        return;
    }
    if has_private(&tree::names(json.as_str())) && cfg!(feature = "arbitrary-precision") {
        // serde_json takes the member for a number, and refuses its text.
        return;
    }
    assert!(
        error.starts_with("number out of range"),
        "only serde_json refuses it: {error}"
    );
    if let Ok(text) = serde_json::to_string(json) {
        let after = tree::ours(text.as_bytes()).expect("serde_json wrote it");
        assert!(
            same(&before, &after),
            "a number out of range changed through serde: {before} became {after}"
        );
    }
}

fn has_private(names: &[String]) -> bool {
    names.iter().any(|name| name == NUMBER || name == RAW)
}

/// Our own round trip.
fn again(json: &Json, value: &Value) {
    let text = to_json(json);
    assert_eq!(text, json.as_str(), "the writer changed the text");
    assert_eq!(
        parse::<Json>(text.as_bytes()).as_ref(),
        Ok(json),
        "the text does not parse to itself"
    );
    let read = tree::ours(text.as_bytes()).expect("it parsed before");
    assert!(
        same(&read, value),
        "the round trip changed the value: {value} became {read}"
    );
    let shown = format!("{json:?}");
    assert!(shown.starts_with("Json "), "{shown}");
}

/// Both ways through the bridge.
fn through_serde(json: &Json, value: &Value, is_private: bool) {
    let out = match serde_json::to_string(json) {
        Ok(out) => out,
        // What would come back as another value is refused.
        Err(error) => {
            let error = error.to_string();
            let is_form = error.contains("would read as a number") && is_private;
            let is_large = error.contains("too large for an f64");
            assert!(
                is_form || is_large,
                "serde_json refuses what it parsed: {error}"
            );
            return;
        }
    };
    let read = tree::ours(out.as_bytes()).expect("serde_json wrote it");
    assert!(
        same(&read, value),
        "serializing changed the value: {value} became {read}"
    );
    if let Ok(out) = serde_json::to_value(json) {
        assert!(
            same(&out, value) || is_private,
            "to_value changed the value: {value} became {out}"
        );
    }
    match serde_json::from_str::<Json>(json.as_str()) {
        Ok(back) => {
            let back = tree::ours(back.as_str().as_bytes()).expect("it is Json");
            assert!(
                is_bridged(value, &back),
                "deserializing changed the value: {value} became {back}"
            );
        }
        Err(error) => assert!(is_private, "only the bridge refuses it: {error}"),
    }
    match serde_json::from_value::<Json>(value.clone()) {
        Ok(back) => {
            let back = tree::ours(back.as_str().as_bytes()).expect("it is Json");
            assert!(
                is_bridged(value, &back),
                "from_value changed the value: {value} became {back}"
            );
        }
        Err(error) => assert!(is_private, "only the bridge refuses the value: {error}"),
    }
}

/// The same value, except that an object whose only member is [`NUMBER`] with the text of one number may be that number:
/// serde cannot distinguish them.
fn is_bridged(value: &Value, back: &Value) -> bool {
    match (value, back) {
        (Value::Object(map), Value::Number(number)) => {
            let text = map.get(NUMBER).and_then(Value::as_str);
            let one = text.and_then(|text| serde_json::from_str::<serde_json::Number>(text).ok());
            map.len() == 1
                && one.is_some_and(|one| same(&Value::Number(one), &Value::Number(number.clone())))
        }
        (Value::Array(one), Value::Array(two)) => {
            one.len() == two.len() && one.iter().zip(two).all(|(one, two)| is_bridged(one, two))
        }
        (Value::Object(one), Value::Object(two)) => {
            one.len() == two.len()
                && one.iter().all(|(name, value)| {
                    two.get(name).is_some_and(|other| is_bridged(value, other))
                })
        }
        _ => same(value, back),
    }
}
