//! Trees of parameters against two other implementations of forms.

use std::collections::BTreeMap;
use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use stripe_client::client::{Method, Raw};
use stripe_client::params::{Params, Value};

use crate::source::{Dice, Source, of};

/// Checks one tree. A text is the name and the value of a single parameter.
pub fn run(bytes: &[u8]) {
    match of(bytes) {
        Source::Text(text) => {
            let text = String::from_utf8_lossy(text);
            let (name, value) = text.split_once('=').unwrap_or((&text, ""));
            check(
                Params::new().set(name.to_owned(), value),
                !name.is_empty() && name.chars().all(is_simple),
            );
        }
        Source::Structured(bytes) => {
            let mut dice = Dice::from(bytes);
            // Names that contain brackets or nothing cannot be told from the structure once they are decoded.
            let is_plain = dice.byte() < 128;
            check(params(&mut dice, is_plain, 4), is_plain);
        }
    }
}

fn is_simple(c: char) -> bool {
    c.is_ascii_alphabetic() || c == '_'
}

fn params(dice: &mut Dice<'_>, is_plain: bool, depth: usize) -> Params {
    (0..dice.below(5))
        .map(|_| (name(dice, is_plain), value(dice, is_plain, depth)))
        .collect()
}

fn name(dice: &mut Dice<'_>, is_plain: bool) -> String {
    const NAMES: &[&str] = &[
        "amount",
        "metadata",
        "expand",
        "items",
        "a",
        "b",
        "price_data",
        "created",
    ];
    if is_plain && dice.byte() < 200 {
        return dice.pick(NAMES).to_owned();
    }
    let text = dice.text(8);
    if !is_plain {
        return text;
    }
    // Never digits only, which would be an index.
    let text: String = text
        .chars()
        .filter(|c| !matches!(c, '[' | ']' | '0'..='9'))
        .collect();
    format!("k{text}")
}

fn value(dice: &mut Dice<'_>, is_plain: bool, depth: usize) -> Value {
    match dice.below(if depth == 0 { 6 } else { 9 }) {
        0 => Value::Integer(dice.number()),
        1 => Value::Bool(dice.byte() < 128),
        2 => Value::Text(dice.text(12)),
        3 => Value::Keyword(
            dice.pick(&["duplicate", "fraudulent", "0.30"])
                .to_owned()
                .into(),
        ),
        4 => Value::Unset,
        5 => dice
            .pick(&["1.50", "-0", "1e400"])
            .parse()
            .map_or(Value::Unset, Value::Number),
        6 => Value::List(
            (0..dice.below(13))
                .map(|_| value(dice, is_plain, depth - 1))
                .collect(),
        ),
        _ => Value::Object(params(dice, is_plain, depth - 1)),
    }
}

fn check(params: Params, is_plain: bool) {
    let request = Raw::new(Method::Post, "/v1/x").params(params.clone());
    let form = request.call().body();
    let ascii = form.bytes().all(|byte| byte.is_ascii_graphic());
    assert!(
        ascii,
        "a form has other bytes than printable ASCII: {form:?}"
    );

    let mut expected = Vec::new();
    for (name, value) in params.iter() {
        pairs(name, value, &mut expected);
    }
    let mut decoded: Vec<(String, String)> = form_urlencoded::parse(form.as_bytes())
        .into_owned()
        .collect();
    decoded.sort();
    expected.sort();
    assert_eq!(
        decoded, expected,
        "form_urlencoded reads other pairs from {form:?}"
    );

    let query = Raw::new(Method::Get, "/v1/x").params(params.clone());
    assert_eq!(query.call().query(), form, "a query is encoded like a body");
    assert_eq!(query.call().body(), "");

    if is_plain && !form.is_empty() && !has_gap(&Value::Object(params.clone())) {
        let config = serde_qs::Config::new()
            .max_depth(20)
            .use_form_encoding(false);
        let read: Tree = match config.deserialize_str(&form) {
            Ok(read) => read,
            Err(error) => panic!("serde_qs refuses {form:?}: {error}"),
        };
        let expected = tree(&Value::Object(params)).unwrap_or(Tree::Map(BTreeMap::new()));
        assert_eq!(read, expected, "serde_qs reads another tree from {form:?}");
    }
}

/// The pairs by the rules of Stripe's API: indexed brackets, and nothing for an empty list or object.
fn pairs(name: &str, value: &Value, out: &mut Vec<(String, String)>) {
    match value {
        Value::List(items) => {
            for (index, item) in items.iter().enumerate() {
                pairs(&format!("{name}[{index}]"), item, out);
            }
        }
        Value::Object(params) => {
            for (key, item) in params.iter() {
                pairs(&format!("{name}[{key}]"), item, out);
            }
        }
        scalar => out.push((name.to_owned(), text(scalar))),
    }
}

fn text(value: &Value) -> String {
    match value {
        Value::Integer(number) => number.to_string(),
        Value::Number(number) => number.as_str().to_owned(),
        Value::Bool(value) => value.to_string(),
        Value::Text(text) => text.clone(),
        Value::Keyword(text) => text.to_string(),
        Value::Unset => String::new(),
        other => panic!("no scalar: {other:?}"),
    }
}

/// What a form can say. A list is a map from its indexes, since a form does not distinguish them.
#[derive(Debug, PartialEq, Eq)]
enum Tree {
    Text(String),
    Map(BTreeMap<String, Tree>),
}

/// Whether a list has an item that sends nothing. Its index is missing in the form, and serde_qs refuses such a list.
fn has_gap(value: &Value) -> bool {
    match value {
        Value::List(items) => items
            .iter()
            .any(|item| tree(item).is_none() || has_gap(item)),
        Value::Object(params) => params.iter().any(|(_, item)| has_gap(item)),
        _ => false,
    }
}

/// `None` for what sends nothing.
fn tree(value: &Value) -> Option<Tree> {
    let map = |map: BTreeMap<String, Tree>| (!map.is_empty()).then_some(Tree::Map(map));
    match value {
        Value::List(items) => {
            let items = items.iter().enumerate();
            map(items
                .filter_map(|(index, item)| Some((index.to_string(), tree(item)?)))
                .collect())
        }
        Value::Object(params) => map(params
            .iter()
            .filter_map(|(name, item)| Some((name.to_owned(), tree(item)?)))
            .collect()),
        scalar => Some(Tree::Text(text(scalar))),
    }
}

impl<'de> Deserialize<'de> for Tree {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Reader)
    }
}

struct Reader;

impl<'de> Visitor<'de> for Reader {
    type Value = Tree;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a text, a list or a map")
    }

    fn visit_unit<E>(self) -> Result<Tree, E> {
        Ok(Tree::Text(String::new()))
    }

    fn visit_none<E>(self) -> Result<Tree, E> {
        Ok(Tree::Text(String::new()))
    }

    fn visit_str<E>(self, text: &str) -> Result<Tree, E> {
        Ok(Tree::Text(text.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Tree, A::Error> {
        let mut map = BTreeMap::new();
        while let Some(item) = items.next_element()? {
            map.insert(map.len().to_string(), item);
        }
        Ok(Tree::Map(map))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Tree, A::Error> {
        let mut map = BTreeMap::new();
        while let Some((name, value)) = entries.next_entry()? {
            map.insert(name, value);
        }
        Ok(Tree::Map(map))
    }
}
