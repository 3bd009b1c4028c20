//! One call with either client, and its result as plain data.

use std::time::Duration;

use stripe_client::client::{Method, Raw, TransportErrorKind};
use stripe_client::json::Json;
use stripe_client::params::Upload;
use stripe_client::services::refunds::{CreateRefund, RetrieveRefund};
use stripe_client::{Client, Error, ErrorClass, Reply, blocking};

use super::tls;
use crate::faults::caller::Mode;
use crate::wait;

/// The call of an event.
#[derive(Clone, Copy)]
pub enum Call {
    Post,
    /// A POST without parameters, and so without a body.
    EmptyPost,
    Get,
    Delete,
    Upload(fn() -> Upload),
}

/// How a client is set up for an event.
pub struct Setup {
    pub url: String,
    pub proxy: Option<String>,
    pub retries: u32,
    pub timeout: Duration,
    pub connect_timeout: Duration,
}

/// What the caller gets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Got {
    pub outcome: Outcome,
    pub attempts: u32,
    pub may_be_done: bool,
    /// What the error advises.
    pub advice: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    Success,
    /// A success with a body of another type.
    Undecodable,
    /// A response with this status.
    Refused(u16, ErrorClass),
    /// No complete response.
    Broken(TransportErrorKind),
}

/// Makes the call.
pub fn make(mode: Mode, setup: &Setup, call: Call) -> Got {
    macro_rules! client {
        ($client:ty) => {{
            let builder = <$client>::builder("sk_test_1")
                .base_url(&setup.url)
                .ca_bundle(tls::ca_bundle())
                .max_retries(setup.retries)
                .backoff(Duration::from_micros(10))
                .timeout(setup.timeout)
                .connect_timeout(setup.connect_timeout);
            let builder = match &setup.proxy {
                Some(proxy) => builder.proxy(proxy),
                None => builder,
            };
            builder.build().unwrap()
        }};
    }
    macro_rules! send {
        ($execute:expr) => {{
            let execute = $execute;
            match call {
                Call::Post => got(execute!(
                    execute,
                    CreateRefund::new().charge("ch_1").amount(7)
                )),
                Call::EmptyPost => got::<Json>(execute!(
                    execute,
                    Raw::new(Method::Post, "/v1/refunds/re_1")
                )),
                Call::Get => got(execute!(execute, RetrieveRefund::new("re_1"))),
                Call::Delete => {
                    got::<Json>(execute!(execute, Raw::new(Method::Delete, "/v1/things/1")))
                }
                Call::Upload(file) => got::<Json>(execute!(
                    execute,
                    Raw::new(Method::Post, "/v1/files")
                        .param("purpose", "x")
                        .param("file", file())
                )),
            }
        }};
    }
    match mode {
        Mode::Async => {
            let client = client!(Client);
            macro_rules! execute {
                ($client:expr, $request:expr) => {
                    wait($client.execute($request))
                };
            }
            send!(&client)
        }
        Mode::Blocking => {
            let client = client!(blocking::Client);
            macro_rules! execute {
                ($client:expr, $request:expr) => {
                    $client.execute($request)
                };
            }
            send!(&client)
        }
    }
}

fn got<T>(result: Result<Reply<T>, Error>) -> Got {
    let error = match result {
        Ok(reply) => {
            return Got {
                outcome: Outcome::Success,
                attempts: reply.attempts(),
                may_be_done: true,
                advice: String::new(),
            };
        }
        Err(error) => error,
    };
    let (outcome, advice) = match &error {
        Error::Decode(_) => (Outcome::Undecodable, String::new()),
        Error::Api(error) => (
            Outcome::Refused(error.status(), error.class()),
            error.advice().unwrap_or_default().to_owned(),
        ),
        Error::Transport(error) => {
            let text = error.to_string();
            let advice = text.split_once("; ").map(|(_, advice)| advice.to_owned());
            (Outcome::Broken(error.kind()), advice.unwrap_or_default())
        }
        error => panic!("{error:?}"),
    };
    // The date of the key.
    let advice = advice
        .split(" (key made")
        .next()
        .unwrap_or_default()
        .to_owned();
    Got {
        outcome,
        attempts: error.attempts(),
        may_be_done: error.may_be_done(),
        advice,
    }
}
