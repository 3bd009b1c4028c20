//! Every single change that Stripe may make to a response, and some that it must not.

use generator::ir::{Api, Field, Shape, Tag, Type};
use serde_json::{Value, json};

use super::expected::{Path, choose, envelope};
use super::sample::sample;

/// A response with one change.
#[derive(Clone)]
pub struct Mutation {
    /// The change and its pointer.
    pub what: String,
    pub json: Value,
    /// Whether Stripe must not make this change, as it removes a required field.
    pub breaks: bool,
}

/// All mutations of a value of this type.
pub fn mutations(api: &Api, ty: &Type, json: &Value) -> Vec<Mutation> {
    let mut walk = Walk {
        api,
        root: json,
        pointer: String::new(),
        found: Vec::new(),
    };
    walk.value(ty, json);
    walk.found
}

struct Walk<'a> {
    api: &'a Api,
    root: &'a Value,
    /// JSON pointer of the current value.
    pointer: String,
    found: Vec<Mutation>,
}

impl Walk<'_> {
    /// The whole response with the current value replaced.
    fn replace(&mut self, what: &str, by: Value) {
        self.add(what, by, false);
    }

    fn add(&mut self, what: &str, by: Value, breaks: bool) {
        let mut json = self.root.clone();
        *json
            .pointer_mut(&self.pointer)
            .expect("the walk is at a value") = by;
        self.found.push(Mutation {
            what: format!("{what} at {:?}", self.pointer),
            json,
            breaks,
        });
    }

    fn within(&mut self, step: &str, ty: &Type, json: &Value) {
        let length = self.pointer.len();
        self.pointer += "/";
        self.pointer += &step.replace('~', "~0").replace('/', "~1");
        self.value(ty, json);
        self.pointer.truncate(length);
    }

    fn value(&mut self, ty: &Type, json: &Value) {
        match ty {
            Type::Constant(_) => self.replace("another constant", json!("brand_new")),
            Type::Named(place) => match &self.api.types[place].shape {
                Shape::Object { fields, .. } => self.object(fields, json),
                Shape::Enum { values } => {
                    self.replace("an unknown value", json!("brand_new \"value\""));
                    for value in values {
                        self.replace("a documented value", json!(value));
                    }
                }
                Shape::Union { .. } => self.union(ty, json),
                Shape::Alias(other) => self.value(&Type::Named(other.clone()), json),
            },
            Type::Array(item) => {
                self.replace("no items", json!([]));
                let items = json.as_array().expect("a list");
                self.replace("twice the items", [items.as_slice(), items].concat().into());
                for (at, json) in items.iter().enumerate().take(3) {
                    self.within(&at.to_string(), item, json);
                }
            }
            Type::Map(item) | Type::ClearableMap(item, _) => {
                let mut more = json.clone();
                more["another \"key\""] = sample(self.api, item, 0);
                self.replace("another key", more);
                for (name, json) in json.as_object().expect("a map") {
                    self.within(name, item, json);
                }
            }
            Type::List(paging, item) => self.object(&envelope(*paging, item), json),
            Type::Expandable(target) => self.expandable(target),
            Type::MaybeDeleted { live, tombstone } => {
                for place in [live, tombstone] {
                    let value = sample(self.api, &Type::Named(place.clone()), 1);
                    self.replace("an object or its tombstone", value);
                }
                let unknown = json!({ "object": "brand_new", "id": "x_1" });
                self.replace("an unknown kind", unknown);
            }
            _ => {}
        }
    }

    fn object(&mut self, fields: &[Field], json: &Value) {
        let mut more = json.clone();
        more["a_new_field"] = json!("text");
        more["brand new"] = json!([1, { "b": null }, null]);
        more["new_object"] = json!({ "object": "brand_new", "list": [] });
        more["zero"] = Value::Null;
        self.replace("unknown fields", more);
        for Field {
            name, ty, presence, ..
        } in fields
        {
            let breaks = presence.is_required();
            let Some(field) = json.get(name) else {
                if !breaks {
                    let mut more = json.clone();
                    more[name] = sample(self.api, ty, 1);
                    self.replace(&format!("`{name}` given"), more);
                }
                continue;
            };
            let mut less = json.clone();
            less.as_object_mut().expect("an object").remove(name);
            self.add(&format!("`{name}` dropped"), less, breaks);
            let mut null = json.clone();
            null[name] = Value::Null;
            self.add(&format!("`{name}` null"), null, breaks);
            if !field.is_null() {
                self.within(name, ty, field);
            }
        }
    }

    fn union(&mut self, ty: &Type, json: &Value) {
        let Type::Named(place) = ty else { return };
        let Shape::Union { members } = &self.api.types[place].shape else {
            return;
        };
        for member in members {
            for depth in [0, 1] {
                let value = sample(self.api, &member.ty, depth);
                self.replace(&format!("the member {}", member.name), value);
            }
        }
        for other in [
            json!("id_1"),
            json!(7),
            json!([]),
            json!({}),
            json!([{}]),
            Value::Null,
        ] {
            self.replace("no member at all", other);
        }
        self.replace(
            "an unknown kind",
            json!({ "object": "brand_new", "id": "x_1" }),
        );
        if json.is_object() && members.iter().any(|member| member.tag != Tag::None) {
            let mut unknown = json.clone();
            unknown["object"] = json!("brand_new");
            self.replace("an unknown tag", unknown);
            let mut untagged = json.clone();
            untagged
                .as_object_mut()
                .expect("an object")
                .remove("object");
            self.replace("no tag", untagged);
        }
        if let Some((member, Ok(_))) = choose(self.api, members, json, Path::Root) {
            self.value(&member.ty.clone(), json);
        }
    }

    fn expandable(&mut self, target: &Type) {
        self.replace("an id", json!("id_2"));
        for depth in [0, 1] {
            let mut object = sample(self.api, target, depth);
            object["id"] = json!("id_3");
            self.replace("an object in place of its id", object);
        }
        let unknown = json!({ "object": "brand_new", "id": "id_4", "n": 1.5 });
        self.replace("an unknown object in place of an id", unknown);
        let deleted = json!({ "object": "customer", "id": "id_5", "deleted": true });
        self.replace("a deleted object in place of an id", deleted);
    }
}
