//! Recognises the envelope that lists come in.

use openapiv3::{ObjectType, SchemaKind, Type as SchemaType};

use super::schema::SchemaRef;
use crate::ir::Paging;

/// Fields that the runtime's list type knows. An object with any other field is
/// not taken for an envelope, so that nothing of it is lost.
pub(crate) const FIELDS: [&str; 8] = [
    "data",
    "has_more",
    "next_page",
    "next_page_url",
    "object",
    "previous_page_url",
    "total_count",
    "url",
];

/// The schema of a list's items, and how the list goes on.
pub(super) fn items(object: &ObjectType) -> Option<(SchemaRef<'_>, Paging)> {
    let known = |name: &String| FIELDS.contains(&name.as_str());
    if object.additional_properties.is_some() || !object.properties.keys().all(known) {
        return None;
    }
    let paging = if object.properties.contains_key("next_page_url") {
        Paging::Url
    } else if object.properties.contains_key("next_page") {
        Paging::Page
    } else if object.properties.contains_key("has_more") {
        Paging::Cursor
    } else {
        return None;
    };
    let needed: &[&str] = match paging {
        Paging::Url => &["data"],
        Paging::Cursor | Paging::Page => &["data", "has_more", "object", "url"],
    };
    if !needed
        .iter()
        .all(|name| object.required.iter().any(|required| required == name))
    {
        return None;
    }
    match &object.properties.get("data")?.as_item()?.schema_kind {
        SchemaKind::Type(SchemaType::Array(array)) => {
            Some((SchemaRef::from(array.items.as_ref()?), paging))
        }
        _ => None,
    }
}
