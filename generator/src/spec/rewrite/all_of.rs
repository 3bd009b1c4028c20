//! `allOf`: objects that are merged.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use super::walk::schemas;
use super::{Object, Rewriting};
use crate::budget::SCHEMAS;
use crate::diagnostic::{Path, Pointer};
use crate::spec::resolve::schema_name;

/// Keywords that describe a schema and do not change what it accepts.
const PROSE: [&str; 9] = [
    "default",
    "deprecated",
    "description",
    "example",
    "externalDocs",
    "nullable",
    "readOnly",
    "title",
    "writeOnly",
];

/// Merges the members of each `allOf`.
pub(super) fn merge(document: &mut Value, rewriting: &mut Rewriting) -> usize {
    let components = document.pointer("/components/schemas");
    let components = components.and_then(Value::as_object);
    let components = components.cloned().unwrap_or_default();
    let mut count = 0;
    schemas(document, &mut |schema, path| {
        if !schema.contains_key("allOf") {
            return;
        }
        let mut merge = Merge {
            components: &components,
            open: own_name(path).into_iter().collect(),
            rewriting,
            at: path.pointer(),
        };
        // What cannot be merged stays, and its problem refuses the document.
        if let Some(merged) = merge.schema(schema)
            && merge
                .rewriting
                .may_copy(&Value::Object(merged.clone()), &merge.at)
        {
            *schema = merged;
            count += 1;
        }
    });
    count
}

/// The name of the component here.
fn own_name(path: Path<'_>) -> Option<String> {
    schema_name(&path.pointer().to_string())
}

struct Merge<'a> {
    components: &'a Object,
    /// Components that are being merged, each into another. None is a part of itself.
    open: BTreeSet<String>,
    rewriting: &'a mut Rewriting,
    at: Pointer,
}

impl Merge<'_> {
    fn refuse(&mut self, message: String) {
        let at = self.at.child("allOf");
        let help = "`allOf` can merge objects; write this schema in full in a copy of the document";
        self.rewriting.refuse("all-of", at, message, help);
    }

    /// The schema without its `allOf`.
    fn schema(&mut self, schema: &Object) -> Option<Object> {
        let members = schema.get("allOf").and_then(Value::as_array)?;
        let mut outer = schema.clone();
        outer.remove("allOf");
        let (prose, parts): (Vec<&Value>, Vec<&Value>) =
            members.iter().partition(|member| is_prose(member));
        let outer_is_prose = outer
            .iter()
            .all(|(key, value)| is_prose_key(key) || (key == "type" && value == "object"));
        if let ([only], true) = (parts.as_slice(), outer_is_prose) {
            // One alternative with more prose, as `anyOf` of one has it.
            outer.remove("type");
            for (key, value) in prose
                .iter()
                .filter_map(|member| member.as_object())
                .flatten()
            {
                outer.entry(key.clone()).or_insert_with(|| value.clone());
            }
            outer.insert("anyOf".to_owned(), json!([only]));
            return Some(outer);
        }
        let mut merged = Merged::default();
        for member in parts {
            let object = self.object(member)?;
            self.add(&mut merged, &object)?;
        }
        self.add(&mut merged, &outer)?;
        for (key, value) in prose
            .iter()
            .filter_map(|member| member.as_object())
            .flatten()
        {
            outer.entry(key.clone()).or_insert_with(|| value.clone());
        }
        if let Some(name) = merged.unknown() {
            self.refuse(format!(
                "`required` names `{name}`, which is not a property"
            ));
            return None;
        }
        Some(merged.into_schema(&outer))
    }

    /// An object that is a member, with its own `allOf` merged.
    fn object(&mut self, member: &Value) -> Option<Object> {
        let object = member.as_object()?;
        if let Some(reference) = object.get("$ref").and_then(Value::as_str) {
            let name = schema_name(reference)?;
            let target = self.components.get(&name)?;
            // A chain of parts may be as long as the document makes it, and each may be in it many times.
            if self.open.len() > SCHEMAS.depth || !self.rewriting.may_copy(target, &self.at) {
                self.refuse("`allOf` leads through too many schemas".to_owned());
                return None;
            }
            if !self.open.insert(name.clone()) {
                self.refuse(format!("`{name}` is a part of itself"));
                return None;
            }
            let object = self.object(target);
            self.open.remove(&name);
            return object;
        }
        if object.contains_key("allOf") {
            let merged = self.schema(object)?;
            // Of one member, which is to be merged here all the same.
            return match merged
                .get("anyOf")
                .and_then(Value::as_array)
                .map(Vec::as_slice)
            {
                Some([only]) if !object.contains_key("anyOf") => self.object(&only.clone()),
                _ => Some(merged),
            };
        }
        Some(object.clone())
    }

    /// Adds the properties of an object.
    fn add(&mut self, merged: &mut Merged, object: &Object) -> Option<()> {
        let is_object = object.get("type").is_none_or(|ty| ty == "object");
        let other = ["anyOf", "oneOf", "not", "items", "enum"];
        if !is_object || other.iter().any(|key| object.contains_key(*key)) {
            self.refuse("`allOf` has a member that is not an object with properties".to_owned());
            return None;
        }
        let properties = object.get("properties").and_then(Value::as_object);
        for (name, schema) in properties.into_iter().flatten() {
            let known = merged.properties.get(name);
            let Some(both) = known.map_or(Some(schema), |known| narrower(known, schema)) else {
                self.refuse(format!(
                    "`allOf` has two properties `{name}` of different types"
                ));
                return None;
            };
            let both = both.clone();
            merged.properties.insert(name.clone(), both);
        }
        let required = object.get("required").and_then(Value::as_array);
        let required = required.into_iter().flatten().filter_map(Value::as_str);
        merged.required.extend(required.map(str::to_owned));
        match object.get("additionalProperties") {
            Some(Value::Object(values)) if values.is_empty() => {}
            Some(Value::Object(values)) => {
                merged.values = Some(values.clone().into());
            }
            // The client sends no other properties, and keeps those that it does not know.
            _ => {}
        }
        Some(())
    }
}

