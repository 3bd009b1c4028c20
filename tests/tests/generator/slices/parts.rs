//! Slices of the project's own documents.

use std::collections::BTreeMap;

use generator::Lowered;
use generator::ir::{SchemaPath, Shape, Type};
use generator::slice::without_prose;
use generator::spec::{Format, print};
use serde_json::Value;
use tests::reversed;

use super::{Project, fragment, only};

#[test]
fn what_is_not_reached_is_cut_off() {
    let project = fragment();
    let slice = project.slice(&only("refunds"));
    let schemas = &slice["components"]["schemas"];
    assert!(schemas.get("refund").is_some() && schemas.get("charge").is_none());
    let charge = &schemas["refund"]["properties"]["charge"];
    let id = serde_json::json!([{ "type": "string", "maxLength": 5000 }]);
    assert_eq!(charge["anyOf"], id);
    assert_eq!(
        charge["x-expansionResources"]["oneOf"],
        serde_json::json!([])
    );
    let whole = project.slice(&only("**"));
    assert_eq!(whole["paths"].as_object().map(|paths| paths.len()), Some(7));
}

/// If only some targets of a field are reachable, the field still accepts the others.
#[test]
fn an_expandable_field_of_which_a_part_is_known() {
    let document = r##"{
        "openapi": "3.0.0",
        "info": { "title": "A", "version": "1" },
        "servers": [{ "url": "https://a.test" }],
        "paths": { "/v1/as": { "get": {
            "operationId": "GetAs",
            "responses": { "200": { "description": "", "content": { "application/json": {
                "schema": { "$ref": "#/components/schemas/a" }
            } } } }
        } }, "/v1/bs": { "get": {
            "operationId": "GetBs",
            "responses": { "200": { "description": "", "content": { "application/json": {
                "schema": { "$ref": "#/components/schemas/b" }
            } } } }
        } } },
        "components": { "schemas": {
            "b": { "type": "object", "properties": { "object": { "type": "string", "enum": ["b"] } } },
            "a": { "type": "object", "properties": {
                "object": { "type": "string", "enum": ["a"] },
                "one": {
                    "anyOf": [{ "type": "string" }, { "$ref": "#/components/schemas/a" }, { "$ref": "#/components/schemas/b" }],
                    "x-expansionResources": { "oneOf": [{ "$ref": "#/components/schemas/a" }, { "$ref": "#/components/schemas/b" }] }
                }
            } }
        } }
    }"##;
    let project = Project::new(document.to_owned());
    let plan = only("as");
    let slice = project.slice(&plan);
    let a = serde_json::json!({ "$ref": "#/components/schemas/a" });
    let one = &slice["components"]["schemas"]["a"]["properties"]["one"];
    assert_eq!(
        one["anyOf"],
        serde_json::json!([{ "type": "string" }, a, { "type": "object" }])
    );
    assert_eq!(one["x-expansionResources"]["oneOf"], serde_json::json!([a]));
    // Slicing is idempotent.
    assert_eq!(Project::new(slice.to_string()).slice(&plan), slice);

    let api = project.lower_slice(&plan).api;
    let field = |place: &SchemaPath| match &api.types[place].shape {
        Shape::Object { fields, .. } => fields
            .iter()
            .find(|field| field.name == "one")
            .map(|field| field.ty.clone()),
        other => panic!("{other:?}"),
    };
    let place = SchemaPath::schema("a");
    let union = place.child("one");
    let target = Box::new(Type::Named(union.clone()));
    assert_eq!(field(&place), Some(Type::Expandable(target)));
    match &api.types[&union].shape {
        Shape::Union { members } => assert_eq!(members.len(), 1),
        other => panic!("{other:?}"),
    }
    // If both are reachable, nothing is open.
    assert_eq!(
        project.slice(&only("as,bs"))["components"],
        serde_json::from_str::<Value>(document).expect("JSON")["components"]
    );
}

#[test]
fn keys_are_in_the_order_of_the_document_and_nothing_else_depends_on_it() {
    let (project, plan) = (fragment(), only("refunds,charges.refund"));
    let other = Project::new(reversed(&project.document));
    let (slice, mirrored) = (project.slice(&plan), other.slice(&plan));
    assert_eq!(slice, mirrored);
    let keys = |value: &Value| -> Vec<String> {
        let schemas = value["components"]["schemas"].as_object();
        schemas
            .map(|schemas| schemas.keys().cloned().collect())
            .unwrap_or_default()
    };
    let mut turned = keys(&mirrored);
    turned.reverse();
    assert_eq!(keys(&slice), turned);
    let order = |value: &Value| {
        value
            .as_object()
            .map(|map| map.keys().cloned().collect::<Vec<_>>())
    };
    let first = |value: &Value| order(&value["paths"]["/v1/refunds"]["post"]);
    let written: serde_yaml::Value = serde_yaml::from_str(&project.document).expect("YAML");
    let written = serde_json::to_value(written).expect("JSON");
    assert_eq!(first(&slice), first(&written));
    let texts = [Format::Yaml, Format::Json].map(|format| print(&slice, format));
    assert_eq!(
        texts,
        [Format::Yaml, Format::Json].map(|format| print(&project.slice(&plan), format))
    );
}

#[test]
fn without_prose_it_is_still_an_input() {
    let project = fragment();
    let mut slice = project.slice(&only("**"));
    without_prose(&mut slice);
    let text = print(&slice, Format::Yaml).expect("it has a text");
    let shapes = |lowered: Lowered| -> BTreeMap<String, Shape> {
        let types = lowered.api.types.into_iter();
        types
            .map(|(place, def)| (place.to_string(), undocumented(def.shape)))
            .collect()
    };
    let bare = Project::new(text).lower();
    assert!(
        bare.api
            .types
            .values()
            .all(|def| def.docs.description.is_none())
    );
    assert_eq!(shapes(bare), shapes(project.lower()));
}

fn undocumented(mut shape: Shape) -> Shape {
    if let Shape::Object { fields, .. } = &mut shape {
        for field in fields {
            field.docs.description = None;
        }
    }
    shape
}
