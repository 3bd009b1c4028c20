//! The changes of the document.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use generator::diff::{Level, Site};
use serde_json::{Map, Value, json};

use super::super::{at, push, remove, set, take};
use super::structure;

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Kind {
    AddField,
    RemoveField,
    Require,
    MakeOptional,
    Retype,
    AddValue,
    RemoveValue,
    AddOperation,
    RemoveOperation,
    MoveOperation,
    MoveReference,
    Describe,
    Example,
}

/// A change of one kind at one pointer.
#[derive(Clone, Debug)]
pub(super) struct Edit {
    pub(super) kind: Kind,
    /// The object, field or operation that is changed.
    pub(super) pointer: String,
    /// The names that the report must contain.
    pub(super) names: Vec<String>,
    /// Schemas and paths that no other change may touch.
    pub(super) owners: BTreeSet<String>,
}

impl fmt::Display for Edit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?} {:?} at {}", self.kind, self.names, self.pointer)
    }
}

const SCHEMAS: &str = "/components/schemas";
const NEW: &str = "zz_added";

/// Fields with a special meaning to the client: discriminators, pagination, and the like.
const KNOWN: [&str; 6] = ["object", "deleted", "id", "expand", "include", "limit"];

impl Edit {
    fn new(kind: Kind, pointer: &str, names: &[&str]) -> Self {
        // `/components/schemas/refund` or `/paths/~1v1~1refunds`.
        let depth = if pointer.starts_with(SCHEMAS) { 4 } else { 3 };
        let owner: Vec<&str> = pointer.split('/').take(depth).collect();
        Self {
            kind,
            pointer: pointer.to_owned(),
            names: names.iter().map(|name| (*name).to_owned()).collect(),
            owners: BTreeSet::from([owner.join("/")]),
        }
    }

    pub(super) fn is_of_reply(&self) -> bool {
        self.pointer.starts_with(SCHEMAS)
    }

    /// The expected kind and level, if a change is expected at all.
    pub(super) fn expected(&self) -> Option<(&'static str, Level)> {
        Some(match self.kind {
            Kind::AddField => ("field-added", Level::Addition),
            Kind::RemoveField => ("field-removed", Level::Breaking),
            Kind::Require => ("required", Level::Breaking),
            Kind::MakeOptional => ("optional", Level::Breaking),
            Kind::Retype => ("retyped", Level::Breaking),
            Kind::AddValue if self.is_of_reply() => ("value-added", Level::Behaviour),
            Kind::AddValue => ("value-added", Level::Addition),
            Kind::RemoveValue => ("value-removed", Level::Breaking),
            Kind::AddOperation => ("operation-added", Level::Addition),
            Kind::RemoveOperation => ("operation-removed", Level::Breaking),
            Kind::MoveOperation => ("operation-moved", Level::Breaking),
            Kind::MoveReference => ("type-at-place", Level::Breaking),
            Kind::Describe | Kind::Example => return None,
        })
    }

    /// Whether a site of a change is that of this edit, or the shared definition of the same structure elsewhere.
    pub(super) fn is_at(&self, site: &Site, base: &Value) -> bool {
        let path = |pointer: &Option<String>| {
            let pointer = pointer
                .as_deref()
                .and_then(|pointer| pointer.strip_prefix('#'));
            pointer.map(str::to_owned)
        };
        let mut pointers = [path(&site.base), path(&site.head)].into_iter().flatten();
        let here = match self.kind {
            Kind::AddField => format!("{}/properties/{NEW}", self.pointer),
            Kind::AddOperation | Kind::MoveOperation => self.elsewhere(),
            _ => self.pointer.clone(),
        };
        let is_twin = |pointer: &str| {
            let (object, name) = pointer.rsplit_once('/').unwrap_or_default();
            let (own, own_name) = here.rsplit_once('/').unwrap_or_default();
            let of = |pointer: &str| {
                let object = pointer.strip_suffix("/properties").unwrap_or(pointer);
                base.pointer(object).map(structure::of)
            };
            !self.is_of_reply() && name == own_name && of(object) == of(own)
        };
        // A separate enumeration with the same values.
        let is_equal = |pointer: &str| {
            let of = |pointer: &str| base.pointer(pointer).map(structure::of);
            matches!(self.kind, Kind::AddValue | Kind::RemoveValue) && of(pointer) == of(&here)
        };
        pointers.any(|pointer| pointer == here || is_twin(&pointer) || is_equal(&pointer))
    }

