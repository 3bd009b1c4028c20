//! Form and query encoding: `application/x-www-form-urlencoded` with indexed brackets.

use std::convert::Infallible;
use std::fmt::Write as _;

use super::Params;
use super::escape::escape;
use super::flat::{Leaf, Pairs, flatten};

/// Encodes parameters as `a=1&b[c]=2&d[0]=3`.
///
/// Brackets of the structure are literal; brackets in the caller's names and values are escaped. A list or an object
/// without entries sends nothing.
pub(crate) fn encode(params: &Params) -> String {
    let mut form = Form(String::with_capacity(1024));
    let Ok(()) = flatten(params, &mut form);
    form.0
}

struct Form(String);

impl Pairs for Form {
    type Error = Infallible;

    fn name(out: &mut String, part: &str) {
        escape(out, part, "+");
    }

    fn pair(&mut self, name: &str, value: Leaf<'_>) -> Result<(), Infallible> {
        let out = &mut self.0;
        // Calls that would send a file this way are refused.
        if matches!(value, Leaf::File(_)) {
            return Ok(());
        }
        if !out.is_empty() {
            out.push('&');
        }
        out.push_str(name);
        out.push('=');
        match value {
            Leaf::Text(text) => escape(out, text, "+"),
            // Writing to a String cannot fail.
            Leaf::Integer(number) => _ = write!(out, "{number}"),
            Leaf::File(_) => {}
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::params::Value;

    #[test]
    fn brackets_are_indexed_and_literal() {
        let items = [
            Params::new().set("price", "x"),
            Params::new().set("price", "y").set("quantity", 2),
        ];
        let params = Params::new()
            .set("expand", Value::texts(["a", "b"]))
            .set("items", Value::list(items))
            .set("metadata", Value::text_map([("k", "v")]))
            .set("deep", Value::list([Value::list([1, 2]), Value::list([3])]));
        assert_eq!(
            encode(&params),
            "deep[0][0]=1&deep[0][1]=2&deep[1][0]=3&expand[0]=a&expand[1]=b&items[0][price]=x\
             &items[1][price]=y&items[1][quantity]=2&metadata[k]=v"
        );
    }

    #[test]
    fn names_and_values_are_escaped() {
        let params = Params::new()
            .set("a b", "c&d=é+%20")
            .set("metadata", Value::text_map([("key [1]", "x[y]~")]));
        assert_eq!(
            encode(&params),
            "a+b=c%26d%3D%C3%A9%2B%2520&metadata[key+%5B1%5D]=x%5By%5D~"
        );
    }

    #[test]
    fn scalars_are_plain() {
        let params = Params::new()
            .set("bool", false)
            .set("big", i64::MIN)
            .set("keyword", Value::Keyword("a_b".into()))
            .set("number", "1.50".parse::<crate::values::Number>().unwrap())
            .set("yes", true);
        assert_eq!(
            encode(&params),
            "big=-9223372036854775808&bool=false&keyword=a_b&number=1.50&yes=true"
        );
    }

    #[test]
    fn only_unset_clears() {
        let params = Params::new()
            .set("list", Value::list(Vec::<Value>::new()))
            .set("map", Value::text_map(Vec::<(String, String)>::new()))
            .set("nested", Params::new().set("empty", Params::new()));
        assert_eq!(encode(&params), "");
        let params = params.unset("metadata").unset_key("other", "k");
        assert_eq!(encode(&params), "metadata=&other[k]=");
    }
}
