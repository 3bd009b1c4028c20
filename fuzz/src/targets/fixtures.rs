//! Mutated objects through decoding and encoding.

use std::fmt::Debug;
use std::path::PathBuf;
use std::sync::LazyLock;

use http::{HeaderMap, StatusCode};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};
use stripe_client::client::transport::HttpResponse;
use stripe_client::json::{Decode, Encode, Json, parse, to_json};
use stripe_client::objects;
use stripe_client::values::{List, SearchResult};
use stripe_client::webhook::{Delivery, Event, ThinEvent};
use stripe_client::{Error, blocking};

use crate::source::{Dice, Source, of};
use crate::tree::{self, same};
use crate::wire::Recorder;

/// Objects to start from: Stripe's own fixtures if they are there, and the files of the corpus.
static SEEDS: LazyLock<Vec<Value>> = LazyLock::new(|| {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let shared =
        std::env::var_os("STRIPE_SHARED").map_or_else(|| root.join("../../shared"), PathBuf::from);
    let files = crate::run::corpus(&root.join("corpus/fixtures")).unwrap_or_default();
    let mut seeds: Vec<Value> = files
        .iter()
        .filter_map(|file| serde_json::from_slice(file).ok())
        .collect();
    let whole = std::fs::read(shared.join("specs/stripe-fixtures-2026-05.json")).ok();
    let whole: Option<Value> = whole.and_then(|text| serde_json::from_slice(&text).ok());
    if let Some(Value::Object(resources)) =
        whole.and_then(|mut whole| whole.get_mut("resources").map(Value::take))
    {
        seeds.extend(resources.into_iter().map(|(_, value)| value));
    }
    seeds
});

/// Checks one object as each type.
pub fn run(bytes: &[u8]) {
    match of(bytes) {
        Source::Text(text) => check(text),
        Source::Structured(bytes) => {
            let mut dice = Dice::from(bytes);
            // The first ones are of types that the client has.
            let count = if dice.byte() < 160 {
                SEEDS.len().min(12)
            } else {
                SEEDS.len()
            };
            let mut value = SEEDS.get(dice.below(count)).cloned().unwrap_or_default();
            for _ in 0..1 << dice.below(4) {
                mutate(&mut value, &mut dice);
            }
            check(value.to_string().as_bytes());
        }
    }
}

fn check(text: &[u8]) {
    let mut taken = 0;
    taken += usize::from(one::<Json>(text));
    taken += usize::from(one::<objects::Refund>(text));
    taken += usize::from(one::<objects::Charge>(text));
    taken += usize::from(one::<List<objects::Refund>>(text));
    taken += usize::from(one::<SearchResult<objects::Charge>>(text));
    taken += usize::from(one::<Event>(text));
    taken += usize::from(one::<ThinEvent>(text));
    taken += usize::from(one::<Delivery>(text));
    error(text);
    let is_json = serde_json::from_slice::<Value>(text).is_ok();
    assert!(taken > 0 || !is_json || parse::<Json>(text).is_err());
}

fn one<T: Decode + Encode + PartialEq + Debug + Serialize + DeserializeOwned>(text: &[u8]) -> bool {
    let name = std::any::type_name::<T>();
    let value = match parse::<T>(text) {
        Ok(value) => value,
        Err(fault) => {
            // Neither may panic.
            let _ = (fault.to_string(), fault.path(), format!("{fault:?}"));
            return false;
        }
    };
    let _ = format!("{value:?} {value:#?}");
    let out = to_json(&value);
    let back = parse::<T>(out.as_bytes())
        .unwrap_or_else(|fault| panic!("{name} cannot read what it wrote: {fault}: {out}"));
    // Types are equal if their texts are, so what the text has is compared with what came.
    if let (Ok(before), Ok(after)) = (serde_json::from_slice(text), serde_json::from_str(&out))
        && let Some(lost) = lost(&before, &after)
        && (!name.contains("webhook") || self::lost(&with_request(before), &after).is_some())
    {
        panic!(
            "[{name}] {lost} of {} became {after}",
            String::from_utf8_lossy(text)
        );
    }
    assert!(
        back == value,
        "{name}: decode(encode(x)) differs from x: {out}"
    );
    assert_eq!(to_json(&back), out, "{name}: the second encoding differs");
    // Numbers that no f64 holds cannot pass serde.
    if serde_json::from_str::<Value>(&out).is_ok_and(|value| !has_fraction(&value)) {
        let there = serde_json::to_string(&value)
            .unwrap_or_else(|error| panic!("{name} does not serialize: {error}: {out}"));
        let back = serde_json::from_str::<T>(&there)
            .unwrap_or_else(|error| panic!("{name} does not deserialize: {error}: {there}"));
        assert!(
            back == value || there != out,
            "{name}: serde changes it: {out} became {there}"
        );
    }
    true
}

