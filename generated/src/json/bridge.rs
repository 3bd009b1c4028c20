//! serde for every type that can be decoded and encoded, through JSON text.
//!
//! One pair of functions serves all types, so the feature costs little until it is used. It needs a self-describing
//! format. Integers are exact; other numbers become the nearest `f64`, because serde has no exact type for them.

use std::borrow::Cow;
use std::fmt;

use serde::de::{self, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde::ser::{Error as _, Serialize, SerializeMap, SerializeSeq, Serializer};

use crate::json::decode::Decode;
use crate::json::encode::Encode;
use crate::json::escape::escape;
use crate::json::node::{Kind, Node};
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
    Transcode(&mut text).deserialize(deserializer)?;
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
        serializer.serialize_f64(text.parse().map_err(S::Error::custom)?)
    }
}

/// Appends the values it visits as JSON text.
struct Transcode<'a>(&'a mut String);

impl Transcode<'_> {
    fn text(&mut self, text: &str) {
        self.0.push_str(text);
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

    fn visit_f64<E: de::Error>(mut self, value: f64) -> Result<(), E> {
        if !value.is_finite() {
            return Err(E::invalid_value(de::Unexpected::Float(value), &self));
        }
        // `Debug` keeps the decimal point, so that 1.0 does not become an integer.
        self.text(&format!("{value:?}"));
        Ok(())
    }

    fn visit_str<E>(self, value: &str) -> Result<(), E> {
        escape(value, self.0);
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut items: A) -> Result<(), A::Error> {
        self.text("[");
        let empty = self.0.len();
        loop {
            let before = self.0.len();
            if before > empty {
                self.text(",");
            }
            if items.next_element_seed(Transcode(self.0))?.is_none() {
                self.0.truncate(before);
                break;
            }
        }
        self.text("]");
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut entries: A) -> Result<(), A::Error> {
        let start = self.0.len();
        self.text("{");
        let empty = self.0.len();
        while let Some(name) = entries.next_key::<Cow<'de, str>>()? {
            if name == ARBITRARY_NUMBER && self.0.len() == empty {
                let number = entries.next_value::<Cow<'de, str>>()?;
                self.0.truncate(start);
                self.text(&number);
                return Ok(());
            }
            if self.0.len() > empty {
                self.text(",");
            }
            escape(&name, self.0);
            self.text(":");
            entries.next_value_seed(Transcode(self.0))?;
        }
        self.text("}");
        Ok(())
    }
}
