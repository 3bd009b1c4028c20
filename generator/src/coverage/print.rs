//! Prints the IR as an OpenAPI document: operations.

use serde_json::{Map, Value, json};

use super::walk::{NODE, Object, text};
use crate::ir::{
    Api, ClearWith, Docs, Encoding, Field, Method, Operation, Paging, Presence, Replies,
    SchemaPath, Type,
};

/// Prints an IR as an OpenAPI document.
#[must_use]
pub fn print(api: &Api) -> Value {
    let mut paths = Map::new();
    for operation in &api.operations {
        let item = paths.entry(operation.template()).or_insert(json!({}));
        if let Some(item) = item.as_object_mut() {
            let method = operation.method.as_str().to_lowercase();
            item.insert(method, Value::Object(Printer { api }.operation(operation)));
        }
    }
    json!({
        "info": {"version": api.version},
        "servers": [{"url": api.base}],
        "paths": paths,
        "components": {"schemas": Printer { api }.components()},
    })
}

/// Prints parts of one IR.
#[derive(Clone, Copy)]
pub(super) struct Printer<'a> {
    pub(super) api: &'a Api,
}

impl Printer<'_> {
    fn operation(&self, operation: &Operation) -> Object {
        let mut object = Map::new();
        object.insert(NODE.to_owned(), node(operation));
        object.insert("operationId".to_owned(), operation.id.clone().into());
        describe(&mut object, &operation.docs);
        if let Some(base) = &operation.base {
            object.insert("servers".to_owned(), json!([{"url": base}]));
        }
        let mut parameters: Vec<Value> = operation
            .path_parameters
            .iter()
            .map(|field| self.parameter(field, "path"))
            .collect();
        let media_type = match operation.encoding {
            Encoding::Query => None,
            Encoding::Form => Some("application/x-www-form-urlencoded"),
            Encoding::Json => Some("application/json"),
            Encoding::Multipart => Some("multipart/form-data"),
        };
        if let Some(media_type) = media_type {
            let is_in_query = |field: &&Field| operation.in_query.contains(&field.name);
            let (query, body): (Vec<&Field>, Vec<&Field>) =
                operation.parameters.iter().partition(is_in_query);
            parameters.extend(
                query
                    .into_iter()
                    .map(|field| self.parameter(field, "query")),
            );
            let body: Vec<Field> = body.into_iter().cloned().collect();
            let schema = self.body(&body);
            let body = json!({"content": {media_type: {"schema": schema}}});
            object.insert("requestBody".to_owned(), body);
        } else {
            let query = operation.parameters.iter();
            parameters.extend(query.map(|field| self.parameter(field, "query")));
        }
        if !parameters.is_empty() {
            object.insert("parameters".to_owned(), parameters.into());
        }
        let replies = self.replies(&operation.reply, &operation.replies);
        object.insert("responses".to_owned(), replies);
        object
    }

    fn parameter(&self, field: &Field, place: &str) -> Value {
        let mut schema = self.field(field, &Docs::default(), None);
        // The schema may repeat the description of its parameter.
        if field.docs.description.as_deref() == text(&schema, "description") {
            schema.remove("description");
        }
        if field.docs.deprecated {
            schema.remove("deprecated");
        }
        let node = match place {
            "path" => "Operation::path_parameters",
            _ => "Operation::parameters",
        };
        let style = match place {
            "path" => "simple",
            _ if is_scalar(&schema) => "form",
            _ => "deepObject",
        };
        let mut object = Map::new();
        object.insert(NODE.to_owned(), facets(field, node));
        object.insert("name".to_owned(), field.name.clone().into());
        object.insert("in".to_owned(), place.into());
        object.insert("style".to_owned(), style.into());
        object.insert("schema".to_owned(), Value::Object(schema));
        if field.presence == Presence::Required {
            object.insert("required".to_owned(), true.into());
        }
        describe(&mut object, &field.docs);
        Value::Object(object)
    }

    fn body(&self, fields: &[Field]) -> Value {
        let docs: Vec<_> = fields.iter().map(|field| field.docs.clone()).collect();
        let mut schema = self.object(fields, &docs, None);
        schema.insert(NODE.to_owned(), json!({"type": "Operation::parameters"}));
        Value::Object(schema)
    }

    fn replies(&self, reply: &Type, replies: &Replies) -> Value {
        let success = if *reply == Type::Nothing {
            json!({"description": replies.description})
        } else {
            let mut schema = self.schema(reply, None);
            describe(&mut schema, &replies.schema);
            json!({
                "description": replies.description,
                "content": {&replies.media_type: {"schema": schema}},
            })
        };
        let mut all = Map::new();
        all.insert("200".to_owned(), success);
        if replies.may_be_empty {
            all.insert("204".to_owned(), json!({"description": ""}));
        }
        if let Some(error) = &replies.error {
            let schemas: Vec<Value> = error.schemas.iter().map(refer).collect();
            let schema = match schemas.as_slice() {
                [only] => only.clone(),
                _ => json!({"oneOf": schemas, NODE: {"type": "ErrorReply"}}),
            };
            let failure = json!({
                "description": error.description,
                "content": {"application/json": {"schema": schema}},
            });
            all.insert("default".to_owned(), failure);
        }
        Value::Object(all)
    }
}

