//! What is made is found, changed, filtered and deleted, for every kind of object of the API.

use serde_json::{Value, json};

use crate::common::{NOW, send, whole};
use crate::document::document;
use crate::families::{Family, any_id, families, for_account, ids, set_clock};
use crate::make::{self, Levels};

/// Runs a check on each family, each with its own stand-in, and says how many it was for.
fn each(check: impl Fn(&Family<'_>, &mut mock::StandIn) -> Result<bool, String>) -> usize {
    let (Some(model), Some(document)) = (whole(), document()) else {
        return usize::MAX;
    };
    let mut count = 0;
    let mut wrong = Vec::new();
    for family in families(document) {
        if !family.is_kept(&model) {
            // The header of the answer says that it fits the schema, and no more.
            continue;
        }
        match check(&family, &mut any_id(&model)) {
            Ok(applies) => count += usize::from(applies),
            Err(error) => wrong.push(format!("{}: {error}", family.create.route())),
        }
    }
    let shown: Vec<String> = wrong
        .iter()
        .take(30)
        .map(|text| text.chars().take(600).collect())
        .collect();
    assert!(wrong.is_empty(), "{}\n{}", wrong.len(), shown.join("\n"));
    println!("{count} kinds of objects");
    count
}

fn same(left: &Value, right: &Value) -> Result<(), String> {
    if left == right {
        return Ok(());
    }
    Err(format!("{left}\nis not\n{right}"))
}

#[test]
fn what_is_made_is_retrieved_equal() {
    let count = each(|family, mock| {
        let made = family.make_full(mock, Levels(3));
        let Some(id) = made["id"].as_str() else {
            return Err(format!("no id: {made}"));
        };
        // Also later.
        set_clock(mock, NOW + 1000);
        let (_, found) = family.send(mock, &family.retrieve, id, &[]);
        same(&found, &made)?;
        Ok(true)
    });
    assert!(count > 70, "{count}");
}

#[test]
fn an_update_changes_what_it_names() {
    let count = each(|family, mock| {
        let Some(update) = family.update else {
            return Ok(false);
        };
        let names: Vec<&str> = update
            .parameters()
            .iter()
            .map(|param| param.name)
            .filter(|name| family.has_plain_field(name) && family.two_values(name).is_some())
            .collect();
        for name in &names {
            let [first, second] = family.two_values(name).unwrap();
            let Ok(made) = family.try_make(mock, &[(name, first.clone())]) else {
                continue;
            };
            if made[name] != first {
                return Err(format!("{name} is not {first}: {made}"));
            }
            let (_, changed) = family.send(
                mock,
                &update,
                made["id"].as_str().unwrap(),
                &[(name, second.clone())],
            );
            let mut expected = made.clone();
            expected[name] = second;
            same(&changed, &expected)?;
        }
        if update.takes("metadata") && family.create.takes("metadata") {
            let made = family.make(mock, &[("metadata", json!({"a": "1", "b": "2"}))]);
            let id = made["id"].as_str().unwrap();
            let none = if update.is_json() {
                Value::Null
            } else {
                json!("")
            };
            let (_, changed) = family.send(
                mock,
                &update,
                id,
                &[("metadata", json!({"a": none, "c": "3"}))],
            );
            same(&changed["metadata"], &json!({"b": "2", "c": "3"}))?;
        }
        Ok(!names.is_empty())
    });
    assert!(count > 40, "{count}");
}

#[test]
fn what_is_deleted_is_gone() {
    let count = each(|family, mock| {
        let Some(delete) = family.delete else {
            return Ok(false);
        };
        let made = family.make(mock, &[]);
        let id = made["id"].as_str().unwrap();
        let (status, deleted) = family.send(mock, &delete, id, &[]);
        if status != 200 {
            return Err(format!("{status} {deleted}"));
        }
        let (status, found) = family.send(mock, &family.retrieve, id, &[]);
        let is_tombstone = deleted["deleted"] == true;
        if is_tombstone && status != 404 && found["deleted"] != true {
            return Err(format!("{status} {found}"));
        }
        if let (true, Some(list)) = (is_tombstone, family.list) {
            let (_, page) = family.send(mock, &list, id, &family.needed(&list, &made));
            if page["data"] != json!([]) {
                return Err(format!("still listed: {page}"));
            }
        }
        let (status, _) = family.send(mock, &delete, id, &[]);
        if is_tombstone && status != 404 {
            return Err(format!("deleted twice: {status}"));
        }
        Ok(is_tombstone)
    });
    assert!(count > 20, "{count}");
}

#[test]
fn filters_on_fields() {
    let count = each(|family, mock| {
        let Some(list) = family.list else {
            return Ok(false);
        };
        let names: Vec<&str> = list
            .parameters()
            .iter()
            .filter(|param| !param.required)
            .map(|param| param.name)
            .filter(|name| family.has_plain_field(name) && family.two_values(name).is_some())
            .collect();
        for name in &names {
            let [first, second] = family.two_values(name).unwrap();
            mock.reset();
            let one = family.try_make(mock, &[(name, first.clone())]);
            let two = family.try_make(mock, &[(name, second.clone())]);
            let (Ok(one), Ok(two)) = (one, two) else {
                // A rule of money refuses values that are made up.
                continue;
            };
            for (made, value) in [(one, first), (two, second)] {
                if made[name] != value {
                    continue;
                }
                let mut given = family.needed(&list, &made);
                given.push((name, value));
                let (status, page) = family.send(mock, &list, "", &given);
                if status != 200 {
                    // Another list of values than the creation has.
                    continue;
                }
                if ids(&page) != [made["id"].as_str().unwrap()] {
                    return Err(format!("{name}: {page}"));
                }
            }
        }
        Ok(!names.is_empty())
    });
    assert!(count > 20, "{count}");
}

#[test]
fn ranges_of_times() {
    let count = each(|family, mock| {
        let Some(list) = family.list.filter(|list| list.takes("created")) else {
            return Ok(false);
        };
        let (mut made, mut first) = (Vec::new(), Value::Null);
        for at in [10, 20, 30] {
            set_clock(mock, at);
            first = family.make(mock, &[]);
            made.push(first["id"].as_str().unwrap().to_owned());
        }
        let parameters = list.parameters();
        let created = parameters.iter().find(|param| param.name == "created");
        let schema = created.unwrap().schema;
        let alternatives = family.document.alternatives(schema);
        let is_range = |schema: &&Value| schema["properties"]["gte"]["type"] == "integer";
        if !alternatives.iter().any(is_range) {
            return Ok(false);
        }
        let is_plain = alternatives
            .iter()
            .any(|schema| schema["type"] == "integer");
        for (range, expected) in [
            (json!({"gte": 20}), vec![2, 1]),
            (json!({"gt": 20}), vec![2]),
            (json!({"lt": 20}), vec![0]),
            (json!({"lte": 20, "gt": 10}), vec![1]),
            (json!(20), vec![1]),
        ] {
            if range.is_number() && !is_plain {
                continue;
            }
            let mut given = family.needed(&list, &first);
            given.push(("created", range.clone()));
            let (status, page) = family.send(mock, &list, "", &given);
            if status != 200 {
                return Err(page.to_string());
            }
            let expected: Vec<&String> = expected
                .into_iter()
                .map(|index: usize| &made[index])
                .collect();
            if ids(&page).iter().collect::<Vec<_>>() != expected {
                return Err(format!("{range}: {page}"));
            }
        }
        Ok(true)
    });
    assert!(count > 20, "{count}");
}

#[test]
fn accounts_are_apart() {
    let count = each(|family, mock| {
        let given = make::parameters(family.document, &family.create, make::REQUIRED);
        let request =
            make::with_parameters(&family.create, &family.path(&family.create, ""), &given);
        let (_, made) = send(mock, &for_account(request, "acct_1"));
        let Some(list) = family.list else {
            return Ok(false);
        };
        let given = family.needed(&list, &made);
        if given.iter().any(|(_, value)| value.is_null()) {
            return Ok(false);
        }
        let given = given
            .into_iter()
            .map(|(name, value)| (name.to_owned(), value));
        let get = make::with_parameters(&list, &family.path(&list, ""), &given.collect());
        let (_, own) = send(mock, &for_account(get.clone(), "acct_1"));
        let (_, other) = send(mock, &for_account(get.clone(), "acct_2"));
        let (_, none) = send(mock, &get);
        if ids(&own) != [made["id"].as_str().unwrap()]
            || !ids(&other).is_empty()
            || !ids(&none).is_empty()
        {
            return Err(format!("{own} {other} {none}"));
        }
        Ok(true)
    });
    assert!(count > 60, "{count}");
}

#[test]
fn a_seed_and_a_clock_say_everything() {
    let (Some(model), Some(document)) = (whole(), document()) else {
        return;
    };
    let families = families(document);
    let run = |seed: u64| {
        let options = mock::Options {
            seed,
            any_id: true,
            clock: None,
        };
        let mut mock = mock::StandIn::new(model.clone(), options);
        let mut bytes = Vec::new();
        for family in &families {
            let given = make::parameters(document, &family.create, Levels(1));
            let request =
                make::with_parameters(&family.create, &family.path(&family.create, ""), &given);
            let outcome = mock.handle(&request, NOW);
            bytes.extend(
                outcome
                    .response
                    .headers
                    .iter()
                    .flat_map(|(_, value)| value.bytes()),
            );
            bytes.extend(outcome.response.body);
            bytes.extend(
                outcome
                    .events
                    .iter()
                    .flat_map(|event| event.to_string().into_bytes()),
            );
        }
        bytes
    };
    assert!(run(1) == run(1), "the same seed answers other bytes");
    assert!(run(1) != run(2), "another seed answers the same bytes");
}

#[test]
fn ranges_of_version_2() {
    let (Some(model), Some(document)) = (whole(), document()) else {
        return;
    };
    let is_so = |family: &&Family<'_>| family.list.is_some_and(|list| list.takes("created_gte"));
    let families = families(document);
    let found: Vec<_> = families.iter().filter(is_so).collect();
    assert!(!found.is_empty());
    for family in found {
        let mut mock = any_id(&model);
        let list = family.list.unwrap();
        let mut made = Vec::new();
        for at in [NOW, NOW + 10, NOW + 20] {
            set_clock(&mut mock, at);
            made.push(
                family.make(&mut mock, &[])["id"]
                    .as_str()
                    .unwrap()
                    .to_owned(),
            );
        }
        let at = json!("2027-01-15T08:00:10Z");
        for (name, expected) in [
            ("created", &made[1..2]),
            ("created_gt", &made[2..]),
            ("created_gte", &made[1..]),
            ("created_lt", &made[..1]),
            ("created_lte", &made[..2]),
        ] {
            let (_, page) = family.send(
                &mut mock,
                &list,
                "",
                &[(name, at.clone()), ("limit", json!(1))],
            );
            let mut found = ids(&page);
            // The URL of the next page asks for the same objects.
            if let Some(next) = page["next_page_url"].as_str() {
                found.extend(ids(
                    &send(&mut mock, &crate::common::form("GET", next, "")).1
                ));
            }
            found.reverse();
            assert_eq!(found, expected, "{name}: {page}");
        }
    }
}
