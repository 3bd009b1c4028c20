//! A row's two documents and its caller, from `cases/`.
//!
//! A case contains only what it needs: schemas in addition to an object `thing`, operations by their routes, a merge
//! patch for the second document, and a caller's program. `thing` is replaced by a word that is unique to the case, so
//! that all cases fit into one document without sharing structures.

use std::fs;

use generator::{Input, Lowered};
use serde_json::{Map, Value, json};

/// The proof of a row of the table.
pub struct Case {
    /// The name of its file and its programs.
    pub name: String,
    /// The row: kind, detail, direction.
    pub row: String,
    /// Other rows that always occur together with this one.
    pub also: Vec<String>,
    base: Value,
    head: Value,
    /// Renames in the second ledger, since a document alone cannot rename anything.
    pub ledger: Vec<(String, String)>,
    /// Names in the first client, and what they are renamed to for the second.
    pub renames: Vec<(String, String)>,
    /// Types of events with their objects, for each document.
    pub events: [Vec<(String, String)>; 2],
    /// The caller's program.
    pub program: String,
    /// A program that still compiles, although the row is a major change.
    pub kept: Option<String>,
    /// The compiler's error against the second crate, if it does not compile.
    pub error: Option<String>,
}

impl Case {
    fn read(name: &str, text: &str) -> Self {
        let word = name.replace('-', "") + "thing";
        let (first, rest) = word.split_at(1);
        let text = text.replace("thing", &word);
        let text = text.replace("Thing", &(first.to_uppercase() + rest));
        let case: Value =
            serde_yaml::from_str(&text).unwrap_or_else(|error| panic!("{name}: {error}"));
        let known = [
            "row",
            "also",
            "document",
            "schemas",
            "operations",
            "head",
            "ledger",
            "renames",
            "events",
            "program",
            "kept",
            "error",
        ];
        for key in case.as_object().expect("a case is a map").keys() {
            assert!(known.contains(&key.as_str()), "{name}: what is {key}?");
        }
        let text = |value: &Value| value.as_str().expect("a text").to_owned();
        let texts = |key: &str| -> Vec<Value> { case[key].as_array().cloned().unwrap_or_default() };
        let mut base = json!({
            "schemas": {&word: {
                "type": "object",
                "required": ["id", "object"],
                "x-resourceId": &word,
                "properties": {"id": {"type": "string"}, "object": {"type": "string", "enum": [&word]}},
            }},
            "operations": {format!("GET /v1/{word}s/{{{word}}}"): {}},
            "word": word,
        });
        for key in ["document", "schemas", "operations"] {
            merge(
                &mut base,
                &json!({key: case.get(key).unwrap_or(&json!({}))}),
            );
        }
        let mut head = base.clone();
        merge(&mut head, &case["head"]);
        let pairs = |list: &Value| -> Vec<(String, String)> {
            let list = list.as_array().map(Vec::as_slice).unwrap_or_default();
            list.iter()
                .map(|pair| (text(&pair[0]), text(&pair[1])))
                .collect()
        };
        Self {
            name: name.to_owned(),
            row: text(&case["row"]),
            also: texts("also").iter().map(text).collect(),
            base,
            head,
            ledger: pairs(&case["ledger"]),
            renames: pairs(&case["renames"]),
            events: ["base", "head"].map(|side| pairs(&case["events"][side])),
            program: text(&case["program"]),
            kept: case["kept"].as_str().map(str::to_owned),
            error: case["error"].as_str().map(str::to_owned),
        }
    }

    /// The word that replaces `thing` in this case.
    pub fn word(&self) -> &str {
        self.base["word"].as_str().expect("a word")
    }
}

/// The cases of the table, by name.
pub fn all() -> Vec<Case> {
    in_folder("tests/tests/projects/semver/cases")
}

/// The cases of a folder of the project, by name.
pub fn in_folder(folder: &str) -> Vec<Case> {
    let folder = crate::root().join(folder);
    let files =
        fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut cases: Vec<Case> = files
        .map(|file| {
            let path = file.expect("it can be read").path();
            let name = path
                .file_stem()
                .expect("a file has a name")
                .to_string_lossy()
                .into_owned();
            let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{name}: {error}"));
            Case::read(&name, &text)
        })
        .collect();
    cases.sort_by(|a, b| a.name.cmp(&b.name));
    cases
}