/// Writes `summary`, `description` and `deprecated`.
pub(super) fn describe(object: &mut Object, docs: &Docs) {
    for (key, text) in [
        ("summary", &docs.summary),
        ("description", &docs.description),
    ] {
        if let Some(text) = text {
            object.insert(key.to_owned(), text.clone().into());
        }
    }
    if docs.deprecated {
        object.insert("deprecated".to_owned(), true.into());
    }
}

/// A reference to a schema of `components`.
pub(super) fn refer(place: &SchemaPath) -> Value {
    json!({"$ref": format!("#/components/schemas/{}", place.root()), NODE: {"type": "Type::Named"}})
}

/// Whether a value is a scalar in a query: lists and objects have brackets in their names.
pub(super) fn is_scalar(schema: &Object) -> bool {
    let ty = schema.get("type").and_then(Value::as_str);
    ty.is_some_and(|ty| ty != "array" && ty != "object")
}

/// The IR's counterparts of a field, for the table of constructs.
pub(super) fn facets(field: &Field, ty: &str) -> Value {
    let presence = match field.presence {
        Presence::Required => "Presence::Required",
        // Of a fixup, which comes after the comparison.
        Presence::AlwaysPresent => "Presence::AlwaysPresent",
        Presence::Optional => "Presence::Optional",
        Presence::Nullable => "Presence::Nullable",
    };
    let unset = match field.clear_with {
        ClearWith::Nothing => "ClearWith::Nothing",
        ClearWith::EmptyString => "ClearWith::EmptyString",
        ClearWith::Null => "ClearWith::Null",
    };
    json!({"type": ty, "presence": presence, "unset": unset, "deprecated": "Docs::deprecated"})
}

fn node(operation: &Operation) -> Value {
    json!({
        "type": "Operation",
        "method": match operation.method {
            Method::Get => "Method::Get",
            Method::Post => "Method::Post",
            Method::Delete => "Method::Delete",
            Method::Put => "Method::Put",
            Method::Patch => "Method::Patch",
        },
        "encoding": match operation.encoding {
            Encoding::Query => "Encoding::Query",
            Encoding::Form => "Encoding::Form",
            Encoding::Json => "Encoding::Json",
            Encoding::Multipart => "Encoding::Multipart",
        },
        "paging": match operation.paging {
            None => "no paging",
            Some(Paging::Cursor) => "Paging::Cursor",
            Some(Paging::Page) => "Paging::Page",
            Some(Paging::Url) => "Paging::Url",
        },
        "base": "Operation::base",
        "deprecated": "Docs::deprecated",
        "reply": format!("Type::{}", super::print_schema::name(&operation.reply)),
        "error": "Replies::error",
    })
}
