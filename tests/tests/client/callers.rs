//! Programs as callers write them, against the committed client, with their own tests: what is written most is short.
//!
//! What the fragment lacks is in packages that depend on the clients of test documents: nested parameters, periods and times in
//! `tests/emitted/values.rs`, tombstones in `tests/emitted/expand.rs`. Handlers that share a state are in
//! `webhooks/stateful.rs`, a program with a test in `testing/program.rs`.

mod back_office;
mod copying;
mod desk;
mod reports;

use stripe_client::Client;
use stripe_client::testing::{Replay, Request};

const REFUNDS: &str = "/v1/refunds";
const REFUND: &str = "/v1/refunds/{refund}";

fn client(replay: &Replay) -> Client {
    let builder = Client::builder("sk_test_123").transport(replay.clone());
    builder.build().unwrap()
}

/// The parameters of a request, as a form has them.
fn sent(request: &Request) -> String {
    let params = request.params().iter();
    let params: Vec<String> = params
        .map(|(name, value)| format!("{name}={value}"))
        .collect();
    params.join("&")
}
