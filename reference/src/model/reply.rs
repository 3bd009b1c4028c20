//! Responses as JSON: an object with all that it always has, and what a call sent.

use generator::calls::{Calls, Sample};
use generator::ir::{Operation, Paging, SchemaPath, Shape, Type};
use serde_json::{Value, json};

use super::page::Writer;
use super::samples::DEPTH;
use crate::code::{CRATE, Json, Key};
use crate::html::Html;

impl Writer<'_, '_> {
    /// An object as JSON, with keys that lead to its rows.
    pub(super) fn object_json(&self, place: &SchemaPath, at: &str) -> Html {
        Json::Object(self.keys(place, Some(at), 0)).html()
    }

    /// The response of an operation: what identifies the object, what the call sent, and a link for the rest.
    pub(super) fn reply_json(&self, operation: &Operation) -> Html {
        let world = self.world;
        let calls = Calls::new(&world.lowered.api, &world.lowered.names, CRATE);
        let sample = calls.sample(operation, &world.lowered.examples);
        let sample = sample.as_ref();
        let json = match &operation.reply {
            Type::List(paging, item) => {
                let item = self.reply_object(item, None, false);
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
            reply => {
                let name = world.lowered.names.operation(operation);
                let creates = name.is_some_and(|name| name.method == "create");
                self.reply_object(reply, sample, creates)
            }
        };
        json.html()
    }

    fn reply_object(&self, ty: &Type, sample: Option<&Sample>, creates: bool) -> Json {
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
            } else if creates && let Some(value) = self.created(place, &name) {
                key.value = value;
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
pub(super) fn list(paging: Paging, data: Json, path: &str) -> Vec<Key> {
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
