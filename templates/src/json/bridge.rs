//! serde for every type that can be decoded and encoded, through JSON text.
//!
//! One pair of functions serves all types, so the feature costs little until it is used. It needs a self-describing
//! format. Integers of 64 bits are exact; other numbers become the nearest `f64`, because serde has no exact type for
//! them, and one that is too large for an `f64` is refused.
//!
//! serde_json passes a number of its feature `arbitrary_precision` as an object with one entry, which nothing tells
//! apart from such an object in a document. Only that exact form is read as a number, and it is refused when written.

use std::borrow::Cow;
use std::fmt;

use serde::de::{self, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde::ser::{Error as _, Serialize, SerializeMap, SerializeSeq, Serializer};

use crate::json::decode::Decode;
use crate::json::encode::Encode;
use crate::json::escape::escape;
use crate::json::node::{Kind, Node};
use crate::json::parser::MAX_DEPTH;
use crate::json::{parse, parse_with, to_json};

/// The field name of a number in serde_json, if any crate of the build enables its `arbitrary_precision`.
const ARBITRARY_NUMBER: &str = "$serde_json::private::Number";

/// `Serialize` of a type that can be encoded.
///
/// # Errors
///
/// The error of the serializer.
pub fn serialize<T: Encode, S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error> {
    let text = to_json(value);
    // Both results go through `Ok`, because a fault of the text is not an error of the serializer.
    match parse_with(text.as_bytes(), |node| Ok(node.serialize(serializer))) {
        Ok(result) => result,
        Err(fault) => Err(S::Error::custom(fault)),
    }
}

/// `Deserialize` of a type that can be decoded.
///
/// # Errors
///
/// The error of the deserializer, or the fault as its message.
pub fn deserialize<'de, T: Decode, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    let mut text = String::new();
    let mut transcode = Transcode {
        out: &mut text,
        levels: MAX_DEPTH,
    };
    transcode.nested().deserialize(deserializer)?;
    parse(text.as_bytes()).map_err(de::Error::custom)
}

impl Serialize for Node<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.kind() {
            Kind::Null => serializer.serialize_unit(),
            Kind::Bool => serializer.serialize_bool(self.as_bool() == Some(true)),
            Kind::Number => serialize_number(self.raw(), serializer),
            Kind::String => serializer.serialize_str(&self.as_str().unwrap_or_default()),
            Kind::Array => {
                let items = self.items();
                let mut sequence = serializer.serialize_seq(Some(items.len()))?;
                for item in items {
                    sequence.serialize_element(&item)?;
                }
                sequence.end()
            }
            Kind::Object => {
                let entries = self.entries();
                if let Some((name, value)) = entries.clone().next()
                    && entries.len() == 1
                    && arbitrary_number(&name, value.raw()).is_some()
                {
                    return Err(S::Error::custom(
                        "an object that serde_json would read as a number",
                    ));
                }
                let mut map = serializer.serialize_map(Some(entries.len()))?;
                for (name, value) in entries {
                    map.serialize_entry(&name, &value)?;
                }
                map.end()
            }
        }
    }
}

fn serialize_number<S: Serializer>(text: &str, serializer: S) -> Result<S::Ok, S::Error> {
    if let Ok(integer) = text.parse() {
        serializer.serialize_i64(integer)
    } else if let Ok(integer) = text.parse() {
        serializer.serialize_u64(integer)
    } else {
        let float: f64 = text.parse().map_err(S::Error::custom)?;
        if float.is_infinite() {
            // serde_json would write `null`.
            return Err(S::Error::custom("a number that is too large for an f64"));
        }
        serializer.serialize_f64(float)
    }
}

/// The number that the only entry of an object stands for in serde_json. `value` is JSON: a string, in which a number
/// may be written with escapes.
fn arbitrary_number(name: &str, value: &str) -> Option<String> {
    if name != ARBITRARY_NUMBER {
        return None;
    }
    let text: String = parse(value.as_bytes()).ok()?;
    let number = parse_with(text.as_bytes(), |node| Ok(node.as_number() == Some(&*text)));
    number.is_ok_and(|is_whole| is_whole).then_some(text)
}

/// Appends the values it visits as JSON text.
struct Transcode<'a> {
    out: &'a mut String,
    /// How deep lists and objects may still be nested. A format need not have a limit of its own.
    levels: u32,
}

impl Transcode<'_> {
    fn text(&mut self, text: &str) {
        self.out.push_str(text);
    }

    /// For a value inside of this one.
    fn nested(&mut self) -> Transcode<'_> {
        Transcode {
            out: self.out,
            levels: self.levels,
        }
    }

    fn open<E: de::Error>(&mut self, bracket: &str) -> Result<(), E> {
        let left = self.levels.checked_sub(1);
        self.levels = left.ok_or_else(|| E::custom("lists and objects are nested too deep"))?;
        self.text(bracket);
        Ok(())
    }
}

impl<'de> DeserializeSeed<'de> for Transcode<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Transcode<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value that JSON has")
    }

    fn visit_unit<E>(mut self) -> Result<(), E> {
        self.text("null");
        Ok(())
    }

    fn visit_none<E: de::Error>(self) -> Result<(), E> {
        self.visit_unit()
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        self.deserialize(deserializer)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        self.deserialize(deserializer)
    }

    fn visit_bool<E>(mut self, value: bool) -> Result<(), E> {
        self.text(if value { "true" } else { "false" });
        Ok(())
    }

    fn visit_i64<E>(mut self, value: i64) -> Result<(), E> {
        self.text(&value.to_string());
        Ok(())
    }

    fn visit_u64<E>(mut self, value: u64) -> Result<(), E> {
        self.text(&value.to_string());
        Ok(())
    }

    fn visit_i128<E>(mut self, value: i128) -> Result<(), E> {
        self.text(&value.to_string());
        Ok(())
    }

    fn visit_u128<E>(mut self, value: u128) -> Result<(), E> {
        self.text(&value.to_string());
        Ok(())
    }

    fn visit_f64<E: de::Error>(mut self, value: f64) -> Result<(), E> {
        if !value.is_finite() {
            return Err(E::invalid_value(de::Unexpected::Float(value), &self));
        }
        // `Debug` keeps the decimal point, so that 1.0 does not become an integer.
        self.text(&format!("{value:?}"));
        Ok(())
    }

    fn visit_str<E>(self, value: &str) -> Result<(), E> {
        escape(value, self.out);
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut items: A) -> Result<(), A::Error> {
        self.open("[")?;
        let empty = self.out.len();
        loop {
            let before = self.out.len();
            if before > empty {
                self.text(",");
            }
            if items.next_element_seed(self.nested())?.is_none() {
                self.out.truncate(before);
                break;
            }
        }
        self.text("]");
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut entries: A) -> Result<(), A::Error> {
        let start = self.out.len();
        self.open("{")?;
        let empty = self.out.len();
        let mut number = None;
        while let Some(name) = entries.next_key::<Cow<'de, str>>()? {
            let first = self.out.len() == empty;
            if !first {
                self.text(",");
            }
            escape(&name, self.out);
            self.text(":");
            let value = self.out.len();
            entries.next_value_seed(self.nested())?;
            let value = self.out.get(value..).unwrap_or_default();
            number = arbitrary_number(&name, value).filter(|_| first);
        }
        if let Some(number) = number {
            self.out.truncate(start);
            self.text(&number);
            return Ok(());
        }
        self.text("}");
        Ok(())
    }
}
