//! Differences between the fragment and the expected slice.

use std::collections::BTreeSet;

use serde_json::Value;

use super::walks::escape;

pub(super) fn compare(expected: &Value, found: &Value, pointer: &str, problems: &mut Vec<String>) {
    match (expected, found) {
        (Value::Object(expected), Value::Object(found)) => {
            let keys: BTreeSet<_> = expected.keys().chain(found.keys()).collect();
            for key in keys {
                let below = format!("{pointer}/{}", escape(key));
                compare_members(expected.get(key), found.get(key), &below, problems);
            }
        }
        (Value::Array(expected), Value::Array(found)) => {
            for at in 0..expected.len().max(found.len()) {
                let below = format!("{pointer}/{at}");
                compare_members(expected.get(at), found.get(at), &below, problems);
            }
        }
        _ if expected == found => {}
        _ => problems.push(format!(
            "{pointer}: {found} in the fragment, {expected} in the document"
        )),
    }
}

fn compare_members(
    expected: Option<&Value>,
    found: Option<&Value>,
    pointer: &str,
    problems: &mut Vec<String>,
) {
    match (expected, found) {
        (Some(expected), Some(found)) => compare(expected, found, pointer, problems),
        (Some(_), None) => problems.push(format!("{pointer}: not in the fragment")),
        (None, Some(_)) => problems.push(format!("{pointer}: not in the document")),
        (None, None) => {}
    }
}
