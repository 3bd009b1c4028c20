//! Names with brackets: `metadata[order]=6735&expand[0]=charge`.

use serde_json::{Map, Value};

use crate::refusal::Refusal;

/// More levels than any parameter has.
const DEPTH: usize = 16;

/// Reads pairs into nested objects. `a[]` is the next number of `a`.
pub(crate) fn parse(text: &str) -> Result<Map<String, Value>, Refusal> {
    let mut map = Map::new();
    for (name, value) in form_urlencoded::parse(text.as_bytes()) {
        insert(&mut map, &name, Value::String(value.into_owned()))?;
    }
    Ok(map)
}

/// Puts a value where its name says.
pub(super) fn insert(
    map: &mut Map<String, Value>,
    name: &str,
    value: Value,
) -> Result<(), Refusal> {
    let malformed = || Refusal::invalid(format!("Invalid parameter name: `{name}`.")).param(name);
    let steps = steps(name)
        .filter(|steps| steps.len() <= DEPTH)
        .ok_or_else(malformed)?;
    let (last, parents) = steps.split_last().ok_or_else(malformed)?;
    let mut at = map;
    for step in parents {
        let key = key(at, step);
        let inner = at.entry(key).or_insert_with(|| Value::Object(Map::new()));
        at = inner.as_object_mut().ok_or_else(malformed)?;
    }
    let key = key(at, last);
    match at.get(&key) {
        Some(Value::Object(_)) => Err(malformed()),
        _ => {
            at.insert(key, value);
            Ok(())
        }
    }
}

fn key(map: &Map<String, Value>, step: &str) -> String {
    if step.is_empty() {
        map.len().to_string()
    } else {
        step.to_owned()
    }
}

/// `a[b][c]` as its parts; `None` if brackets do not match.
fn steps(name: &str) -> Option<Vec<&str>> {
    let Some(open) = name.find('[') else {
        return (!name.is_empty()).then(|| vec![name]);
    };
    let (first, mut rest) = name.split_at_checked(open)?;
    if first.is_empty() {
        return None;
    }
    let mut steps = vec![first];
    while !rest.is_empty() {
        let (step, after) = rest.strip_prefix('[')?.split_once(']')?;
        steps.push(step);
        rest = after;
    }
    Some(steps)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::parse;

    #[test]
    fn names_nest() {
        let parsed = parse("amount=5&metadata[a%20b]=x+y&items[0][price]=p&expand[]=a&expand[]=b");
        let expected = json!({
            "amount": "5",
            "metadata": {"a b": "x y"},
            "items": {"0": {"price": "p"}},
            "expand": {"0": "a", "1": "b"},
        });
        assert_eq!(parsed.map(serde_json::Value::Object).ok(), Some(expected));
    }

    #[test]
    fn names_that_are_none_are_refused() {
        for text in [
            "[a]=1",
            "a[b=1",
            "a]b[=1",
            "=1",
            "a[b]c=1",
            "a[b]=1&a=2",
            "a=1&a[b]=2",
        ] {
            let outcome = parse(text);
            assert!(outcome.is_err(), "{text}: {outcome:?}");
        }
    }
}