/// The objects of an `allOf`, put together.
#[derive(Default)]
struct Merged {
    properties: BTreeMap<String, Value>,
    required: BTreeSet<String>,
    /// The type of further properties.
    values: Option<Value>,
}

impl Merged {
    /// A required property that no member has.
    fn unknown(&self) -> Option<&String> {
        let mut required = self.required.iter();
        required.find(|name| !self.properties.contains_key(*name))
    }

    /// One object, described as the schema around the members was.
    fn into_schema(self, outer: &Object) -> Object {
        let kept = outer
            .iter()
            .filter(|(key, _)| is_prose_key(key) || key.starts_with("x-"));
        let mut schema: Object = kept
            .map(|(key, value)| (key.clone(), value.clone()))
            .collect();
        schema.insert("type".to_owned(), "object".into());
        let properties: Object = self.properties.into_iter().collect();
        if let (Some(values), true) = (&self.values, properties.is_empty()) {
            schema.insert("additionalProperties".to_owned(), values.clone());
            return schema;
        }
        schema.insert("properties".to_owned(), properties.into());
        if !self.required.is_empty() {
            let required: Vec<String> = self.required.into_iter().collect();
            schema.insert("required".to_owned(), required.into());
        }
        schema.extend(
            self.values
                .map(|values| ("additionalProperties".to_owned(), values)),
        );
        schema
    }
}

fn is_prose_key(key: &str) -> bool {
    PROSE.contains(&key) || key.starts_with("x-")
}

/// Whether a member only describes.
fn is_prose(member: &Value) -> bool {
    let object = member.as_object();
    object.is_some_and(|object| object.keys().all(|key| is_prose_key(key)))
}

/// The schema of a property that two members have, if one of them says all that the other does.
fn narrower<'v>(known: &'v Value, new: &'v Value) -> Option<&'v Value> {
    let (plain_known, plain_new) = (without_prose(known, false), without_prose(new, false));
    if plain_known == plain_new {
        return Some(new);
    }
    // A member may name values of a property that is any string elsewhere.
    if without_prose(known, true) != without_prose(new, true) {
        return None;
    }
    match (known.get("enum"), new.get("enum")) {
        (Some(_), None) => Some(known),
        (None, Some(_)) => Some(new),
        _ => None,
    }
}

