//! Samples of what responses hold: values of the data files, and else what a type allows.

use generator::ir::{Field, Presence, SchemaPath, Shape, Type};
use serde_json::{Value, json};

use super::page::Writer;
use super::reply::list;
use crate::anchor::below;
use crate::code::{Json, Key};

/// Objects deeper than this are left out.
pub(super) const DEPTH: usize = 3;

impl Writer<'_, '_> {
    /// The keys of an object; at an anchor they lead to its rows.
    pub(super) fn keys(&self, place: &SchemaPath, at: Option<&str>, depth: usize) -> Vec<Key> {
        let Some(Shape::Object { fields, .. }) = self.world.lowered.api.shape(place) else {
            return Vec::new();
        };
        let mut keys = Vec::new();
        for field in sorted(fields) {
            let href = at.map(|at| below(at, &field.name));
            let value = match field.presence {
                _ if self.described_text(field).is_some() => {
                    Json::Scalar(json!(self.described_text(field)))
                }
                Presence::Required | Presence::AlwaysPresent => {
                    self.value(&field.ty, &field.name, place, href.as_deref(), depth)
                }
                Presence::Nullable => self
                    .known(&field.ty, &field.name)
                    .unwrap_or(Json::Scalar(Value::Null)),
                Presence::Optional => match self.known(&field.ty, &field.name) {
                    Some(value) => value,
                    None => continue,
                },
            };
            keys.push(Key::new(
                &field.name,
                href.map(|href| format!("#{href}")),
                value,
            ));
        }
        keys
    }

    /// What a field shows of an object that was just created, if the table says so.
    pub(super) fn created(&self, place: &SchemaPath, name: &str) -> Option<Json> {
        let api = &self.world.lowered.api;
        let Some(Shape::Object { fields, .. }) = api.shape(place) else {
            return None;
        };
        let field = fields.iter().find(|field| field.name == name)?;
        let values = match api.shape(field.ty.places().next()?) {
            Some(Shape::Enum { values }) => values,
            _ => return None,
        };
        let mut samples = self.world.table.created(name).iter();
        let sample = samples.find(|sample| values.contains(sample))?;
        Some(Json::Scalar(json!(sample)))
    }

    /// The sample of a text that its description lists.
    fn described_text(&self, field: &Field) -> Option<&str> {
        let description = field
            .docs
            .description
            .as_deref()
            .filter(|_| field.ty == Type::String)?;
        let mut samples = self.world.table.samples(&field.name).iter();
        samples
            .find(|sample| description.contains(sample.as_str()))
            .map(String::as_str)
    }

    /// A value that a field need not have, if it says something.
    fn known(&self, ty: &Type, name: &str) -> Option<Json> {
        let value = self.world.lowered.examples.value(name);
        match ty {
            Type::Expandable(_) => value.map(|id| Json::Scalar(json!(id))),
            Type::Currency => Some(Json::Scalar(json!("usd"))),
            Type::Map(_) => Some(Json::Object(Vec::new())),
            Type::Named(place) if !self.world.table.samples(name).is_empty() => {
                match self.world.lowered.api.shape(place)? {
                    Shape::Enum { values } => Some(self.best(name, values)),
                    _ => None,
                }
            }
            _ => None,
        }
    }

    /// The value of an enum that the table prefers, else the first.
    fn best(&self, name: &str, values: &[String]) -> Json {
        let mut samples = self.world.table.samples(name).iter();
        let best = samples.find(|value| values.contains(value));
        Json::Scalar(json!(best.or(values.first())))
    }

    /// The example's id of an object.
    fn id(&self, place: &SchemaPath) -> Option<String> {
        self.world
            .lowered
            .examples
            .value(place.root())
            .map(str::to_owned)
    }

    fn value(
        &self,
        ty: &Type,
        name: &str,
        of: &SchemaPath,
        at: Option<&str>,
        depth: usize,
    ) -> Json {
        let examples = &self.world.lowered.examples;
        let scalar = |value: Value| Json::Scalar(value);
        match ty {
            Type::Boolean => scalar(json!(false)),
            Type::True => scalar(json!(true)),
            Type::Integer if name.starts_with("amount") => scalar(json!(1000)),
            Type::Integer => scalar(json!(1)),
            Type::Int64 => scalar(json!("1000")),
            Type::Number => scalar(json!(12.5)),
            Type::Decimal => scalar(json!("12.50")),
            Type::Currency => scalar(json!("usd")),
            Type::Timestamp => scalar(json!(1_779_872_400)),
            Type::DateTime => scalar(json!("2026-05-27T09:00:00Z")),
            Type::Constant(value) => scalar(json!(value)),
            Type::String if name == "id" => {
                let short = of.root().rsplit('.').next().unwrap_or("id");
                let id = self
                    .id(of)
                    .or_else(|| examples.value(short).map(str::to_owned));
                scalar(json!(id.unwrap_or_else(|| format!("{short}_123"))))
            }
            Type::String => scalar(json!(examples.value(name).unwrap_or(name))),
            Type::File | Type::Json | Type::Range(_) => Json::Object(Vec::new()),
            Type::Nothing => scalar(Value::Null),
            Type::Map(_) | Type::ClearableMap(..) => Json::Object(Vec::new()),
            Type::Array(_) => Json::Array(Vec::new()),
            Type::Expandable(target) => {
                let id = target.places().next().and_then(|place| self.id(place));
                scalar(json!(id.unwrap_or_else(|| format!("{name}_123"))))
            }
            Type::List(paging, _) => Json::Object(list(*paging, Json::Array(Vec::new()), "/v1/…")),
            Type::MaybeDeleted { live: place, .. } | Type::Named(place) => {
                match self.world.lowered.api.shape(place) {
                    Some(Shape::Enum { values }) => self.best(name, values),
                    Some(Shape::Union { members }) => match members.first() {
                        Some(member) => self.value(&member.ty, name, of, None, depth),
                        None => scalar(Value::Null),
                    },
                    _ => self.nested(place, at, depth),
                }
            }
        }
    }

    fn nested(&self, place: &SchemaPath, at: Option<&str>, depth: usize) -> Json {
        if depth >= DEPTH || self.world.home(place).is_some() {
            let href = self.href(place).or_else(|| at.map(|at| format!("#{at}")));
            return Json::Omitted {
                text: "{ ⋯ }".to_owned(),
                href,
            };
        }
        // Rows of what is inside are below the row of the field, unless they are on the page before.
        let is_here = self
            .world
            .lowered
            .api
            .definition(place)
            .is_some_and(|(definition, _)| self.seen.get(definition).map(String::as_str) == at);
        Json::Object(self.keys(place, at.filter(|_| is_here), depth.saturating_add(1)))
    }
}

/// What an object is comes first.
fn sorted(fields: &[Field]) -> Vec<&Field> {
    let mut sorted: Vec<&Field> = fields.iter().collect();
    sorted.sort_by_key(|field| match field.name.as_str() {
        "id" => 0,
        "object" => 1,
        _ => 2,
    });
    sorted
}
