//! Reads any self-describing format into a `serde_json::Value`, without losing duplicate keys, and within a budget.

use std::{cell::RefCell, fmt};

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};

use crate::budget::{Budget, Spent, VALUES};
use crate::diagnostic::{Diagnostic, Path, Pointer};

/// Reads the value at a place and records duplicate keys below it: `serde_json::Value` would silently keep the last
/// value of each.
#[derive(Clone, Copy)]
pub(super) struct Raw<'a> {
    pub(super) path: Path<'a>,
    /// The number of values that this one is in.
    pub(super) depth: usize,
    pub(super) found: &'a RefCell<Found>,
}

/// What is found on the way.
pub(super) struct Found {
    /// Keys that are given more than once.
    pub(super) duplicates: Vec<Pointer>,
    /// The place of the value that could not be read.
    pub(super) failed: Option<Pointer>,
    /// The place where the budget was spent, which ends the reading with an error.
    pub(super) over: Option<Diagnostic>,
    pub(super) budget: Budget,
}

impl Default for Found {
    fn default() -> Self {
        Self {
            duplicates: Vec::new(),
            failed: None,
            over: None,
            budget: Budget::new(VALUES),
        }
    }
}

impl<'a> Raw<'a> {
    /// The value at a place in this one.
    fn inner<'b>(&'b self, path: Path<'b>) -> Raw<'b>
    where
        'a: 'b,
    {
        Raw {
            path,
            depth: self.depth + 1,
            found: self.found,
        }
    }

    /// Spends text that is part of this value.
    fn text<E: Error>(&self, bytes: usize) -> Result<(), E> {
        self.spend(0, bytes)
    }

    fn spend<E: Error>(&self, nodes: usize, bytes: usize) -> Result<(), E> {
        let mut found = self.found.borrow_mut();
        let spent = found.budget.spend(Spent {
            nodes,
            depth: self.depth,
            bytes,
        });
        spent.map_err(|exceeded| {
            let problem = exceeded.at(self.path.pointer());
            let error = E::custom(&problem.message);
            found.over = Some(problem);
            error
        })
    }
}

impl<'de> DeserializeSeed<'de> for Raw<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        self.spend(1, 0)?;
        let value = deserializer.deserialize_any(self);
        if value.is_err() {
            // The innermost value is the first to fail.
            let mut found = self.found.borrow_mut();
            found.failed.get_or_insert_with(|| self.path.pointer());
        }
        value
    }
}

impl<'de> Visitor<'de> for Raw<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value that JSON can express")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Value, E> {
        let number = Number::from_f64(value);
        number
            .map(Value::Number)
            .ok_or_else(|| E::custom(format!("{value} is not a number that JSON can express")))
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Value, E> {
        self.text(value.len())?;
        Ok(Value::String(value.to_owned()))
    }

    fn visit_string<E: Error>(self, value: String) -> Result<Value, E> {
        self.text(value.len())?;
        Ok(Value::String(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Value, A::Error> {
        let mut list = Vec::new();
        loop {
            let path = self.path.index(list.len());
            match access.next_element_seed(self.inner(path))? {
                Some(item) => list.push(item),
                None => return Ok(Value::Array(list)),
            }
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Value, A::Error> {
        let mut map = Map::new();
        // A YAML key such as `200` is a number; as a `String` it keeps its spelling.
        while let Some(key) = access.next_key::<String>()? {
            self.text(key.len())?;
            let path = self.path.key(&key);
            let value = access.next_value_seed(self.inner(path))?;
            if map.contains_key(&key) {
                let duplicate = path.pointer();
                self.found.borrow_mut().duplicates.push(duplicate);
            }
            map.insert(key, value);
        }
        Ok(Value::Object(map))
    }
}
