//! What is expanded is there, and the answers still validate.

use std::collections::BTreeMap;

use mock::StandIn;
use serde_json::{Map, Value, json};

use crate::common::whole;
use crate::document::{Document, Op, document};
use crate::families::{Family, any_id, families};
use crate::make::{self, Levels, REQUIRED};
use crate::paths::{self, Path};
use crate::replies::{ask, assert_none};

/// As many levels as a path may have.
const DEEPEST: usize = 4;

/// What an operation can expand, one level each.
fn expanded_by<'a>(document: &'a Document, op: &Op<'a>) -> Vec<Path<'a>> {
    let reply = op.reply().filter(|_| op.takes("expand"));
    let mut expanded = reply.map_or(Vec::new(), |reply| paths::first(document, reply));
    expanded.retain(|path| path.levels <= DEEPEST);
    expanded
}

/// Sends a request that expands paths, and notes which of them are ids still.
fn ask_expanded(
    mock: &mut StandIn,
    (op, path): (&Op<'_>, &str),
    mut given: Map<String, Value>,
    expanded: &[Path<'_>],
    wrong: &mut Vec<String>,
) -> (Value, usize) {
    if !expanded.is_empty() {
        given.insert("expand".to_owned(), paths::expand(expanded));
    }
    let body = ask(mock, op, path, &given, wrong);
    let mut count = 0;
    for path in expanded {
        for value in paths::values(&body, &path.text) {
            count += 1;
            if !value.is_object() && path.is_sure {
                wrong.push(format!("{}: {} is {value}", op.route(), path.text));
            }
        }
    }
    (body, count)
}

#[test]
fn one_level_of_everything() {
    let (Some(model), Some(document)) = (whole(), document()) else {
        return;
    };
    let (mut wrong, mut operations, mut count) = (Vec::new(), 0, 0);
    for op in document.operations().filter(|op| op.takes("expand")) {
        let expanded = expanded_by(document, &op);
        if expanded.is_empty() {
            continue;
        }
        operations += 1;
        let given = make::parameters(document, &op, Levels(3));
        let path = make::path(&op, "id_123");
        count += ask_expanded(
            &mut any_id(&model),
            (&op, &path),
            given,
            &expanded,
            &mut wrong,
        )
        .1;
    }
    println!("{operations} operations, {count} references expanded");
    assert_none(&wrong);
    assert!(operations > 300 && count > 300, "{operations} {count}");
}

/// The schema that a reply is.
fn schema_of<'a>(op: &Op<'a>) -> &'a str {
    let reference = op.reply().and_then(|reply| reply["$ref"].as_str());
    reference
        .and_then(|reference| reference.rsplit('/').next())
        .unwrap_or_default()
}

