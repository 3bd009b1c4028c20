//! Types of charges with serde's derives, generated from the document, and the two that they are made of beside each
//! other.
#![allow(dead_code, reason = "most fields are only decoded")]

use std::collections::BTreeMap;
use std::fmt;

use serde::de::value::MapAccessDeserializer;
use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer};

/// A page of a list.
#[derive(Deserialize)]
pub struct List<T> {
    pub data: Vec<T>,
    pub has_more: bool,
    pub object: String,
    pub url: String,
}

/// The id of an object, or the object. Read by a visitor, without serde's buffer for untagged enums.
pub enum Expandable {
    Id(String),
    Object(serde_json::Value),
}

impl<'de> Deserialize<'de> for Expandable {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(IdOrObject)
    }
}

struct IdOrObject;

impl<'de> Visitor<'de> for IdOrObject {
    type Value = Expandable;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an id or an object")
    }

    fn visit_str<E>(self, id: &str) -> Result<Expandable, E> {
        Ok(Expandable::Id(id.to_owned()))
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Expandable, A::Error> {
        let object = serde_json::Value::deserialize(MapAccessDeserializer::new(map))?;
        Ok(Expandable::Object(object))
    }
}
