//! Schemas of replies and of parameters.

use serde_json::{Map, Value, json};

use super::{Component, Grammar, object, reference, words};

/// Schemas are nested no deeper.
const DEEPEST: usize = 3;

impl Grammar<'_, '_> {
    /// The schemas of `components`.
    pub(super) fn schemas(&mut self) -> Map<String, Value> {
        let names = self.names(8, words::component);
        // Objects have their tags before anything refers to them.
        for name in &names {
            let kind = self.dice.below(10);
            let is_object = kind < 7;
            let tag = (is_object && kind < 6).then(|| match self.dice.below(8) {
                0 => words::name(self.dice),
                _ => name.clone(),
            });
            let name = name.clone();
            self.schemas.push(Component {
                name,
                tag,
                is_object,
            });
        }
        let mut schemas = Map::new();
        for (index, name) in names.into_iter().enumerate() {
            let (is_object, tag) = (
                self.schemas[index].is_object,
                self.schemas[index].tag.clone(),
            );
            let schema = match is_object {
                true => self.resource(&name, tag.as_deref()),
                false => match self.dice.below(6) {
                    0 => self.union(),
                    1 => self.list(),
                    2 => json!({ "type": "object", "additionalProperties": self.reply(DEEPEST) }),
                    3 => json!({ "type": "string" }),
                    4 => self
                        .reference()
                        .unwrap_or_else(|| json!({ "type": "boolean" })),
                    _ => self.enumeration(),
                },
            };
            let schema = self.decorated(schema);
            schemas.insert(name, schema);
        }
        // The tombstones of some.
        let tagged: Vec<(String, String)> = self
            .schemas
            .iter()
            .filter_map(|one| Some((one.name.clone(), one.tag.clone()?)))
            .collect();
        for (name, tag) in tagged {
            if !self.chance(5) || schemas.contains_key(&format!("deleted_{name}")) {
                continue;
            }
            let name = format!("deleted_{name}");
            schemas.insert(
                name.clone(),
                json!({ "type": "object", "required": ["deleted", "id", "object"], "properties": {
                    "deleted": { "type": "boolean", "enum": [true] },
                    "id": { "type": "string" },
                    "object": { "type": "string", "enum": [tag] },
                } }),
            );
            self.schemas.push(Component {
                name,
                tag: None,
                is_object: true,
            });
        }
        schemas
    }

    /// A schema that is an object with a name.
    fn resource(&mut self, name: &str, tag: Option<&str>) -> Value {
        let (mut properties, mut required) = self.properties(0);
        if let Some(tag) = tag {
            properties.insert(
                "object".to_owned(),
                json!({ "type": "string", "enum": [tag] }),
            );
            required.retain(|name| name != "object");
            required.push("object".to_owned());
        }
        let expandable: Vec<String> = properties
            .iter()
            .filter(|(_, schema)| schema.get("x-expansionResources").is_some())
            .map(|(name, _)| name.clone())
            .collect();
        let mut resource = object(properties, required);
        if !expandable.is_empty() || self.chance(4) {
            resource["x-expandableFields"] = json!(expandable);
        }
        if self.chance(2) {
            resource["x-resourceId"] = match self.dice.below(6) {
                0 => json!(words::name(self.dice)),
                _ => json!(name),
            };
        }
        resource
    }

    fn properties(&mut self, depth: usize) -> (Map<String, Value>, Vec<String>) {
        let (mut properties, mut required) = (Map::new(), Vec::new());
        for name in self.names(6, words::name) {
            let mut schema = self.reply(depth + 1);
            let may_be_required = !schema.to_string().contains("$ref");
            if may_be_required && self.chance(3) || self.rarely() {
                required.push(name.clone());
            } else if schema.get("$ref").is_none() && self.chance(5) {
                schema["nullable"] = json!(true);
            }
            let schema = self.decorated(schema);
            properties.insert(name, schema);
        }
        (properties, required)
    }

    /// A schema of a reply.
    pub(super) fn reply(&mut self, depth: usize) -> Value {
        let deep = depth >= DEEPEST;
        match self.dice.below(16) {
            1 | 2 => self.scalar(),
            3 | 4 => self.enumeration(),
            5 | 6 if !deep => {
                let (properties, required) = self.properties(depth);
                object(properties, required)
            }
            7 if !deep => json!({ "type": "array", "items": self.reply(depth + 1) }),
            8 if !deep => {
                json!({ "type": "object", "additionalProperties": self.reply(depth + 1) })
            }
            9 | 10 => self.reference().unwrap_or_else(|| self.scalar()),
            11 => self.expandable(),
            12 => self.union(),
            13 if !deep => self.list(),
            14 => json!({ "type": "object" }),
            15 if !deep => json!({ "anyOf": [self.reply(depth + 1)] }),
            _ => json!({ "type": "string" }),
        }
    }

    fn scalar(&mut self) -> Value {
        match self.dice.below(12) {
            0 => json!({ "type": "integer" }),
            1 => json!({ "type": "integer", "format": "unix-time" }),
            2 => json!({ "type": "number" }),
            3 => json!({ "type": "boolean" }),
            4 => json!({ "type": "string", "format": "date-time" }),
            5 => json!({ "type": "string", "format": "decimal" }),
            6 => json!({ "type": "string", "format": "int64" }),
            7 => json!({ "type": "string", "format": "currency" }),
            8 if self.rarely() => json!({ "type": "string", "format": words::name(self.dice) }),
            9 if self.rarely() => json!({ "type": "string", "format": "binary" }),
            10 if self.rarely() => json!({ "type": "integer", "enum": [1] }),
            _ => json!({ "type": "string" }),
        }
    }