    /// The pointer that an operation is moved to.
    fn elsewhere(&self) -> String {
        let (path, method) = self.pointer.rsplit_once('/').expect("a path and a method");
        let (parent, last) = path.rsplit_once("~1").expect("a path has steps");
        format!("{parent}~1zz_{last}/{method}")
    }

    pub(super) fn apply(&self, document: &mut Value) {
        let pointer = self.pointer.as_str();
        let (owner, name) = pointer.rsplit_once('/').expect("a pointer has steps");
        let name = unescaped(name);
        let object = owner.strip_suffix("/properties");
        let object = || object.expect("a field");
        match self.kind {
            Kind::AddField => {
                let fields = format!("{pointer}/properties");
                set(document, &fields, NEW, json!({"type": "string"}));
            }
            Kind::RemoveField => {
                remove(document, owner, &name);
            }
            Kind::Require => {
                let object = at(document, object()).as_object_mut().expect("an object");
                let required = object.entry("required").or_insert_with(|| json!([]));
                required.as_array_mut().expect("a list").push(name.into());
            }
            Kind::MakeOptional => take(document, &format!("{}/required", object()), &name),
            Kind::Retype => {
                let field = at(document, pointer).as_object_mut().expect("a field");
                field.retain(|key, _| key == "description" || key == "nullable");
                field.insert("type".to_owned(), json!("boolean"));
            }
            Kind::AddValue => push(document, &format!("{pointer}/enum"), NEW),
            Kind::RemoveValue => {
                let value = self.names.first().expect("a value");
                take(document, &format!("{pointer}/enum"), value);
            }
            Kind::Describe => set(document, pointer, "description", json!("Other words.")),
            Kind::Example => set(document, pointer, "example", json!("such")),
            Kind::AddOperation => {
                let mut operation = at(document, pointer).clone();
                operation["operationId"] = json!(format!("Zz{name}{}", owner.len()));
                let operation = operation.as_object_mut().expect("an operation");
                // A unique structure, which cannot be shared.
                operation.remove("requestBody");
                let item = json!({ name: operation });
                set(document, "/paths", &self.path_elsewhere(), item);
            }
            Kind::RemoveOperation => remove(document, "/paths", &self.path()),
            Kind::MoveOperation => {
                let path = self.path();
                let item = document["paths"][path.as_str()].clone();
                remove(document, "/paths", &path);
                set(document, "/paths", &self.path_elsewhere(), item);
            }
            Kind::MoveReference => {
                let field = at(document, pointer);
                let reference = reference(field).expect("a reference").to_owned();
                *reference_mut(field) = json!(format!("#{SCHEMAS}/{reference}_zz"));
                let copy = at(document, &format!("{SCHEMAS}/{reference}")).clone();
                set(document, SCHEMAS, &format!("{reference}_zz"), copy);
            }
        }
    }

    fn path(&self) -> String {
        unescaped(self.pointer.split('/').nth(2).expect("a path"))
    }

    fn path_elsewhere(&self) -> String {
        unescaped(self.elsewhere().split('/').nth(2).expect("a path"))
    }
}

fn unescaped(step: &str) -> String {
    step.replace("~1", "/").replace("~0", "~")
}

fn escaped(step: &str) -> String {
    step.replace('~', "~0").replace('/', "~1")
}

