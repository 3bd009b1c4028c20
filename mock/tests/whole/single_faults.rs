//! A request with one fault is refused, and the refusal says where it is.

use std::collections::BTreeMap;

use mock::{Options, Request, StandIn};

use crate::common::{send, whole};
use crate::document::document;
use crate::inject::{KINDS, faults};
use crate::make::with_parameters;
use crate::schema::schemas;
use crate::vectors::{is_excepted, vectors};

const BODY: &str = "a body where none belongs";

#[test]
fn a_thousand_are_refused_by_name() {
    let (Some(model), Some(vectors), Some(document)) = (whole(), vectors(), document()) else {
        return;
    };
    let mut vectors = vectors;
    vectors.retain(|(at, _)| !is_excepted(at));
    let options = Options {
        any_id: true,
        ..Options::default()
    };
    let mut chance = fastrand::Rng::with_seed(15);
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    let mut wrong = Vec::new();
    while counts.values().sum::<usize>() < 1000 {
        let (at, vector) = chance.choice(&vectors).unwrap();
        let op = document
            .operation(&vector.method, &vector.template)
            .unwrap();
        let parameters = vector.params.clone().unwrap_or_default();
        let path = vector.path.as_str();
        let (kind, request, params) = if op.media_type().is_none() && chance.u8(..20) == 0 {
            let request = Request {
                body: if op.template.starts_with("/v2/") && op.method == "POST" {
                    b"{\"surplus\": 1}".to_vec()
                } else {
                    b"surplus=1".to_vec()
                },
                ..vector.request()
            };
            (BODY, request, vec!["surplus".to_owned()])
        } else {
            let kind = chance.choice(KINDS).unwrap();
            let faults = faults(document, &op, &parameters, kind);
            let Some(fault) = chance.choice(&faults) else {
                continue;
            };
            let request = with_parameters(&op, path, &fault.parameters);
            (fault.kind, request, fault.params.clone())
        };
        *counts.entry(kind).or_default() += 1;
        let mut mock = StandIn::new(model.clone(), options);
        let (outcome, body) = send(&mut mock, &request);
        let param = body["error"]["param"]
            .as_str()
            .unwrap_or_default()
            .to_owned();
        let errors = schemas().unwrap().error(&op.route(), &body);
        if outcome.response.status != 400 || !params.contains(&param) || !errors.is_empty() {
            let text = String::from_utf8_lossy(&request.body).replace("xxxxxxxx", "");
            wrong.push(format!(
                "{at} {kind} {params:?} {} {} {text}: {} {body} {errors:?}",
                vector.method,
                request.target.replace("xxxxxxxx", ""),
                outcome.response.status
            ));
        }
    }
    println!("{counts:?}");
    let shown: Vec<String> = wrong
        .iter()
        .take(30)
        .map(|text| text.chars().take(700).collect())
        .collect();
    assert!(wrong.is_empty(), "{}\n{}", wrong.len(), shown.join("\n"));
    for kind in KINDS.into_iter().chain([BODY]) {
        assert!(
            counts.get(kind).is_some_and(|count| *count > 20),
            "{kind}: {counts:?}"
        );
    }
}
