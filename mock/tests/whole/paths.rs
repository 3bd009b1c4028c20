//! Paths of what can be expanded, by the document's JSON.

use serde_json::{Value, json};

use crate::document::Document;

/// What a path leads to, and through how many levels.
#[derive(Clone)]
pub(crate) struct Path<'a> {
    pub(crate) text: String,
    pub(crate) levels: usize,
    /// Whether a text at its end must be expanded: another alternative may have a text of that name that is no reference.
    pub(crate) is_sure: bool,
    /// The schemas of the object that an id stands for.
    pub(crate) targets: &'a Value,
}

/// Objects nest deeper, but no path of Stripe's does.
const NESTED: usize = 3;

/// The paths to the first ids inside of a reply.
pub(crate) fn first<'a>(document: &'a Document, reply: &'a Value) -> Vec<Path<'a>> {
    let mut paths = Vec::new();
    inside(document, reply, "", (0, 0), &mut paths);
    paths
}

/// The paths from where a path leads to the next ids.
pub(crate) fn next<'a>(document: &'a Document, path: &Path<'a>) -> Vec<Path<'a>> {
    let mut paths = Vec::new();
    let start = (path.levels, 0);
    inside(document, path.targets, &path.text, start, &mut paths);
    paths
}

fn inside<'a>(
    document: &'a Document,
    schema: &'a Value,
    at: &str,
    (levels, nested): (usize, usize),
    paths: &mut Vec<Path<'a>>,
) {
    if nested > NESTED {
        return;
    }
    let alternatives = document.alternatives(schema);
    for schema in &alternatives {
        let Some(fields) = schema["properties"].as_object() else {
            continue;
        };
        let is_list = fields.contains_key("data") && fields.contains_key("has_more");
        for (name, field) in fields {
            let text = if at.is_empty() {
                name.clone()
            } else {
                format!("{at}.{name}")
            };
            if is_list && name == "data" {
                inside(
                    document,
                    &field["items"],
                    &text,
                    (levels, nested + 1),
                    paths,
                );
                continue;
            }
            let levels = levels + 1;
            let items = &field["items"];
            let targets = field
                .get("x-expansionResources")
                .or_else(|| items.get("x-expansionResources"));
            match targets {
                Some(targets) => {
                    let is_reference = |schema: &&Value| {
                        let field = &schema["properties"][name];
                        field.is_null() || field.to_string().contains("x-expansionResources")
                    };
                    let is_sure = alternatives.iter().all(is_reference);
                    if !paths.iter().any(|path| path.text == text) {
                        paths.push(Path {
                            text,
                            levels,
                            is_sure,
                            targets,
                        });
                    }
                }
                // Objects of their own are whole already, but what they refer to is not.
                None => inside(document, field, &text, (levels, nested + 1), paths),
            }
        }
    }
}

/// The values at the end of a path; those that are `null` or left out are not among them.
pub(crate) fn values<'a>(reply: &'a Value, path: &str) -> Vec<&'a Value> {
    let mut at = vec![reply];
    for step in path.split('.') {
        let inner = at.into_iter().flat_map(|value| match &value[step] {
            Value::Array(items) => items.iter().collect(),
            Value::Null => Vec::new(),
            other => vec![other],
        });
        at = inner.collect();
    }
    at
}

/// The parameter `expand`.
pub(crate) fn expand(paths: &[Path<'_>]) -> Value {
    paths.iter().map(|path| json!(path.text)).collect()
}
