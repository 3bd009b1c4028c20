//! Recognises the envelope that lists come in.

use openapiv3::{ObjectType, ReferenceOr, Schema, SchemaKind, Type as SchemaType};

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
pub(super) fn items(list: &ObjectType) -> Option<(SchemaRef<'_>, Paging)> {
    let known = |name: &String| FIELDS.contains(&name.as_str());
    if list.additional_properties.is_some() || !list.properties.keys().all(known) {
        return None;
    }
    let paging = if list.properties.contains_key("next_page_url") {
        Paging::Url
    } else if list.properties.contains_key("next_page") {
        Paging::Page
    } else if list.properties.contains_key("has_more") {
        Paging::Cursor
    } else {
        return None;
    };
    // The list type of the client has no field for another value.
    let object = list.properties.get("object");
    if object.is_some_and(|schema| !is_constant(schema, tag(paging))) {
        return None;
    }
    let needed: &[&str] = match paging {
        Paging::Url => &["data"],
        Paging::Cursor | Paging::Page => &["data", "has_more", "object", "url"],
    };
    if !needed
        .iter()
        .all(|name| list.required.iter().any(|required| required == name))
    {
        return None;
    }
    match &list.properties.get("data")?.as_item()?.schema_kind {
        SchemaKind::Type(SchemaType::Array(array)) => {
            Some((SchemaRef::from(array.items.as_ref()?), paging))
        }
        _ => None,
    }
}

/// The value of the field `object` of a list.
pub(crate) const fn tag(paging: Paging) -> &'static str {
    match paging {
        Paging::Cursor | Paging::Url => "list",
        Paging::Page => "search_result",
    }
}

/// Whether a schema is a string with this value only.
fn is_constant(schema: &ReferenceOr<Box<Schema>>, value: &str) -> bool {
    let kind = schema.as_item().map(|schema| &schema.schema_kind);
    match kind {
        Some(SchemaKind::Type(SchemaType::String(string))) => {
            matches!(string.enumeration.as_slice(), [Some(only)] if only == value)
        }
        _ => false,
    }
}
