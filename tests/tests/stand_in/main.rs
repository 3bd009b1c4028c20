//! The client against the stand-in server, over real connections.

mod refunds;
mod shop;
mod webhooks;

use std::path::Path;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use mock::{Model, Options, Server, Settings, StandIn};
use stripe_client::{Client, blocking};

/// The committed fragment.
fn fragment() -> Arc<Model> {
    static MODEL: OnceLock<Arc<Model>> = OnceLock::new();
    let model = MODEL.get_or_init(|| {
        let spec = Path::new(env!("CARGO_MANIFEST_DIR")).join("../spec");
        Arc::new(mock::load(&spec.join("refunds.yaml"), &spec).unwrap())
    });
    Arc::clone(model)
}

fn server(seed: u64, settings: Settings) -> Server {
    let options = Options {
        seed,
        ..Options::default()
    };
    Server::start(StandIn::new(fragment(), options), settings).unwrap()
}

fn client(server: &Server) -> Client {
    Client::builder("sk_test_123")
        .base_url(server.url())
        .backoff(Duration::from_millis(1))
        .max_retries(4)
        .retry_budget(10_000)
        .build()
        .unwrap()
}

fn blocking_client(server: &Server) -> blocking::Client {
    blocking::Client::builder("sk_test_123")
        .base_url(server.url())
        .backoff(Duration::from_millis(1))
        .max_retries(4)
        .retry_budget(10_000)
        .build()
        .unwrap()
}

/// Plans the faults of the next requests.
fn plan(server: &Server, body: &str) {
    let request = mock::Request {
        method: "POST".to_owned(),
        target: "/_mock/faults".to_owned(),
        headers: Vec::new(),
        body: body.as_bytes().to_vec(),
    };
    let outcome = server.with(|stand_in| stand_in.handle(&request, 0));
    let answer = String::from_utf8_lossy(&outcome.response.body).into_owned();
    assert_eq!(outcome.response.status, 200, "{answer}");
}

/// What was done, in its order, by the operations' names.
fn writes(server: &Server) -> Vec<String> {
    server.with(|stand_in| {
        let done = stand_in.journal().iter().filter(|entry| entry.wrote);
        done.filter_map(|entry| entry.operation.clone()).collect()
    })
}
