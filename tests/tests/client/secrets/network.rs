//! Errors of the transports and of settings, with both clients: the query of a URL is a secret too, and so are the
//! credentials in the URL of a proxy.

use std::error::Error as StdError;
use std::time::Duration;

use stripe_client::client::Builder;
use stripe_client::services::refunds::{CreateRefund, ListRefunds, RetrieveRefund, create};
use stripe_client::{Client, Error, Options, blocking};
use tests::faults::{Applied, Body, Delivery, Event, FaultServer, Point, Read};
use tests::server::unused_url;

use crate::wait;

const KEY: &str = "sk_live_hushkey";
const CARD: &str = "4242424242424242";

/// Everything that an error can print.
fn printed(error: &(dyn StdError + 'static)) -> String {
    let mut text = format!("{error:?} {error:#?}");
    let mut next = Some(error);
    while let Some(error) = next {
        text += &format!(" {error} {error:?}");
        next = error.source();
    }
    text
}

fn check(error: &(dyn StdError + 'static)) {
    let text = printed(error);
    for hidden in ["hush", CARD, "charge="] {
        assert!(!text.contains(hidden), "{hidden}: {text}");
    }
}

/// Sends a request with secrets in the query, and one with secrets in the body, with both clients.
fn errors(url: &str, set: impl Fn() -> Settings) -> Vec<Error> {
    let options = || Options::new().header("x-mine", "hush");
    let list = || ListRefunds::new().charge(secret()).with_options(options());
    let create = || {
        CreateRefund::new()
            .charge(secret())
            .instructions_email(CARD)
            .with_options(options())
    };
    let mut errors = Vec::new();
    let client = set().on(blocking::Client::builder(KEY).base_url(url));
    let client = client.build().unwrap();
    errors.extend(list().on(&client).send().err());
    errors.extend(create().on(&client).send().err());
    let client = set()
        .on(Client::builder(KEY).base_url(url))
        .build()
        .unwrap();
    errors.extend(wait(async { list().on(&client).send().await }).err());
    errors.extend(wait(async { create().on(&client).send().await }).err());
    errors
}

fn secret() -> String {
    format!("pi_1_secret_hush {CARD}")
}

#[derive(Default)]
struct Settings {
    proxy: Option<String>,
}

impl Settings {
    fn on<M>(self, builder: Builder<M>) -> Builder<M> {
        let builder = builder
            .max_retries(0)
            .timeout(Duration::from_millis(300))
            .allow_plain_http()
            .account("acct_1");
        match self.proxy {
            Some(proxy) => builder.proxy(proxy),
            None => builder,
        }
    }
}

#[test]
fn connections_that_break() {
    let events = [
        Event::Hangup(Read::Nothing),
        Event::Hangup(Read::Head),
        Event::delivered(Delivery::Cut(Point::Head)),
        Event::delivered(Delivery::Cut(Point::Body)),
        Event::delivered(Delivery::Stalled(Point::Nothing)),
        Event::delivered(Delivery::Garbage),
        Event::delivered(Delivery::Unterminated),
        Event::answer(Applied::Never, 302, Body::Empty)
            .with_header("Location", "http://user:hush@127.0.0.1/?key=hush"),
        Event::answer(Applied::Never, 200, Body::Text("hush")),
        Event::status(500, "any"),
    ];
    for event in events {
        let server = FaultServer::start(vec![event.clone(); 4]);
        let errors = errors(&server.url, Settings::default);
        assert_eq!(errors.len(), 4, "{event:?}");
        for error in errors {
            check(&error);
        }
    }
}

#[test]
fn connections_that_are_not_made() {
    let unused = unused_url();
    // The last two fail to resolve the host, and to negotiate TLS.
    let server = FaultServer::start([]);
    let plain = server.url.replace("http://", "https://");
    for url in [&*unused, "http://nowhere.invalid", &plain] {
        let errors = errors(url, Settings::default);
        assert_eq!(errors.len(), 4, "{url}");
        for error in errors {
            check(&error);
        }
    }
    for proxy in [
        unused.replace("http://", "http://user:hush@"),
        server.url.replace("http://", "http://user:hush@"),
    ] {
        let set = || Settings {
            proxy: Some(proxy.clone()),
        };
        // The running proxy forwards plain requests only, and refuses CONNECT.
        for error in errors("https://nowhere.invalid", set) {
            check(&error);
        }
    }
}

#[test]
fn settings_that_are_refused() {
    fn built<M>(
        new: impl Fn(&str) -> Builder<M>,
        build: impl Fn(Builder<M>) -> Option<Error>,
    ) -> Vec<(String, Option<Error>)> {
        let pem = "-----BEGIN CERTIFICATE-----\nhush\n-----END CERTIFICATE-----\n";
        let builders = [
            new(KEY),
            new("sk_live_hush key"),
            new("sk_live_hush\n"),
            new("hüsh"),
            new(KEY).base_url("https://user:hush@example.com"),
            new(KEY).base_url("https://example.com?key=hush"),
            new(KEY).base_url("hush"),
            new(KEY).proxy("http://user:hush@[proxy"),
            new(KEY).proxy("hush://user:hush@proxy"),
            new(KEY).ca_bundle(pem),
            new(KEY).account("acct_1").context("sk_live_hush"),
            new(KEY).context("sk_live_hush"),
            new(KEY).version("sk_live_hush\n"),
            new(KEY).header("x-mine", "hush"),
            new(KEY).header("x-mine", "hush\n"),
        ];
        builders
            .into_iter()
            .map(|builder| (format!("{builder:?}"), build(builder)))
            .collect()
    }
    let asynchronous = built(|key| Client::builder(key), |builder| builder.build().err());
    let blocking = built(
        |key| blocking::Client::builder(key),
        |builder| builder.build().err(),
    );
    let mut refused = 0;
    for (shown, error) in asynchronous.into_iter().chain(blocking) {
        for hidden in ["hush", "hüsh"] {
            assert!(!shown.contains(hidden), "{shown}");
        }
        if let Some(error) = error {
            refused += 1;
            check(&error);
        }
    }
    assert!(refused > 15, "{refused}");
}

#[test]
fn clients_and_options() {
    let client = Client::builder(KEY).account(KEY).build().unwrap();
    let options = Options::new()
        .api_key(KEY)
        .account("sk_live_hush")
        .idempotency_key(format!("pi_1_secret_hush {CARD}"))
        .header("x-mine", "hush");
    let request = client.refunds().create().with_options(options.clone());
    for text in [
        format!("{client:?}"),
        format!("{:?}", client.refunds()),
        format!("{options:?}"),
        format!("{request:?}"),
        format!("{:?}", request.call()),
        format!("{:?}", client.refunds().list().charge("hush").stream()),
        format!("{:?}", client.refunds().retrieve("hush").send()),
    ] {
        assert!(!text.contains("hush") && !text.contains(CARD), "{text}");
    }
}

/// Names, numbers and the values of enumerations are shown, and no other string.
#[test]
fn what_a_request_shows() {
    let request = CreateRefund::new()
        .amount(5)
        .charge("ch_1")
        .currency("eur")
        .expand(["charge"])
        .metadata([("order_id", "6735"), ("sk_live_hush", "x")])
        .reason(create::Reason::RequestedByCustomer)
        .reverse_transfer(true);
    assert_eq!(
        format!("{request:?}"),
        "CreateRefund(Call { method: POST, path: \"/v1/refunds\", params: {\"amount\": 5, \"charge\": \"…\", \
         \"currency\": eur, \"expand\": [\"…\"], \"metadata\": {\"order_id\": \"…\", \"sk_…\": \"…\"}, \
         \"reason\": requested_by_customer, \"reverse_transfer\": true} })"
    );
    let request = RetrieveRefund::new("re_1").with_options(Options::new().account("acct_1"));
    let shown = format!("{request:?}");
    assert!(shown.contains("/v1/refunds/{refund}"), "{shown}");
    assert!(
        !shown.contains("re_1") && shown.contains("acct_1"),
        "{shown}"
    );
}

#[test]
fn requests_that_are_refused() {
    let client = blocking::Client::builder(KEY).build().unwrap();
    let refunds = client.refunds();
    let options = Options::new();
    let too_long = "hush".repeat(20_000);
    for error in [
        refunds.list().charge(&*too_long).send().map(drop).err(),
        refunds
            .retrieve("..")
            .expand(["hush"])
            .send()
            .map(drop)
            .err(),
        refunds
            .create()
            .metadata([("sk_live_hush", "")])
            .send()
            .map(drop)
            .err(),
        refunds
            .create()
            .with_options(options.clone().idempotency_key("hush\nhush"))
            .send()
            .map(drop)
            .err(),
        refunds
            .create()
            .with_options(options.clone().api_key("hush hush"))
            .send()
            .map(drop)
            .err(),
        refunds
            .create()
            .with_options(options.clone().header("sk_live_hush\n", "hush"))
            .send()
            .map(drop)
            .err(),
        refunds
            .create()
            .with_options(options.header("authorization", "hush"))
            .send()
            .map(drop)
            .err(),
    ] {
        let error = error.expect("it is refused");
        assert!(matches!(error, Error::Request(_)), "{error:?}");
        check(&error);
    }
}
