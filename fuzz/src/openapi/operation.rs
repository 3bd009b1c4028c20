//! Paths and operations.

use serde_json::{Map, Value, json};

use super::{Grammar, words};

impl Grammar<'_, '_> {
    /// The paths.
    pub(super) fn paths(&mut self) -> Map<String, Value> {
        let mut paths = Map::new();
        let mut number = 0;
        for _ in 0..=self.dice.below(4) {
            let (template, arguments) = self.template();
            let mut path = Map::new();
            for method in ["post", "get", "delete"] {
                if self.dice.below(2) == 0 {
                    number += 1;
                    let is_v2 = template.starts_with("/v2");
                    path.insert(
                        method.to_owned(),
                        self.operation(method, is_v2, &arguments, number),
                    );
                }
            }
            paths.insert(template, path.into());
        }
        paths
    }

    fn template(&mut self) -> (String, Vec<String>) {
        let mut template = self.dice.pick(&["/v1", "/v1", "/v2"]).to_owned();
        let mut arguments = Vec::new();
        for _ in 0..=self.dice.below(3) {
            template += &format!("/{}", words::segment(self.dice));
            if self.chance(2) {
                let name = match self.dice.below(6) {
                    0 => self
                        .dice
                        .pick(&["self", "client", "type", "id", "C", "_", "a-b", "new"])
                        .to_owned(),
                    _ => words::plain(self.dice),
                };
                if !arguments.contains(&name) {
                    template += &format!("/{{{name}}}");
                    arguments.push(name);
                }
            }
        }
        if self.rarely() {
            template.push('/');
        }
        (template, arguments)
    }

    fn operation(
        &mut self,
        method: &str,
        is_v2: bool,
        arguments: &[String],
        number: usize,
    ) -> Value {
        let mut parameters: Vec<Value> = arguments
            .iter()
            .map(|name| json!({ "name": name, "in": "path", "required": true, "style": "simple", "schema": { "type": "string" } }))
            .collect();
        let (reply, more) = self.success();
        let id = match self.dice.below(12) {
            0 => format!("{}{number}", words::name(self.dice)),
            _ => format!("Operation{number}"),
        };
        let mut operation = json!({ "operationId": id, "responses": { "200": reply } });
        if self.chance(3) {
            operation["responses"]["default"] = self.failure();
        }
        if method == "post" || self.chance(10) {
            if self.chance(8) {
                // No body.
            } else {
                operation["requestBody"] = self.body(is_v2);
            }
        } else {
            let mut names = more;
            for name in self.names(4, words::name) {
                if !names.contains(&name) {
                    names.push(name);
                }
            }
            for name in names {
                parameters.push(self.query(&name));
            }
        }
        if !parameters.is_empty() {
            operation["parameters"] = parameters.into();
        }
        for key in ["description", "summary"] {
            if self.chance(4) {
                operation[key] = words::prose(self.dice).into();
            }
        }
        if self.chance(12) {
            operation["deprecated"] = json!(true);
        }
        if self.chance(12) {
            operation["servers"] = json!([{ "url": "https://files.example.com/" }]);
        }
        operation
    }

    /// A response, and the parameters that ask for more of it.
    fn success(&mut self) -> (Value, Vec<String>) {
        let (schema, more): (Value, &[&str]) = match self.dice.below(8) {
            0 => (self.list(), &["starting_after", "ending_before"]),
            1 => (self.list(), &["page"]),
            2 => (self.reply(0), &[]),
            3 if self.chance(2) => {
                let file = json!({ "description": "A file.", "content": { "application/pdf": {
                    "schema": { "type": "string", "format": "binary" },
                } } });
                return (file, Vec::new());
            }
            _ => (
                self.reference()
                    .unwrap_or_else(|| json!({ "type": "object" })),
                &[],
            ),
        };
        let description = if self.chance(4) {
            words::prose(self.dice)
        } else {
            "One.".to_owned()
        };
        let reply = json!({ "description": description, "content": { "application/json": { "schema": schema } } });
        (reply, more.iter().map(|&name| name.to_owned()).collect())
    }

    fn failure(&mut self) -> Value {
        let media_type = if self.rarely() {
            "text/plain"
        } else {
            "application/json"
        };
        let schema = self
            .reference()
            .unwrap_or_else(|| json!({ "type": "object" }));
        json!({ "description": words::prose(self.dice), "content": { media_type: { "schema": schema } } })
    }

    fn body(&mut self, is_v2: bool) -> Value {
        let mut media_type = if is_v2 {
            "application/json"
        } else {
            "application/x-www-form-urlencoded"
        };
        let mut schema = self.parameters(0, is_v2);
        if self.chance(12) {
            media_type = "multipart/form-data";
            let name = words::plain(self.dice);
            schema["properties"][name] = json!({ "type": "string", "format": "binary" });
        }
        if self.chance(4) {
            schema["additionalProperties"] = json!(false);
        }
        let mut media = json!({ "schema": schema });
        if self.chance(4) {
            let name = words::name(self.dice);
            media["encoding"] = json!({ name: { "style": "deepObject", "explode": true } });
        }
        json!({ "required": true, "content": { media_type: media } })
    }

    fn query(&mut self, name: &str) -> Value {
        let mut parameter =
            json!({ "name": name, "in": "query", "schema": self.parameter(1, false) });
        match self.dice.below(3) {
            0 => parameter["style"] = json!("form"),
            1 => parameter["style"] = json!("deepObject"),
            _ => {}
        }
        if self.chance(2) {
            parameter["explode"] = json!(true);
        }
        if self.chance(3) {
            parameter["required"] = json!(true);
        }
        if self.chance(4) {
            parameter["description"] = words::prose(self.dice).into();
        }
        if self.rarely() {
            let key = self
                .dice
                .pick(&["allowReserved", "content", "$ref", "example"]);
            parameter[key] = json!(true);
        }
        parameter
    }
}