    fn enumeration(&mut self) -> Value {
        json!({ "type": "string", "enum": self.names(6, words::name) })
    }

    fn expandable(&mut self) -> Value {
        let targets = self.members();
        let mut alternatives = vec![json!({ "type": "string" })];
        alternatives.extend(targets.iter().cloned());
        json!({ "anyOf": alternatives, "x-expansionResources": { "oneOf": targets } })
    }

    /// Objects that can be told apart, mostly.
    fn members(&mut self) -> Vec<Value> {
        let mut tags: Vec<Option<String>> = Vec::new();
        let mut members = Vec::new();
        for _ in 0..=self.dice.below(3) {
            let index = self.dice.below(self.schemas.len());
            let Some(one) = self.schemas.get(index) else {
                break;
            };
            let (member, tag, is_object) = (reference(&one.name), one.tag.clone(), one.is_object);
            let fits =
                is_object && !members.contains(&member) && !(tag.is_some() && tags.contains(&tag));
            if fits || self.rarely() {
                members.push(member);
                tags.push(tag);
            }
        }
        members
    }

    fn union(&mut self) -> Value {
        match self.members() {
            members if members.is_empty() => self.enumeration(),
            members => {
                let keyword = if self.chance(4) { "oneOf" } else { "anyOf" };
                json!({ keyword: members })
            }
        }
    }

    /// The envelope of a list.
    pub(super) fn list(&mut self) -> Value {
        let items = match self.dice.below(4) {
            0 => self.reply(DEEPEST),
            1 => self.union(),
            _ => self
                .reference()
                .unwrap_or_else(|| json!({ "type": "object" })),
        };
        let data = json!({ "type": "array", "items": items });
        let mut list = match self.dice.below(4) {
            0 => {
                json!({ "type": "object", "required": ["data", "has_more", "object", "url"], "properties": {
                "data": data, "has_more": { "type": "boolean" }, "next_page": { "type": "string", "nullable": true }, "total_count": { "type": "integer" },
                "object": { "type": "string", "enum": ["search_result"] }, "url": { "type": "string" },
            } })
            }
            1 => {
                json!({ "type": "object", "required": ["data", "next_page_url", "previous_page_url"], "properties": {
                "data": data, "next_page_url": { "type": "string", "nullable": true },
                "previous_page_url": { "type": "string", "nullable": true },
            } })
            }
            _ => {
                json!({ "type": "object", "required": ["data", "has_more", "object", "url"], "properties": {
                "data": data, "has_more": { "type": "boolean" }, "object": { "type": "string", "enum": ["list"] },
                "url": { "type": "string" },
            } })
            }
        };
        if self.chance(16) {
            let name = words::name(self.dice);
            list["properties"][name] = json!({ "type": "string" });
        }
        list
    }

    /// The schema of a parameter.
    pub(super) fn parameter(&mut self, depth: usize, is_json: bool) -> Value {
        let deep = depth >= DEEPEST;
        let mut schema = match self.dice.below(14) {
            1 | 2 => self.scalar(),
            3 => self.enumeration(),
            4 => {
                let mut values = self.names(4, words::name);
                values.retain(|value| !value.is_empty());
                values.push(String::new());
                match values.len() {
                    1 => json!({ "type": "string" }),
                    _ => json!({ "type": "string", "enum": values }),
                }
            }
            5 | 6 if !deep => self.parameters(depth, is_json),
            7 if !deep => json!({ "type": "array", "items": self.parameter(depth + 1, is_json) }),
            8 if !deep => {
                json!({ "type": "object", "additionalProperties": self.parameter(depth + 1, is_json) })
            }
            9 if !deep => {
                json!({ "anyOf": [self.parameter(depth + 1, is_json), { "type": "string", "enum": [""] }] })
            }
            10 | 11 if !deep => {
                let mut alternatives = vec![self.parameters(depth, is_json)];
                if self.chance(2) {
                    alternatives.push(self.parameters(depth, is_json));
                }
                for schema in [
                    json!({ "type": "string" }),
                    json!({ "type": "integer", "format": "unix-time" }),
                    json!({ "type": "array", "items": { "type": "string" } }),
                    json!({ "type": "string", "enum": ["now"] }),
                    json!({ "type": "string", "enum": [""] }),
                ] {
                    if self.chance(3) {
                        alternatives.push(schema);
                    }
                }
                json!({ "anyOf": alternatives })
            }
            12 if self.chance(3) => self.reference().unwrap_or_else(|| self.scalar()),
            13 => json!({ "type": "object" }),
            _ => json!({ "type": "string" }),
        };
        if is_json && self.chance(6) && schema.get("$ref").is_none() {
            schema["nullable"] = json!(true);
        }
        self.decorated(schema)
    }

    /// An object of parameters.
    pub(super) fn parameters(&mut self, depth: usize, is_json: bool) -> Value {
        let (mut properties, mut required) = (Map::new(), Vec::new());
        for name in self.names(5, words::name) {
            let schema = self.parameter(depth + 1, is_json);
            if self.chance(3) {
                required.push(name.clone());
            }
            properties.insert(name, schema);
        }
        object(properties, required)
    }
}
