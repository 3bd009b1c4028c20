//! Raw requests, for which the crate has no method.

use stripe_client::client::TransportErrorKind::{Other, TooLong};
use stripe_client::client::{Method, Raw};
use stripe_client::json::Json;
use stripe_client::objects::Refund;
use stripe_client::{Error, Options};
use tests::server::Answer;

use super::script::{End, Script, scripted};
use super::{REFUND, both, wait};

#[test]
fn they_are_sent_like_any_other_and_answered_with_any_type() {
    both!(
        vec![Answer::ok(REFUND)],
        |stripe| {
            let options = Options::new().account("acct_1").idempotency_key("mine");
            let request = stripe
                .raw(Method::Post, "/v1/refunds/{refund}/cancel")
                .arg("re 1");
            SendAs::<Refund, _>::new(request.param("expand", ["charge"]).with_options(options))
        },
        |result, server| {
            assert_eq!(result.unwrap().id, "re_1");
            let sent = server.next();
            assert_eq!(sent.line, "POST /v1/refunds/re%201/cancel");
            assert_eq!(sent.body, "expand[0]=charge");
            assert_eq!(sent.header("idempotency-key"), Some("mine"));
            assert_eq!(sent.header("stripe-account"), Some("acct_1"));
            assert_eq!(
                sent.header("content-type"),
                Some("application/x-www-form-urlencoded")
            );
        }
    );
}

/// A raw request whose `send` has an explicit return type.
struct SendAs<T, C>(Raw<C>, std::marker::PhantomData<T>);

impl<T: stripe_client::json::Decode, C: stripe_client::client::Connection> SendAs<T, C> {
    fn new(request: Raw<C>) -> Self {
        Self(request, std::marker::PhantomData)
    }

    fn send(self) -> C::Sent<T> {
        self.0.send()
    }
}

#[test]
fn json_comes_as_it_is_and_v2_is_json_both_ways() {
    scripted!(
        [End::ok(r#"{"beta": [1]}"#)],
        |stripe| SendAs::<Json, _>::new(
            stripe
                .raw(Method::Post, "/v2/beta/things")
                .param("name", "x")
                .header("X-Beta", "1")
        ),
        |result, script| {
            assert_eq!(result.unwrap().get("/beta/0").unwrap().as_str(), "1");
            let sent = &script.sent()[0];
            assert_eq!(sent.body.as_bytes(), Some(&br#"{"name":"x"}"#[..]));
            assert_eq!(sent.headers["content-type"], "application/json");
            assert_eq!(sent.headers["x-beta"], "1");
            assert!(
                sent.headers["user-agent"]
                    .to_str()
                    .unwrap()
                    .starts_with("Stripe/v2 ")
            );
            assert!(script.keys()[0].is_some());
        }
    );
}

#[test]
fn options_of_an_earlier_call_stay() {
    scripted!(
        [End::ok("{}")],
        |stripe| SendAs::<Json, _>::new(
            stripe
                .raw(Method::Post, "/v1/things")
                .with_options(Options::new().idempotency_key("job-1"))
                .header("X-Beta", "1")
                .with_options(Options::new().account("acct_1"))
        ),
        |result, script| {
            result.unwrap();
            assert_eq!(script.keys(), [Some("job-1".to_owned())]);
            let headers = &script.sent()[0].headers;
            assert_eq!(headers["stripe-account"], "acct_1");
            assert_eq!(headers["x-beta"], "1");
        }
    );
}

#[test]
fn the_page_of_a_proxy_is_no_response_without_content() {
    for (body, is_fine) in [("", true), ("{}", true), ("<html>Log in</html>", false)] {
        scripted!(
            [End::ok(body)],
            |stripe| SendAs::<(), _>::new(stripe.raw(Method::Post, "/v2/things")),
            |result, _script| {
                assert_eq!(result.is_ok(), is_fine, "{body}");
                if let Err(error) = result {
                    assert!(matches!(error, Error::Decode(_)), "{error:?}");
                    assert!(error.may_be_done());
                }
            }
        );
    }
}

#[test]
fn they_are_tried_again_with_the_same_key() {
    scripted!(
        [End::status(500), End::ok("{}")],
        |stripe| SendAs::<Json, _>::new(stripe.raw(Method::Post, "/v1/things")),
        |result, script| {
            result.unwrap();
            let keys = script.keys();
            assert!(keys[0].is_some() && keys[0] == keys[1], "{keys:?}");
        }
    );
}

#[test]
fn execute_gives_the_whole_reply_and_download_the_bytes() {
    let script = Script::new([End::ok(r#"{"a":1}"#), End::ok("%PDF")]);
    let stripe = script.client();
    let reply = wait(async { stripe.execute(stripe.raw(Method::Get, "/v1/a")).await }).unwrap();
    assert_eq!(
        (reply.as_str(), reply.request_id()),
        (r#"{"a":1}"#, Some("req_ok"))
    );
    let bytes = wait(async {
        let download = stripe.raw(Method::Get, "/v1/a/pdf").download().await?;
        download.into_bytes(100).await
    });
    assert_eq!(bytes.unwrap(), b"%PDF");
    assert_eq!(script.sent()[1].headers["accept"], "*/*");
}

#[test]
fn a_file_is_asked_for_again_until_its_head_is_there() {
    let ends = || [End::Lost(Other), End::status(503), End::ok("%PDF")];
    let script = Script::new(ends());
    let file = script
        .blocking_client()
        .raw(Method::Get, "/v1/a/pdf")
        .download();
    let file = file.unwrap();
    assert_eq!((file.attempts(), file.request_id()), (3, Some("req_ok")));
    assert_eq!(file.into_bytes(4).unwrap(), b"%PDF");

    let script = Script::new(ends());
    let stripe = script.client();
    let file = wait(async { stripe.raw(Method::Get, "/v1/a/pdf").download().await }).unwrap();
    assert_eq!(file.attempts(), 3);
    let error = wait(file.into_bytes(3)).unwrap_err();
    let Error::Transport(transport) = &error else {
        panic!("{error:?}")
    };
    assert_eq!(transport.kind(), TooLong);
    assert_eq!((error.status(), error.attempts()), (Some(200), 3));

    let failures = vec![End::status(500); 3];
    let error = Script::new(failures.clone())
        .blocking_client()
        .raw(Method::Get, "/v1/a/pdf")
        .download();
    assert_eq!(error.unwrap_err().status(), Some(500));
    let stripe = Script::new(failures).client();
    let error = wait(async { stripe.raw(Method::Get, "/v1/a/pdf").download().await });
    assert_eq!(error.unwrap_err().attempts(), 3);
}

#[test]
fn a_path_that_is_none_is_refused_before_sending() {
    let script = Script::default();
    for path in [
        "//evil.example/v1/x",
        "https://evil.example",
        "v1/x",
        "/v1/../x",
        "/v1/x?a=b",
        "/v1/customers/",
    ] {
        let result = script
            .blocking_client()
            .raw(Method::Post, path)
            .send::<Json>();
        assert!(matches!(result, Err(Error::Request(_))), "{path}");
    }
    assert!(script.sent().is_empty());
}
