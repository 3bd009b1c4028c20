//! Clearing is always explicit.

use stripe_client::Error;
use stripe_client::client::Method;
use stripe_client::json::Json;
use stripe_client::params::{Params, Value};
use tests::server::Answer;

use super::{REFUND, both};

macro_rules! sends {
    ($name:ident: |$update:ident| $request:expr => $body:expr) => {
        #[test]
        fn $name() {
            both!(
                vec![Answer::ok(REFUND)],
                |stripe| {
                    let $update = stripe.refunds().update("re_1");
                    $request
                },
                |result, server| {
                    result.unwrap();
                    assert_eq!(server.next().body, $body);
                }
            );
        }
    };
}

sends!(set: |update| update.metadata([("order_id", "6735")]) => "metadata[order_id]=6735");
sends!(one_key_unset: |update| update.unset_metadata_key("order_id") => "metadata[order_id]=");
sends!(all_unset: |update| update.unset_metadata() => "metadata=");
sends!(absent: |update| update => "");
sends!(set_from_an_empty_iterator: |update| update.metadata(Vec::<(String, String)>::new()) => "");
sends!(one_set_one_unset: |update| update.metadata([("a", "1")]).unset_metadata_key("b") => "metadata[a]=1&metadata[b]=");
sends!(order_of_setters_does_not_matter: |update| update.metadata([("b", "2"), ("a", "1")]).expand(["charge"])
    => "expand[0]=charge&metadata[a]=1&metadata[b]=2");
sends!(unset_first_set_later: |update| update.unset_metadata_key("b").metadata([("a", "1")]) => "metadata[a]=1&metadata[b]=");
sends!(entries_add_up: |update| update.metadata([("a", "1")]).metadata([("b", "2")]) => "metadata[a]=1&metadata[b]=2");
sends!(all_unset_stays_so_without_entries: |update| update.unset_metadata().metadata(Vec::<(String, String)>::new()) => "metadata=");

/// In queries and bodies, at any depth. An empty item of a list does not clear anything.
#[test]
fn an_empty_string_is_refused_in_queries_and_lists_too() {
    let stripe = stripe_client::blocking::Client::builder("sk_test_1")
        .base_url("http://127.0.0.1:1")
        .max_retries(0);
    let stripe = stripe.build().unwrap();
    let things = Value::list([
        Params::new().set("name", "a"),
        Params::new().set("name", ""),
    ]);
    for (method, params, name) in [
        (Method::Delete, Params::new().set("comment", ""), "comment"),
        (Method::Get, Params::new().set("comment", ""), "comment"),
        (
            Method::Post,
            Params::new().set("things", things),
            "things[1].name",
        ),
    ] {
        let mut request = stripe.raw(method, "/v1/things");
        for (name, value) in params.iter() {
            request = request.param(name.to_owned(), value.clone());
        }
        let error = request.send::<Json>().unwrap_err();
        assert!(matches!(&error, Error::Request(_)), "{error:?}");
        assert!(error.to_string().contains(&format!("`{name}`")), "{error}");
    }
    let items = Value::list(["", "a"]);
    let request = stripe.raw(Method::Post, "/v1/things").param("items", items);
    let error = request.send::<Json>().unwrap_err();
    assert!(matches!(error, Error::Transport(_)), "{error:?}");
}

/// An empty string would clear the field by accident, so it is refused before anything is sent.
#[test]
fn an_empty_string_is_refused() {
    both!(
        vec![Answer::ok(REFUND)],
        |stripe| stripe.refunds().update("re_1").metadata([("order_id", "")]),
        |result, server| {
            let error = result.unwrap_err();
            assert!(error.to_string().contains("metadata.order_id"), "{error}");
            assert!(server.is_idle());
        }
    );
}

/// A request with a parameter that Stripe would read as another one is refused before anything is sent.
fn refused(path: &str, params: &Params) -> Option<String> {
    let stripe = stripe_client::blocking::Client::builder("sk_test_1")
        .base_url("http://127.0.0.1:1")
        .max_retries(0);
    let mut request = stripe.build().unwrap().raw(Method::Post, path.to_owned());
    for (name, value) in params.iter() {
        request = request.param(name.to_owned(), value.clone());
    }
    match request.send::<Json>().unwrap_err() {
        Error::Request(error) => Some(error.to_string()),
        Error::Transport(_) => None,
        other => panic!("{other}"),
    }
}

/// `a=` clears, whether the empty string is a text or one of a fixed set.
#[test]
fn an_empty_keyword_is_refused() {
    let params = Params::new().set("a", Value::Keyword("".into()));
    let error = refused("/v1/things", &params).unwrap();
    assert!(error.starts_with("`a` is an empty string"), "{error}");
    // In JSON it clears nothing.
    assert_eq!(refused("/v2/things", &params), None);
}

/// `metadata[]=` is an item of a list.
#[test]
fn an_empty_name_is_refused() {
    for (params, path) in [
        (Params::new().unset_key("metadata", ""), "metadata."),
        (
            Params::new().set("metadata", Value::text_map([("", "x")])),
            "metadata.",
        ),
        (Params::new().set("", 1), ""),
    ] {
        let error = refused("/v1/things", &params).unwrap();
        let expected = format!("`{path}` has an empty name");
        assert!(error.starts_with(&expected), "{error}");
        assert_eq!(refused("/v2/things", &params), None);
    }
}

/// `metadata=&metadata[a]=1` would have no agreed meaning, and without the first pair the old entries would stay.
#[test]
fn a_map_that_is_cleared_and_set_is_refused() {
    both!(
        vec![Answer::ok(REFUND)],
        |stripe| {
            let update = stripe.refunds().update("re_1").unset_metadata();
            update.metadata([("a", "1")])
        },
        |result, server| {
            let error = result.unwrap_err();
            let expected = "`metadata` is cleared as a whole and set in one call";
            assert!(error.to_string().contains(expected), "{error}");
            assert!(server.is_idle());
        }
    );
    let map = Value::text_map([("a", "1")]);
    let params = Params::new().unset("metadata").merge("metadata", map);
    assert!(refused("/v2/things", &params).is_some());
}

#[test]
fn parameters_that_are_nested_too_deeply_are_refused() {
    let deep = |levels| (0..levels).fold(Value::from(1), |value, _| Value::List(vec![value]));
    for path in ["/v1/things", "/v2/things"] {
        assert_eq!(refused(path, &Params::new().set("a", deep(64))), None);
        for levels in [65, 200_000] {
            let error = refused(path, &Params::new().set("a", deep(levels))).unwrap();
            assert_eq!(error, "`a` is nested more than 64 levels deep");
        }
    }
}
