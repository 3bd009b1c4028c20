//! Checks parameters against the document, and gives them their types.
//!
//! What comes out is JSON with the types of the schema: numbers are numbers, lists are lists, and what a caller clears
//! is `null`.

mod leaf;
mod lengths;

pub(crate) use leaf::is_text_of;

use generator::ir::{Api, ClearWith, Field, Operation, Range, SchemaPath, Shape, Type};
use serde_json::{Map, Value};

use crate::refusal::Refusal;
use crate::wire::{Syntax, is_file};

/// Checks parameters of one document, in one syntax.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Check<'a> {
    /// The document.
    pub(crate) api: &'a Api,
    /// How values are written.
    pub(crate) syntax: Syntax,
}

impl Check<'_> {
    /// The parameters of an operation with their types, or the first that is wrong.
    pub(crate) fn parameters(
        &self,
        operation: &Operation,
        given: Map<String, Value>,
    ) -> Result<Map<String, Value>, Refusal> {
        let typed = self.object(&operation.parameters, given, "")?;
        lengths::check(&typed, &operation.lengths)?;
        Ok(typed)
    }

    fn object(
        &self,
        fields: &[Field],
        given: Map<String, Value>,
        at: &str,
    ) -> Result<Map<String, Value>, Refusal> {
        let mut typed = Map::new();
        for (name, value) in given {
            let path = join(at, &name);
            let Some(field) = fields.iter().find(|field| field.name == name) else {
                let message = format!("Received unknown parameter: {path}");
                return Err(Refusal::invalid(message)
                    .code("parameter_unknown")
                    .param(&path));
            };
            typed.insert(name, self.field(field, value, &path)?);
        }
        for field in fields {
            if field.presence.is_required() && !typed.contains_key(&field.name) {
                let path = join(at, &field.name);
                let message = format!("Missing required param: {path}.");
                return Err(Refusal::invalid(message)
                    .code("parameter_missing")
                    .param(&path));
            }
        }
        Ok(typed)
    }

    fn field(&self, field: &Field, value: Value, path: &str) -> Result<Value, Refusal> {
        let is_empty = value.as_str() == Some("");
        match field.clear_with {
            ClearWith::EmptyString if is_empty => return Ok(Value::Null),
            ClearWith::Null if value.is_null() => return Ok(Value::Null),
            _ => {}
        }
        if self.syntax == Syntax::Text && is_empty {
            return Err(empty(path));
        }
        self.value(&field.ty, value, path)
    }

    fn value(&self, ty: &Type, value: Value, path: &str) -> Result<Value, Refusal> {
        match ty {
            Type::Named(place) => self.named(place, value, path),
            Type::Array(item) => self.list(item, value, path),
            Type::Map(item) => self.map(item, ClearWith::Nothing, value, path),
            Type::ClearableMap(item, clear) => self.map(item, *clear, value, path),
            Type::Range(range) => self.range(range, value, path),
            Type::Json => Ok(value),
            Type::File if is_file(&value).is_some() => Ok(value),
            Type::File => Err(wrong("file", &value, path)),
            _ => leaf::leaf(ty, self.syntax, value, path),
        }
    }

    fn named(&self, place: &SchemaPath, value: Value, path: &str) -> Result<Value, Refusal> {
        match self.api.shape(place) {
            Some(Shape::Object { fields, .. }) => match value {
                Value::Object(map) => self.object(fields, map, path).map(Value::Object),
                other => Err(wrong("object", &other, path)),
            },
            Some(Shape::Enum { values }) => leaf::one_of(values, value, path),
            Some(Shape::Union { members }) => {
                // Of what no member takes, the member of the same form says why.
                let mut first = None;
                for member in members {
                    match self.value(&member.ty, value.clone(), path) {
                        Ok(typed) => return Ok(typed),
                        Err(refusal) => {
                            if first.is_none() || value.is_object() && self.is_object(&member.ty) {
                                first = Some(refusal);
                            }
                        }
                    }
                }
                Err(first.unwrap_or_else(|| wrong("value", &value, path)))
            }
            Some(Shape::Alias(_)) | None => Ok(value),
        }
    }

    fn is_object(&self, ty: &Type) -> bool {
        match ty {
            Type::Named(place) => matches!(self.api.shape(place), Some(Shape::Object { .. })),
            _ => false,
        }
    }

    fn list(&self, item: &Type, value: Value, path: &str) -> Result<Value, Refusal> {
        let items: Vec<(String, Value)> = match (value, self.syntax) {
            (Value::Array(items), _) => items
                .into_iter()
                .enumerate()
                .map(|(index, item)| (index.to_string(), item))
                .collect(),
            (Value::Object(map), Syntax::Text)
                if map
                    .keys()
                    .all(|key| key.bytes().all(|byte| byte.is_ascii_digit())) =>
            {
                let mut items: Vec<_> = map.into_iter().collect();
                items.sort_by_key(|(key, _)| key.parse::<u64>().unwrap_or(u64::MAX));
                items
            }
            (other, _) => return Err(wrong("array", &other, path)),
        };
        let typed = items.into_iter().map(|(key, value)| {
            let path = join(path, &key);
            // Whether a text in a list may be empty is nothing that the IR knows.
            let is_empty = self.syntax == Syntax::Text && value.as_str() == Some("");
            if is_empty && *item != Type::String {
                return Err(empty(&path));
            }
            self.value(item, value, &path)
        });
        Ok(Value::Array(typed.collect::<Result<_, _>>()?))
    }

    fn map(
        &self,
        item: &Type,
        clear: ClearWith,
        value: Value,
        path: &str,
    ) -> Result<Value, Refusal> {
        let Value::Object(map) = value else {
            return Err(wrong("object", &value, path));
        };
        if path == METADATA || path.ends_with("[metadata]") {
            metadata(&map, path)?;
        }
        let mut typed = Map::new();
        for (name, value) in map {
            let path = join(path, &name);
            let is_empty = value.as_str() == Some("");
            let value = match clear {
                ClearWith::EmptyString if is_empty => Value::Null,
                ClearWith::Null if value.is_null() => Value::Null,
                // An empty text drops the key of any map of texts, such as `metadata`, also where the map cannot be cleared.
                _ if self.syntax == Syntax::Text && is_empty && *item == Type::String => {
                    Value::Null
                }
                _ if self.syntax == Syntax::Text && is_empty => return Err(empty(&path)),
                _ => self.value(item, value, &path)?,
            };
            typed.insert(name, value);
        }
        Ok(Value::Object(typed))
    }

    fn range(&self, range: &Range, value: Value, path: &str) -> Result<Value, Refusal> {
        let Value::Object(bounds) = value else {
            return if range.single {
                self.value(&range.bound, value, path)
            } else {
                Err(wrong("object", &value, path))
            };
        };
        let mut typed = Map::new();
        for (name, value) in bounds {
            let path = join(path, &name);
            if !Range::BOUNDS.contains(&name.as_str()) {
                let message = format!("Received unknown parameter: {path}");
                return Err(Refusal::invalid(message)
                    .code("parameter_unknown")
                    .param(&path));
            }
            if self.syntax == Syntax::Text && value.as_str() == Some("") {
                return Err(empty(&path));
            }
            typed.insert(name, self.value(&range.bound, value, &path)?);
        }
        Ok(Value::Object(typed))
    }
}

