//! Where requests go, with both clients: proxies, base URLs, `http://` and the time limit for connecting.

mod bases;
mod connecting;
mod environment;
mod plain_http;
mod proxies;

use std::fmt::Display;

use stripe_client::client::Builder;
use stripe_client::{Client, Error, Options, blocking};
use tests::server::{Answer, Server};

use crate::wait;

const REFUND: &str =
    r#"{"id":"re_1","object":"refund","amount":100,"created":1700000000,"currency":"eur"}"#;

/// A host that does not exist, so that only a proxy can respond for it.
const NOWHERE: &str = "api.nowhere.invalid";

/// Settings that both builders get.
trait Settings {
    fn on<M>(&self, builder: Builder<M>) -> Builder<M>;
}

/// A base URL and a proxy.
struct Via<B, P>(B, P);

impl<B: Display, P: Display> Settings for Via<B, P> {
    fn on<M>(&self, builder: Builder<M>) -> Builder<M> {
        builder
            .base_url(self.0.to_string())
            .proxy(self.1.to_string())
    }
}

/// Only a base URL.
struct At<B>(B);

impl<B: Display> Settings for At<B> {
    fn on<M>(&self, builder: Builder<M>) -> Builder<M> {
        builder.base_url(self.0.to_string())
    }
}

/// Creates a refund, first with the blocking client.
fn both(key: &str, settings: &impl Settings) -> [Result<(), Error>; 2] {
    both_with(key, settings, &Options::new())
}

fn both_with(key: &str, settings: &impl Settings, options: &Options) -> [Result<(), Error>; 2] {
    let blocking = || {
        let builder = blocking::Client::builder(key).max_retries(0);
        let client = settings.on(builder).build()?;
        let request = client.refunds().create().with_options(options.clone());
        request.send().map(drop)
    };
    let asynchronous = async {
        let builder = Client::builder(key).max_retries(0);
        let client = settings.on(builder).build()?;
        let request = client.refunds().create().with_options(options.clone());
        request.send().await.map(drop)
    };
    [blocking(), wait(asynchronous)]
}

/// A proxy that opens a tunnel to itself, and responds with a refund.
fn open_proxy() -> Server {
    Server::with(|received| match received.line.starts_with("CONNECT ") {
        true => Answer::Reply(200, vec![], String::new()),
        false => Answer::ok(REFUND),
    })
}

/// A proxy that refuses tunnels.
fn closed_proxy() -> Server {
    Server::with(|_| Answer::Reply(502, vec![], String::new()))
}

/// The request lines that arrived.
fn lines(server: &Server) -> Vec<String> {
    server
        .all()
        .into_iter()
        .map(|received| received.line)
        .collect()
}
