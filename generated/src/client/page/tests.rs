//! Both clients over a transport that answers from a list.

#![allow(clippy::unwrap_used)]

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use super::*;
use crate::client::{
    Call, Client, Connection, Encoding, Endpoint, Method, Options, Request, blocking,
};
use crate::transport::{
    BlockingTransport, BoxFuture, HttpRequest, HttpResponse, Transport, TransportError,
};

type Item = BTreeMap<String, String>;

static LIST: Endpoint = Endpoint::new(Method::Get, "/v1/refunds", Encoding::Query);
static SEARCH: Endpoint = Endpoint::new(Method::Get, "/v1/charges/search", Encoding::Query);
static EVENTS: Endpoint = Endpoint::new(Method::Get, "/v2/core/events", Encoding::Query);

/// Answers with 200 and the next text, or with 404 when none is left.
#[derive(Clone)]
struct Double {
    answers: Arc<Mutex<Vec<String>>>,
    requests: Arc<Mutex<Vec<HttpRequest>>>,
}

impl Double {
    fn answer(&self, request: HttpRequest) -> HttpResponse {
        self.requests.lock().unwrap().push(request);
        let mut answers = self.answers.lock().unwrap();
        let (status, body) = if answers.is_empty() {
            (404, "{}".to_owned())
        } else {
            (200, answers.remove(0))
        };
        HttpResponse::new(
            status.try_into().unwrap(),
            http::HeaderMap::new(),
            body.into_bytes(),
        )
    }
}

impl BlockingTransport for Double {
    fn send(&self, request: HttpRequest) -> Result<HttpResponse, TransportError> {
        Ok(self.answer(request))
    }
}

impl Transport for Double {
    fn send(&self, request: HttpRequest) -> BoxFuture<'_, Result<HttpResponse, TransportError>> {
        Box::pin(async { Ok(self.answer(request)) })
    }
}

/// The results of an iteration, and the paths and queries of its requests.
#[derive(Debug, PartialEq)]
struct Iterated<T> {
    given: Vec<Result<T, String>>,
    asked: Vec<String>,
}

/// Walks with both clients, which give and ask for the same.
fn run<T: PartialEq + std::fmt::Debug>(
    answers: &[&str],
    make: impl Fn() -> Paginator<T>,
) -> Iterated<T> {
    let double = || Double {
        answers: Arc::new(Mutex::new(
            answers.iter().map(|&text| text.to_owned()).collect(),
        )),
        requests: Arc::default(),
    };
    let asked = |double: &Double| {
        let requests = double.requests.lock().unwrap();
        requests
            .iter()
            .map(|request| {
                assert_eq!(request.headers.get("stripe-account").unwrap(), "acct_1");
                assert_eq!(request.headers.get("x-extra").unwrap(), "1");
                assert_eq!(request.headers.get("idempotency-key"), None);
                assert_eq!(request.timeout, Duration::from_secs(7));
                assert_eq!(request.uri.host(), Some("api.stripe.com"));
                request.uri.path_and_query().unwrap().to_string()
            })
            .collect()
    };

    let sync = double();
    let client = blocking::Client::builder("sk_test_1").transport(sync.clone());
    let mut pages = client.build().unwrap().pages(make());
    let given = pages
        .by_ref()
        .map(|next| next.map_err(|error| error.to_string()))
        .collect();
    assert!(pages.next().is_none(), "it goes on after the end");
    let result = Iterated {
        given,
        asked: asked(&sync),
    };

    let other = double();
    let client = Client::builder("sk_test_1").transport(other.clone());
    let mut pages = client.build().unwrap().pages(make());
    let runtime = tokio::runtime::Builder::new_current_thread().build();
    let given = runtime.unwrap().block_on(async {
        let mut given = Vec::new();
        loop {
            match pages.try_next().await {
                Ok(Some(next)) => given.push(Ok(next)),
                Ok(None) => return given,
                Err(error) => given.push(Err(error.to_string())),
            }
        }
    });
    let asked = asked(&other);
    assert_eq!(result, Iterated { given, asked });
    result
}

fn options() -> Options {
    Options::new()
        .account("acct_1")
        .header("x-extra", "1")
        .timeout(Duration::from_secs(7))
        .idempotency_key("once")
}

fn request(endpoint: &'static Endpoint) -> Request<()> {
    Request::new(endpoint, [])
        .set("limit", 2)
        .expand::<Item, 3>("data.charge")
        .with_options(options())
}