/// The same text as the body of an error.
fn error(text: &[u8]) {
    let answer = HttpResponse::new(StatusCode::PAYMENT_REQUIRED, HeaderMap::new(), text);
    let client = blocking::Client::builder("sk_test_1").transport(Recorder::answering(answer));
    let client = client.build().expect("a client");
    let result = client.refunds().retrieve("re_1").send();
    let Err(Error::Api(error)) = result else {
        panic!("a response of status 402 is not an error of the API: {result:?}");
    };
    assert_eq!(error.body(), text, "the body was changed");
    let _ = (error.to_string(), format!("{error:?} {error:#?}"));
    if let Ok(value) = tree::ours(text) {
        // Of an object there is the id, as of a payment intent.
        let of = |name: &str| value.get("error").and_then(|error| error.get(name));
        let read = |name: &str| {
            let field = of(name)?;
            let id = || field.as_object()?.get("id")?.as_str();
            field.as_str().or_else(id)
        };
        assert_eq!(error.code(), read("code"), "code of {value}");
        assert_eq!(error.kind(), read("type"), "type of {value}");
        assert_eq!(error.message(), read("message"), "message of {value}");
    }
}

/// A request that is only its id is read as an object with that id: events of old versions have it so.
fn with_request(mut event: Value) -> Value {
    for place in ["/request", "/reason/request"] {
        if let Some(request) = event.pointer_mut(place)
            && request.is_string()
        {
            *request = json!({ "id": request.take() });
        }
    }
    event
}

/// The first member that differs. Members that are `null` may be left out, since a type does not distinguish them.
fn lost(before: &Value, after: &Value) -> Option<String> {
    match (before, after) {
        (Value::Object(before), Value::Object(after)) => {
            let added = after.keys().find(|name| !before.contains_key(*name));
            added.map(|name| format!("an added `{name}`")).or_else(|| {
                before
                    .iter()
                    .find_map(|(name, value)| match after.get(name) {
                        None if value.is_null() => None,
                        None => Some(format!("`{name}`")),
                        Some(other) => lost(value, other).map(|inner| format!("`{name}` {inner}")),
                    })
            })
        }
        (Value::Array(one), Value::Array(two)) if one.len() == two.len() => {
            one.iter().zip(two).find_map(|(one, two)| lost(one, two))
        }
        _ => (!same(before, after)).then(|| "a value".to_owned()),
    }
}

/// Numbers with a fraction or an exponent keep their value through serde, not their spelling.
fn has_fraction(value: &Value) -> bool {
    match value {
        Value::Number(number) => number.as_i64().is_none(),
        Value::Array(items) => items.iter().any(has_fraction),
        Value::Object(map) => map.values().any(has_fraction),
        _ => false,
    }
}

/// Changes one value somewhere inside.
fn mutate(value: &mut Value, dice: &mut Dice<'_>) {
    let inside = dice.byte() < 220;
    match value {
        Value::Object(map) if inside && !map.is_empty() => {
            let at = dice.below(map.len());
            let name = map.keys().nth(at).cloned().unwrap_or_default();
            match dice.below(8) {
                0 => drop(map.remove(&name)),
                1 => drop(map.insert(dice.text(6), other(dice))),
                2 => rename(map, &name, dice),
                _ => mutate(map.get_mut(&name).expect("a member"), dice),
            }
        }
        Value::Array(items) if inside && !items.is_empty() => {
            let at = dice.below(items.len());
            match dice.below(5) {
                0 => drop(items.remove(at)),
                1 => items.insert(at, other(dice)),
                2 => items.push(items[at].clone()),
                _ => mutate(&mut items[at], dice),
            }
        }
        Value::String(text) if dice.byte() < 128 => *text = dice.text(12),
        value => *value = other(dice),
    }
}

fn rename(map: &mut Map<String, Value>, name: &str, dice: &mut Dice<'_>) {
    let to = dice.pick(&[
        "id",
        "object",
        "data",
        "deleted",
        "metadata",
        "client_secret",
        "amount",
        "url",
        "has_more",
        "",
    ]);
    if let Some(value) = map.remove(name) {
        map.insert(to.to_owned(), value);
    }
}

fn other(dice: &mut Dice<'_>) -> Value {
    match dice.below(9) {
        0 => Value::Null,
        1 => Value::Bool(dice.byte() < 128),
        2 => Value::from(dice.number()),
        3 => Value::from([0_i64, 1, -1, i64::MAX, i64::MIN][dice.below(5)]),
        4 => Value::from([0.5, 1.0, 1e300, u64::MAX as f64][dice.below(4)]),
        5 => Value::from(dice.text(12)),
        6 => Value::from(dice.pick(&[
            "refund",
            "charge",
            "event",
            "list",
            "v2.core.event",
            "usd",
            "true",
            "",
            "2026-01-01T00:00:00Z",
            "1.50",
        ])),
        7 => Value::Array((0..dice.below(3)).map(|_| other(dice)).collect()),
        _ => match SEEDS.len() {
            0 => Value::Object(Map::new()),
            count => SEEDS[dice.below(count)].clone(),
        },
    }
}
