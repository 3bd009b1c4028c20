//! Whatever is answered validates against the document.

use mock::{Options, StandIn};
use serde_json::{Map, Value};

use crate::common::{send, whole};
use crate::document::{Op, document};
use crate::make::{self, Levels, REQUIRED};
use crate::schema::schemas;

const ANY_ID: Options = Options {
    seed: 0,
    any_id: true,
    clock: None,
};

/// What is wrong with the answers, if anything is.
fn assert_none(wrong: &[String]) {
    let shown: Vec<&str> = wrong.iter().take(40).map(String::as_str).collect();
    assert!(wrong.is_empty(), "{}\n{}", wrong.len(), shown.join("\n"));
}

/// Sends a request and notes what is wrong with its answer.
fn ask(
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

/// Each operation once, with parameters to so many levels.
fn all(levels: Levels) {
    let (Some(model), Some(document)) = (whole(), document()) else {
        return;
    };
    let mut wrong = Vec::new();
    let mut count = 0;
    for op in document.operations() {
        let mut mock = StandIn::new(model.clone(), ANY_ID);
        let given = make::parameters(document, &op, levels);
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
    all(REQUIRED);
}

#[test]
fn with_all_parameters() {
    all(Levels(2));
}

#[test]
fn with_parameters_four_levels_deep() {
    all(Levels(4));
}
