//! Parameters for an example: what an operation requires, and little more.

use serde_json::{Map, Value, json};

use super::Calls;
use crate::ir::{Field, Method, Operation, Presence, Shape, Type};

impl Calls<'_> {
    /// Path arguments and parameters of a short call. A `POST` without required
    /// parameters gets an optional one. `None` if a required parameter cannot be
    /// written as JSON: a file.
    #[must_use]
    pub fn sample(
        &self,
        operation: &Operation,
    ) -> Option<(Map<String, Value>, Map<String, Value>)> {
        let arguments = operation
            .arguments()
            .map(|name| (name.to_owned(), Value::String(format!("{name}_123"))))
            .collect();
        let mut parameters = self.required(&operation.parameters)?;
        if parameters.is_empty()
            && operation.method == Method::Post
            && let Some(field) = typical(&operation.parameters)
            && let Some(value) = self.value(&field.ty, &field.name)
        {
            parameters.insert(field.name.clone(), value);
        }
        Some((arguments, parameters))
    }

    fn required(&self, fields: &[Field]) -> Option<Map<String, Value>> {
        fields
            .iter()
            .filter(|field| field.presence == Presence::Required)
            .map(|field| Some((field.name.clone(), self.value(&field.ty, &field.name)?)))
            .collect()
    }

    /// A sample value of a type. A string is the name of its parameter, as a placeholder.
    fn value(&self, ty: &Type, name: &str) -> Option<Value> {
        Some(match ty {
            Type::Boolean | Type::True => json!(true),
            Type::Integer => json!(100),
            Type::Int64 => json!("100"),
            Type::Number => json!(12.5),
            Type::Decimal => json!("12.50"),
            Type::String => json!(name),
            Type::Currency => json!("usd"),
            // An end is later than its start.
            Type::Timestamp if name.starts_with("end") => json!(1_800_000_000),
            Type::Timestamp => json!(1_700_000_000),
            Type::DateTime => json!("2026-01-31T12:00:00Z"),
            Type::Array(item) => json!([self.value(item, name)?]),
            Type::Map(item) | Type::ClearableMap(item, _) => {
                json!({"key": self.value(item, "value")?})
            }
            Type::Range(range) => json!({"gte": self.value(&range.bound, name)?}),
            Type::Named(place) => match self.api.shape(place)? {
                Shape::Object { fields, .. } => Value::Object(self.required(fields)?),
                Shape::Enum { values } => json!(values.first()?),
                Shape::Union { members } => members
                    .iter()
                    .find_map(|member| self.value(&member.ty, name))?,
                Shape::Alias(_) => return None,
            },
            Type::Constant(_)
            | Type::File
            | Type::Json
            | Type::List(..)
            | Type::Expandable(_)
            | Type::MaybeDeleted { .. } => {
                return None;
            }
        })
    }
}

/// A map of strings, which many operations accept for the caller's own use, else the first scalar parameter.
fn typical(fields: &[Field]) -> Option<&Field> {
    let is_text_map = |field: &&Field| match &field.ty {
        Type::Map(item) | Type::ClearableMap(item, _) => **item == Type::String,
        _ => false,
    };
    let is_plain = |field: &&Field| {
        let plain = [Type::String, Type::Currency, Type::Integer, Type::Boolean];
        plain.contains(&field.ty)
    };
    let mut all = fields.iter().filter(|field| !field.docs.deprecated);
    let plain = all.clone().find(is_plain);
    all.find(is_text_map).or(plain)
}
