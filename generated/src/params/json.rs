//! JSON encoding, for the bodies of v2.

use super::{Params, Value};
use crate::json::{Encode, Writer, to_json};

/// Encodes parameters as a JSON object; `{}` if there are none.
pub(crate) fn encode(params: &Params) -> String {
    to_json(params)
}

impl Encode for Params {
    fn encode(&self, out: &mut Writer) {
        let mut object = out.object();
        for (name, value) in self.iter() {
            object.entry(name, value);
        }
        object.close();
    }
}

impl Encode for Value {
    fn encode(&self, out: &mut Writer) {
        match self {
            Self::Integer(number) => out.integer(*number),
            Self::Number(number) => number.encode(out),
            Self::Bool(value) => out.bool(*value),
            Self::Text(text) => out.string(text),
            Self::Keyword(keyword) => out.string(keyword),
            Self::List(items) => items.encode(out),
            Self::Object(params) => params.encode(out),
            // A call that would have to send a file is refused.
            Self::Unset | Self::File(_) => out.null(),
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