fn call(request: Request<()>) -> Call {
    request.into_call()
}

fn ids(result: &Iterated<Item>) -> Vec<&str> {
    let id = |item: &'_ Result<Item, String>| item.is_err();
    assert!(!result.given.iter().any(id), "{result:?}");
    let given = result.given.iter().flatten();
    given.map(|item| item["id"].as_str()).collect()
}

fn list(ids: &[&str], has_more: bool) -> String {
    let items: Vec<_> = ids.iter().map(|id| format!(r#"{{"id":"{id}"}}"#)).collect();
    let data = items.join(",");
    format!(r#"{{"object":"list","data":[{data}],"has_more":{has_more},"url":"/v1/refunds"}}"#)
}

fn linked(ids: &[&str], previous: &str, next: &str) -> String {
    let items: Vec<_> = ids.iter().map(|id| format!(r#"{{"id":"{id}"}}"#)).collect();
    let data = items.join(",");
    format!(r#"{{"data":[{data}],"previous_page_url":{previous},"next_page_url":{next}}}"#)
}

#[test]
fn parameters_and_options_carry_over() {
    let answers = [list(&["a", "b"], true), list(&["c"], false)];
    let result = run(&[&answers[0], &answers[1]], || {
        Paginator::items::<List<Item>>(call(request(&LIST)))
    });
    assert_eq!(ids(&result), ["a", "b", "c"]);
    assert_eq!(
        result.asked,
        [
            "/v1/refunds?expand[0]=data.charge&limit=2",
            "/v1/refunds?expand[0]=data.charge&limit=2&starting_after=b",
        ]
    );
}

#[test]
fn pages_come_whole_and_in_the_order_of_the_server() {
    let answers = [list(&["c", "d"], true), list(&["b"], false)];
    let result = run(&[&answers[0], &answers[1]], || {
        Paginator::<List<Item>>::pages(call(request(&LIST).set("ending_before", "e")))
    });
    let pages: Vec<(Vec<&str>, bool)> = result
        .given
        .iter()
        .flatten()
        .map(|page| {
            let ids = page.data.iter().map(|item| item["id"].as_str()).collect();
            (ids, page.has_more)
        })
        .collect();
    assert_eq!(pages, [(vec!["c", "d"], true), (vec!["b"], false)]);
    assert!(result.asked[1].ends_with("?ending_before=c&expand[0]=data.charge&limit=2"));
}

#[test]
fn searches() {
    let page = |ids, next: &str| {
        let list = list(ids, next != "null");
        let list = list.replace(r#""list""#, r#""search_result""#);
        list.replace(r#","url""#, &format!(r#","next_page":{next},"url""#))
    };
    // A page that is empty has a successor all the same.
    let answers = [
        page(&["a"], "\"p2\""),
        page(&[], "\"p3\""),
        page(&["b"], "null"),
    ];
    let answers = [&*answers[0], &answers[1], &answers[2]];
    let result = run(&answers, || {
        Paginator::items::<SearchResult<Item>>(call(request(&SEARCH)))
    });
    assert_eq!(ids(&result), ["a", "b"]);
    assert!(result.asked[2].ends_with("&limit=2&page=p3"));

    let first: SearchResult<Item> = crate::json::from_json(answers[0]).unwrap();
    let next = request(&SEARCH).next_page(&first).unwrap().unwrap();
    assert_eq!(next.call().query(), "expand[0]=data.charge&limit=2&page=p2");
    let last: SearchResult<Item> = crate::json::from_json(answers[2]).unwrap();
    assert!(next.next_page(&last).unwrap().is_none());
}

#[test]
fn v2_forward_by_the_url_as_it_stands() {
    let answers = [
        linked(&["a"], "null", r#""/v2/core/events?page=a%20b&limit=2""#),
        linked(&[], "null", r#""/v2/core/events?page=c""#),
        linked(&["b"], "null", "null"),
    ];
    let result = run(&[&answers[0], &answers[1], &answers[2]], || {
        Paginator::items::<Page<Item>>(call(request(&EVENTS)))
    });
    assert_eq!(ids(&result), ["a", "b"]);
    assert_eq!(
        result.asked[1..],
        [
            "/v2/core/events?page=a%20b&limit=2",
            "/v2/core/events?page=c"
        ]
    );
}

#[test]
fn v2_backward_from_a_page() {
    let here: Page<Item> = crate::json::from_json(&linked(
        &["e", "f"],
        r#""/v2/core/events?page=2""#,
        r#""/v2/core/events?page=4""#,
    ))
    .unwrap();
    let before = || request(&EVENTS).previous_page(&here).unwrap().unwrap();
    assert_eq!(before().call().path().as_deref(), Ok("/v2/core/events"));
    assert_eq!(before().call().query(), "page=2");
    let answers = [
        linked(
            &["c", "d"],
            r#""/v2/core/events?page=1""#,
            r#""/v2/core/events?page=3""#,
        ),
        linked(&["a", "b"], "null", r#""/v2/core/events?page=2""#),
    ];
    let result = run(&[&answers[0], &answers[1]], || {
        Paginator::items::<Page<Item>>(call(before()))
    });
    assert_eq!(ids(&result), ["d", "c", "b", "a"]);
    assert_eq!(
        result.asked,
        ["/v2/core/events?page=2", "/v2/core/events?page=1"]
    );

    // Of a request that goes backward, the next page is the one further back.
    let page: Page<Item> = crate::json::from_json(&answers[0]).unwrap();
    let next = before().next_page(&page).unwrap().unwrap();
    assert_eq!(next.call().query(), "page=1");
    let back = before().previous_page(&page).unwrap().unwrap();
    assert_eq!(back.call().query(), "page=3");
    let first: Page<Item> = crate::json::from_json(&answers[1]).unwrap();
    assert!(before().next_page(&first).unwrap().is_none());
}

#[test]
fn the_pages_beside_one_of_v1() {
    let page: List<Item> = crate::json::from_json(&list(&["c", "d"], true)).unwrap();
    let request = request(&LIST).set("starting_after", "b");
    let next = request.next_page(&page).unwrap().unwrap();
    assert_eq!(
        next.call().query(),
        "expand[0]=data.charge&limit=2&starting_after=d"
    );
    assert_eq!(next.call().options().idempotency_key, None);
    let previous = request.previous_page(&page).unwrap().unwrap();
    assert_eq!(
        previous.call().query(),
        "ending_before=c&expand[0]=data.charge&limit=2"
    );
    // There and back.
    let back = previous.previous_page(&page).unwrap().unwrap();
    assert_eq!(back.call().query(), next.call().query());

    let last: List<Item> = crate::json::from_json(&list(&["e"], false)).unwrap();
    assert!(request.next_page(&last).unwrap().is_none());
    assert!(request.previous_page(&last).unwrap().is_some());
    let none: List<Item> = crate::json::from_json(&list(&[], false)).unwrap();
    assert!(request.previous_page(&none).unwrap().is_none());
}

#[test]
fn a_page_that_does_not_say_where_to_go() {
    let text = list(&["a"], true).replace(r#""id":"a""#, r#""name":"a""#);
    let page: List<Item> = crate::json::from_json(&text).unwrap();
    let error = request(&LIST).next_page(&page).unwrap_err();
    assert_eq!(
        error.to_string(),
        "the page does not say where the next one is: data[0].id: expected the id of another item, found none"
    );
    for url in [r#""//evil.example/""#, r#""https://evil.example/""#] {
        let page: Page<Item> = crate::json::from_json(&linked(&["a"], url, url)).unwrap();
        let error = request(&EVENTS).next_page(&page).unwrap_err().to_string();
        assert!(error.contains("next_page_url"), "{error}");
        let error = request(&EVENTS)
            .previous_page(&page)
            .unwrap_err()
            .to_string();
        assert!(error.contains("previous_page_url"), "{error}");
    }
}

#[test]
fn an_error_comes_once_after_what_was_read() {
    // The third page is not there.
    let answers = [list(&["a"], true), list(&["b"], true)];
    let result = run(&[&answers[0], &answers[1]], || {
        Paginator::items::<List<Item>>(call(request(&LIST)))
    });
    assert_eq!(result.asked.len(), 3);
    let is_ok: Vec<_> = result.given.iter().map(Result::is_ok).collect();
    assert_eq!(is_ok, [true, true, false]);

    // A page that comes again.
    let answer = list(&["a"], true);
    let result = run(&[&answer, &answer, &answer], || {
        Paginator::items::<List<Item>>(call(request(&LIST)))
    });
    assert_eq!(result.asked.len(), 2);
    let error = result.given.last().unwrap().as_ref().unwrap_err();
    assert!(error.contains("data[0].id"), "{error}");
}

#[test]
fn an_empty_page_of_v1_is_the_end() {
    let result = run(&[&list(&[], true)], || {
        Paginator::items::<List<Item>>(call(request(&LIST)))
    });
    assert_eq!(ids(&result), [""; 0]);
    assert_eq!(result.asked.len(), 1);
    let result = run(&[&list(&[], true)], || {
        Paginator::<List<Item>>::pages(call(request(&LIST)))
    });
    assert_eq!(result.given.len(), 1);
}

#[test]
fn what_is_not_wanted_is_not_fetched() {
    let answers = [list(&["a", "b"], true), list(&["c", "d"], true)];
    let counted = |count| {
        let result = run(&[&answers[0], &answers[1]], || {
            let mut paginator = Paginator::items::<List<Item>>(call(request(&LIST)));
            paginator.take(count);
            paginator
        });
        (ids(&result).len(), result.asked.len())
    };
    assert_eq!(counted(0), (0, 0));
    assert_eq!(counted(2), (2, 1));
    assert_eq!(counted(3), (3, 2));
    assert_eq!(counted(4), (4, 2));
}

/// A list inside of an object, whose URL is this.
fn nested(ids: &[&str], has_more: bool, url: &str) -> List<Item> {
    let text = list(ids, has_more).replace("/v1/refunds", url);
    crate::json::from_json(&text).unwrap()
}

#[test]
fn lists_inside_of_objects_go_on_at_their_url() {
    let inner = |url| {
        let (list, _, rest) = nested(&["a", "b"], true, url)
            .on(())
            .limit(100)
            .expand(["data.price"])
            .with_options(options())
            .parts();
        Paginator::items_from(list.data, rest)
    };
    let answers = [list(&["c"], true), list(&["d"], false)];
    let answers = [&*answers[0], &answers[1]];
    let result = run(&answers, || inner("/v1/invoices/in_1/lines"));
    assert_eq!(ids(&result), ["a", "b", "c", "d"]);
    assert_eq!(
        result.asked,
        [
            "/v1/invoices/in_1/lines?expand[0]=data.price&limit=100&starting_after=b",
            "/v1/invoices/in_1/lines?expand[0]=data.price&limit=100&starting_after=c",
        ]
    );
    // A URL with a query of its own keeps it.
    let result = run(&answers, || {
        inner("/v1/subscription_items?subscription=sub_1")
    });
    assert_eq!(
        result.asked[0],
        "/v1/subscription_items?subscription=sub_1&expand[0]=data.price&limit=100&starting_after=b"
    );
}

#[test]
fn a_list_inside_of_an_object_that_has_none_of_its_items_is_fetched() {
    let answers = [list(&["a"], true), list(&["b"], false)];
    let result = run(&[&answers[0], &answers[1]], || {
        let request = nested(&[], true, "/v1/x").on(()).with_options(options());
        let (list, _, rest) = request.parts();
        Paginator::items_from(list.data, rest)
    });
    assert_eq!(ids(&result), ["a", "b"]);
    assert_eq!(result.asked, ["/v1/x", "/v1/x?starting_after=a"]);
}

#[test]
fn a_list_inside_of_an_object_that_is_whole_fetches_nothing() {
    let result = run(&[], || {
        let (list, _, rest) = nested(&["a"], false, "https://evil.example/")
            .on(())
            .parts();
        Paginator::items_from(list.data, rest)
    });
    assert_eq!(ids(&result), ["a"]);
    assert_eq!(result.asked.len(), 0);
}

#[test]
fn an_unsafe_url_is_an_error_after_what_is_there() {
    for url in ["https://evil.example/v1", "//evil.example/v1", "v1", ""] {
        let result = run(&[], || {
            let (list, _, rest) = nested(&["a"], true, url).on(()).parts();
            Paginator::items_from(list.data, rest)
        });
        assert_eq!(result.asked.len(), 0, "{url}");
        assert_eq!(result.given.len(), 2, "{url}");
        assert!(
            result.given[1]
                .as_ref()
                .unwrap_err()
                .contains("url: expected a path")
        );
    }
}

#[test]
fn pages_of_a_list_inside_of_an_object_begin_with_the_one_that_is_there() {
    let answer = list(&["c"], false);
    let result = run(&[&answer], || {
        let request = nested(&["a", "b"], true, "/v1/x")
            .on(())
            .with_options(options());
        let (list, _, rest) = request.parts();
        Paginator::pages_from(list, rest)
    });
    let sizes: Vec<_> = result
        .given
        .iter()
        .flatten()
        .map(|page| page.data.len())
        .collect();
    assert_eq!(sizes, [2, 1]);
}
