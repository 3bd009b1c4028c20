//! Writes compact JSON text.

use std::fmt;

use crate::json::encode::Encode;
use crate::json::escape::escape;
use crate::json::fields::Fields;
use crate::json::node::{Kind, Node};
use crate::json::redact::Context;
use crate::json::value::Json;
use crate::secret::redact;

/// Writes compact JSON text.
///
/// Each method writes one value. In an array or object, the writer from [`array`](Self::array) or
/// [`object`](Self::object) writes the commas.
#[derive(Default)]
pub struct Writer {
    out: String,
    redacting: bool,
    /// The name of the field that is being written for a log.
    field: String,
}

/// Hides the text, which may contain secrets.
impl fmt::Debug for Writer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Writer")
            .field("bytes", &self.out.len())
            .finish_non_exhaustive()
    }
}

impl Writer {
    /// An empty writer.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    pub(super) fn with_capacity(bytes: usize) -> Self {
        Self {
            out: String::with_capacity(bytes),
            ..Self::default()
        }
    }

    /// A writer for logs: secrets are written as `"[redacted]"`.
    #[must_use]
    pub fn redacting() -> Self {
        Self {
            redacting: true,
            ..Self::default()
        }
    }

    /// The text written so far.
    #[must_use]
    pub fn into_string(self) -> String {
        self.out
    }

    /// Writes `null`.
    pub fn null(&mut self) {
        self.out.push_str("null");
    }

    /// Writes a boolean.
    pub fn bool(&mut self, value: bool) {
        self.out.push_str(if value { "true" } else { "false" });
    }

    /// Writes an integer.
    pub fn integer(&mut self, value: i64) {
        // Writing to a String cannot fail.
        let _ = fmt::Write::write_fmt(&mut self.out, format_args!("{value}"));
    }

    /// Writes a string.
    pub fn string(&mut self, value: &str) {
        escape(value, &mut self.out);
    }

    /// Writes text that is JSON already.
    pub(crate) fn verbatim(&mut self, json: &str) {
        self.out.push_str(json);
    }

    /// Writes undecoded JSON.
    pub fn json(&mut self, json: &Json) {
        if self.redacting {
            json.read(|node| self.node(node));
        } else {
            self.out.push_str(json.as_str());
        }
    }

    /// Writes a value of a parsed text. Numbers and strings keep their spelling.
    pub fn node(&mut self, node: Node<'_>) {
        match node.kind() {
            Kind::Array => {
                let mut array = self.array();
                node.items().for_each(|item| array.item(&item));
                array.close();
            }
            Kind::Object => {
                let mut object = self.object();
                for (name, value) in node.entries() {
                    object.entry(&name, &value);
                }
                object.close();
            }
            _ => self.out.push_str(node.raw()),
        }
    }

    /// Begins an array; close it at its end.
    pub fn array(&mut self) -> ArrayWriter<'_> {
        self.out.push('[');
        ArrayWriter {
            writer: self,
            empty: true,
        }
    }

    /// Begins an object; close it at its end.
    pub fn object(&mut self) -> ObjectWriter<'_> {
        self.out.push('{');
        let context = self
            .redacting
            .then(|| Box::new(Context::new(std::mem::take(&mut self.field))));
        ObjectWriter {
            writer: self,
            empty: true,
            context,
        }
    }
}

/// Writes the items of an array.
#[derive(Debug)]
#[must_use = "an array must be closed"]
pub struct ArrayWriter<'a> {
    writer: &'a mut Writer,
    empty: bool,
}

impl ArrayWriter<'_> {
    /// Writes one item.
    pub fn item<T: Encode + ?Sized>(&mut self, value: &T) {
        if !std::mem::take(&mut self.empty) {
            self.writer.out.push(',');
        }
        value.encode(self.writer);
    }

    /// Ends the array.
    pub fn close(self) {
        self.writer.out.push(']');
    }
}

/// Writes the fields of an object.
#[derive(Debug)]
#[must_use = "an object must be closed"]
pub struct ObjectWriter<'a> {
    writer: &'a mut Writer,
    empty: bool,
    /// For logs.
    context: Option<Box<Context>>,
}

impl ObjectWriter<'_> {
    /// Writes a field, unless its value is absent.
    pub fn field<T: Encode + ?Sized>(&mut self, name: &str, value: &T) {
        if !value.is_absent() {
            self.entry(name, value);
        }
    }

    /// Writes an entry of a map: a field whose value is `null` when it is absent.
    pub fn entry<T: Encode + ?Sized>(&mut self, name: &str, value: &T) {
        self.name(name);
        if self.context.is_none() {
            value.encode(self.writer);
        } else {
            self.redacted(name, &|out| value.encode(out));
        }
    }

    fn name(&mut self, name: &str) {
        if !std::mem::take(&mut self.empty) {
            self.writer.out.push(',');
        }
        escape(name, &mut self.writer.out);
        self.writer.out.push(':');
    }

    /// Writes a value, or its replacement if it is a secret.
    #[cold]
    fn redacted(&mut self, name: &str, encode: &dyn Fn(&mut Writer)) {
        let start = self.writer.out.len();
        name.clone_into(&mut self.writer.field);
        encode(self.writer);
        if let Some(context) = &mut self.context {
            context.field(name, start, &mut self.writer.out);
        }
    }

    /// Writes the undocumented fields, and ends the object.
    pub fn rest(mut self, fields: &Fields) {
        for (name, value) in fields {
            self.entry(name, value);
        }
        self.close();
    }

    /// Ends the object.
    pub fn close(self) {
        if let Some(context) = self.context {
            context.end(&mut self.writer.out);
            // The next item of an array lies in the same field.
            self.writer.field = context.parent;
        }
        self.writer.out.push('}');
    }
}

/// `Debug` of an encodable type: its name and its JSON, without secrets. Secrets in ordinary fields, such as an API
/// key in the metadata, are recognised by their form.
#[doc(hidden)]
pub fn debug<T: Encode + ?Sized>(name: &str, value: &T, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let mut out = Writer::redacting();
    value.encode(&mut out);
    write!(f, "{} {}", last(name), redact(&out.out))
}

/// The name of a type without the modules before it, as `Debug` prints it.
#[doc(hidden)]
pub fn last(path: &str) -> &str {
    path.rsplit(':').next().unwrap_or(path).trim()
}

/// `PartialEq` of an encodable type.
#[doc(hidden)]
pub fn equal<T: Encode + ?Sized>(one: &T, other: &T) -> bool {
    let mut out = Writer::new();
    one.encode(&mut out);
    let one = std::mem::take(&mut out.out);
    other.encode(&mut out);
    one == out.out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_compact() {
        let mut out = Writer::new();
        let mut object = out.object();
        object.field("a", &Some(1));
        object.field("b", &None::<i64>);
        object.entry("c\n", &None::<i64>);
        object.field("d", &vec![Some(true), None]);
        object.close();
        assert_eq!(out.into_string(), r#"{"a":1,"c\n":null,"d":[true,null]}"#);
    }

    #[test]
    fn only_a_redacting_writer_hides_secrets() {
        let text = |mut out: Writer| {
            let mut object = out.object();
            object.field("secret", "x");
            object.entry("api_key", &None::<i64>);
            object.field("name", "secret");
            object.close();
            out.into_string()
        };
        assert_eq!(
            text(Writer::new()),
            r#"{"secret":"x","api_key":null,"name":"secret"}"#
        );
        assert_eq!(
            text(Writer::redacting()),
            r#"{"secret":"[redacted]","api_key":null,"name":"secret"}"#
        );
    }
}