/// Makes an object of each kind in four rounds: those of each round refer to those of the round before.
fn rounds(mock: &mut StandIn, families: &[Family<'_>]) -> Vec<Value> {
    let mut made: BTreeMap<String, Value> = BTreeMap::new();
    let mut last = Vec::new();
    for _ in 0..DEEPEST {
        last.clear();
        let mut round = BTreeMap::new();
        for family in families {
            let document = family.document;
            let mut given = make::parameters(document, &family.create, Levels(2));
            given.remove("id");
            let reply = document.resolve(family.create.reply().unwrap());
            for (name, value) in &mut given {
                let field = &reply["properties"][name];
                let targets = field["x-expansionResources"]["oneOf"].as_array();
                let schemas = targets
                    .into_iter()
                    .flatten()
                    .filter_map(|target| target["$ref"].as_str());
                let known = schemas
                    .filter_map(|schema| made.get(schema.rsplit('/').next()?))
                    .next();
                if let (Some(known), true) = (known, value.is_string()) {
                    *value = known["id"].clone();
                }
            }
            let object = family.create(mock, &given);
            round.insert(schema_of(&family.create).to_owned(), object.clone());
            last.push(object);
        }
        made = round;
    }
    last
}

#[test]
fn four_levels() {
    let (Some(model), Some(document)) = (whole(), document()) else {
        return;
    };
    let mut families = families(document);
    families.retain(|family| family.is_kept(&model));
    let mut mock = any_id(&model);
    let made = rounds(&mut mock, &families);
    let mut chance = fastrand::Rng::with_seed(4);
    let (mut wrong, mut reached) = (Vec::new(), BTreeMap::new());
    for (family, object) in families.iter().zip(&made) {
        let id = object["id"].as_str().unwrap();
        let op = family.retrieve;
        if !op.takes("expand") {
            continue;
        }
        let path = family.path(&op, id);
        for _ in 0..15 {
            // From level to level along what is there.
            let mut expanded: Option<Path<'_>> = None;
            loop {
                let chosen: Vec<Path<'_>> = expanded.iter().cloned().collect();
                let (body, _) =
                    ask_expanded(&mut mock, (&op, &path), Map::new(), &chosen, &mut wrong);
                let deeper = match &expanded {
                    None => paths::first(document, op.reply().unwrap()),
                    Some(path) => paths::next(document, path),
                };
                let is_there = |path: &Path<'_>| {
                    path.levels <= DEEPEST && !paths::values(&body, &path.text).is_empty()
                };
                let deeper: Vec<Path<'_>> = deeper.into_iter().filter(is_there).collect();
                match chance.choice(deeper) {
                    Some(path) => expanded = Some(path),
                    None => break,
                }
            }
            if let Some(path) = expanded {
                *reached.entry(path.levels).or_insert(0) += 1;
                let Some(list) = family.list.filter(|list| list.takes("expand")) else {
                    continue;
                };
                let in_list = Path {
                    text: format!("data.{}", path.text),
                    ..path
                };
                let needed = family.needed(&list, object);
                let given = needed.into_iter().filter(|(_, value)| !value.is_null());
                let given = given
                    .map(|(name, value)| (name.to_owned(), value))
                    .collect();
                let at = family.path(&list, id);
                ask_expanded(&mut mock, (&list, &at), given, &[in_list], &mut wrong);
            }
        }
    }
    println!("the deepest references, by level: {reached:?}");
    assert_none(&wrong);
    assert!(
        reached.get(&DEEPEST).is_some_and(|count| *count > 20),
        "{reached:?}"
    );
}

#[test]
fn from_creation_to_deletion() {
    let (Some(model), Some(document)) = (whole(), document()) else {
        return;
    };
    let (mut wrong, mut count) = (Vec::new(), 0);
    for family in families(document) {
        let mut mock = any_id(&model);
        let create = family.create;
        let given = make::parameters(document, &create, Levels(3));
        let path = family.path(&create, "");
        let (made, _) = ask_expanded(
            &mut mock,
            (&create, &path),
            given,
            &expanded_by(document, &create),
            &mut wrong,
        );
        let id = made["id"].as_str().unwrap_or("none");
        let steps = [
            Some(family.retrieve),
            family.update,
            family.list,
            family.search,
            family.delete,
        ];
        for op in steps.into_iter().flatten() {
            let levels = if op.method == "POST" {
                Levels(3)
            } else {
                REQUIRED
            };
            let mut given = make::parameters(document, &op, levels);
            for (name, value) in family.needed(&op, &made) {
                if op.method == "GET" && !value.is_null() {
                    given.insert(name.to_owned(), value);
                }
            }
            if op.takes("query") {
                given.insert("query".to_owned(), json!("created>0"));
            }
            let path = family.path(&op, id);
            let (_, expanded) = ask_expanded(
                &mut mock,
                (&op, &path),
                given,
                &expanded_by(document, &op),
                &mut wrong,
            );
            count += expanded;
        }
    }
    println!("{count} references expanded");
    assert_none(&wrong);
    assert!(count > 200, "{count}");
}
