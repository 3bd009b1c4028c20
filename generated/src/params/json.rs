//! JSON encoding, for the bodies of v2.

use super::nesting::MAX_DEPTH;
use super::{Params, Value};
use crate::json::{Encode, Writer, to_json};

/// Encodes parameters as a JSON object; `{}` if there are none.
pub(crate) fn encode(params: &Params) -> String {
    to_json(params)
}

impl Encode for Params {
    fn encode(&self, out: &mut Writer) {
        write(self, MAX_DEPTH, out);
    }
}

fn write(params: &Params, levels: usize, out: &mut Writer) {
    let mut object = out.object();
    // A call without a required parameter is refused.
    let given = params.iter().filter(|(_, value)| **value != Value::Missing);
    for (name, value) in given {
        object.entry(name, &Nested(value, levels));
    }
    object.close();
}

/// A value, and how many levels of lists and objects are written.
struct Nested<'a>(&'a Value, usize);

impl Encode for Nested<'_> {
    fn encode(&self, out: &mut Writer) {
        let left = self.1.saturating_sub(1);
        match self.0 {
            Value::Integer(number) => out.integer(*number),
            Value::Number(number) => number.encode(out),
            Value::Bool(value) => out.bool(*value),
            Value::Text(text) => out.string(text),
            Value::Keyword(keyword) => out.string(keyword),
            // A call that is nested too deeply is refused.
            Value::List(_) | Value::Object(_) if self.1 == 0 => out.null(),
            Value::List(items) => {
                let mut array = out.array();
                items
                    .iter()
                    .for_each(|item| array.item(&Nested(item, left)));
                array.close();
            }
            Value::Object(params) => write(params, left, out),
            // A call that would have to send a file is refused.
            Value::Unset | Value::File(_) | Value::Missing => out.null(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values() {
        assert_eq!(encode(&Params::new()), "{}");
        let params = Params::new()
            .set("amount", 42)
            .set("flags", Value::list([true, false]))
            .set("kind", Value::Keyword("a".into()))
            .set("map", Value::text_map([("k \"1\"", "ü")]))
            .set("nested", Params::new())
            .set("size", crate::values::Int64::from(7))
            .unset("gone")
            .unset_key("map", "z");
        assert_eq!(
            encode(&params),
            "{\"amount\":42,\"flags\":[true,false],\"gone\":null,\"kind\":\"a\",\
             \"map\":{\"k \\\"1\\\"\":\"ü\",\"z\":null},\"nested\":{},\"size\":\"7\"}"
        );
    }
}