/// The two documents of cases as one pair.
pub fn documents(cases: &[Case]) -> [Value; 2] {
    let pair: [&dyn Fn(&Case) -> &Value; 2] = [&|case| &case.base, &|case| &case.head];
    pair.map(|side| {
        let mut document = json!({
            "openapi": "3.0.0",
            "info": {"title": "Things", "version": "2026-01-01.kinds"},
            "servers": [{"url": "https://api.example.com/"}],
            "paths": {},
            "components": {"schemas": {}},
        });
        for case in cases {
            let side = side(case);
            merge(&mut document, side.get("document").unwrap_or(&json!({})));
            merge(&mut document["components"]["schemas"], &side["schemas"]);
            let word = side["word"].as_str().expect("a word");
            for (route, operation) in side["operations"].as_object().expect("a map of operations") {
                let (method, path) = route.split_once(' ').expect("a method and a path");
                let method = method.to_lowercase();
                let operation = self::operation(word, &method, path, operation);
                merge(&mut document["paths"], &json!({path: {method: operation}}));
            }
        }
        document
    })
}

/// An operation as OpenAPI.
fn operation(word: &str, method: &str, path: &str, short: &Value) -> Value {
    let arguments = path
        .split('/')
        .filter_map(|step| step.strip_prefix('{')?.strip_suffix('}'));
    let mut parameters: Vec<Value> = arguments
        .map(|name| json!({"name": name, "in": "path", "required": true, "style": "simple", "schema": {"type": "string"}}))
        .collect();
    let own = || json!({"$ref": format!("#/components/schemas/{word}")});
    let reply = short.get("reply").cloned().unwrap_or_else(own);
    let text = |key: &str, other: &str| short[key].as_str().unwrap_or(other).to_owned();
    let mut operation = json!({
        "operationId": format!("{method}{}", path.replace(['/', '{', '}'], "_")),
        "responses": {"200": {"description": "One.", "content": {text("media_type", "application/json"): {"schema": reply}}}},
    });
    if short["may_be_empty"] == true {
        operation["responses"]["204"] = json!({"description": "Nothing."});
    }
    if let Some(name) = short["errors"].as_str() {
        let schema = json!({"$ref": format!("#/components/schemas/{name}")});
        operation["responses"]["default"] =
            json!({"description": "None.", "content": {"application/json": {"schema": schema}}});
    }
    let empty = Map::new();
    let properties = short["parameters"].as_object().unwrap_or(&empty);
    if method == "post" {
        let encoding = text("encoding", "application/x-www-form-urlencoded");
        let mut schema = json!({"type": "object", "properties": properties});
        if let Some(required) = short.get("required") {
            schema["required"] = required.clone();
        }
        operation["requestBody"] =
            json!({"required": true, "content": {encoding: {"schema": schema}}});
    } else {
        parameters.extend(properties.iter().map(|(name, schema)| {
            json!({"name": name, "in": "query", "required": false, "style": "form", "explode": true, "schema": schema})
        }));
    }
    operation["parameters"] = parameters.into();
    merge(&mut operation, short.get("more").unwrap_or(&json!({})));
    operation
}

/// RFC 7396: maps are merged, `null` removes, everything else replaces.
fn merge(target: &mut Value, patch: &Value) {
    let (Value::Object(target), Value::Object(patch)) = (&mut *target, patch) else {
        *target = patch.clone();
        return;
    };
    for (key, value) in patch {
        if value.is_null() {
            target.remove(key);
        } else {
            merge(target.entry(key).or_insert(Value::Null), value);
        }
    }
}

/// The lists of event types for both documents of cases, as in `spec/events.tsv`.
pub fn events(cases: &[Case]) -> [String; 2] {
    [0, 1].map(|side| {
        let events = cases.iter().flat_map(|case| &case.events[side]);
        events
            .map(|(event, object)| format!("snapshot\t{event}\t{object}\ta case says so\n"))
            .collect()
    })
}

fn lower(document: &Value, ledger: &str, events: &str) -> Lowered {
    let document = document.to_string();
    let input = Input {
        name: "things",
        document: document.as_bytes(),
        data: &crate::data(&crate::Data {
            ledger,
            events,
            ..crate::Data::default()
        }),
    };
    generator::lower(&input).unwrap_or_else(|report| panic!("{report}"))
}

/// Both documents of cases, lowered. The second has the names of the first, except where a case renames.
pub fn lowered(cases: &[Case]) -> [Lowered; 2] {
    let [base, head] = documents(cases);
    let events = events(cases);
    let document = base.to_string();
    let base = lower(&base, "", &events[0]);
    let mut ledger = base.ledger.print();
    for (from, to) in cases.iter().flat_map(|case| &case.renames) {
        let input = Input {
            name: "things",
            document: document.as_bytes(),
            data: &crate::data(&crate::Data {
                ledger: &ledger,
                events: &events[0],
                ..crate::Data::default()
            }),
        };
        let done = generator::rename(&input, from, to);
        let (renamed, _) = done.unwrap_or_else(|error| panic!("{error}"));
        ledger = renamed.print();
    }
    for (from, to) in cases.iter().flat_map(|case| &case.ledger) {
        assert!(ledger.contains(from), "no {from} in the ledger");
        ledger = ledger.replace(from, to);
    }
    [base, lower(&head, &ledger, &events[1])]
}
