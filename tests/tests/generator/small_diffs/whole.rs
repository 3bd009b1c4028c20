//! Small changes of Stripe's whole document, four at a time.

use std::collections::{BTreeMap, BTreeSet};

use generator::ir::Shape;
use serde_json::{Value, json};
use similar::{ChangeTag, TextDiff};
use tests::{generate, shared};

/// How many times the client is generated, each time with four changes.
const ROUNDS: u64 = 5;

type Files = BTreeMap<String, String>;

/// A change, and the resource file that it affects.
struct Made {
    what: String,
    file: String,
}

#[test]
fn a_change_touches_the_files_of_its_resource_alone() {
    let Some(text) = shared("specs/stripe-2026-05-27.dahlia.json") else {
        return;
    };
    let document: Value = serde_json::from_str(&text).expect("it is JSON");
    let before = generate("whole.json", &text, "");
    let places = Places::of(&document, &text, &before.files);
    for seed in 0..ROUNDS {
        let mut random = fastrand::Rng::with_seed(seed);
        let mut changed = document.clone();
        let made = [
            places.field(&mut changed, &mut random),
            places.parameter(&mut changed, &mut random),
            places.value(&mut changed, &mut random),
            places.description(&mut changed, &mut random),
        ];
        let after = generate("whole.json", &changed.to_string(), &before.ledger.print());
        let touched = touched(&before.files, &after.files);
        let described: Vec<&String> = made.iter().map(|made| &made.what).collect();
        let mut expected = BTreeSet::new();
        for Made { what, file } in &made {
            assert!(touched.contains_key(file), "{what} did not touch {file}");
            expected.insert(file.clone());
            expected.insert(file.replacen("src/", "src/plumbing/", 1));
        }
        for (path, lines) in &touched {
            assert!(expected.contains(path), "{path} by {described:?}");
            // All four changes may affect one file; a setter is the longest.
            assert!(
                (1..=24).contains(lines),
                "{lines} lines of {path} by {described:?}"
            );
        }
        // None of the changes adds a type.
        assert_eq!(before.ledger, after.ledger, "{described:?}");
    }
}

#[test]
fn a_new_resource_touches_its_own_files_and_the_lists_of_them() {
    let Some(text) = shared("specs/stripe-2026-05-27.dahlia.json") else {
        return;
    };
    let mut document: Value = serde_json::from_str(&text).expect("it is JSON");
    let before = generate("whole.json", &text, "");
    document["components"]["schemas"]["brand_new"] = json!({
        "type": "object",
        "title": "Brand new",
        "x-resourceId": "brand_new",
        "required": ["id", "object"],
        "properties": {
            "id": {"type": "string"},
            "object": {"type": "string", "enum": ["brand_new"]},
        },
    });
    let mut item = document["paths"]["/v1/refunds/{refund}"].clone();
    item.as_object_mut().expect("a map").remove("post");
    item["get"]["operationId"] = "GetBrandNewsBrandNew".into();
    for parameter in item["get"]["parameters"].as_array_mut().expect("a list") {
        if parameter["in"] == "path" {
            parameter["name"] = "brand_new".into();
        }
    }
    item["get"]["responses"]["200"]["content"]["application/json"]["schema"] =
        json!({"$ref": "#/components/schemas/brand_new"});
    document["paths"]["/v1/brand_news/{brand_new}"] = item;
    let after = generate("whole.json", &document.to_string(), &before.ledger.print());

    let touched = touched(&before.files, &after.files);
    let (lists, own): (Vec<&String>, Vec<&String>) = touched
        .keys()
        .partition(|path| before.files.contains_key(*path));
    assert_eq!(
        own,
        [
            "src/plumbing/resources/brand_new.rs",
            "src/plumbing/services/brand_news.rs",
            "src/resources/brand_new.rs",
            "src/services/brand_news.rs",
        ]
    );
    assert_eq!(
        lists,
        [
            // The number of operations.
            "README.md",
            "src/objects.rs",
            "src/plumbing/resources/mod.rs",
            "src/plumbing/services/mod.rs",
            "src/resources/mod.rs",
            "src/services/mod.rs",
        ]
    );
    for path in lists {
        // The README's line with the number of operations is another one; lists have one more.
        let lines = if path == "README.md" { 2 } else { 1 };
        assert_eq!(touched[path], lines, "{path}");
    }
    // Names are only added.
    let (before, after) = (before.ledger.print(), after.ledger.print());
    let known: BTreeSet<&str> = before.lines().collect();
    let added = after.lines().filter(|line| !known.contains(line));
    // That of the one operation.
    assert_eq!(added.count(), 1);
    assert_eq!(after.lines().count(), known.len() + 1);
}

/// Numbers of lines added and removed, by file.
fn touched(before: &Files, after: &Files) -> BTreeMap<String, usize> {
    let paths: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    let of = |files: &Files, path: &String| files.get(path).cloned().unwrap_or_default();
    let differs = paths
        .into_iter()
        .filter(|path| before.get(*path) != after.get(*path));
    differs
        .map(|path| {
            let (old, new) = (of(before, path), of(after, path));
            let diff = TextDiff::from_lines(&old, &new);
            let changes = diff.iter_all_changes();
            let lines = changes.filter(|change| change.tag() != ChangeTag::Equal);
            (path.clone(), lines.count())
        })
        .collect()
}

