//! Pages: each object once, in order, both ways.

use mock::StandIn;
use serde_json::{Value, json};

use crate::common::{form, send, whole};
use crate::document::{Op, document};
use crate::families::{Family, any_id, families, ids};

/// More than two pages.
const COUNT: usize = 25;
const LIMIT: usize = 7;

/// Makes objects, and answers their ids, the newest first.
fn make_many(
    family: &Family<'_>,
    mock: &mut StandIn,
    more: &[(&str, Value)],
) -> (Vec<String>, Value) {
    let mut made = Vec::new();
    let mut last = Value::Null;
    for _ in 0..COUNT {
        last = family.make(mock, more);
        made.push(last["id"].as_str().unwrap().to_owned());
    }
    made.reverse();
    (made, last)
}

fn page(family: &Family<'_>, mock: &mut StandIn, op: &Op<'_>, given: &[(&str, Value)]) -> Value {
    let (status, page) = family.send(mock, op, "", given);
    assert_eq!(status, 200, "{}: {page}", op.route());
    page
}

/// The ids of all pages, and whether each but the last says that there are more.
fn walk(
    mut page: Value,
    mut turn: impl FnMut(&Value) -> Option<Value>,
) -> (Vec<Vec<String>>, Vec<bool>) {
    let (mut all, mut more) = (Vec::new(), Vec::new());
    loop {
        all.push(ids(&page));
        let next = turn(&page);
        more.push(page["has_more"].as_bool().unwrap_or(next.is_some()));
        match next {
            Some(next) => page = next,
            None => break (all, more),
        }
    }
}

fn all_but_the_last(more: &[bool]) -> bool {
    more.split_last()
        .is_some_and(|(last, rest)| !last && rest.iter().all(|more| *more))
}

#[test]
fn cursors() {
    let (Some(model), Some(document)) = (whole(), document()) else {
        return;
    };
    let mut count = 0;
    for family in families(document)
        .iter()
        .filter(|family| family.is_kept(&model))
    {
        let Some(list) = family.list.filter(|list| list.takes("starting_after")) else {
            continue;
        };
        let mut mock = any_id(&model);
        let (made, last) = make_many(family, &mut mock, &[]);
        let mut given = family.needed(&list, &last);
        if given.iter().any(|(_, value)| value.is_null()) {
            continue;
        }
        let route = list.route();
        // Without a limit, ten.
        assert_eq!(
            ids(&page(family, &mut mock, &list, &given)),
            made[..10],
            "{route}"
        );
        given.push(("limit", json!(LIMIT)));
        let mut ask = |cursor: Option<(&str, &String)>| {
            let mut given = given.clone();
            given.extend(cursor.map(|(name, id)| (name, json!(id))));
            page(family, &mut mock, &list, &given)
        };
        let (pages, more) = walk(ask(None), |page| {
            let last = ids(page).last()?.clone();
            (page["has_more"] == true).then(|| ask(Some(("starting_after", &last))))
        });
        assert_eq!(pages.concat(), made, "{route}");
        assert!(all_but_the_last(&more), "{route}: {more:?}");
        let oldest = made.last().unwrap();
        let (mut pages, more) = walk(ask(Some(("ending_before", oldest))), |page| {
            let first = ids(page).first()?.clone();
            (page["has_more"] == true).then(|| ask(Some(("ending_before", &first))))
        });
        pages.reverse();
        assert_eq!(pages.concat(), made[..COUNT - 1], "{route}");
        assert!(all_but_the_last(&more), "{route}: {more:?}");
        count += 1;
    }
    println!("{count} lists");
    assert!(count > 50, "{count}");
}

#[test]
fn searches() {
    let (Some(model), Some(document)) = (whole(), document()) else {
        return;
    };
    let mut count = 0;
    for family in families(document)
        .iter()
        .filter(|family| family.is_kept(&model))
    {
        let Some(search) = family.search else {
            continue;
        };
        let mut mock = any_id(&model);
        let metadata = |value: &str| ("metadata", json!({"order": value}));
        let (made, _) = make_many(family, &mut mock, &[metadata("6735")]);
        family.make(&mut mock, &[metadata("other")]);
        let mut ask = |token: Option<&Value>| {
            let mut given = vec![
                ("query", json!("metadata['order']:'6735'")),
                ("limit", json!(LIMIT)),
            ];
            given.extend(token.map(|token| ("page", token.clone())));
            page(family, &mut mock, &search, &given)
        };
        let (pages, more) = walk(ask(None), |page| {
            let token = &page["next_page"];
            assert_eq!(token.is_null(), page["has_more"] == false, "{page}");
            (!token.is_null()).then(|| ask(Some(token)))
        });
        assert_eq!(pages.concat(), made, "{}", search.route());
        assert!(all_but_the_last(&more), "{}: {more:?}", search.route());
        count += 1;
    }
    println!("{count} searches");
    assert!(count >= 6, "{count}");
}

#[test]
fn urls_of_version_2() {
    let (Some(model), Some(document)) = (whole(), document()) else {
        return;
    };
    let mut count = 0;
    for family in families(document)
        .iter()
        .filter(|family| family.is_kept(&model))
    {
        let Some(list) = family
            .list
            .filter(|list| !list.takes("starting_after") && list.takes("page"))
        else {
            continue;
        };
        let mut mock = any_id(&model);
        let (made, _) = make_many(family, &mut mock, &[]);
        let first = page(family, &mut mock, &list, &[("limit", json!(LIMIT))]);
        let mut turn = |page: &Value, name: &str| {
            let url = page[name].as_str()?;
            Some(send(&mut mock, &form("GET", url, "")).1)
        };
        let mut last = Value::Null;
        let (pages, more) = walk(first, |page| {
            last = page.clone();
            turn(page, "next_page_url")
        });
        assert_eq!(pages.concat(), made, "{}", list.route());
        assert!(all_but_the_last(&more), "{}: {more:?}", list.route());
        let (mut pages, _) = walk(last, |page| turn(page, "previous_page_url"));
        pages.reverse();
        assert_eq!(pages.concat(), made, "{}", list.route());
        count += 1;
    }
    println!("{count} lists of version 2");
    assert!(count >= 3, "{count}");
}
