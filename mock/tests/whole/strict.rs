//! Where only what was made exists, what refers to anything else is refused, and says so.

use mock::{Options, StandIn};
use serde_json::{Value, json};

use crate::common::whole;
use crate::document::document;
use crate::families::families;
use crate::paths;

const UNKNOWN: &str = "unknown_123";

#[test]
fn only_what_was_made_is_there() {
    let (Some(model), Some(document)) = (whole(), document()) else {
        return;
    };
    let (mut made_count, mut refused_count) = (0, 0);
    for family in families(document)
        .iter()
        .filter(|family| family.is_kept(&model))
    {
        let mut mock = StandIn::new(model.clone(), Options::default());
        let route = family.create.route();
        let (status, error) = family.send(&mut mock, &family.retrieve, UNKNOWN, &[]);
        assert_eq!(status, 404, "{route}: {error}");
        assert_eq!(
            error["error"]["code"], "resource_missing",
            "{route}: {error}"
        );
        let made = match family.try_make(&mut mock, &[]) {
            Ok(made) => made,
            Err(error) => {
                // The ids that the test makes up are of nothing.
                assert!(error["error"]["param"].is_string(), "{route}: {error}");
                refused_count += 1;
                continue;
            }
        };
        made_count += 1;
        let id = made["id"].as_str().unwrap();
        let (status, found) = family.send(&mut mock, &family.retrieve, id, &[]);
        assert_eq!((status, &found), (200, &made), "{route}");
        let Some(list) = family.list.filter(|list| list.takes("starting_after")) else {
            continue;
        };
        for name in ["starting_after", "ending_before"] {
            let mut given = family.needed(&list, &made);
            if given.iter().any(|(_, value)| value.is_null()) {
                continue;
            }
            given.push((name, json!(UNKNOWN)));
            let (status, error) = family.send(&mut mock, &list, "", &given);
            assert_eq!(status, 400, "{route}: {error}");
            assert_eq!(error["error"]["param"], *name, "{route}: {error}");
        }
    }
    println!("{made_count} kinds made, {refused_count} refused for what they refer to");
    assert!(made_count > 40, "{made_count} {refused_count}");
}

#[test]
fn paths_that_lead_nowhere() {
    let (Some(model), Some(document)) = (whole(), document()) else {
        return;
    };
    let mut count = 0;
    for family in families(document)
        .iter()
        .filter(|family| family.is_kept(&model))
    {
        let create = family.create;
        let mut mock = StandIn::new(model.clone(), Options::default());
        if !create.takes("expand") || family.try_make(&mut mock, &[]).is_err() {
            continue;
        }
        let mut refused = |paths: Value, param: &str| {
            let error = family
                .try_make(&mut mock, &[("expand", paths.clone())])
                .unwrap_err();
            assert_eq!(error["error"]["param"], *param, "{paths}: {error}");
        };
        refused(json!(["nothing"]), "expand[0]");
        refused(json!(["id"]), "expand[0]");
        let Some(first) = paths::first(document, create.reply().unwrap())
            .into_iter()
            .next()
        else {
            continue;
        };
        refused(
            json!([first.text, format!("{}.nothing", first.text)]),
            "expand[1]",
        );
        refused(json!([format!("{}.a.b.c.d", first.text)]), "expand[0]");
        count += 1;
    }
    println!("{count} kinds");
    assert!(count > 20, "{count}");
}
