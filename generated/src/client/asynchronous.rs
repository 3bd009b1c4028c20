//! The async mode.

mod pages;

use std::fmt;
use std::future::ready;
use std::pin::Pin;
use std::task::{self, Context, Poll};

use super::attempts::Next;
use super::builder::Builder;
use super::connection::{Connection, Results};
use super::exchange;
use super::in_flight;
use super::page::Paginator;
use super::stripe::Stripe;
use crate::json::Decode;
use crate::request::{Call, Key, Operation, RequestError, sealed::Sealed};
use crate::response::{Download, Error, RawReply, Reply};
use crate::transport::{BoxFuture, ByteStream, MaybeSend, Transport};
use crate::values::Timestamp;

pub use pages::Pages;

/// The async client. Its built-in transport runs on tokio.
pub type Client = Stripe<Async>;

/// The mode of [`Client`].
pub struct Async {
    /// If it is an error, every call returns it.
    transport: Result<Box<dyn Transport>, RequestError>,
}

impl Client {
    /// A client with an API key and default settings.
    ///
    /// If the key is not valid or the transport cannot be set up, the first call returns the error; [`Builder::build`]
    /// returns it at once.
    pub fn new(api_key: impl Into<String>) -> Self {
        Self::builder(api_key).assemble()
    }

    /// Configures a client.
    pub fn builder(api_key: impl Into<String>) -> Builder<Async> {
        Builder::new(api_key)
    }

    /// Sends any request, whichever client it has, and returns the whole response: the value, the request id, the
    /// headers and the body.
    pub fn execute<O: Operation>(&self, request: O) -> Pending<Reply<O::Output>> {
        Pending::reading(self.exchange(request.into_call()), RawReply::reply)
    }

    /// Sends a call. Only code outside of this function is generic over the type of the response.
    fn exchange(&self, call: Call) -> Exchange<RawReply> {
        let mut attempts = match exchange::start(&call, &self.inner.core) {
            Ok(attempts) => attempts,
            Err(error) => return Exchange::refused(error),
        };
        let key = attempts.key().cloned();
        let inner = self.inner.clone();
        let response = Box::pin(async move {
            let transport = inner.mode.transport.as_ref().map_err(Clone::clone)?;
            loop {
                let permit = in_flight::permit(&inner.core, &mut attempts, &**transport).await?;
                let request = attempts.next(inner.core.now())?;
                let result = attempts.trace.follow(transport.send(request)).await;
                drop(permit);
                match attempts.finish(result, inner.core.now())? {
                    Next::Wait(time) => transport.sleep(time).await,
                    Next::Done(reply) => return Ok(reply),
                }
            }
        });
        Exchange { key, response }
    }

    /// [`exchange`](Self::exchange) for a call whose response is a file.
    fn open(&self, call: Call) -> Exchange<Download<ByteStream>> {
        let mut attempts = match exchange::start_download(&call, &self.inner.core) {
            Ok(attempts) => attempts,
            Err(error) => return Exchange::refused(error),
        };
        let key = attempts.key().cloned();
        let inner = self.inner.clone();
        let response = Box::pin(async move {
            let transport = inner.mode.transport.as_ref().map_err(Clone::clone)?;
            loop {
                let permit = in_flight::permit(&inner.core, &mut attempts, &**transport).await?;
                let request = attempts.next(inner.core.now())?;
                let opened = async {
                    let response = transport.stream(request).await;
                    Download::<ByteStream>::split(response).await
                };
                let (result, body) = attempts.trace.follow(opened).await;
                drop(permit);
                match attempts.finish(result, inner.core.now())? {
                    Next::Wait(time) => transport.sleep(time).await,
                    Next::Done(head) => return Ok(Download::new(head, body)),
                }
            }
        });
        Exchange { key, response }
    }
}

/// A call that is ready to be sent, or the error that refused it.
struct Exchange<T> {
    key: Option<Key>,
    response: BoxFuture<'static, Result<T, Error>>,
}

impl<T: MaybeSend + 'static> Exchange<T> {
    fn refused(error: RequestError) -> Self {
        let response = Box::pin(ready(Err(error.into())));
        Self {
            key: None,
            response,
        }
    }
}

