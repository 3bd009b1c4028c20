//! What a required field holds that no fact gives a value.

use generator::ir::{Paging, Shape, Type};
use serde_json::{Value, json};

use super::{At, DEPTH, Render, Tree};
use crate::chance;
use crate::store::Facts;
use crate::time;

impl Render<'_> {
    /// A value of the type that follows from the seed and the place in the answer.
    pub(super) fn default(
        &self,
        ty: &Type,
        name: &str,
        expand: Option<&Tree>,
        at: At<'_>,
    ) -> Value {
        match ty {
            // What is made can be used.
            Type::Boolean => matches!(name, "active" | "valid").into(),
            Type::True => true.into(),
            Type::Integer => 0.into(),
            Type::Number => json!(0.0),
            Type::Int64 | Type::Decimal => "0".into(),
            Type::Timestamp => at.made.into(),
            Type::DateTime => time::date_time(at.made).into(),
            Type::Currency => "usd".into(),
            Type::Constant(value) => value.clone().into(),
            Type::String | Type::File => self.text(name, at),
            Type::Array(_) => json!([]),
            Type::Nothing => Value::Null,
            Type::Map(_) | Type::ClearableMap(..) | Type::Range(_) | Type::Json => json!({}),
            Type::List(paging, _) => Self::empty_page(*paging),
            Type::MaybeDeleted { live, .. } | Type::Named(live) => {
                self.default_named(live, name, expand, at)
            }
            Type::Expandable(target) => {
                let id = self.default_id(target, at);
                let whole = expand.and_then(|expand| self.target(target, &id, expand));
                whole.unwrap_or_else(|| id.into())
            }
        }
    }

    fn default_named(
        &self,
        place: &generator::ir::SchemaPath,
        name: &str,
        expand: Option<&Tree>,
        at: At<'_>,
    ) -> Value {
        if at.depth > DEPTH {
            return Value::Null;
        }
        match self.model.api().shape(place) {
            Some(Shape::Object { .. }) => {
                Value::Object(self.object(place, &Facts::new(), expand, at))
            }
            Some(Shape::Enum { values }) => values
                .first()
                .map_or(Value::Null, |value| value.clone().into()),
            Some(Shape::Union { members }) => {
                let first = members.first();
                first.map_or(Value::Null, |member| {
                    self.default(&member.ty, name, expand, at)
                })
            }
            Some(Shape::Alias(_)) | None => Value::Null,
        }
    }

    /// An empty page.
    pub(super) fn empty_page(paging: Paging) -> Value {
        match paging {
            Paging::Cursor => {
                json!({"object": "list", "data": [], "has_more": false, "url": "/v1"})
            }
            Paging::Page => {
                json!({"object": "search_result", "data": [], "has_more": false, "url": "/v1"})
            }
            Paging::Url => json!({"data": [], "next_page_url": null, "previous_page_url": null}),
        }
    }

    /// The id of an object that nobody has made. It is the same whenever it is shown.
    fn default_id(&self, target: &Type, at: At<'_>) -> String {
        let kind = self
            .kinds_of(target)
            .first()
            .and_then(|kind| self.model.kind(*kind));
        let prefix = kind.map_or("id_", |kind| kind.prefix.as_str());
        prefix.to_owned() + &self.characters(at)
    }

    fn characters(&self, at: At<'_>) -> String {
        chance::characters(&mut chance::of(self.seed, &format!("{}{}", at.id, at.path)))
    }

    /// A text: of examples with that name where there are any.
    fn text(&self, name: &str, at: At<'_>) -> Value {
        let examples = &self.model.lowered.examples;
        match name {
            "id" => format!("id_{}", self.characters(at)).into(),
            "client_secret" => format!("{}_secret_{}", at.id, self.characters(at)).into(),
            _ if name == "url" || name.ends_with("_url") => {
                let mut url = String::from("https://example.com/");
                url.push_str(at.id);
                url.into()
            }
            _ => examples.value(name).unwrap_or(name).into(),
        }
    }
}