fn without_prose(schema: &Value, without_enum: bool) -> Value {
    let Some(object) = schema.as_object() else {
        return schema.clone();
    };
    let kept = object.iter().filter(|(key, _)| {
        let is_prose = is_prose_key(key) && *key != "nullable";
        let is_left_out = is_prose || (without_enum && *key == "enum");
        !is_left_out
    });
    kept.map(|(key, value)| (key.clone(), value.clone()))
        .collect::<Object>()
        .into()
}

#[cfg(test)]
mod tests {
    use super::super::apply;
    use super::*;

    /// What the schema `a` of some schemas becomes, or the problem with it.
    fn merged(schemas: Value) -> Result<Value, String> {
        let mut document = json!({ "components": { "schemas": schemas } });
        let (_, problems) = apply(&mut document);
        match problems.first() {
            Some(problem) => Err(problem.message.clone()),
            None => Ok(document["components"]["schemas"]["a"].take()),
        }
    }

    fn object(properties: Value) -> Value {
        json!({ "type": "object", "properties": properties })
    }

    #[test]
    fn objects_are_merged() {
        let base =
            json!({"allOf": [object(json!({"id": {"type": "string"}})), {"required": ["id"]}]});
        let own = object(json!({"size": {"type": "integer"}}));
        let a = json!({"description": "A.", "allOf": [{"$ref": "#/components/schemas/base"}, own]});
        assert_eq!(
            merged(json!({"a": a, "base": base})),
            Ok(json!({
                "description": "A.",
                "type": "object",
                "properties": {"id": {"type": "string"}, "size": {"type": "integer"}},
                "required": ["id"],
            }))
        );
    }

    #[test]
    fn one_member_is_an_alternative() {
        let of = json!({"$ref": "#/components/schemas/b"});
        let a = json!({"allOf": [of, {"description": "A."}], "nullable": true});
        assert_eq!(
            merged(json!({"a": a, "b": object(json!({}))})),
            Ok(json!({"anyOf": [of], "description": "A.", "nullable": true}))
        );
    }

    #[test]
    fn a_property_is_narrowed() {
        let any = object(json!({"kind": {"type": "string"}}));
        let one = object(json!({"kind": {"type": "string", "enum": ["cat"], "description": "K."}}));
        let a = merged(json!({"a": {"allOf": [any, one]}}));
        assert_eq!(a.unwrap()["properties"]["kind"]["enum"], json!(["cat"]));
    }

    /// Work and depth are limited, whatever a document makes of its references.
    #[test]
    fn merging_ends() {
        let refer = |n: usize| json!({"$ref": format!("#/components/schemas/s{n}")});
        let all = |of: &dyn Fn(usize) -> Value| -> Value {
            let schemas = (0..3_000).map(|n| (format!("s{n}"), of(n + 1)));
            let mut schemas: Object = schemas.collect();
            schemas.insert("s3000".to_owned(), object(json!({})));
            schemas.insert(
                "a".to_owned(),
                json!({"allOf": [refer(0), object(json!({}))]}),
            );
            schemas.into()
        };
        let chain = all(&|n| json!({"allOf": [refer(n), object(json!({}))]}));
        let doubled = all(&|n| json!({"allOf": [refer(n), refer(n)]}));
        for schemas in [chain, doubled] {
            assert!(merged(schemas).is_err());
        }
        let inner = json!({"allOf": [{"$ref": "#/components/schemas/a"}, object(json!({}))]});
        let of_itself = object(json!({"b": inner, "c": inner}));
        let mut document = json!({"components": {"schemas": {"a": of_itself}}});
        apply(&mut document);
    }

    #[test]
    fn what_is_no_merged_object_is_refused() {
        let text = object(json!({"x": {"type": "string"}}));
        let number = object(json!({"x": {"type": "integer"}}));
        let of_itself = json!({"allOf": [{"$ref": "#/components/schemas/a"}, text]});
        for (members, message) in [
            (
                json!([text, number]),
                "`allOf` has two properties `x` of different types",
            ),
            (
                json!([text, {"type": "string"}]),
                "`allOf` has a member that is not an object with properties",
            ),
            (
                json!([text, {"required": ["y"]}]),
                "`required` names `y`, which is not a property",
            ),
        ] {
            assert_eq!(
                merged(json!({"a": {"allOf": members}})),
                Err(message.to_owned())
            );
        }
        assert_eq!(
            merged(json!({"a": of_itself})),
            Err("`a` is a part of itself".to_owned())
        );
    }
}
