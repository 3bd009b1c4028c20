//! The media types of bodies and responses.

use serde_json::{Value, json};

use super::walk::{entries, operations};
use super::{Object, Rewriting};

const JSON: &str = "application/json";

/// What a request is sent as, where there is a choice: the first of these that the document has.
const BODIES: [&str; 3] = [
    JSON,
    "application/x-www-form-urlencoded",
    "multipart/form-data",
];

/// Leaves one media type of each body and response.
pub(super) fn choose(document: &mut Value, _: &mut Rewriting) -> usize {
    let mut count = 0;
    operations(document, &mut |_, _, operation, _| {
        if let Some(content) = operation.get_mut("requestBody").and_then(content) {
            count += usize::from(of_request(content));
        }
        if let Some(replies) = operation.get_mut("responses") {
            for (_, reply) in entries(replies, &[]) {
                count += usize::from(content(reply).is_some_and(of_response));
            }
        }
    });
    count
}

/// Makes files of responses in another media type, and any JSON of those that have no schema.
pub(super) fn files(document: &mut Value, _: &mut Rewriting) -> usize {
    let file = json!({"type": "string", "format": "binary"});
    let mut count = 0;
    operations(document, &mut |_, _, operation, _| {
        let success = operation
            .get_mut("responses")
            .and_then(|replies| replies.get_mut("200"));
        for (media_type, media) in success.and_then(content).into_iter().flatten() {
            let Some(media) = media.as_object_mut() else {
                continue;
            };
            if media_type == JSON {
                if !media.contains_key("schema") {
                    media.insert("schema".to_owned(), json!({}));
                    count += 1;
                }
            } else if media.get("schema") != Some(&file) {
                media.insert("schema".to_owned(), file.clone());
                count += 1;
            }
        }
    });
    count
}

fn content(holder: &mut Value) -> Option<&mut Object> {
    holder.get_mut("content")?.as_object_mut()
}

/// A request states its media type, so only parameters of the type, such as a charset, are left out.
fn of_request(content: &mut Object) -> bool {
    let choice = BODIES
        .iter()
        .find_map(|wanted| Some((*wanted, key(content, |name| essence(name) == *wanted)?)));
    choice.is_some_and(|(name, key)| keep(content, &key, name))
}

/// A response is read as JSON under any name of it.
fn of_response(content: &mut Object) -> bool {
    let exact = key(content, |name| essence(name) == JSON);
    let any = || {
        key(content, |name| {
            name == "*/*" && holds_json(content.get(name))
        })
    };
    let choice = exact.or_else(|| key(content, is_json)).or_else(any);
    match choice {
        Some(key) => keep(content, &key, JSON),
        // Files of several kinds are still files.
        None => key(content, |_| true).is_some_and(|key| keep(content, &key, &key)),
    }
}

fn key(content: &Object, is_wanted: impl Fn(&str) -> bool) -> Option<String> {
    content.keys().find(|name| is_wanted(name)).cloned()
}

/// Leaves one entry, under this name.
fn keep(content: &mut Object, key: &str, name: &str) -> bool {
    if content.len() == 1 && key == name {
        return false;
    }
    if let Some(media) = content.remove(key) {
        content.clear();
        content.insert(name.to_owned(), media);
    }
    true
}

/// A media type in lower case, without its parameters.
fn essence(name: &str) -> String {
    let name = name.split([';', ',']).next().unwrap_or_default();
    name.trim().to_ascii_lowercase()
}

/// Whether a response of any media type has a schema that only JSON can have: a string can be the bytes of a file.
fn holds_json(media: Option<&Value>) -> bool {
    let schema = media.and_then(|media| media.get("schema"));
    schema.is_some_and(|schema| schema.get("type").is_none_or(|ty| ty != "string"))
}

fn is_json(name: &str) -> bool {
    let name = essence(name);
    name == "text/json" || name.ends_with("/json") || name.ends_with("+json")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_has_many_names() {
        for name in [
            "application/json",
            "application/json; charset=utf-8",
            "application/vnd.example.v1+json",
            "APPLICATION/JSON",
            "text/json",
        ] {
            assert!(is_json(name), "{name}");
        }
        for name in ["application/xml", "application/jsonx", "text/plain"] {
            assert!(!is_json(name), "{name}");
        }
    }
}
