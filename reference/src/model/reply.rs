//! Responses as JSON: an object with all that it always has, and what a call sent.

use generator::calls::{Calls, Sample};
use generator::ir::{Field, Operation, Paging, Presence, SchemaPath, Shape, Type};
use serde_json::{Value, json};

use super::page::Writer;
use crate::anchor::below;
use crate::code::{CRATE, Json, Key};
use crate::html::Html;

/// Objects deeper than this are left out.
const DEPTH: usize = 3;

impl Writer<'_, '_> {
    /// An object as JSON, with keys that lead to its rows.
    pub(super) fn object_json(&self, place: &SchemaPath, at: &str) -> Html {
        Json::Object(self.keys(place, Some(at), 0)).html()
    }

    fn keys(&self, place: &SchemaPath, at: Option<&str>, depth: usize) -> Vec<Key> {
        let Some(Shape::Object { fields, .. }) = self.world.lowered.api.shape(place) else {
            return Vec::new();
        };
        let mut keys = Vec::new();
        for field in sorted(fields) {
            let href = at.map(|at| below(at, &field.name));
            let value = match field.presence {
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

    /// A value that a field need not have, if it says something.
    fn known(&self, ty: &Type, name: &str) -> Option<Json> {
        let value = self.world.lowered.examples.value(name);
        match ty {
            Type::Expandable(_) => value.map(|id| Json::Scalar(json!(id))),
            Type::Currency => Some(Json::Scalar(json!("usd"))),
            Type::Map(_) => Some(Json::Object(Vec::new())),
            Type::String => self
                .world
                .table
                .samples(name)
                .first()
                .map(|value| Json::Scalar(json!(value))),
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
                scalar(json!(self.id(of).unwrap_or_else(|| format!("{short}_123"))))
            }
            Type::String => scalar(json!(examples.value(name).unwrap_or(name))),
            Type::File | Type::Json | Type::Range(_) => Json::Object(Vec::new()),
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

    /// The response of an operation: what identifies the object, what the call sent, and a link for the rest.
    pub(super) fn reply_json(&self, operation: &Operation) -> Html {
        let world = self.world;
        let calls = Calls::new(&world.lowered.api, &world.lowered.names, CRATE);
        let sample = calls.sample(operation, &world.lowered.examples);
        let sample = sample.as_ref();
        let json = match &operation.reply {
            Type::List(paging, item) => {
                let item = self.reply_object(item, None);
                let omitted = Json::Omitted {
                    text: "⋯".to_owned(),
                    href: None,
                };
                Json::Object(list(
                    *paging,
                    Json::Array(vec![item, omitted]),
                    &operation.template(),
                ))
            }
            Type::File => return Html::text("The bytes of the file."),
            reply => self.reply_object(reply, sample),
        };
        json.html()
    }

    fn reply_object(&self, ty: &Type, sample: Option<&Sample>) -> Json {
        let main = generator::emit::main_object(&self.world.lowered.api, ty);
        let Some(place) = main else {
            return Json::Object(Vec::new());
        };
        let href = self.href(place);
        let all = self.keys(place, None, DEPTH);
        let mut kept: Vec<Key> = Vec::new();
        let mut omitted = 0_usize;
        for mut key in all {
            let name = key.name.clone().unwrap_or_default();
            let sent = sample.and_then(|sample| sample.parameters.get(&name));
            if let Some(sent) = sent.filter(|sent| !sent.is_array()) {
                key.value = Json::plain(sent);
                key.is_hot = true;
            }
            let says = key.value != Json::Scalar(Value::Null);
            let identifies =
                matches!(name.as_str(), "id" | "object" | "deleted" | "status") && says;
            if key.is_hot || identifies {
                kept.extend((omitted > 0).then(|| Key::omitted(omitted, href.clone())));
                omitted = 0;
                kept.push(key);
            } else {
                omitted = omitted.saturating_add(1);
            }
        }
        kept.extend((omitted > 0).then(|| Key::omitted(omitted, href)));
        Json::Object(kept)
    }

    /// The error of the table, as far as the document has its fields.
    pub(super) fn error_json(&self, schemas: &[SchemaPath]) -> Option<Html> {
        let api = &self.world.lowered.api;
        let place = schemas.first()?;
        let Shape::Object { fields, .. } = api.shape(place)? else {
            return None;
        };
        let error = fields.iter().find(|field| field.name == "error")?;
        let Shape::Object { fields, .. } = api.shape(error.ty.places().next()?)? else {
            return None;
        };
        let known = self.world.table.error().iter();
        let known = known.filter(|(name, _)| fields.iter().any(|field| field.name == *name));
        let keys = known.map(|(name, text)| Key::new(name, None, Json::Scalar(json!(text))));
        let error = Json::Object(keys.collect());
        Some(Json::Object(vec![Key::new("error", None, error)]).html())
    }
}

/// The envelope of a list.
fn list(paging: Paging, data: Json, path: &str) -> Vec<Key> {
    let key = |name: &str, value: Value| Key::new(name, None, Json::Scalar(value));
    let data = Key::new("data", None, data);
    match paging {
        Paging::Cursor => vec![
            key("object", json!("list")),
            data,
            key("has_more", json!(true)),
            key("url", json!(path)),
        ],
        Paging::Page => vec![
            key("object", json!("search_result")),
            data,
            key("has_more", json!(true)),
            key("next_page", json!("page_123")),
            key("url", json!(path)),
        ],
        Paging::Url => vec![
            data,
            key("next_page_url", json!(format!("{path}?page=page_123"))),
            key("previous_page_url", Value::Null),
        ],
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
