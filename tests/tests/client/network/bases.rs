//! Base URLs that an HTTP library would read differently than they look.

use stripe_client::client::Method;
use stripe_client::json::Json;
use stripe_client::{Client, Error, blocking};

use super::{At, both};
use crate::wait;

/// Separated by blanks; those with a blank are in [`bad`].
const BAD: &str = "http://127.0.0.1:99999 http://:1 http://127.0.0.1:0 http://127.0.0.1: http://127.0.0.1:+1 \
    http://127.0.0.1:-1 http://127.0.0.1:1:1 http://127.0.0.1:x http://user@127.0.0.1:1 http://@127.0.0.1:1 \
    http://127.0.0.1\\@localhost:1 http://127.0.0.1:1/a\\b http://127.0.0.1:1/../a http://127.0.0.1:1/%2e%2E/a \
    http://127.0.0.1:1//a http://127.0.0.1:1/ü http://127.0.0.1:1?a http://127.0.0.1:1#a http://127.0.0.1:1\n \
    http://127.0.0.1:1\u{7f} http://127.1:1 http://127.0.0.01:1 http://0x7f000001:1 http://0X7f.1:1 http://127.0.0.1.:1 \
    http://1.2.3.256 http://a..b http://. http://ü http://a%20b http://[::1:1 http://[::1]1 http://[::1]: http://[::1]:0 \
    http://[127.0.0.1] http://[::1%25eth0] http://::1 localhost localhost:1 /v1 ftp://x http:/x http:// http:///x";

/// Base URLs that both clients must refuse.
fn bad() -> impl Iterator<Item = &'static str> {
    BAD.split(' ')
        .chain(["", "http://127.0.0.1 :1", " http://127.0.0.1:1"])
}

#[test]
fn base_urls_that_are_valid() {
    for good in [
        "http://localhost:12111/",
        "https://api.stripe.com",
        "HTTPS://a-b_c.example.:65535/v/x",
        "http://[::1]:1",
        "https://[2001:db8::1]",
        "http://127.0.0.1:80",
    ] {
        let blocking = blocking::Client::builder("sk_test_1")
            .base_url(good)
            .build();
        let asynchronous = Client::builder("sk_test_1").base_url(good).build();
        assert!(blocking.is_ok() && asynchronous.is_ok(), "{good}");
    }
}

#[test]
fn a_base_url_that_is_not_valid_is_refused_before_anything_is_sent() {
    for bad in bad() {
        for result in both("sk_test_1", &At(bad)) {
            assert!(
                matches!(&result, Err(Error::Request(_))),
                "{bad:?}: {result:?}"
            );
        }
    }
}

/// `Raw::at` is checked in the same way, also if the client's base URL overrides it.
#[test]
fn the_base_of_a_raw_request_that_is_not_valid_is_refused_before_anything_is_sent() {
    let overriding = tests::server::unused_url();
    for bad in bad() {
        for base in [None, Some(&overriding)] {
            let builder = blocking::Client::builder("sk_test_1").max_retries(0);
            let stripe = match base {
                Some(base) => builder.base_url(base),
                None => builder,
            };
            let raw = stripe.build().unwrap().raw(Method::Post, "/v1/x");
            let blocking = raw.at(bad).send::<Json>().unwrap_err();
            let builder = Client::builder("sk_test_1").max_retries(0);
            let stripe = match base {
                Some(base) => builder.base_url(base),
                None => builder,
            };
            let raw = stripe.build().unwrap().raw(Method::Post, "/v1/x");
            let asynchronous = wait(raw.at(bad).send::<Json>()).unwrap_err();
            for error in [blocking, asynchronous] {
                assert!(matches!(error, Error::Request(_)), "{bad:?}: {error:?}");
                assert_eq!((error.attempts(), error.may_be_done()), (0, false));
            }
        }
    }
}

/// A host that only one of the libraries refuses: it did so at each of three attempts, and the request "may be done".
#[test]
fn a_host_that_the_library_refuses_is_not_retried_and_nothing_is_done() {
    let stripe = Client::builder("sk_test_1").base_url("https://xn--0.invalid");
    let stripe = stripe.build().unwrap();
    let error = wait(async { stripe.refunds().create().send().await }).unwrap_err();
    assert_eq!(
        (error.attempts(), error.may_be_done()),
        (1, false),
        "{error:?}"
    );
}
