//! Whether an object is one of those that a list is asked for.

use std::time::UNIX_EPOCH;

use generator::ir::Range;
use serde_json::{Map, Value};

/// Whether a fact is what a filter asks for.
pub(super) fn passes(fact: Option<&Value>, wanted: &Value) -> bool {
    match (fact, wanted) {
        (Some(Value::Object(fact)), Value::Object(wanted)) => {
            let mut wanted = wanted.iter();
            wanted.all(|(name, wanted)| passes(fact.get(name), wanted))
        }
        (Some(fact), Value::Object(bounds)) => is_within(fact, bounds),
        (Some(fact), Value::Array(wanted)) => wanted.contains(fact),
        // When an object was made is known in seconds, however the request says it.
        (Some(Value::Number(_)), Value::String(_)) => {
            moment(wanted).is_some() && fact.and_then(moment) == moment(wanted)
        }
        // All of a kind of event, and of whatever status.
        (Some(Value::String(fact)), Value::String(wanted)) => {
            let begins = |start: &str| fact.starts_with(start) && fact.len() > start.len();
            fact == wanted || wanted == "all" || wanted.strip_suffix('*').is_some_and(begins)
        }
        (Some(fact), wanted) => fact == wanted,
        // What was never set is false.
        (None, wanted) => wanted == &Value::Bool(false),
    }
}

/// The field and the bound of a name such as `created_gte`.
pub(super) fn bound_of(name: &str) -> Option<(&str, &str)> {
    let (field, bound) = name.rsplit_once('_')?;
    Range::BOUNDS.contains(&bound).then_some((field, bound))
}

fn is_within(fact: &Value, bounds: &Map<String, Value>) -> bool {
    let fact = moment(fact);
    bounds
        .iter()
        .all(|(name, bound)| match (fact, moment(bound)) {
            (Some(fact), Some(bound)) => match name.as_str() {
                "gt" => fact > bound,
                "gte" => fact >= bound,
                "lt" => fact < bound,
                _ => fact <= bound,
            },
            _ => false,
        })
}

/// A number, or a date in seconds, as what can be compared.
fn moment(value: &Value) -> Option<i128> {
    const THOUSAND: i128 = 1000;
    match value {
        Value::Number(number) => Some(i128::from(number.as_i64()?) * THOUSAND),
        Value::String(text) => {
            let at = humantime::parse_rfc3339_weak(text).ok()?;
            let since = at.duration_since(UNIX_EPOCH).ok()?;
            i128::try_from(since.as_millis()).ok()
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{bound_of, passes};

    #[test]
    fn numbers_and_dates_are_compared() {
        let date = "2027-01-15T08:00:00Z";
        for (fact, wanted, expected) in [
            (json!(5), json!({"gte": 5, "lt": 6}), true),
            (json!(5), json!({"gt": 5}), false),
            (json!(1_800_000_000), json!({"lte": date}), true),
            (json!(1_800_000_000), json!({"lt": date}), false),
            (json!(1_800_000_000), json!(date), true),
            (json!(1_800_000_001), json!(date), false),
            (
                json!("2027-01-15T08:00:00.000Z"),
                json!({"gte": date}),
                true,
            ),
            (
                json!("2027-01-15T08:00:00.001Z"),
                json!({"lte": date}),
                false,
            ),
            (json!(5), json!("5"), false),
            (json!("a"), json!({"gt": 5}), false),
            (json!({"a": 1, "b": 2}), json!({"a": 1}), true),
            (json!("a"), json!(["a", "b"]), true),
            (json!("charge.updated"), json!("charge.*"), true),
            (json!("charge."), json!("charge.*"), false),
            (json!("refund.updated"), json!("charge.*"), false),
            (json!("open"), json!("all"), true),
        ] {
            assert_eq!(passes(Some(&fact), &wanted), expected, "{fact} {wanted}");
        }
        assert!(passes(None, &json!(false)));
        assert!(!passes(None, &Value::Bool(true)));
    }

    #[test]
    fn names_with_bounds() {
        assert_eq!(bound_of("created_gte"), Some(("created", "gte")));
        assert_eq!(bound_of("created"), None);
        assert_eq!(bound_of("customer_account"), None);
    }
}
