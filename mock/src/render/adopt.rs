//! Takes a fact into an answer, if the schema of its place allows it.

use generator::ir::{SchemaPath, Shape, Tag, Type};
use serde_json::{Map, Value};

use super::{At, DEPTH, Render, Tree};
use crate::check::is_text_of;
use crate::model::KindId;
use crate::time::date_time;

impl Render<'_> {
    /// The fact as a value of the type; `None` if it is of another form.
    pub(super) fn adopt(
        &self,
        ty: &Type,
        fact: &Value,
        expand: Option<&Tree>,
        at: At<'_>,
    ) -> Option<Value> {
        if at.depth > DEPTH {
            return None;
        }
        let is_text = fact.is_string();
        match ty {
            Type::Boolean => fact.is_boolean().then(|| fact.clone()),
            Type::True => (fact == &Value::Bool(true)).then(|| fact.clone()),
            Type::Integer | Type::Timestamp => fact.is_i64().then(|| fact.clone()),
            Type::Number => fact.is_number().then(|| fact.clone()),
            Type::String | Type::File => is_text.then(|| fact.clone()),
            // When an object was made is known in seconds, however it says so.
            Type::DateTime if fact.is_i64() => {
                Some(date_time(fact.as_i64().unwrap_or_default()).into())
            }
            Type::Int64 | Type::Decimal | Type::Currency | Type::DateTime => {
                is_text_of(ty, fact.as_str()?).then(|| fact.clone())
            }
            Type::Constant(value) => (fact == value).then(|| fact.clone()),
            Type::Json => Some(fact.clone()),
            Type::Nothing => None,
            Type::Named(place) => self.adopt_named(place, fact, expand, at),
            Type::MaybeDeleted { live, tombstone } => {
                let is_deleted = fact.get("deleted") == Some(&Value::Bool(true));
                let place = if is_deleted { tombstone } else { live };
                self.adopt_named(place, fact, expand, at)
            }
            Type::Array(item) => {
                let items = fact.as_array()?.iter();
                let items: Option<Vec<Value>> = items
                    .map(|fact| self.adopt(item, fact, expand, at))
                    .collect();
                items.map(Value::Array)
            }
            Type::Map(item) | Type::ClearableMap(item, _) => {
                let entries = fact.as_object()?.iter();
                let entries = entries.filter(|(_, fact)| !fact.is_null());
                let entries: Option<Map<_, _>> = entries
                    .map(|(name, fact)| Some((name.clone(), self.adopt(item, fact, expand, at)?)))
                    .collect();
                entries.map(Value::Object)
            }
            Type::Expandable(target) => self.reference(target, fact, expand),
            Type::Range(_) | Type::List(..) => None,
        }
    }

    fn adopt_named(
        &self,
        place: &SchemaPath,
        fact: &Value,
        expand: Option<&Tree>,
        at: At<'_>,
    ) -> Option<Value> {
        match self.model.api().shape(place)? {
            Shape::Object { .. } => {
                let facts = fact.as_object()?;
                // What says what it is is nothing else.
                let said = facts.get("object");
                let tag = self.model.api().definition(place)?.1.tag();
                if let (Some(said), Some(Tag::Object { value, .. })) = (said, tag)
                    && *said != value
                {
                    return None;
                }
                let id = facts.get("id").and_then(Value::as_str);
                let at = id.map_or(at, |id| At { id, path: "", ..at });
                Some(Value::Object(self.object(place, facts, expand, at)))
            }
            Shape::Enum { values } => {
                let text = fact.as_str()?;
                let is_known = values.iter().any(|value| value == text);
                is_known.then(|| fact.clone())
            }
            Shape::Union { members } => {
                let mut members = members.iter();
                members.find_map(|member| self.adopt(&member.ty, fact, expand, at))
            }
            Shape::Alias(_) => None,
        }
    }

    /// An id, or the object that it refers to where that is expanded.
    fn reference(&self, target: &Type, fact: &Value, expand: Option<&Tree>) -> Option<Value> {
        let id = fact.as_str().or_else(|| fact.get("id")?.as_str())?;
        let whole = expand.and_then(|expand| self.target(target, id, expand));
        whole.or_else(|| Some(id.into()))
    }

    /// The object that an id refers to.
    pub(super) fn target(&self, target: &Type, id: &str, expand: &Tree) -> Option<Value> {
        let kinds = self.kinds_of(target);
        let known = kinds
            .iter()
            .find(|kind| self.in_store(**kind, id).is_some());
        let by_prefix = || {
            kinds.iter().find(|kind| {
                let kind = self.model.kind(**kind);
                kind.is_some_and(|kind| id.starts_with(kind.prefix.as_str()))
            })
        };
        let kind = known.or_else(by_prefix).or_else(|| kinds.first())?;
        let stored = self.in_store(*kind, id).cloned();
        let stored = stored.unwrap_or_else(|| self.unmade(*kind, id));
        Some(self.stored(*kind, id, &stored, expand))
    }

    /// The kinds of objects that a reference may lead to.
    pub(crate) fn kinds_of(&self, target: &Type) -> Vec<KindId> {
        match target {
            Type::Named(place) | Type::MaybeDeleted { live: place, .. } => {
                if let Some(kind) = self.model.kind_at(place) {
                    return vec![kind];
                }
                match self.model.api().shape(place) {
                    Some(Shape::Union { members }) => members
                        .iter()
                        .flat_map(|member| self.kinds_of(&member.ty))
                        .collect(),
                    _ => Vec::new(),
                }
            }
            Type::Expandable(target) | Type::Array(target) => self.kinds_of(target),
            _ => Vec::new(),
        }
    }
}
