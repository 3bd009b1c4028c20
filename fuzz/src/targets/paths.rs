//! Arguments of paths, and values of headers.

use std::time::Duration;

use percent_encoding::percent_decode_str;
use stripe_client::client::{Method, Options};
use stripe_client::{Error, blocking};

use crate::source::{Dice, Source, of};
use crate::wire::Recorder;

/// Checks one argument, or several with options.
pub fn run(bytes: &[u8]) {
    match of(bytes) {
        Source::Text(text) => {
            let text = String::from_utf8_lossy(text);
            arguments(&[&text]);
            arguments(&["re_1", &text]);
            typed(&text);
            path(&text);
            for place in 0..6 {
                header(place, &text);
            }
        }
        Source::Structured(bytes) => {
            let mut dice = Dice::from(bytes);
            let ids: Vec<String> = (0..=dice.below(3)).map(|_| id(&mut dice)).collect();
            arguments(&ids.iter().map(String::as_str).collect::<Vec<_>>());
            typed(&ids[0]);
            path(&format!("/v1/{}", ids.join("/")));
            header(dice.below(6), &dice.text(20));
            header(dice.below(6), &ids[0]);
        }
    }
}

fn id(dice: &mut Dice<'_>) -> String {
    match dice.below(4) {
        0 => dice
            .pick(&[
                ".",
                "..",
                "",
                "%2e%2e",
                "%2E.",
                "...",
                "/",
                "//",
                "\\",
                "?",
                "#",
                "{a}",
                "re_1/../x",
                "\r\n",
                "re_1%00",
                "@evil.example",
                ":80",
            ])
            .to_owned(),
        1 => format!("re_{}", dice.text(4)),
        _ => dice.text(12),
    }
}

fn client(recorder: &Recorder) -> blocking::Client {
    blocking::Client::builder("sk_test_1")
        .base_url("https://stripe.example:8443")
        .max_retries(0)
        .timeout(Duration::from_secs(1))
        .transport(recorder.clone())
        .build()
        .expect("valid settings")
}

/// Each argument is one segment, whose decoded text is the argument, or nothing is sent.
fn arguments(ids: &[&str]) {
    let recorder = Recorder::default();
    let template = format!("/v1/{}", vec!["things/{id}"; ids.len()].join("/"));
    let mut request = client(&recorder).raw(Method::Get, template);
    for id in ids {
        request = request.arg(*id);
    }
    let shown = format!("{request:?}");
    let error = request
        .send::<stripe_client::json::Json>()
        .expect_err("there is no response");
    let log = recorder.take();
    let refused = ids.iter().any(|id| matches!(*id, "" | "." | ".."));
    let Some(sent) = log.sent.first() else {
        assert!(matches!(error, Error::Request(_)), "{error}");
        assert!(refused, "an argument is refused: {ids:?}, {error}");
        return;
    };
    assert!(
        !refused,
        "an argument that changes the path is sent: {ids:?}"
    );
    assert_eq!(
        sent.uri.authority().map(http::uri::Authority::as_str),
        Some("stripe.example:8443")
    );
    assert_eq!(
        sent.uri.query(),
        None,
        "an argument became a query: {}",
        sent.uri
    );
    let segments: Vec<&str> = sent.uri.path().split('/').skip(1).collect();
    assert_eq!(
        segments.len(),
        1 + 2 * ids.len(),
        "an argument left its segment: {}",
        sent.uri
    );
    for (segment, id) in segments.iter().skip(2).step_by(2).zip(ids) {
        let decoded = percent_decode_str(segment).decode_utf8().expect("UTF-8");
        assert_eq!(decoded, **id, "{segment}");
        let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~%".contains(&byte);
        assert!(
            segment.bytes().all(plain),
            "a character is not encoded: {segment}"
        );
    }
    assert!(!shown.contains('\n'), "{shown}");
}

/// An id of a typed request. Its path is not checked again as a whole, as that of a raw request is.
fn typed(id: &str) {
    let recorder = Recorder::default();
    let error = client(&recorder).refunds().cancel(id).send();
    let error = error.expect_err("there is no response");
    let log = recorder.take();
    let refused = matches!(id, "" | "." | "..");
    match log.sent.first() {
        None => assert!(
            refused && matches!(error, Error::Request(_)),
            "the id {id:?} is refused: {error}"
        ),
        Some(sent) => {
            let path = sent.uri.path();
            let segments: Vec<&str> = path.split('/').collect();
            let ["", "v1", "refunds", segment, "cancel"] = *segments.as_slice() else {
                panic!("the id {id:?} left its segment: {path}");
            };
            let decoded = percent_decode_str(segment).decode_utf8().expect("UTF-8");
            assert!(!refused && decoded == id, "the id {id:?} became {path}");
        }
    }
}

/// A path of the caller is sent as it stands, or refused.
fn path(path: &str) {
    let recorder = Recorder::default();
    let request = client(&recorder).raw(Method::Get, path.to_owned());
    let _ = request.send::<stripe_client::json::Json>();
    let log = recorder.take();
    if let Some(sent) = log.sent.first() {
        assert_eq!(
            sent.uri.authority().map(http::uri::Authority::as_str),
            Some("stripe.example:8443"),
            "{path:?}"
        );
        assert_eq!(sent.uri.path(), path, "the path was changed");
        assert_eq!(sent.uri.query(), None, "{path:?}");
        let odd = path.split('/').skip(1).any(|segment| {
            let decoded = percent_decode_str(segment).decode_utf8_lossy();
            matches!(&*decoded, "" | "." | "..")
        });
        assert!(!odd, "a path that is not normalised is sent: {path:?}");
    }
}

/// What goes into a header arrives as it was given, apart from white space around it, on one line, or nothing is sent.
fn header(place: usize, value: &str) {
    let recorder = Recorder::default();
    let options = Options::new();
    let (name, options) = match place {
        0 => ("stripe-account", options.account(value)),
        1 => ("stripe-context", options.context(value)),
        2 => ("stripe-version", options.version(value)),
        3 => ("idempotency-key", options.idempotency_key(value)),
        4 => ("authorization", options.api_key(value)),
        _ => ("x-custom", options.header("X-Custom", value)),
    };
    let request = client(&recorder)
        .raw(Method::Post, "/v1/x")
        .with_options(options);
    let shown = format!("{request:?}");
    let error = request
        .send::<stripe_client::json::Json>()
        .expect_err("there is no response");
    let shown = format!("{shown} {error:?} {error}");
    let is_key = place == 4 && value.trim().len() > 8;
    assert!(
        !is_key || !shown.contains(value),
        "the key is shown: {shown}"
    );
    if let Some(sent) = recorder.take().sent.first() {
        let bytes = sent
            .headers
            .get(name)
            .map(http::HeaderValue::as_bytes)
            .unwrap_or_default();
        let expected = if place == 4 {
            format!("Bearer {value}")
        } else {
            value.to_owned()
        };
        assert_eq!(
            String::from_utf8_lossy(bytes).trim(),
            expected.trim(),
            "{name}"
        );
        assert!(
            bytes.iter().all(|byte| matches!(byte, b' '..=b'~')),
            "{name}: {bytes:?}"
        );
        assert!(
            place != 3 || bytes.len() <= 255,
            "an idempotency key of {} bytes",
            bytes.len()
        );
    }
}
