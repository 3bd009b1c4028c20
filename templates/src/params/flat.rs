//! The tree as pairs: one name with brackets, such as `items[0][price]`, for each value.

use super::nesting::MAX_DEPTH;
use super::{Params, Upload, Value};

/// A value without nested ones.
pub(crate) enum Leaf<'a> {
    Text(&'a str),
    Integer(i64),
    File(&'a Upload),
}

/// Receives the pairs of a tree, in the order of their names.
pub(crate) trait Pairs {
    type Error;

    /// Appends a part of a name, between its brackets.
    fn name(out: &mut String, part: &str);

    fn pair(&mut self, name: &str, value: Leaf<'_>) -> Result<(), Self::Error>;
}

/// Passes all pairs to `out`. A list or an object without entries has none, nor has one that is nested too deeply:
/// such calls are refused.
pub(crate) fn flatten<P: Pairs>(params: &Params, out: &mut P) -> Result<(), P::Error> {
    let mut name = String::with_capacity(128);
    for (part, value) in params.iter() {
        P::name(&mut name, part);
        descend(&mut name, value, MAX_DEPTH, out)?;
        name.clear();
    }
    Ok(())
}

/// Passes the pairs of `value`, and leaves `name` unchanged.
fn descend<P: Pairs>(
    name: &mut String,
    value: &Value,
    levels: usize,
    out: &mut P,
) -> Result<(), P::Error> {
    let length = name.len();
    let left = levels.saturating_sub(1);
    match value {
        Value::List(_) | Value::Object(_) if levels == 0 => Ok(()),
        // A call without a required parameter is refused.
        Value::Missing => Ok(()),
        Value::List(items) => {
            for (index, item) in items.iter().enumerate() {
                name.push('[');
                push_index(name, index);
                name.push(']');
                descend(name, item, left, out)?;
                name.truncate(length);
            }
            Ok(())
        }
        Value::Object(params) => {
            for (key, value) in params.iter() {
                name.push('[');
                P::name(name, key);
                name.push(']');
                descend(name, value, left, out)?;
                name.truncate(length);
            }
            Ok(())
        }
        Value::Unset => out.pair(name, Leaf::Text("")),
        Value::Bool(true) => out.pair(name, Leaf::Text("true")),
        Value::Bool(false) => out.pair(name, Leaf::Text("false")),
        Value::Integer(number) => out.pair(name, Leaf::Integer(*number)),
        Value::Number(number) => out.pair(name, Leaf::Text(number.as_str())),
        Value::Text(text) => out.pair(name, Leaf::Text(text)),
        Value::Keyword(text) => out.pair(name, Leaf::Text(text)),
        Value::File(upload) => out.pair(name, Leaf::File(upload)),
    }
}

/// Most lists are short, and formatting a number costs as much as the rest of a pair.
fn push_index(name: &mut String, index: usize) {
    match u8::try_from(index) {
        Ok(digit @ 0..10) => name.push(char::from(b'0' + digit)),
        _ => name.push_str(&index.to_string()),
    }
}
