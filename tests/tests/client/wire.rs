//! Both clients against a real HTTP server on loopback: requests byte for byte, and the handling of responses.

mod clearing;
mod in_flight;
mod observing;
mod operations;
mod outcomes;
mod pages;
mod raw;
mod replies;
mod requests;
mod retries;
mod script;
mod spans;
mod tower;

use std::time::Duration;

use stripe_client::{Client, blocking};
use tests::server::Server;

use crate::wait;

/// A refund with only the required fields.
const REFUND: &str =
    r#"{"id":"re_1","object":"refund","amount":100,"created":1700000000,"currency":"eur"}"#;

fn client(server: &Server) -> Client {
    Client::builder("sk_test_1")
        .base_url(&server.url)
        .backoff(Duration::from_millis(1))
        .build()
        .unwrap()
}

fn blocking_client(server: &Server) -> blocking::Client {
    blocking::Client::builder("sk_test_1")
        .base_url(&server.url)
        .backoff(Duration::from_millis(1))
        .build()
        .unwrap()
}

/// Makes the same call with the blocking and the async client, each with its own server, and passes results and servers
/// to the check.
macro_rules! both {
    ($answers:expr, |$stripe:ident| $request:expr, |$result:ident, $server:ident| $check:block) => {{
        {
            let $server = ::tests::server::Server::start($answers);
            let $stripe = $crate::wire::blocking_client(&$server);
            let $result = $request.send();
            $check
        }
        {
            let $server = ::tests::server::Server::start($answers);
            let $stripe = $crate::wire::client(&$server);
            let $result = $crate::wait(async { $request.send().await });
            $check
        }
    }};
}
use both;
