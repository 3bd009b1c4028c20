//! Removes the prose of a document.

use serde_json::{Map, Value};

/// The keys whose strings are prose. A title is a name.
pub(super) const PROSE: [&str; 2] = ["description", "summary"];

/// The keys whose members have arbitrary names, even those of [`PROSE`].
pub(super) const MAPS: [&str; 8] = [
    "content",
    "encoding",
    "mapping",
    "paths",
    "properties",
    "responses",
    "schemas",
    "securitySchemes",
];

/// The keys whose values are data.
const DATA: [&str; 4] = ["default", "enum", "example", "examples"];

/// Removes descriptions and summaries from a document. Those of responses, which
/// OpenAPI requires, become empty.
pub fn without_prose(document: &mut Value) {
    match document {
        Value::Object(map) => object(map),
        Value::Array(items) => items.iter_mut().for_each(without_prose),
        _ => {}
    }
}

fn object(map: &mut Map<String, Value>) {
    map.retain(|key, value| !(PROSE.contains(&key.as_str()) && value.is_string()));
    for (key, value) in map.iter_mut() {
        let members = value
            .as_object_mut()
            .filter(|_| MAPS.contains(&key.as_str()));
        if let Some(members) = members {
            for member in members.values_mut() {
                without_prose(member);
                if let Some(reply) = member.as_object_mut().filter(|_| key == "responses") {
                    reply.insert("description".to_owned(), "".into());
                }
            }
        } else if !DATA.contains(&key.as_str()) {
            without_prose(value);
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn prose_goes_and_names_and_data_stay() {
        let mut document = json!({
            "info": { "title": "A title", "description": "prose" },
            "paths": { "/a": { "summary": "prose", "get": {
                "summary": "prose",
                "responses": { "200": { "description": "prose" } },
            } } },
            "components": { "schemas": { "description": {
                "title": "A name",
                "description": "prose",
                "required": ["description", "properties"],
                "properties": {
                    "description": { "type": "string", "description": "prose" },
                    "properties": { "description": "prose", "default": { "summary": "data" } },
                    "items": { "items": { "description": "prose" } },
                },
            } } },
        });
        without_prose(&mut document);
        let expected = json!({
            "info": { "title": "A title" },
            "paths": { "/a": { "get": { "responses": { "200": { "description": "" } } } } },
            "components": { "schemas": { "description": {
                "title": "A name",
                "required": ["description", "properties"],
                "properties": {
                    "description": { "type": "string" },
                    "properties": { "default": { "summary": "data" } },
                    "items": { "items": {} },
                },
            } } },
        });
        assert_eq!(document, expected);
    }
}