/// The parameter whose limits Stripe documents apart from the document.
const METADATA: &str = "metadata";

/// At most 50 keys of 40 characters, with values of 500.
fn metadata(map: &Map<String, Value>, path: &str) -> Result<(), Refusal> {
    const KEYS: usize = 50;
    const KEY: usize = 40;
    const VALUE: usize = 500;
    if map.len() > KEYS {
        let message = format!(
            "Metadata has at most {KEYS} keys, and here are {}.",
            map.len()
        );
        return Err(Refusal::invalid(message).param(path));
    }
    for (name, value) in map {
        let path = join(path, name);
        let length = value.as_str().map_or(0, |text| text.chars().count());
        if name.chars().count() > KEY {
            let message = format!("A key of metadata has at most {KEY} characters.");
            return Err(Refusal::invalid(message).param(&path));
        }
        if length > VALUE {
            let message = format!(
                "A value of metadata has at most {VALUE} characters, and this one has {length}."
            );
            return Err(Refusal::invalid(message).param(&path));
        }
    }
    Ok(())
}

/// The name of a parameter inside of another.
fn join(at: &str, name: &str) -> String {
    if at.is_empty() {
        name.to_owned()
    } else {
        format!("{at}[{name}]")
    }
}

fn empty(path: &str) -> Refusal {
    let message = format!(
        "`{path}` is an empty string, which asks to unset the parameter, but `{path}` cannot be unset. Leave it out, or give it a value."
    );
    Refusal::invalid(message)
        .code("parameter_invalid_empty")
        .param(path)
}

/// A value of another form than the schema has.
fn wrong(expected: &str, value: &Value, path: &str) -> Refusal {
    let given = match value {
        Value::String(text) => text.clone(),
        Value::Object(_) => "an object".to_owned(),
        Value::Array(_) => "an array".to_owned(),
        other => other.to_string(),
    };
    Refusal::invalid(format!("Invalid {expected}: {given}")).param(path)
}
