//! OpenAPI documents from decisions: every construct that the generator takes, with a few that it refuses, and changes of
//! such documents.

mod change;
mod operation;
mod schema;
mod usual;
mod words;

use generator::spec;
use serde_json::{Map, Value, json};

use crate::generated;
use crate::source::{Dice, Source, of};

pub use change::change;

/// Something that the generator refuses happens once in so many decisions.
const RARELY: usize = 400;

/// The document of an input: the text as it is, or one by decisions. Decisions that are left change it.
pub fn text(bytes: &[u8]) -> Vec<u8> {
    match of(bytes) {
        Source::Text(text) => text.to_vec(),
        Source::Structured(bytes) => {
            let mut dice = Dice::from(bytes);
            let mut document = document(&mut dice);
            if dice.one_in(4) {
                change(&mut document, &mut dice);
            }
            let mut text = document.to_string().into_bytes();
            if dice.one_in(32) {
                let at = dice.below(text.len());
                text[at] = dice.byte();
            }
            text
        }
    }
}

/// A document that versions of it follow, and the decisions about these. `None` for a text that is refused.
pub fn first(bytes: &[u8]) -> Option<(Value, Dice<'_>)> {
    match of(bytes) {
        Source::Text(text) => {
            let loaded = generated::told(spec::load(generated::name(text), text))?;
            let (_, rest) = text.split_at(text.len() / 2);
            Some((loaded.raw, Dice::new(rest)))
        }
        Source::Structured(bytes) => {
            // A document takes as many as there are.
            let bytes = bytes.take_rest();
            let (first, rest) = bytes.split_at(bytes.len() / 2);
            let mut rest = Dice::new(rest);
            let document = match rest.below(4) {
                0 => written(rest.below(WRITTEN.len())),
                _ => document(&mut Dice::new(first)),
            };
            Some((document, rest))
        }
    }
}

/// Documents that are accepted and have places for every change.
const WRITTEN: &[&str] = &[
    include_str!("../../corpus/diff/lists.yaml"),
    include_str!("../../corpus/diff/orders.yaml"),
    include_str!("../../corpus/diff/second.json"),
];

fn written(index: usize) -> Value {
    let text = WRITTEN[index].as_bytes();
    let loaded = spec::load(generated::name(text), text);
    loaded.expect("a document of the corpus is read").raw
}

/// A document by decisions.
pub fn document(dice: &mut Dice<'_>) -> Value {
    let mut grammar = Grammar {
        dice,
        schemas: Vec::new(),
    };
    let schemas = grammar.schemas();
    let paths = grammar.paths();
    let version = grammar
        .dice
        .pick(&["2026-01-01.one", "2026-02-01.two", "2026-01-01", "1"]);
    let mut document = json!({
        "openapi": "3.0.0",
        "info": { "title": "A", "version": version },
        "servers": [{ "url": "https://api.example.com/" }],
        "paths": paths,
        "components": { "schemas": schemas },
    });
    if grammar.dice.one_in(8) {
        document["info"]["description"] = words::prose(grammar.dice).into();
    }
    if grammar.dice.one_in(8) {
        document["security"] = json!([{ "key": [] }]);
        document["components"]["securitySchemes"] =
            json!({ "key": { "type": "http", "scheme": "basic" } });
    }
    document
}

/// The documents, while one is made.
struct Grammar<'d, 'b> {
    dice: &'d mut Dice<'b>,
    /// The schemas of `components`, in the order in which they are made.
    schemas: Vec<Component>,
}

struct Component {
    name: String,
    /// The value of the field `object`, where it is an object that has it.
    tag: Option<String>,
    is_object: bool,
}

impl Grammar<'_, '_> {
    /// Whether to do what is refused.
    fn rarely(&mut self) -> bool {
        self.dice.one_in(RARELY)
    }

    fn chance(&mut self, n: usize) -> bool {
        self.dice.one_in(n)
    }

    /// A reference to a component, if there is one.
    fn reference(&mut self) -> Option<Value> {
        let index = self.dice.below(self.schemas.len());
        Some(reference(&self.schemas.get(index)?.name))
    }

    /// Names that differ.
    fn names(&mut self, most: usize, of: fn(&mut Dice<'_>) -> String) -> Vec<String> {
        let mut names = Vec::new();
        for _ in 0..=self.dice.below(most) {
            let name = of(self.dice);
            if !names.contains(&name) {
                names.push(name);
            }
        }
        names
    }

    /// Adds what any schema may have.
    fn decorated(&mut self, mut schema: Value) -> Value {
        let Some(object) = schema
            .as_object_mut()
            .filter(|object| !object.contains_key("$ref"))
        else {
            return schema;
        };
        if self.chance(5) {
            object.insert("description".to_owned(), words::prose(self.dice).into());
        }
        if self.chance(24) {
            let (key, value) = match self.dice.below(9) {
                0 => ("title", json!(words::name(self.dice))),
                1 => ("deprecated", json!(true)),
                2 => ("maxLength", json!(5000)),
                3 => ("default", json!(words::name(self.dice))),
                4 => ("x-stripeBypassValidation", json!(true)),
                5 => ("x-unheard", json!({ "of": words::name(self.dice) })),
                6 => ("readOnly", json!(false)),
                7 => ("example", json!(words::name(self.dice))),
                _ => ("pattern", json!("^a$")),
            };
            object.insert(key.to_owned(), value);
        }
        if self.rarely() {
            let key = self.dice.pick(&[
                "not",
                "allOf",
                "xml",
                "oneOf",
                "items",
                "discriminator",
                "typ",
            ]);
            object.insert(key.to_owned(), json!({}));
        }
        schema
    }
}

fn reference(name: &str) -> Value {
    json!({ "$ref": format!("#/components/schemas/{name}") })
}

fn object(properties: Map<String, Value>, required: Vec<String>) -> Value {
    let mut object = json!({ "type": "object", "properties": properties });
    if !required.is_empty() {
        object["required"] = json!(required);
    }
    object
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use generator::diagnostic::Severity;

    use super::*;
    use crate::mutate::Inputs;

    /// What is refused is soon done with, so most documents should not be.
    #[test]
    fn most_documents_are_accepted() {
        let data = generated::data();
        let (mut accepted, mut refused) = (0, BTreeMap::<&str, usize>::new());
        for input in Inputs::new(Vec::new(), 1)
            .filter(|input| input.len() > 64)
            .take(400)
        {
            let text = document(&mut Dice::new(&input)).to_string();
            let result = generator::lower(&generated::input(text.as_bytes(), &data));
            match result {
                Ok(_) => accepted += 1,
                Err(report) => {
                    for problem in report
                        .diagnostics()
                        .iter()
                        .filter(|one| one.severity == Severity::Error)
                    {
                        *refused.entry(problem.code).or_default() += 1;
                    }
                }
            }
        }
        assert!(accepted > 200, "{accepted} of 400; {refused:?}");
        assert!(refused.len() > 5, "{refused:?}");
    }
}
