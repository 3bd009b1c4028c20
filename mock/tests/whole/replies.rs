//! Whatever is answered validates against the document.

use std::collections::BTreeMap;

use mock::{Options, StandIn};
use serde_json::{Map, Value};

use crate::common::{send, whole};
use crate::document::{Document, Op, document};
use crate::make::{self, Levels, REQUIRED};
use crate::schema::schemas;

const ANY_ID: Options = Options {
    seed: 0,
    any_id: true,
    clock: None,
};

/// What is wrong with the answers, if anything is.
pub(crate) fn assert_none(wrong: &[String]) {
    let shown: Vec<&str> = wrong.iter().take(40).map(String::as_str).collect();
    assert!(wrong.is_empty(), "{}\n{}", wrong.len(), shown.join("\n"));
}

/// Sends a request and notes what is wrong with its answer.
pub(crate) fn ask(
    mock: &mut StandIn,
    op: &Op<'_>,
    path: &str,
    given: &Map<String, Value>,
    wrong: &mut Vec<String>,
) -> Value {
    let request = make::with_parameters(op, path, given);
    let (outcome, body) = send(mock, &request);
    let route = op.route();
    let schemas = schemas().unwrap();
    if outcome.response.status != 200 {
        wrong.push(format!("{route}: {} {body}", outcome.response.status));
    } else if op.reply().is_some() {
        let errors = schemas.reply(&route, &body);
        wrong.extend(errors.into_iter().map(|error| format!("{route}: {error}")));
    }
    body
}

type Make = fn(&Document, &Op<'_>, Levels) -> Map<String, Value>;

/// Each operation once, with parameters to so many levels.
fn all(levels: Levels, make: Make) {
    let (Some(model), Some(document)) = (whole(), document()) else {
        return;
    };
    let mut wrong = Vec::new();
    let mut count = 0;
    for op in document.operations() {
        let mut mock = StandIn::new(model.clone(), ANY_ID);
        let given = make(document, &op, levels);
        ask(
            &mut mock,
            &op,
            &make::path(&op, "id_123"),
            &given,
            &mut wrong,
        );
        count += 1;
    }
    assert_eq!(count, 619);
    assert_none(&wrong);
}

#[test]
fn with_what_is_required() {
    all(REQUIRED, make::parameters);
}

#[test]
fn with_all_parameters() {
    all(Levels(2), make::parameters);
}

#[test]
fn with_parameters_four_levels_deep() {
    all(Levels(4), make::parameters);
}

#[test]
fn with_the_last_of_several_values() {
    for levels in [REQUIRED, Levels(2), Levels(4)] {
        all(levels, make::last_parameters);
    }
}

#[test]
fn errors_of_everything() {
    let (Some(model), Some(document)) = (whole(), document()) else {
        return;
    };
    let mut mock = StandIn::new(model, Options::default());
    let mut wrong = Vec::new();
    let mut statuses = BTreeMap::new();
    for op in document.operations() {
        let given = make::parameters(document, &op, REQUIRED);
        let path = make::path(&op, "unknown_123");
        let right = make::with_parameters(&op, &path, &given);
        let mut surplus = given.clone();
        surplus.insert("surplus".to_owned(), "1".into());
        let mut without_key = right.clone();
        without_key
            .headers
            .retain(|(name, _)| name != "authorization");
        let surplus = make::with_parameters(&op, &path, &surplus);
        for (request, expected) in [
            (without_key, Some(401)),
            (surplus, Some(400)),
            (right, None),
        ] {
            let (outcome, body) = send(&mut mock, &request);
            let status = outcome.response.status;
            let route = op.route();
            *statuses.entry(status).or_insert(0) += 1;
            if expected.is_some_and(|expected| expected != status) {
                wrong.push(format!("{route}: {status}, not {expected:?}: {body}"));
            }
            // An id that nothing has is not there where objects are made; of other kinds it may be.
            if ![200, 400, 401, 404].contains(&status) {
                wrong.push(format!("{route}: {status} {body}"));
            }
            let errors = match (status, op.reply()) {
                (200, None) => continue,
                (200, Some(_)) => schemas().unwrap().reply(&route, &body),
                _ => schemas().unwrap().error(&route, &body),
            };
            wrong.extend(
                errors
                    .into_iter()
                    .map(|error| format!("{route}: {status} {error}")),
            );
        }
    }
    println!("{statuses:?}");
    assert_none(&wrong);
    assert!(
        statuses.get(&404).is_some_and(|count| *count > 150),
        "{statuses:?}"
    );
}

/// How many operations answer with what was kept, and how many with what fits, where each is the first of its stand-in.
#[test]
fn fidelity() {
    let (Some(model), Some(document)) = (whole(), document()) else {
        return;
    };
    let mut kept = 0;
    let mut fitting: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for op in document.operations() {
        let mut mock = StandIn::new(model.clone(), ANY_ID);
        let given = make::parameters(document, &op, REQUIRED);
        let request = make::with_parameters(&op, &make::path(&op, "id_123"), &given);
        let (outcome, _) = send(&mut mock, &request);
        if outcome.response.header("mock-fidelity").is_none() {
            kept += 1;
            continue;
        }
        let act = model.plans().find(|(plan, _)| plan.route == op.route());
        let act = format!("{:?}", act.unwrap().0.act);
        fitting.entry(act).or_default().push(op.route());
    }
    let all: usize = fitting.values().map(Vec::len).sum();
    println!("with state: {kept}; by the schema: {all}");
    for (act, routes) in &fitting {
        println!("{act}: {} {}", routes.len(), routes.join(", "));
    }
    // What nobody has made, and what nobody has given a status, is not counted as kept.
    assert!(kept > 200, "{kept}");
}