impl Builder<Async> {
    /// Sends calls with `transport` instead of the built-in one.
    pub fn transport(mut self, transport: impl Transport + 'static) -> Self {
        self.mode = Some(Async {
            transport: Ok(Box::new(transport)),
        });
        self
    }

    /// Builds the client.
    ///
    /// # Errors
    ///
    /// [`Error::Request`] when a setting is not valid.
    pub fn build(self) -> Result<Client, Error> {
        let client = self.assemble();
        if let Err(error) = &client.inner.mode.transport {
            return Err(error.clone().into());
        }
        exchange::check(&client.inner.core)?;
        Ok(client)
    }

    #[cfg(feature = "async")]
    fn assemble(mut self) -> Client {
        let mode = self.mode.unwrap_or_else(|| {
            self.core.config.agent.set_httplib("reqwest");
            let transport = crate::transport::ReqwestTransport::new(&self.network);
            Async {
                transport: transport.map(|transport| Box::new(transport) as Box<_>),
            }
        });
        Stripe::assemble(self.core, mode)
    }

    #[cfg(not(feature = "async"))]
    fn assemble(self) -> Client {
        let none = || Async {
            transport: Err(RequestError::NoTransport("async")),
        };
        Stripe::assemble(self.core, self.mode.unwrap_or_else(none))
    }
}

impl Sealed for Client {}

impl Results for Client {
    type Sent<T> = Pending<T>;
    type Pages<T> = Pages<T>;
    type Bytes = ByteStream;
}

impl Connection for Client {
    fn run<T: Decode>(self, call: Call) -> Pending<T> {
        Pending::reading(self.exchange(call), RawReply::value)
    }

    fn download(self, call: Call) -> Pending<Download<ByteStream>> {
        let Exchange { key, response } = self.open(call);
        Pending {
            key,
            output: Output::Whole(response),
        }
    }

    fn pages<T>(self, paginator: Paginator<T>) -> Pages<T> {
        Pages::new(self, paginator)
    }
}

/// A call in progress. It starts when it is first polled.
///
/// It can be dropped at any time, for example by a timeout or `select!`. That cancels the current attempt and all
/// retries. Stripe may have processed what was sent by then: to find out, send the same request with the same
/// idempotency key, which is [known](Self::idempotency_key) before the call is awaited. For 24 hours Stripe processes
/// it once and returns the same response.
#[must_use = "a call is not sent until it is awaited"]
pub struct Pending<T> {
    key: Option<Key>,
    output: Output<T>,
}

enum Output<T> {
    /// A response, and the function that decodes it.
    Raw(
        BoxFuture<'static, Result<RawReply, Error>>,
        fn(RawReply) -> Result<T, Error>,
    ),
    Whole(BoxFuture<'static, Result<T, Error>>),
}

impl<T> Pending<T> {
    fn reading(raw: Exchange<RawReply>, read: fn(RawReply) -> Result<T, Error>) -> Self {
        Self {
            key: raw.key,
            output: Output::Raw(raw.response, read),
        }
    }

    /// The idempotency key of all attempts, if the call has one. `send` makes it, unless the caller set one.
    ///
    /// Save it with [its age](Self::key_made_at) before you await the call. Then the same request can be sent again
    /// within 24 hours without being processed twice, even after a crash. Later Stripe may have forgotten the key, and
    /// would process the request again.
    pub fn idempotency_key(&self) -> Option<&str> {
        self.key.as_ref().map(|key| key.text.as_str())
    }

    /// When the idempotency key was made: by `send`, or when [the caller said](crate::Options::key_made_at). `None` if
    /// there is no key or no clock, or the caller gave the key without its age.
    pub fn key_made_at(&self) -> Option<Timestamp> {
        self.key.as_ref()?.made_at
    }
}

impl<T> Future for Pending<T> {
    type Output = Result<T, Error>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        match &mut self.output {
            Output::Raw(raw, read) => {
                let raw = task::ready!(raw.as_mut().poll(context));
                Poll::Ready(raw.and_then(*read))
            }
            Output::Whole(whole) => whole.as_mut().poll(context),
        }
    }
}

impl<T> fmt::Debug for Pending<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pending")
            .field("key", &self.key)
            .finish_non_exhaustive()
    }
}
