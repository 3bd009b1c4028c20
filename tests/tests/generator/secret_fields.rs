//! The secret fields of `spec/exceptions.tsv`, against the whole documents.

use std::collections::{BTreeMap, BTreeSet};

use generator::{Secrecy, SecretField};
use serde_json::{Map, Value};
use tests::{exceptions, shared};

/// Strings whose names look like those of secrets: ids, which only work with the account's key, and facts about tokens.
const HARMLESS: [&str; 8] = [
    "cvc_token",
    "private_key_file",
    "token_currency",
    "token_reference_id",
    "token_requestor_id",
    "token_requestor_name",
    "token_risk_score",
    "tokenization_method",
];

fn secrets() -> BTreeMap<SecretField, Secrecy> {
    let exceptions = exceptions();
    let data = tests::data(&tests::Data {
        exceptions: &exceptions,
        ..tests::Data::default()
    });
    data.exceptions.secrets
}

/// The fields of all schemas, each with the values of `object` and the names of fields that its object is found under.
struct Fields<'a> {
    schemas: &'a Map<String, Value>,
    found: BTreeMap<String, BTreeSet<String>>,
    /// The descriptions of strings, by their names.
    texts: BTreeMap<String, BTreeSet<&'a str>>,
}

impl<'a> Fields<'a> {
    fn of(document: &'a Value) -> Self {
        let schemas = document["components"]["schemas"].as_object().unwrap();
        let mut fields = Self {
            schemas,
            found: BTreeMap::new(),
            texts: BTreeMap::new(),
        };
        for schema in schemas.values() {
            fields.walk(schema, None, 0);
        }
        fields
    }

    /// The fields of an object in the field `parent`.
    fn walk(&mut self, schema: &'a Value, parent: Option<&str>, references: usize) {
        if let Some(target) = schema["$ref"].as_str() {
            let name = target.rsplit('/').next().unwrap();
            // The schema itself is walked on its own: here only its fields under this parent count.
            if references == 0 {
                self.walk(&self.schemas[name], parent, 1);
            }
            return;
        }
        for kind in ["anyOf", "oneOf", "allOf"] {
            for member in schema[kind].as_array().into_iter().flatten() {
                self.walk(member, parent, references);
            }
        }
        self.walk_items(schema, parent, references);
        let Some(properties) = schema["properties"].as_object() else {
            return;
        };
        let object = properties
            .get("object")
            .and_then(|object| object["enum"][0].as_str());
        for (name, field) in properties {
            let within = self.found.entry(name.clone()).or_default();
            within.extend(object.into_iter().chain(parent).map(str::to_owned));
            if field["type"] == "string" {
                let text = field["description"].as_str().unwrap_or_default();
                self.texts.entry(name.clone()).or_default().insert(text);
            }
            if references == 0 {
                self.walk(field, Some(name), 0);
            }
        }
    }

    fn walk_items(&mut self, schema: &'a Value, parent: Option<&str>, references: usize) {
        if let Some(items) = schema.get("items") {
            self.walk(items, parent, references);
        }
    }
}

fn documents() -> Vec<Value> {
    ["2026-04-22", "2026-05-27"]
        .iter()
        .filter_map(|version| shared(&format!("specs/stripe-{version}.dahlia.json")))
        .map(|text| serde_json::from_str(&text).unwrap())
        .collect()
}

/// A misspelt field would hide nothing. Those of replies that no document has say so.
#[test]
fn the_documents_have_the_secret_fields() {
    let documents = documents();
    let Some(document) = documents.last() else {
        return;
    };
    let fields = Fields::of(document);
    let exceptions = exceptions();
    for (SecretField { name, within }, _) in secrets() {
        let found = fields.found.get(&name);
        let what = within.iter().map(|within| format!("{within} "));
        let what = format!("secret\t{}{name}\t", what.collect::<String>());
        let row = exceptions
            .lines()
            .find(|row| row.starts_with(&what))
            .unwrap();
        let is_found =
            found.is_some_and(|found| within.is_none_or(|within| found.contains(&within)));
        assert_eq!(is_found, !row.contains("\tnot in the document: "), "{row}");
    }
}

/// What a new document adds must be looked at.
#[test]
fn fields_that_look_secret_are_known() {
    let secrets = secrets();
    for document in documents() {
        let fields = Fields::of(&document);
        assert!(fields.texts.len() > 500);
        let mut unknown = BTreeSet::new();
        let texts = fields.texts.iter();
        for (name, text) in
            texts.flat_map(|(name, texts)| texts.iter().map(move |text| (name, text)))
        {
            let looks = [
                "secret",
                "password",
                "cryptogram",
                "cvc_token",
                "token",
                "private_key",
            ];
            let is_name = looks.iter().any(|look| name.contains(look)) || name == "cvc";
            let sayings = [
                "pre-signed",
                "short-lived",
                "redirect your customer to",
                "hosted ",
            ];
            let is_url =
                name.ends_with("url") && sayings.iter().any(|saying| text.contains(saying));
            let known = secrets.keys().any(|field| field.name == *name);
            if !known && !HARMLESS.contains(&name.as_str()) && (is_name || is_url) {
                unknown.insert(format!("{name}: {text}"));
            }
        }
        let help = "add these to spec/exceptions.tsv, or to HARMLESS";
        assert!(unknown.is_empty(), "{help}: {unknown:#?}");
    }
}

/// Another API may have none; an import that is not used is a warning in the client.
#[test]
fn without_secrets_nothing_is_imported_for_them() {
    let data = tests::data(&tests::Data::default());
    let document = tests::read("tests/specs/values.yaml");
    let input = generator::Input {
        name: "values",
        document: document.as_bytes(),
        data: &data,
    };
    let output = generator::generate(&input, &tests::templates(), &Default::default())
        .unwrap_or_else(|report| panic!("{report}"));
    let file = &output.files["src/secret_fields.rs"];
    assert_eq!(file.matches("Values").count(), 0, "{file}");
}