/// All possible edits.
pub(super) fn all(document: &Value) -> BTreeMap<Kind, Vec<Edit>> {
    let mut all: BTreeMap<Kind, Vec<Edit>> = BTreeMap::new();
    let mut add = |edit: Edit| all.entry(edit.kind).or_default().push(edit);
    let schemas = document["components"]["schemas"].as_object();
    let schemas = schemas.expect("there are schemas");
    for (name, schema) in schemas {
        objects(
            schema,
            &format!("{SCHEMAS}/{}", escaped(name)),
            &mut |object, pointer| {
                fields(object, pointer, &mut add);
                references(object, pointer, schemas, &mut add);
            },
        );
    }
    for (path, item) in document["paths"].as_object().expect("there are paths") {
        let item = item.as_object().expect("a path has methods");
        let path = format!("/paths/{}", escaped(path));
        for (method, operation) in item {
            operations(
                operation,
                &format!("{path}/{method}"),
                item.len(),
                schemas,
                &mut add,
            );
            // A DELETE sends its parameters in the query.
            let content = operation["requestBody"]["content"].as_object();
            let content = content.filter(|_| method == "post");
            for (media, body) in content.into_iter().flatten() {
                let body_at = format!(
                    "{path}/{method}/requestBody/content/{}/schema",
                    escaped(media)
                );
                objects(&body["schema"], &body_at, &mut |object, pointer| {
                    fields(object, pointer, &mut add);
                });
            }
        }
    }
    all
}

/// Objects with fields, at any depth, except lists, which are types of the runtime.
fn objects(value: &Value, pointer: &str, found: &mut impl FnMut(&Map<String, Value>, &str)) {
    match value {
        Value::Object(map) => {
            if let Some(fields) = map.get("properties").and_then(Value::as_object) {
                let is_list = ["has_more", "next_page_url"]
                    .iter()
                    .any(|f| fields.contains_key(*f));
                if fields.len() > 1 && !is_list && map.contains_key("type") {
                    found(map, pointer);
                }
            }
            for (key, inner) in map.iter().filter(|(key, _)| !key.starts_with("x-")) {
                objects(inner, &format!("{pointer}/{}", escaped(key)), found);
            }
        }
        Value::Array(items) => {
            for (index, inner) in items.iter().enumerate() {
                objects(inner, &format!("{pointer}/{index}"), found);
            }
        }
        _ => {}
    }
}

fn fields(object: &Map<String, Value>, pointer: &str, add: &mut impl FnMut(Edit)) {
    add(Edit::new(Kind::AddField, pointer, &[NEW]));
    let required = |name: &str| {
        let list = object.get("required").and_then(Value::as_array);
        list.is_some_and(|list| list.iter().any(|item| item == name))
    };
    let fields = object["properties"].as_object().expect("a map");
    for (name, field) in fields
        .iter()
        .filter(|(name, _)| !KNOWN.contains(&name.as_str()))
    {
        let at = format!("{pointer}/properties/{}", escaped(name));
        let is_scalar = ["string", "integer", "boolean"]
            .iter()
            .any(|ty| field["type"] == *ty);
        // A fixup depends on this field being required.
        if !is_scalar || name == "amount_paid_off_stripe" {
            continue;
        }
        let values = field.get("enum").and_then(Value::as_array);
        // In a response, a single value is a constant if required and an enumeration if not: the type would change.
        let is_one = pointer.starts_with(SCHEMAS) && values.is_some_and(|values| values.len() == 1);
        if is_one {
            continue;
        }
        if required(name) {
            add(Edit::new(Kind::MakeOptional, &at, &[]));
        } else {
            add(Edit::new(Kind::RemoveField, &at, &[name]));
            if field.get("nullable").is_none() {
                add(Edit::new(Kind::Require, &at, &[]));
            }
        }
        let is_text = field["type"] == "string" && values.is_none();
        if is_text && field.get("format").is_none() && field.get("description").is_some() {
            add(Edit::new(Kind::Retype, &at, &[]));
            // Texts inside of a shared structure are not in the crate.
            if pointer.starts_with(SCHEMAS) {
                add(Edit::new(Kind::Describe, &at, &[]));
            }
            add(Edit::new(Kind::Example, &at, &[]));
        }
        let values = values.into_iter().flatten().filter_map(Value::as_str);
        let values: Vec<&str> = values.filter(|value| !value.is_empty()).collect();
        if let [_, _, .., last] = values.as_slice() {
            add(Edit::new(Kind::AddValue, &at, &[NEW]));
            add(Edit::new(Kind::RemoveValue, &at, &[last]));
        }
    }
}

