//! Small changes all over the fragment: each is reported once, at its level, with its pointer, and nothing else is.

use generator::diff::{Change, ChangeKind, Level, compare};
use serde_json::{Value, json};
use tests::read;

use super::{FRAGMENT, assert_pointers, document, lower, try_lower};

/// A change of a document.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Mutation {
    AddField,
    RemoveField,
    Retype,
    Require,
    AddValue,
    RemoveValue,
    Describe,
}

/// How many of all possible changes are tried.
const TRIED: usize = 200;

#[test]
fn each_is_told_once() {
    let base = document(FRAGMENT);
    let lowered = lower(&base.to_string(), &read("spec/names.tsv"));
    let ledger = lowered.ledger.print();
    let mut all = Vec::new();
    collect(&base, String::new(), &mut all);
    let mut random = fastrand::Rng::with_seed(0x5eed);
    random.shuffle(&mut all);

    let mut reported = std::collections::BTreeMap::new();
    let mut refused = 0;
    for (mutation, pointer) in &all {
        if reported.values().sum::<usize>() == TRIED {
            break;
        }
        let mut head = base.clone();
        mutate(&mut head, *mutation, pointer);
        let Ok(changed) = try_lower(&head.to_string(), &ledger) else {
            // For example an object without its discriminator field.
            refused += 1;
            continue;
        };
        let diff = compare(&lowered, &changed);
        let what = format!("{mutation:?} at {pointer}: {:#?}", diff.changes);
        assert_pointers(&diff, true, &base);
        assert_pointers(&diff, false, &head);
        assert_eq!(
            diff.prose,
            usize::from(*mutation == Mutation::Describe),
            "{what}"
        );
        assert!(!diff.rest, "{what}");
        // If the definition was shared, the types at the other paths get another name.
        let by_sharing = |change: &&Change| {
            matches!(
                change.kind,
                ChangeKind::TypeAtPlace { .. } | ChangeKind::Split { .. }
            )
        };
        let may_be_shared = pointer.starts_with("/paths/");
        let mut changes = diff.changes.iter();
        assert!(
            may_be_shared || !changes.any(|change| by_sharing(&change)),
            "{what}"
        );
        let rest: Vec<&Change> = diff.changes.iter().filter(|c| !by_sharing(c)).collect();
        match (expected(*mutation, pointer), rest.as_slice()) {
            (None, []) => {}
            (Some((kind, level)), [change]) => {
                assert_eq!(
                    (change.kind.as_str(), change.level),
                    (kind, level),
                    "{what}"
                );
                let here = |found: &Option<String>| {
                    let path = found.as_deref().and_then(|found| found.strip_prefix('#'));
                    path.is_some_and(|path| {
                        pointer.starts_with(path) || path.starts_with(pointer.as_str())
                    })
                };
                let mut sites = change.sites.iter();
                assert!(
                    sites.any(|site| here(&site.base) || here(&site.head)),
                    "{what}"
                );
            }
            (expected, _) => panic!("expected {expected:?} of {what}"),
        }
        *reported.entry(format!("{mutation:?}")).or_insert(0_usize) += 1;
    }
    println!(
        "{reported:?}, {refused} of {} refused by the generator",
        all.len()
    );
    assert_eq!(reported.values().sum::<usize>(), TRIED);
    assert_eq!(reported.len(), 7, "each kind is among them");
    assert!(refused < TRIED / 5, "{refused}");
}

fn expected(mutation: Mutation, pointer: &str) -> Option<(&'static str, Level)> {
    let of_request = pointer.starts_with("/paths/");
    Some(match mutation {
        Mutation::AddField => ("field-added", Level::Addition),
        Mutation::RemoveField => ("field-removed", Level::Breaking),
        Mutation::Retype => ("retyped", Level::Breaking),
        Mutation::Require => ("required", Level::Breaking),
        Mutation::AddValue if of_request => ("value-added", Level::Addition),
        Mutation::AddValue => ("value-added", Level::Behaviour),
        Mutation::RemoveValue => ("value-removed", Level::Breaking),
        Mutation::Describe => return None,
    })
}

/// All possible changes of objects in responses and request bodies.
fn collect(value: &Value, pointer: String, all: &mut Vec<(Mutation, String)>) {
    let escaped = |key: &str| key.replace('~', "~0").replace('/', "~1");
    let is_body = pointer.contains("/requestBody/") && pointer.contains("/schema");
    let is_schema = pointer.starts_with("/components/schemas/");
    if let (true, Some(fields)) = (
        is_body || is_schema,
        value.get("properties").and_then(Value::as_object),
    ) {
        // Without properties it is not an object in the IR.
        if !fields.is_empty() && !fields.contains_key("has_more") {
            all.push((Mutation::AddField, pointer.clone()));
        }
        let required = value.get("required").and_then(Value::as_array);
        // Lists are a type of the runtime.
        let is_list = fields.contains_key("has_more");
        for (name, field) in fields.iter().filter(|_| !is_list) {
            let at = format!("{pointer}/properties/{}", escaped(name));
            let is_required = required.is_some_and(|list| list.iter().any(|item| item == name));
            if !is_required {
                all.push((Mutation::RemoveField, at.clone()));
                if field.get("nullable").is_none() {
                    all.push((Mutation::Require, at.clone()));
                }
            }
            let is_text = field.get("type").is_some_and(|ty| ty == "string");
            if is_text && field.get("enum").is_none() && field.get("format").is_none() {
                all.push((Mutation::Retype, at.clone()));
            }
            if field.get("type").is_some() && field.get("description").is_some() {
                all.push((Mutation::Describe, at.clone()));
            }
            let values = field.get("enum").and_then(Value::as_array);
            if values.is_some_and(|values| values.len() > 2) {
                all.push((Mutation::AddValue, at.clone()));
                all.push((Mutation::RemoveValue, at));
            }
        }
    }
    match value {
        Value::Object(map) => {
            for (key, inner) in map {
                collect(inner, format!("{pointer}/{}", escaped(key)), all);
            }
        }
        Value::Array(items) => {
            for (index, inner) in items.iter().enumerate() {
                collect(inner, format!("{pointer}/{index}"), all);
            }
        }
        _ => {}
    }
}

fn mutate(document: &mut Value, mutation: Mutation, pointer: &str) {
    let (owner, name) = pointer.rsplit_once('/').expect("a pointer has steps");
    let name = name.replace("~1", "/").replace("~0", "~");
    match mutation {
        Mutation::AddField => {
            let fields = super::at(document, &format!("{pointer}/properties"));
            fields["zz_added"] = json!({"type": "string"});
        }
        Mutation::RemoveField => {
            super::remove(document, owner, &name);
            let object = owner.strip_suffix("/properties").expect("a field");
            // The two lists that may contain the name.
            if let Some(Value::Array(list)) =
                super::at(document, object).get_mut("x-expandableFields")
            {
                list.retain(|item| *item != name);
            }
        }
        Mutation::Retype => super::set(document, pointer, "type", json!("boolean")),
        Mutation::Require => {
            let object = owner.strip_suffix("/properties").expect("a field");
            let object = super::at(document, object);
            match object.get_mut("required") {
                Some(Value::Array(list)) => list.push(name.into()),
                _ => object["required"] = json!([name]),
            }
        }
        Mutation::AddValue => super::push(document, &format!("{pointer}/enum"), "zz_added"),
        Mutation::RemoveValue => {
            let values = super::at(document, &format!("{pointer}/enum"));
            values.as_array_mut().expect("a list").pop();
        }
        Mutation::Describe => super::set(document, pointer, "description", json!("Other words.")),
    }
}
