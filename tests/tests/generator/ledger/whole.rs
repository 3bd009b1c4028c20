//! Stripe's own documents.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use tests::shared;

use super::{lower, moved, renamed};

const APRIL: &str = "specs/stripe-2026-04-22.dahlia.json";
const MAY: &str = "specs/stripe-2026-05-27.dahlia.json";

#[test]
fn from_april_to_may_and_back() {
    let (Some(april), Some(may)) = (shared(APRIL), shared(MAY)) else {
        return;
    };
    let before = lower(&april, "");
    let after = lower(&may, &before.ledger.print());
    assert_eq!(renamed(&before, &after), [""; 0]);
    assert_eq!(moved(&before.ledger, &after.ledger), [""; 0]);
    let absent = |place: &&str| after.ledger.absent_since(place).is_some();
    let places = after.ledger.iter().map(|(place, _)| place);
    // Stripe removed no operation between the two versions, and one enumeration, whose name is no line of the ledger.
    assert_eq!(places.filter(absent).collect::<Vec<_>>(), [""; 0]);
    let (april_names, may_names) = (super::public(&before), super::public(&after));
    let lost = april_names.keys().filter(|(_, of)| of.is_empty());
    let lost: Vec<_> = lost
        .filter(|named| !may_names.contains_key(named))
        .collect();
    assert_eq!(
        lost,
        [&("POST /v1/terminal/refunds reason".to_owned(), String::new())]
    );
    let back = lower(&april, &after.ledger.print());
    assert_eq!(renamed(&before, &back), [""; 0]);
    assert_eq!(before.api, back.api);
}

/// Copies a schema and a path, with a name and a route that sort before the originals. The copied request has the same
/// structure as the original, at a shorter path.
#[test]
fn copies_rename_nothing() {
    let Some(may) = shared(MAY) else {
        return;
    };
    let document: Value = serde_json::from_str(&may).expect("it is JSON");
    let before = lower(&may, "");
    let ledger = before.ledger.print();
    let public = super::public(&before);
    for seed in 0..12 {
        let mut random = fastrand::Rng::with_seed(seed);
        let mut changed = document.clone();
        // Stripe changes documents with and without a new version.
        if seed % 2 == 0 {
            changed["info"]["version"] = "2026-08-01.elm".into();
        }
        let schemas = changed["components"]["schemas"].as_object_mut();
        let schemas = schemas.expect("a map");
        let names: Vec<String> = schemas.keys().cloned().collect();
        let name = names[random.usize(..names.len())].clone();
        let copy = format!("a{}", name.replace(['.', '_'], "-"));
        let mut schema = schemas[&name].clone();
        if let Some(schema) = schema.as_object_mut() {
            // Two schemas cannot have the same discriminator.
            schema.remove("x-resourceId");
        }
        schemas.insert(copy.clone(), schema);
        // It must be reachable.
        let refund = &mut schemas["refund"]["properties"];
        refund["a_copy"] = json!({"$ref": format!("#/components/schemas/{copy}")});

        let paths = changed["paths"].as_object_mut().expect("a map");
        let routes: Vec<String> = paths.keys().cloned().collect();
        let route = loop {
            let route = &routes[random.usize(..routes.len())];
            if route.starts_with("/v1/") && paths[route].get("post").is_some() {
                break route.clone();
            }
        };
        let rest: Vec<&str> = route.split('/').skip(3).collect();
        let shorter = [&["", "v1", "aa"], rest.as_slice()].concat().join("/");
        let mut item = paths[&route].clone();
        for operation in item.as_object_mut().expect("a map").values_mut() {
            let id = format!("{}Copy", operation["operationId"].as_str().expect("an id"));
            operation["operationId"] = id.into();
        }
        paths.insert(shorter.clone(), item);

        let after = lower(&changed.to_string(), &ledger);
        assert_eq!(renamed(&before, &after), [""; 0], "{seed}: {name}, {route}");
        assert_eq!(moved(&before.ledger, &after.ledger), [""; 0], "{seed}");
        let after = super::public(&after);
        assert!(
            after.keys().any(|(place, _)| *place == copy),
            "{seed}: {name}"
        );
        assert!(
            after
                .keys()
                .any(|(place, _)| *place == format!("POST {shorter}"))
        );
        assert!(
            public.keys().all(|named| after.contains_key(named)),
            "{seed}"
        );
    }
}

/// Changes every `title`, `description` and `summary`.
#[test]
fn prose_changes_doc_comments_alone() {
    let Some(may) = shared(MAY) else {
        return;
    };
    let mut other: Value = serde_json::from_str(&may).expect("it is JSON");
    replace_prose(&mut other);
    let before = tests::generate("whole.json", &may, "");
    let after = tests::generate("whole.json", &other.to_string(), &before.ledger.print());
    assert_eq!(before.ledger, after.ledger);
    assert_ne!(before.files, after.files);
    let (before, after) = (code(&before.files), code(&after.files));
    assert!(before.values().map(Vec::len).sum::<usize>() > 100_000);
    for (path, lines) in &before {
        let other = after.get(path).unwrap_or_else(|| panic!("no {path}"));
        let differs = lines.iter().zip(other).find(|(a, b)| a != b);
        assert_eq!(differs, None, "{path}");
        assert_eq!(lines.len(), other.len(), "{path}");
    }
    assert_eq!(before.len(), after.len());
}

/// All lines except doc comments.
fn code(files: &BTreeMap<String, String>) -> BTreeMap<&str, Vec<&str>> {
    let is_doc = |line: &&str| {
        let line = line.trim_start();
        line.starts_with("///") || line.starts_with("//!")
    };
    files
        .iter()
        .map(|(path, text)| {
            let lines = text.lines().filter(|line| !is_doc(line)).collect();
            (path.as_str(), lines)
        })
        .collect()
}

fn replace_prose(value: &mut Value) {
    match value {
        Value::Object(map) => {
            for (key, value) in map.iter_mut() {
                match value {
                    Value::String(text)
                        if matches!(key.as_str(), "title" | "description" | "summary") =>
                    {
                        *text =
                            "Other words, [and a link](/docs).\n\nIn two paragraphs.".to_owned();
                    }
                    other => replace_prose(other),
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(replace_prose),
        _ => {}
    }
}