/// Fields whose type is an object that is not an API resource.
fn references(
    object: &Map<String, Value>,
    pointer: &str,
    schemas: &Map<String, Value>,
    add: &mut impl FnMut(Edit),
) {
    for (name, field) in object["properties"].as_object().expect("a map") {
        let Some(target) = reference(field) else {
            continue;
        };
        let schema = &schemas[target];
        let is_part = schema.get("x-resourceId").is_none() && schema.get("properties").is_some();
        if is_part && !target.contains("deleted") {
            let at = format!("{pointer}/properties/{}", escaped(name));
            let mut edit = Edit::new(Kind::MoveReference, &at, &[]);
            edit.owners.insert(format!("{SCHEMAS}/{target}"));
            add(edit);
        }
    }
}

/// The schema that a field refers to, if it consists of that reference.
fn reference(field: &Value) -> Option<&str> {
    let single = match field["anyOf"].as_array().map(Vec::as_slice) {
        Some([single]) if field.get("x-expansionResources").is_none() => single,
        Some(_) => return None,
        None => field,
    };
    single["$ref"].as_str()?.rsplit('/').next()
}

fn reference_mut(field: &mut Value) -> &mut Value {
    match field.get("anyOf").is_some() {
        true => &mut field["anyOf"][0]["$ref"],
        false => &mut field["$ref"],
    }
}

/// Operations on a single resource, such as `POST /v1/refunds/{refund}/cancel`.
fn operations(
    operation: &Value,
    pointer: &str,
    methods: usize,
    schemas: &Map<String, Value>,
    add: &mut impl FnMut(Edit),
) {
    let reply = &operation["responses"]["200"]["content"]["application/json"]["schema"];
    let is_object =
        reference(reply).is_some_and(|name| schemas[name].get("x-resourceId").is_some());
    let path = pointer.strip_suffix("/post").unwrap_or_default();
    let is_action = path
        .rsplit_once("}~1")
        .is_some_and(|(_, last)| !last.contains("~1"));
    if is_object && is_action && methods == 1 {
        for kind in [
            Kind::AddOperation,
            Kind::RemoveOperation,
            Kind::MoveOperation,
        ] {
            add(Edit::new(kind, pointer, &[]));
        }
    }
}

/// Reverses maps, and lists whose order has no meaning.
pub(super) fn reverse(value: &mut Value) {
    match value {
        Value::Object(map) => {
            for (key, inner) in map.iter_mut() {
                let lists = ["required", "x-expandableFields"];
                match inner {
                    Value::Array(items) if lists.contains(&key.as_str()) => items.reverse(),
                    inner => reverse(inner),
                }
            }
            let entries: Vec<(String, Value)> = std::mem::take(map).into_iter().collect();
            map.extend(entries.into_iter().rev());
        }
        Value::Array(items) => items.iter_mut().for_each(reverse),
        _ => {}
    }
}

/// Changes all texts under a key, which can also be the name of a field.
pub(super) fn everywhere(value: &mut Value, key: &str, change: &dyn Fn(&str) -> Value) {
    match value {
        Value::Object(map) => {
            for (name, inner) in map.iter_mut() {
                match inner {
                    Value::String(text) if name == key => *inner = change(text),
                    inner => everywhere(inner, key, change),
                }
            }
        }
        Value::Array(items) => {
            for item in items {
                everywhere(item, key, change);
            }
        }
        _ => {}
    }
}
