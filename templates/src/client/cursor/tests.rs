//! Pages of each style, and the calls that they lead to.

#![allow(clippy::unwrap_used)]

use super::*;
use crate::client::{Encoding, Endpoint, Method, Options, Request};
use crate::json::parse_with;

const fn endpoint(path: &'static str) -> Endpoint {
    Endpoint {
        method: Method::Get,
        path,
        base: None,
        encoding: Encoding::Query,
        in_query: &[],
    }
}

static LIST: Endpoint = endpoint("/v1/refunds");
static SEARCH: Endpoint = endpoint("/v1/charges/search");
static EVENTS: Endpoint = endpoint("/v2/core/events");

fn request(endpoint: &'static Endpoint) -> Request<()> {
    let options = Options::new().account("acct_1").idempotency_key("once");
    Request::new(endpoint, [])
        .set("limit", 2)
        .with_options(options)
}

/// The query, or the URL of the server's, that follows a page.
fn after(cursor: &mut Cursor, page: &str) -> Result<Option<String>, Fault> {
    let info = parse_with(page.as_bytes(), |node| PageInfo::read(node, cursor.style()))?;
    cursor.advance(&info)?;
    let next = cursor.next();
    if let Some(call) = &next {
        assert_eq!(call.options, Options::new().account("acct_1"));
    }
    Ok(next.map(|call| {
        call.location
            .as_ref()
            .map_or_else(|| call.query(), |at| at.url.clone())
    }))
}

fn paginator(request: Request<()>, style: Style, pages: &[&str]) -> Vec<Option<String>> {
    let mut cursor = Cursor::new(request.into_call(), style);
    assert!(cursor.next().is_some());
    pages
        .iter()
        .map(|page| after(&mut cursor, page).unwrap())
        .collect()
}

fn query(text: &str) -> Option<String> {
    Some(text.to_owned())
}

#[test]
fn forward_from_the_last_item() {
    let pages = [
        r#"{"data": [{"id": "re_1"}, {"id": "re_2"}], "has_more": true}"#,
        r#"{"data": [{"id": "re_3"}], "has_more": true}"#,
        r#"{"data": [{"id": "re_4"}], "has_more": false}"#,
    ];
    let expected = [
        query("limit=2&starting_after=re_2"),
        query("limit=2&starting_after=re_3"),
        None,
    ];
    assert_eq!(paginator(request(&LIST), Style::Cursor, &pages), expected);
}

#[test]
fn backward_from_the_first_item() {
    let request = request(&LIST).set("ending_before", "re_9");
    assert!(Cursor::new(request.call().clone(), Style::Cursor).is_backward());
    let pages = [
        r#"{"data": [{"id": "re_7"}, {"id": "re_8"}], "has_more": true}"#,
        r#"{"data": [], "has_more": false}"#,
    ];
    assert_eq!(
        paginator(request, Style::Cursor, &pages),
        [query("ending_before=re_7&limit=2"), None]
    );
}

