//! Form and query encoding: `application/x-www-form-urlencoded` with indexed brackets.

use std::fmt::Write as _;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use super::{Params, Value};

/// What stays as it is: the unreserved characters of RFC 3986.
pub(crate) const RESERVED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// Encodes parameters as `a=1&b[c]=2&d[0]=3`.
///
/// Brackets that the structure makes stay literal; those in a name or a value of the caller's do
/// not. A list or an object without entries sends nothing.
pub(crate) fn encode(params: &Params) -> String {
    let mut form = Form {
        out: String::with_capacity(1024),
        name: String::with_capacity(128),
    };
    for (name, value) in params.iter() {
        form.nest(|prefix| push(prefix, name), value);
    }
    form.out
}

struct Form {
    out: String,
    /// The encoded name of the value at hand, `a[b]`.
    name: String,
}

impl Form {
    /// Writes `value` under the name that `extend` makes, and takes the name back.
    fn nest(&mut self, extend: impl FnOnce(&mut String), value: &Value) {
        let length = self.name.len();
        extend(&mut self.name);
        self.value(value);
        self.name.truncate(length);
    }

    fn value(&mut self, value: &Value) {
        match value {
            Value::List(items) => {
                for (index, item) in items.iter().enumerate() {
                    // Writing to a String cannot fail.
                    self.nest(|name| _ = write!(name, "[{index}]"), item);
                }
            }
            Value::Object(params) => {
                for (key, value) in params.iter() {
                    let extend = |name: &mut String| {
                        name.push('[');
                        push(name, key);
                        name.push(']');
                    };
                    self.nest(extend, value);
                }
            }
            Value::Unset => self.pair(""),
            Value::Bool(true) => self.pair("true"),
            Value::Bool(false) => self.pair("false"),
            Value::Integer(number) => {
                self.name();
                _ = write!(self.out, "{number}");
            }
            Value::Number(number) => self.pair(number.as_str()),
            Value::Text(text) => self.pair(text),
            Value::Keyword(text) => self.pair(text),
            // A call that would have to send one is refused.
            Value::File(_) => {}
        }
    }

    fn pair(&mut self, value: &str) {
        self.name();
        push(&mut self.out, value);
    }

    fn name(&mut self) {
        if !self.out.is_empty() {
            self.out.push('&');
        }
        self.out.push_str(&self.name);
        self.out.push('=');
    }
}

fn push(out: &mut String, text: &str) {
    // Most texts, and nearly all names, need no escape: to see that is half of the work.
    let is_plain = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'.' | b'_' | b'~');
    if text.bytes().all(is_plain) {
        out.push_str(text);
        return;
    }
    for piece in utf8_percent_encode(text, RESERVED) {
        // A literal "%20" comes in two pieces, "%25" and "20": this is a space.
        out.push_str(if piece == "%20" { "+" } else { piece });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
