//! Lists inside of objects, such as the refunds of a charge.

use generator::ir::{Field, Operation, Paging, SchemaPath, Segment, Type};
use serde_json::{Value, json};

use super::{At, Render, Tree};
use crate::model::{Act, Kind, KindId};
use crate::store::Facts;

/// As many as Stripe puts into an object.
const SHOWN: usize = 10;

impl Render<'_> {
    /// The list in a field of the object at `place`: items that a fact holds, else the objects that refer to this one.
    #[expect(
        clippy::too_many_arguments,
        reason = "the field, its type taken apart, and where it is"
    )]
    pub(super) fn list_of(
        &self,
        place: &SchemaPath,
        field: &Field,
        paging: Paging,
        item: &Type,
        facts: &Facts,
        expand: Option<&Tree>,
        at: At<'_>,
    ) -> Value {
        let mut page = Self::empty_page(paging);
        let kind = self
            .model
            .kind_at(place)
            .and_then(|kind| self.model.kind(kind));
        let id = facts.get("id").and_then(Value::as_str).unwrap_or(at.id);
        let item_kind = self.kinds_of(item).first().copied();
        let expand = expand.and_then(|expand| expand.below("data"));
        let (items, has_more) = match facts.get(&field.name).and_then(Value::as_array) {
            Some(facts) => {
                let items = facts.iter();
                (
                    items
                        .filter_map(|fact| self.adopt(item, fact, expand, at))
                        .collect(),
                    false,
                )
            }
            None => match (kind, item_kind) {
                (Some(kind), Some(item)) => self.referring(kind, id, item, expand),
                _ => (Vec::new(), false),
            },
        };
        let own = kind.and_then(|kind| self.list_url(kind, id, &field.name));
        let url = own.or_else(|| self.list_of_all(item_kind?));
        if let Some(page) = page.as_object_mut() {
            page.insert("data".to_owned(), Value::Array(items));
            if paging != Paging::Url {
                page.insert("has_more".to_owned(), has_more.into());
                if let Some(url) = url {
                    page.insert("url".to_owned(), url.into());
                }
            }
        }
        page
    }

    /// The newest objects of a kind that refer to an object, and whether there are more.
    fn referring(
        &self,
        kind: &Kind,
        id: &str,
        item: KindId,
        expand: Option<&Tree>,
    ) -> (Vec<Value>, bool) {
        let name = last_word(&kind.object);
        let Some(object) = self.model.kind(item).map(|kind| kind.object.as_str()) else {
            return (Vec::new(), false);
        };
        let mut referring = self
            .store
            .newest(object)
            .filter(|(_, stored)| stored.facts.get(name).and_then(Value::as_str) == Some(id));
        let none = Tree::default();
        let show =
            |(id, stored): (&str, &_)| self.stored(item, id, stored, expand.unwrap_or(&none));
        let shown = referring.by_ref().take(SHOWN).map(show).collect();
        (shown, referring.next().is_some())
    }

    /// The URL of the operation that lists a field of an object.
    fn list_url(&self, kind: &Kind, id: &str, field: &str) -> Option<String> {
        let is_list = |operation: &Operation| match operation.path.as_slice() {
            [
                ..,
                Segment::Literal(_),
                Segment::Argument(of),
                Segment::Literal(last),
            ] => {
                let is_its_name = of == last_word(&kind.object);
                last == field && (is_its_name || of == "id" && self.is_below(kind, operation))
            }
            _ => false,
        };
        let mut lists = self
            .model
            .plans()
            .filter(|(plan, operation)| matches!(plan.act, Act::List(_)) && is_list(operation));
        let (_, operation) = lists.next()?;
        let segments = operation.path.iter().map(|segment| match segment {
            Segment::Literal(text) => text.as_str(),
            Segment::Argument(_) => id,
        });
        Some(segments.fold(String::new(), |url, segment| url + "/" + segment))
    }

    /// Whether a path continues that of an object of a kind.
    fn is_below(&self, kind: &Kind, operation: &Operation) -> bool {
        let above = operation.path.split_last().map(|(_, above)| above);
        self.model.plans().any(|(plan, operation)| {
            let of_kind = plan.kind.and_then(|kind| self.model.kind(kind));
            plan.act == Act::Retrieve
                && of_kind.is_some_and(|of_kind| of_kind.place == kind.place)
                && Some(operation.path.as_slice()) == above
        })
    }

    /// The URL of the operation that lists all objects of a kind.
    fn list_of_all(&self, kind: KindId) -> Option<String> {
        let lists = self.model.plans().filter(|(plan, operation)| {
            matches!(plan.act, Act::List(_))
                && plan.kind == Some(kind)
                && operation.arguments().next().is_none()
        });
        let mut urls: Vec<String> = lists.map(|(_, operation)| operation.template()).collect();
        let word = last_word(&self.model.kind(kind)?.object);
        // The first path that is called after the kind: `/v1/balance_transactions`, not `/v1/balance/history`.
        urls.sort_by_key(|url| {
            !url.rsplit('/')
                .next()
                .is_some_and(|last| last.starts_with(word))
        });
        urls.into_iter().next()
    }

    /// What a page of an operation says of its path: of several paths that list all objects of a kind, the first.
    pub(crate) fn page_url(&self, kind: KindId, operation: &Operation, path: String) -> String {
        match operation.arguments().next() {
            Some(_) => path,
            None => self.list_of_all(kind).unwrap_or(path),
        }
    }

    /// A page of an operation.
    pub(crate) fn page(
        &self,
        paging: Paging,
        items: Vec<Value>,
        has_more: bool,
        path: &str,
    ) -> Value {
        match paging {
            Paging::Cursor => {
                json!({"object": "list", "data": items, "has_more": has_more, "url": path})
            }
            Paging::Page => {
                json!({"object": "search_result", "data": items, "has_more": has_more, "url": path})
            }
            Paging::Url => {
                json!({"data": items, "next_page_url": null, "previous_page_url": null})
            }
        }
    }
}

/// `session` of `checkout.session`.
pub(crate) fn last_word(object: &str) -> &str {
    object.rsplit('.').next().unwrap_or(object)
}
