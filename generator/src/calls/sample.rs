//! Parameters for an example: those of the data file, else what an operation requires, and little more.

use serde_json::{Map, Value, json};

use super::Calls;
use crate::examples::Examples;
use crate::ir::{Field, Method, Operation, Presence, Segment, Shape, Type};

/// The path of a file that an example uploads.
const FILE: &str = "document.pdf";

/// Path arguments and parameters of a call, by their names in the document.
#[derive(Debug, Clone, PartialEq)]
pub struct Sample {
    /// Path arguments.
    pub arguments: Map<String, Value>,
    /// Parameters of query or body.
    pub parameters: Map<String, Value>,
}

impl Calls<'_> {
    /// The call of the data file; if there is none, the required parameters. An update that requires none sets the first
    /// text that the data file has a value for. `None` if a required parameter cannot be
    /// written as JSON: a file, unless [`with_files`](Calls::with_files).
    #[must_use]
    pub fn sample(&self, operation: &Operation, examples: &Examples) -> Option<Sample> {
        let arguments = operation.arguments().map(|name| {
            let value = examples.argument(&operation.path, name);
            let value = value.map_or_else(|| format!("{name}_123"), |(_, text)| text.to_owned());
            (name.to_owned(), Value::String(value))
        });
        let parameters = match examples.call(operation) {
            Some(call) => call.parameters.clone(),
            None => self.little(operation, examples)?,
        };
        Some(Sample {
            arguments: arguments.collect(),
            parameters,
        })
    }

    fn little(&self, operation: &Operation, examples: &Examples) -> Option<Map<String, Value>> {
        let mut parameters = self.required(&operation.parameters, examples)?;
        let is_update = operation.method == Method::Post
            && matches!(operation.path.last(), Some(Segment::Argument(_)));
        if is_update && parameters.is_empty() {
            let texts: Vec<&Field> = operation
                .parameters
                .iter()
                .filter(|field| field.ty == Type::String && !field.docs.deprecated)
                .collect();
            let mut values = examples.values();
            let first = values.find(|(name, _)| texts.iter().any(|field| field.name == *name));
            parameters.extend(first.map(|(name, text)| (name.to_owned(), json!(text))));
        }
        Some(parameters)
    }

    fn required(&self, fields: &[Field], examples: &Examples) -> Option<Map<String, Value>> {
        fields
            .iter()
            .filter(|field| field.presence == Presence::Required)
            .map(|field| {
                let value = self.value(&field.ty, &field.name, examples)?;
                Some((field.name.clone(), value))
            })
            .collect()
    }

    /// A sample value of a type. A string is the value of its name in the data file, else the name itself, as a
    /// placeholder.
    fn value(&self, ty: &Type, name: &str, examples: &Examples) -> Option<Value> {
        Some(match ty {
            Type::Boolean | Type::True => json!(true),
            Type::Integer => json!(100),
            Type::Int64 => json!("100"),
            Type::Number => json!(12.5),
            Type::Decimal => json!("12.50"),
            Type::String => json!(examples.value(name).unwrap_or(name)),
            Type::Currency => json!("usd"),
            // An end is later than its start.
            Type::Timestamp if name.starts_with("end") => json!(1_800_000_000),
            Type::Timestamp => json!(1_700_000_000),
            Type::DateTime => json!("2026-01-31T12:00:00Z"),
            Type::Array(item) => json!([self.value(item, name, examples)?]),
            Type::Map(item) | Type::ClearableMap(item, _) => {
                json!({"key": self.value(item, "value", examples)?})
            }
            Type::Range(range) => json!({"gte": self.value(&range.bound, name, examples)?}),
            Type::Named(place) => match self.api.shape(place)? {
                Shape::Object { fields, .. } => Value::Object(self.required(fields, examples)?),
                Shape::Enum { values } => json!(values.first()?),
                Shape::Union { members } => members
                    .iter()
                    .find_map(|member| self.value(&member.ty, name, examples))?,
                Shape::Alias(_) => return None,
            },
            Type::File if self.files => json!(FILE),
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
