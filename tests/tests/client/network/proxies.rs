//! The proxy of `Builder::proxy`.

use stripe_client::{Client, Error, blocking};

use super::{NOWHERE, REFUND, Via, both, closed_proxy, lines, open_proxy};
use crate::wait;
use tests::server::{Answer, Server};

/// Each of these was bypassed by one of the clients or made it panic: the request went to the server directly.
#[test]
fn a_proxy_that_cannot_be_used_is_not_bypassed() {
    let server = Server::with(|_| Answer::ok(REFUND));
    let bad = "socks://127.0.0.1:1 socks4://127.0.0.1:1 socks5://user:hush@127.0.0.1:1 socks5h://127.0.0.1:1 \
        tcp://127.0.0.1:1 htp://127.0.0.1:1 ftp://127.0.0.1:1 ://127.0.0.1:1 http:// http://hush@ http://:3128 \
        http://127.0.0.1: http://127.0.0.1:0 http://127.0.0.1:99999 http://127.0.0.1:x http://127.0.0.1:1/path \
        http://127.0.0.1:1/?query http://127.0.0.1:1?query http://127.0.0.1:1#a http://127.0.0.1:1\\ http://a..b:1 \
        http://user:hu\nsh@127.0.0.1:1 http://hüsh@127.0.0.1:1 http://[hush http://a%0Ahush@127.0.0.1:1 \
        http://%ffhush@127.0.0.1:1 http://a%3Ahush@127.0.0.1:1 socks:127.0.0.1:1 http:127.0.0.1:1 / http:///hush \
        http://127.0.0.1:1/@hush.example http://127.0.0.1:1?@hush.example";
    for proxy in bad.split(' ').chain([" ", "http://hush hush@127.0.0.1:1"]) {
        for result in both("sk_test_1", &Via(&server.url, proxy)) {
            let Err(error @ Error::Request(_)) = result else {
                panic!("{proxy}: {result:?}")
            };
            let shown = format!("{error} {error:?}");
            assert!(shown.contains("`Builder::proxy`"), "{shown}");
            assert!(
                !shown.contains("hush") && !shown.contains("user:"),
                "{shown}"
            );
        }
        assert!(server.is_idle(), "{proxy}");
    }
}

#[test]
fn a_proxy_that_does_not_respond_is_not_bypassed() {
    let server = Server::with(|_| Answer::ok(REFUND));
    for result in both("sk_test_1", &Via(&server.url, tests::server::unused_url())) {
        let error = result.unwrap_err();
        assert!(!error.may_be_done(), "{error:?}");
    }
    assert!(server.is_idle());
}

#[test]
fn https_goes_through_a_tunnel_with_the_decoded_credentials() {
    let proxy = closed_proxy();
    let url = proxy
        .url
        .replace("http://", "http://us%40er:p%2Fw%25%C3%BC@");
    for result in both("sk_live_hush", &Via(format!("https://{NOWHERE}"), &url)) {
        assert!(!result.unwrap_err().may_be_done());
    }
    let received = proxy.all();
    assert_eq!(received.len(), 2);
    for received in received {
        assert_eq!(received.line, format!("CONNECT {NOWHERE}:443"));
        // us@er:p/w%ü
        let credentials = received.header("proxy-authorization");
        assert_eq!(credentials, Some("Basic dXNAZXI6cC93JcO8"));
        assert!(!format!("{received:?}").contains("hush"));
    }
}

/// The one difference between the libraries: ureq opens a tunnel for `http://` too.
#[test]
fn http_goes_through_the_proxy_too() {
    let proxy = open_proxy();
    // Without a scheme it is an HTTP proxy.
    let url = proxy.url.replace("http://", "user:pass@");
    for result in both("sk_test_1", &Via(format!("http://{NOWHERE}"), &url)) {
        result.unwrap();
    }
    let received = proxy.all();
    let received = received.iter().map(|received| {
        let is_authorized = received.header("proxy-authorization") == Some("Basic dXNlcjpwYXNz");
        (&*received.line, is_authorized)
    });
    // The server at the other end of a tunnel does not see the credentials of the proxy.
    assert_eq!(
        received.collect::<Vec<_>>(),
        [
            (&*format!("CONNECT {NOWHERE}:80"), true),
            ("POST /v1/refunds", false),
            (&*format!("POST http://{NOWHERE}/v1/refunds"), true),
        ]
    );
}

#[test]
fn the_callers_proxy_is_for_loopback_too_and_an_empty_one_is_none() {
    let (server, proxy) = (Server::with(|_| Answer::ok(REFUND)), open_proxy());
    for result in both("sk_test_1", &Via(&server.url, &proxy.url)) {
        result.unwrap();
    }
    assert!(server.is_idle());
    assert_eq!(lines(&proxy).len(), 3);
    for result in both("sk_test_1", &Via(&server.url, "")) {
        result.unwrap();
    }
    assert_eq!(lines(&server).len(), 2);
    assert!(proxy.is_idle());
}

/// A connection through a proxy is used again, like any other.
#[test]
fn connections_are_reused() {
    let proxy = open_proxy();
    let base = format!("http://{NOWHERE}");
    let stripe = blocking::Client::builder("sk_test_1")
        .base_url(&base)
        .proxy(&proxy.url);
    let stripe = stripe.build().unwrap();
    stripe.refunds().create().send().unwrap();
    stripe.refunds().create().send().unwrap();
    let count = |start: &str| {
        lines(&proxy)
            .iter()
            .filter(|line| line.starts_with(start))
            .count()
    };
    assert_eq!(count("CONNECT"), 1);
    let stripe = Client::builder("sk_test_1")
        .base_url(&base)
        .proxy(&proxy.url)
        .build()
        .unwrap();
    wait(async {
        stripe.refunds().create().send().await.unwrap();
        stripe.refunds().create().send().await.unwrap();
    });
    assert_eq!(count("POST"), 2);
}