#[test]
fn an_empty_page_ends_a_list_of_v1() {
    assert_eq!(
        paginator(
            request(&LIST),
            Style::Cursor,
            &[r#"{"data": [], "has_more": true}"#]
        ),
        [None]
    );
}

#[test]
fn searches_follow_next_page() {
    let pages = [
        r#"{"data": [], "has_more": true, "next_page": "p2"}"#,
        r#"{"data": [{"id": "ch_1"}], "has_more": false, "next_page": null}"#,
    ];
    assert_eq!(
        paginator(request(&SEARCH), Style::Search, &pages),
        [query("limit=2&page=p2"), None]
    );
}

#[test]
fn v2_follows_the_url_as_it_stands() {
    let pages = [
        r#"{"data": [], "next_page_url": "/v2/core/events?page=a%20b&limit=2"}"#,
        r#"{"data": [{"id": "evt_1"}], "next_page_url": null}"#,
    ];
    let expected = [query("/v2/core/events?page=a%20b&limit=2"), None];
    assert_eq!(paginator(request(&EVENTS), Style::Link, &pages), expected);
}

#[test]
fn a_page_that_does_not_say_whether_it_is_the_last_is_a_fault() {
    for (style, page, path) in [
        (Style::Cursor, r#"{"data": [{"id": "a"}]}"#, "has_more"),
        (
            Style::Cursor,
            r#"{"data": [], "has_more": null}"#,
            "has_more",
        ),
        (
            Style::Search,
            r#"{"data": [], "has_more": "no"}"#,
            "has_more",
        ),
        (
            Style::Search,
            r#"{"data": [], "has_more": true, "next_page": 2}"#,
            "next_page",
        ),
        (
            Style::Link,
            r#"{"data": [], "next_page_url": {}}"#,
            "next_page_url",
        ),
        (Style::Link, "[]", ""),
    ] {
        let read = parse_with(page.as_bytes(), |node| PageInfo::read(node, style));
        assert_eq!(read.unwrap_err().path(), path, "{page}");
    }
}

#[test]
fn a_page_that_comes_again_is_a_fault() {
    let mut cursor = Cursor::new(request(&LIST).into_call(), Style::Cursor);
    let page = r#"{"data": [{"id": "a"}], "has_more": true}"#;
    assert!(cursor.next().is_some());
    assert!(after(&mut cursor, page).unwrap().is_some());
    assert_eq!(after(&mut cursor, page).unwrap_err().path(), "data[0].id");
}

#[test]
fn a_circle_of_pages_is_a_fault() {
    // So many pages lead to a circle of so many.
    for (before, circle) in [(0, 2), (0, 3), (1, 2), (5, 7), (100, 2), (3, 64)] {
        let page = |style, at| match style {
            Style::Cursor => format!(r#"{{"data": [{{"id": "{at}"}}], "has_more": true}}"#),
            Style::Search => format!(r#"{{"data": [], "has_more": true, "next_page": "{at}"}}"#),
            Style::Link => {
                format!(r#"{{"data": [], "next_page_url": "/v2/core/events?page={at}"}}"#)
            }
        };
        for (endpoint, style, path) in [
            (&LIST, Style::Cursor, "data[0].id"),
            (&SEARCH, Style::Search, "next_page"),
            (&EVENTS, Style::Link, "next_page_url"),
        ] {
            let mut cursor = Cursor::new(request(endpoint).into_call(), style);
            assert!(cursor.next().is_some());
            let places = (0..before).chain((before..before + circle).cycle());
            let limit = 3 * (before + circle);
            let fault = places
                .take(limit)
                .find_map(|at| after(&mut cursor, &page(style, at)).err());
            assert_eq!(fault.unwrap().path(), path, "{before} {circle}");
            assert!(cursor.next().is_none());
        }
    }
}

/// No more is kept than one position, and none of a long list is taken for an earlier one.
#[test]
fn a_long_list_is_no_circle() {
    let mut cursor = Cursor::new(request(&SEARCH).into_call(), Style::Search);
    assert!(cursor.next().is_some());
    for at in 0..3000 {
        let page = format!(r#"{{"data": [], "has_more": true, "next_page": "{at}"}}"#);
        assert!(after(&mut cursor, &page).unwrap().is_some());
    }
}

#[test]
fn a_gap_is_a_fault_and_the_end() {
    for (endpoint, style, page, path) in [
        (
            &LIST,
            Style::Cursor,
            r#"{"data": [{"id": "a"}, {"id": null}], "has_more": true}"#,
            "data[1].id",
        ),
        (
            &SEARCH,
            Style::Search,
            r#"{"data": [{"id": "a"}], "has_more": true}"#,
            "next_page",
        ),
        (
            &EVENTS,
            Style::Link,
            r#"{"data": [], "next_page_url": "//evil.example/v2"}"#,
            "next_page_url",
        ),
        (
            &EVENTS,
            Style::Link,
            r#"{"data": [], "next_page_url": "https://evil/v2"}"#,
            "next_page_url",
        ),
        // Only `null` says that it is the last one.
        (
            &EVENTS,
            Style::Link,
            r#"{"data": [], "previous_page_url": null}"#,
            "next_page_url",
        ),
    ] {
        let mut cursor = Cursor::new(request(endpoint).into_call(), style);
        assert!(cursor.next().is_some());
        assert_eq!(after(&mut cursor, page).unwrap_err().path(), path);
        assert!(cursor.next().is_none());
    }
}

#[test]
fn a_page_that_was_not_read_is_still_the_next_one() {
    let mut cursor = Cursor::new(request(&LIST).into_call(), Style::Cursor);
    let first = cursor.next();
    assert!(first.is_some());
    assert_eq!(cursor.next(), first);
    cursor.stop();
    assert_eq!(cursor.next(), None);
}

#[test]
fn backward_the_link_to_the_page_before_counts() {
    let mut request = request(&EVENTS);
    request.locate(Location {
        url: "/v2/core/events?page=9".to_owned(),
        backward: true,
    });
    let at_start = r#"{"data": [], "next_page_url": "/v2/x", "previous_page_url": null}"#;
    let unsaid = r#"{"data": [], "next_page_url": "/v2/x"}"#;
    let cursor = || Cursor::new(request.call().clone(), Style::Link);
    assert_eq!(after(&mut cursor(), at_start).unwrap(), None);
    let fault = after(&mut cursor(), unsaid).unwrap_err();
    assert_eq!(fault.path(), "previous_page_url");
}
