//! The module `testing`: the transport that returns the responses of a test, and fixtures.

mod failures;
mod fixtures;
mod program;
mod recorded;
mod routes;

use std::panic::{AssertUnwindSafe, catch_unwind};

use stripe_client::client::Method;
use stripe_client::testing::Replay;
use stripe_client::{Client, blocking};

const REFUNDS: &str = "/v1/refunds";
const REFUND: &str = "/v1/refunds/{refund}";

fn client(replay: &Replay) -> Client {
    let builder = Client::builder("sk_test_hush").transport(replay.clone());
    builder.build().unwrap()
}

fn blocking_client(replay: &Replay) -> blocking::Client {
    let builder = blocking::Client::builder("sk_test_hush").transport(replay.clone());
    builder.build().unwrap()
}

/// Sends a request with each client, each over a transport of its own, and checks the result.
macro_rules! both {
    ($replay:expr, |$stripe:ident| $request:expr, |$result:ident, $replayed:ident| $check:block) => {{
        {
            let $replayed = $replay;
            let $stripe = $crate::testing::blocking_client(&$replayed);
            let $result = $request.send();
            $check
        }
        {
            let $replayed = $replay;
            let $stripe = $crate::testing::client(&$replayed);
            let $result = $crate::wait(async { $request.send().await });
            $check
        }
    }};
}
use both;

fn get(status: u16, body: &str) -> Replay {
    Replay::new().on(Method::Get, REFUND, status, body)
}

/// The message of `assert_done`, if it panics.
fn failure(replay: &Replay) -> Option<String> {
    let failed = catch_unwind(AssertUnwindSafe(|| replay.assert_done())).err()?;
    Some(*failed.downcast::<String>().expect("a formatted message"))
}
