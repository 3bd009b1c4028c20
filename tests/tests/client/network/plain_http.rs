//! `http://` with keys that are not test keys.

use stripe_client::client::{Builder, Method, RequestError};
use stripe_client::json::Json;
use stripe_client::{Client, Error, Options, blocking};
use tests::server::{Answer, Server};

use super::{At, NOWHERE, REFUND, Settings, Via, both, both_with, lines, open_proxy};
use crate::wait;

/// The same settings, and `allow_plain_http`.
struct Allowed<S>(S);

impl<S: Settings> Settings for Allowed<S> {
    fn on<M>(&self, builder: Builder<M>) -> Builder<M> {
        self.0.on(builder).allow_plain_http()
    }
}

fn check_refused(results: impl IntoIterator<Item = Result<(), Error>>) {
    for result in results {
        let is_refused =
            matches!(&result, Err(Error::Request(error)) if **error == RequestError::PlainHttp);
        assert!(is_refused, "{result:?}");
    }
}

#[test]
fn a_live_key_is_not_sent_over_plain_http_unless_that_is_allowed() {
    let (proxy, http) = (open_proxy(), format!("http://{NOWHERE}"));
    let via = || Via(&http, &proxy.url);
    for key in ["sk_live_1", "rk_live_1", "other"] {
        check_refused(both(key, &At(&http)));
        check_refused(both(key, &via()));
        check_refused(both_with("sk_test_1", &via(), &Options::new().api_key(key)));
    }
    assert!(proxy.is_idle());
    for result in both("sk_live_1", &Allowed(via())) {
        result.unwrap();
    }
    assert_eq!(lines(&proxy).len(), 3);
    // A test key of one call, on a client that has a live one, would go; but the client is refused.
    check_refused(both_with(
        "sk_live_1",
        &via(),
        &Options::new().api_key("sk_test_1"),
    ));
}

#[test]
fn a_live_key_may_go_to_loopback_but_not_through_a_proxy() {
    let (server, proxy) = (Server::with(|_| Answer::ok(REFUND)), open_proxy());
    let named = server.url.replace("127.0.0.1", "localhost");
    for url in [&server.url, &named] {
        for result in both("sk_live_1", &At(url)) {
            result.unwrap();
        }
        check_refused(both("sk_live_1", &Via(url, &proxy.url)));
    }
    assert_eq!(lines(&server).len(), 4);
    assert!(proxy.is_idle());
}

/// Whether a client with this key and base URL is refused, in both modes.
fn is_refused(key: &str, base: &str) -> bool {
    let blocking = blocking::Client::builder(key)
        .base_url(base)
        .build()
        .map(drop);
    let asynchronous = Client::builder(key).base_url(base).build().map(drop);
    let [blocking, asynchronous] = [blocking, asynchronous].map(|result| {
        result.is_err_and(
            |error| matches!(&error, Error::Request(error) if **error == RequestError::PlainHttp),
        )
    });
    assert_eq!(blocking, asynchronous, "{key} {base}");
    blocking
}

#[test]
fn keys_and_hosts() {
    for key in ["sk_test_1", "rk_test_1", "sk_org_test_1"] {
        assert!(!is_refused(key, "http://a.example"), "{key}");
    }
    for key in
        "sk_live_1 rk_live_1 sk_live_test_1 sk_test_live_1 sk_1 test_1 sk_live_test hush".split(' ')
    {
        assert!(is_refused(key, "http://a.example"), "{key}");
        assert!(!is_refused(key, "https://a.example"), "{key}");
    }
    for host in "localhost LOCALHOST 127.0.0.1 127.9.9.9:1 [::1] [::ffff:127.0.0.1]:1".split(' ') {
        assert!(
            !is_refused("sk_live_1", &format!("http://{host}")),
            "{host}"
        );
    }
    for host in
        "localhost.example a.localhost localhost. notlocalhost 127.0.0.1.example 10.0.0.1 [::2] 0.0.0.0 [::ffff:10.0.0.1]"
            .split(' ')
    {
        assert!(is_refused("sk_live_1", &format!("http://{host}")), "{host}");
    }
}

#[test]
fn the_base_of_a_raw_request_does_not_take_a_live_key_over_plain_http() {
    let http = format!("http://{NOWHERE}");
    let stripe = blocking::Client::builder("sk_live_1").build().unwrap();
    check_refused([stripe
        .raw(Method::Get, "/v1/x")
        .at(&http)
        .send::<Json>()
        .map(drop)]);
    let stripe = Client::builder("sk_live_1").build().unwrap();
    let raw = stripe.raw(Method::Get, "/v1/x").at(&http);
    check_refused([wait(raw.send::<Json>()).map(drop)]);
}
