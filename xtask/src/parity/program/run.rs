//! Makes calls: first with a transport that only prints the host, then to the server.

use std::cell::Cell;
use std::env;
use std::error::Error as StdError;

use stripe_client::client::transport::{HttpRequest, HttpResponse};
use stripe_client::{Error, Options};

/// The request of a call, or why one of its values cannot be parsed.
pub type Made = Result<(), Box<dyn StdError>>;

/// The client that builds the requests: the async one if both modes are on. The blocking client sends the same.
#[cfg(feature = "async")]
pub type Stripe = stripe_client::Client;
#[cfg(not(feature = "async"))]
pub type Stripe = stripe_client::blocking::Client;

/// Two clients of the same mode.
pub struct Mode<C> {
    /// Prints the intended host of a request, and sends nothing.
    pub probe: C,
    /// Sends the request to the server with the built-in transport.
    pub sending: C,
}

impl<C> Mode<C> {
    pub fn clients(&self) -> [&C; 2] {
        [&self.probe, &self.sending]
    }
}

pub struct Run {
    pub stripe: Stripe,
    #[cfg(feature = "async")]
    pub asynchronous: Mode<stripe_client::Client>,
    #[cfg(feature = "async")]
    runtime: tokio::runtime::Runtime,
    #[cfg(feature = "blocking")]
    pub blocking: Mode<stripe_client::blocking::Client>,
    /// The index of the current call.
    index: Cell<usize>,
}

/// Sends a request in all modes.
macro_rules! send {
    ($run:expr, $request:expr) => {{
        let request = $request;
        #[cfg(feature = "async")]
        for client in $run.asynchronous.clients() {
            let request = request.clone().with_options($run.options("async"));
            let sent = $crate::run::without_value(request.on(client.clone()).send());
            $run.report("async", $run.wait(sent));
        }
        #[cfg(feature = "blocking")]
        for client in $run.blocking.clients() {
            let request = request.clone().with_options($run.options("blocking"));
            $run.report("blocking", request.on(client.clone()).send().map(drop));
        }
        Ok(())
    }};
}
pub(crate) use send;

impl Run {
    /// Clients for the server whose URL is the only argument.
    pub fn new() -> Result<Self, Box<dyn StdError>> {
        const KEY: &str = "sk_test_parity";
        let url = env::args().nth(1).ok_or("give the URL of the server")?;
        #[cfg(feature = "async")]
        let asynchronous = {
            use stripe_client::Client;
            Mode {
                probe: Client::builder(KEY).transport(HostProbe).build()?,
                sending: Client::builder(KEY).base_url(&url).build()?,
            }
        };
        #[cfg(feature = "blocking")]
        let blocking = {
            use stripe_client::blocking::Client;
            Mode {
                probe: Client::builder(KEY).transport(HostProbe).build()?,
                sending: Client::builder(KEY).base_url(&url).build()?,
            }
        };
        Ok(Self {
            #[cfg(feature = "async")]
            stripe: asynchronous.sending.clone(),
            #[cfg(not(feature = "async"))]
            stripe: blocking.sending.clone(),
            #[cfg(feature = "async")]
            asynchronous,
            #[cfg(feature = "async")]
            runtime: tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build()?,
            #[cfg(feature = "blocking")]
            blocking,
            index: Cell::new(0),
        })
    }

    pub fn call(&self, index: usize, make: fn(&Self) -> Made) {
        self.index.set(index);
        if let Err(error) = make(self) {
            say("failed", &format!("{index} any"), &error.to_string());
        }
    }

    /// The server matches requests to calls by this header.
    pub fn options(&self, mode: &str) -> Options {
        Options::new().header("Parity-Call", format!("{} {mode}", self.index.get()))
    }

    /// Prints why a call did not reach the server. The response does not matter.
    pub fn report(&self, mode: &str, result: Result<(), Error>) {
        let why = match result {
            Err(Error::Request(error)) => error.to_string(),
            Err(Error::Transport(error)) => {
                let source = error.source().map_or_else(String::new, ToString::to_string);
                format!("{error}: {source}")
            }
            _ => return,
        };
        say("failed", &format!("{} {mode}", self.index.get()), &why);
    }

    #[cfg(feature = "async")]
    pub fn wait(&self, call: Call) -> Result<(), Error> {
        self.runtime.block_on(call)
    }
}

/// An async call with its response type erased, so that the code that awaits it is compiled once.
#[cfg(feature = "async")]
type Call = stripe_client::client::transport::BoxFuture<'static, Result<(), Error>>;

#[cfg(feature = "async")]
pub fn without_value<T: 'static>(call: stripe_client::client::Pending<T>) -> Call {
    Box::pin(async move { call.await.map(drop) })
}

/// A transport that prints the intended host of a request.
struct HostProbe;

impl HostProbe {
    fn look(&self, request: &HttpRequest) -> HttpResponse {
        let call = request.headers.get("parity-call");
        let call = call.and_then(|call| call.to_str().ok()).unwrap_or_default();
        let scheme = request.uri.scheme_str().unwrap_or_default();
        let authority = request
            .uri
            .authority()
            .map_or("", |authority| authority.as_str());
        say("host", call, &format!("{scheme}://{authority}"));
        HttpResponse::new(Default::default(), Default::default(), *b"{}")
    }
}

#[cfg(feature = "async")]
impl stripe_client::client::transport::Transport for HostProbe {
    fn send(
        &self,
        request: HttpRequest,
    ) -> stripe_client::client::transport::BoxFuture<
        '_,
        Result<HttpResponse, stripe_client::client::TransportError>,
    > {
        Box::pin(async move { Ok(self.look(&request)) })
    }
}

#[cfg(feature = "blocking")]
impl stripe_client::client::transport::BlockingTransport for HostProbe {
    fn send(
        &self,
        request: HttpRequest,
    ) -> Result<HttpResponse, stripe_client::client::TransportError> {
        Ok(self.look(&request))
    }
}

/// Prints one line: the kind of event, the call and its mode, the text.
fn say(what: &str, call: &str, text: &str) {
    println!("{what}\t{call}\t{}", text.replace(['\n', '\t'], " "));
}
