//! The logs of the HTTP libraries below the two transports.
//!
//! At level `trace`, ureq logs all bytes that it sends, including the API key, and a library cannot prevent that (the
//! guide says so, in `transports.md`). At `debug` and above no secret must appear.

use std::sync::Mutex;

use log::{LevelFilter, Log, Metadata, Record};
use stripe_client::services::refunds::{CreateRefund, ListRefunds};
use stripe_client::{Client, Options, blocking};
use tests::faults::{Delivery, Event, FaultServer, Point};

static LOGGED: Mutex<String> = Mutex::new(String::new());

struct Collector;

impl Log for Collector {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }

    fn log(&self, record: &Record<'_>) {
        let line = format!("{} {}\n", record.target(), record.args());
        LOGGED.lock().unwrap().push_str(&line);
    }

    fn flush(&self) {}
}

#[test]
fn http_libraries_log_no_secrets() {
    log::set_logger(&Collector).unwrap();
    log::set_max_level(LevelFilter::Debug);
    let key = "sk_live_hushkey";
    let options = || Options::new().header("x-mine", "hushheader");
    let list = || {
        ListRefunds::new()
            .charge("hushcharge")
            .with_options(options())
    };
    let create = || {
        CreateRefund::new()
            .charge("hushcharge")
            .with_options(options())
    };
    let events = [
        Event::success(),
        Event::delivered(Delivery::Cut(Point::Body)),
        Event::status(400, "any"),
    ];
    for event in events {
        let server = FaultServer::start(vec![event; 4]);
        let client = blocking::Client::builder(key)
            .base_url(&server.url)
            .max_retries(0);
        let client = client.build().unwrap();
        let _ = list().on(&client).send();
        let _ = create().on(&client).send();
        let client = Client::builder(key)
            .base_url(&server.url)
            .max_retries(0)
            .build()
            .unwrap();
        crate::wait(async {
            let _ = list().on(&client).send().await;
            let _ = create().on(&client).send().await;
        });
    }
    // The password of a proxy.
    let (base, proxy) = (
        "https://nowhere.invalid",
        "http://user:hushword@127.0.0.1:1",
    );
    let client = blocking::Client::builder(key)
        .base_url(base)
        .proxy(proxy)
        .max_retries(0);
    let _ = list().on(&client.build().unwrap()).send();
    let client = Client::builder(key)
        .base_url(base)
        .proxy(proxy)
        .max_retries(0)
        .build()
        .unwrap();
    let _ = crate::wait(async { list().on(&client).send().await });
    let logged = LOGGED.lock().unwrap();
    assert!(
        logged.contains("ureq") && logged.contains("reqwest"),
        "{logged}"
    );
    for line in logged.lines() {
        assert!(!line.contains("hush"), "{line}");
    }
}