/// Pointers of definitions that several places share.
fn shared_definitions(text: &str) -> BTreeSet<String> {
    let (exceptions, fixups) = (tests::exceptions(), tests::fixups());
    let input = generator::Input {
        name: "whole.json",
        document: text.as_bytes(),
        data: &tests::data(&tests::Data {
            exceptions: &exceptions,
            fixups: &fixups,
            ..tests::Data::default()
        }),
    };
    let lowered = generator::lower(&input).unwrap_or_else(|report| panic!("{report}"));
    let types = &lowered.api.types;
    let definitions = types.values().filter_map(|def| match &def.shape {
        Shape::Alias(definition) => types.get(definition),
        _ => None,
    });
    definitions.map(|def| def.pointer.clone()).collect()
}

/// Pointers that can be changed, each with the file of its definition.
struct Places {
    /// Names of object schemas.
    objects: Vec<(String, String)>,
    /// Paths whose POST has a form body.
    forms: Vec<(String, String)>,
    /// Pointers of enumerations in objects that are not shared.
    enums: Vec<(String, String)>,
}

impl Places {
    fn of(document: &Value, text: &str, files: &Files) -> Self {
        let shared = shared_definitions(text);
        // Each definition names its source in the document.
        let mut by_pointer: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for (path, text) in files {
            let definitions =
                path.starts_with("src/resources/") || path.starts_with("src/services/");
            if !definitions {
                continue;
            }
            let mut pointer = None;
            for line in text.lines() {
                let line = line.trim_start();
                let spec = line.strip_prefix("/// Spec: `");
                if let Some(found) = spec.and_then(|rest| rest.strip_suffix('`')) {
                    pointer = Some(found);
                }
                if line.starts_with("pub use ") {
                    pointer = None;
                }
                let items = ["pub struct ", "pub enum "];
                if items.iter().any(|item| line.starts_with(item))
                    && let Some(pointer) = pointer.take()
                {
                    by_pointer.entry(pointer).or_default().push(path);
                }
            }
        }
        let file = |pointer: &str| match by_pointer.get(pointer).map(Vec::as_slice) {
            Some([file]) if !shared.contains(pointer) => Some((*file).to_owned()),
            _ => None,
        };
        let mut places = Self {
            objects: Vec::new(),
            forms: Vec::new(),
            enums: Vec::new(),
        };
        for (name, schema) in document["components"]["schemas"]
            .as_object()
            .expect("a map")
        {
            let Some(properties) = schema["properties"].as_object() else {
                continue;
            };
            let pointer = format!("#/components/schemas/{name}");
            if let Some(file) = file(&pointer) {
                places.objects.push((name.clone(), file));
            }
            for (property, schema) in properties {
                let pointer = format!("{pointer}/properties/{property}");
                if let (true, Some(file)) = (schema["enum"].is_array(), file(&pointer)) {
                    places.enums.push((pointer, file));
                }
            }
        }
        for (path, item) in document["paths"].as_object().expect("a map") {
            let pointer = format!("#/paths/{}/post", path.replace('/', "~1"));
            if let (true, Some(file)) = (form(&item["post"]).is_object(), file(&pointer)) {
                places.forms.push((path.clone(), file));
            }
        }
        assert!(places.objects.len() > 500 && places.forms.len() > 200 && places.enums.len() > 100);
        places
    }

    fn field(&self, document: &mut Value, random: &mut fastrand::Rng) -> Made {
        let (name, file) = one_of(&self.objects, random);
        let schema = &mut document["components"]["schemas"][name];
        schema["properties"]["brand_new"] = json!({"type": "integer", "description": "New."});
        Made {
            what: format!("a field of {name}"),
            file: file.clone(),
        }
    }

    fn parameter(&self, document: &mut Value, random: &mut fastrand::Rng) -> Made {
        let (path, file) = one_of(&self.forms, random);
        let form = form_mut(&mut document["paths"][path]["post"]);
        form["properties"]["brand_new"] = json!({"type": "integer", "description": "New."});
        Made {
            what: format!("a parameter of {path}"),
            file: file.clone(),
        }
    }

    fn value(&self, document: &mut Value, random: &mut fastrand::Rng) -> Made {
        let (pointer, file) = one_of(&self.enums, random);
        let schema = document.pointer_mut(&pointer[1..]).expect("it is there");
        let values = schema["enum"].as_array_mut().expect("a list");
        values.push("brand_new".into());
        Made {
            what: format!("a value of {pointer}"),
            file: file.clone(),
        }
    }

    fn description(&self, document: &mut Value, random: &mut fastrand::Rng) -> Made {
        let (name, file) = one_of(&self.objects, random);
        let schema = &mut document["components"]["schemas"][name];
        schema["description"] = "Other words.".into();
        Made {
            what: format!("the description of {name}"),
            file: file.clone(),
        }
    }
}

fn one_of<'a>(places: &'a [(String, String)], random: &mut fastrand::Rng) -> &'a (String, String) {
    &places[random.usize(..places.len())]
}

fn form(operation: &Value) -> &Value {
    &operation["requestBody"]["content"]["application/x-www-form-urlencoded"]["schema"]
}

fn form_mut(operation: &mut Value) -> &mut Value {
    &mut operation["requestBody"]["content"]["application/x-www-form-urlencoded"]["schema"]
}
