//! The async mode.

mod pages;

use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use super::attempts::{Attempts, Next};
use super::builder::Builder;
use super::connection::Connection;
use super::exchange;
use super::page::Walk;
use super::stripe::Stripe;
use crate::json::Decode;
use crate::request::{Call, Operation, RequestError, sealed::Sealed};
use crate::response::{Download, Error, RawReply, Reply};
use crate::secret::redact;
use crate::transport::{BoxFuture, ByteStream, Transport};

pub use pages::Pages;

/// The async client. Its built-in transport runs on tokio.
pub type Client = Stripe<Async>;

/// The mode of [`Client`].
pub struct Async {
    /// An error here is what every call gets.
    transport: Result<Box<dyn Transport>, RequestError>,
}

impl Client {
    /// A client with an API key and the defaults for everything else.
    ///
    /// Should the key or the system not be fit for use, the first call says so;
    /// [`Builder::build`] says it at once.
    pub fn new(api_key: impl Into<String>) -> Self {
        Self::builder(api_key).assemble()
    }

    /// Builds a client that is not all defaults.
    pub fn builder(api_key: impl Into<String>) -> Builder<Async> {
        Builder::new(api_key)
    }

    /// Sends any request, whichever client it belongs to, and gives the whole reply: the value, the
    /// request id, the headers and the body.
    pub fn execute<O: Operation>(&self, request: O) -> Pending<Reply<O::Output>> {
        Pending::reading(self.exchange(request.into_call()), RawReply::reply)
    }

    /// Sends a call. This is all the code of a call that is not generic over what it answers.
    fn exchange(&self, call: Call) -> Exchange<RawReply> {
        let attempts = exchange::start(&call, &self.inner.core);
        let idempotency_key = key(&attempts);
        let inner = self.inner.clone();
        let answer = Box::pin(async move {
            let mut attempts = attempts?;
            let transport = inner.mode.transport.as_ref().map_err(Clone::clone)?;
            loop {
                let request = attempts.next(inner.core.now())?;
                let result = attempts.trace.follow(transport.send(request)).await;
                match attempts.finish(result, inner.core.now())? {
                    Next::Wait(time) => transport.sleep(time).await,
                    Next::Done(reply) => return Ok(reply),
                }
            }
        });
        Exchange {
            idempotency_key,
            answer,
        }
    }

    /// [`exchange`](Self::exchange) for a call that is answered with a file.
    fn open(&self, call: Call) -> Exchange<Download<ByteStream>> {
        let attempts = exchange::start_download(&call, &self.inner.core);
        let idempotency_key = key(&attempts);
        let inner = self.inner.clone();
        let answer = Box::pin(async move {
            let mut attempts = attempts?;
            let transport = inner.mode.transport.as_ref().map_err(Clone::clone)?;
            loop {
                let request = attempts.next(inner.core.now())?;
                let opened = async {
                    let answer = transport.stream(request).await;
                    Download::<ByteStream>::split(answer).await
                };
                let (result, body) = attempts.trace.follow(opened).await;
                match attempts.finish(result, inner.core.now())? {
                    Next::Wait(time) => transport.sleep(time).await,
                    Next::Done(head) => return Ok(Download::new(head, body)),
                }
            }
        });
        Exchange {
            idempotency_key,
            answer,
        }
    }
}

/// A call that is ready to be sent, or the error that it was refused with.
struct Exchange<T> {
    idempotency_key: Option<String>,
    answer: BoxFuture<'static, Result<T, Error>>,
}

fn key(attempts: &Result<Attempts, RequestError>) -> Option<String> {
    let attempts = attempts.as_ref().ok()?;
    attempts.idempotency_key().map(str::to_owned)
}

impl Builder<Async> {
    /// Sends calls with `transport` rather than with the built-in one.
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
    /// [`Error::Request`] when a setting is not fit for use.
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
            self.core.config.httplib = "reqwest";
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

impl Connection for Client {
    type Sent<T> = Pending<T>;
    type Pages<T> = Pages<T>;
    type Bytes = ByteStream;

    fn run<T: Decode>(self, call: Call) -> Pending<T> {
        Pending::reading(self.exchange(call), RawReply::value)
    }

    fn download(self, call: Call) -> Pending<Download<ByteStream>> {
        let Exchange {
            idempotency_key,
            answer,
        } = self.open(call);
        Pending {
            idempotency_key,
            answer: Answer::Whole(answer),
        }
    }

    fn pages<T>(self, walk: Walk<T>) -> Pages<T> {
        Pages::new(self, walk)
    }
}

/// A call on its way. It starts when it is first polled.
///
/// It can be dropped at any time, as by a timeout or `select!`. The attempt that is under way is then given
/// up, and none follows. What was sent by then may be done: to find out, send the same request again with
/// the same idempotency key, which is there [before](Self::idempotency_key) the call is awaited. Stripe does
/// it once, and answers as it would have.
#[must_use = "a call is not sent until it is awaited"]
pub struct Pending<T> {
    idempotency_key: Option<String>,
    answer: Answer<T>,
}

enum Answer<T> {
    /// A reply, and how to read it.
    Raw(
        BoxFuture<'static, Result<RawReply, Error>>,
        fn(RawReply) -> Result<T, Error>,
    ),
    Whole(BoxFuture<'static, Result<T, Error>>),
}

impl<T> Pending<T> {
    fn reading(raw: Exchange<RawReply>, read: fn(RawReply) -> Result<T, Error>) -> Self {
        Self {
            idempotency_key: raw.idempotency_key,
            answer: Answer::Raw(raw.answer, read),
        }
    }

    /// The idempotency key that all attempts carry, on a call that has one. It was made by `send`, unless
    /// the caller gave one.
    pub fn idempotency_key(&self) -> Option<&str> {
        self.idempotency_key.as_deref()
    }
}

impl<T> Future for Pending<T> {
    type Output = Result<T, Error>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        match &mut self.answer {
            Answer::Raw(raw, read) => {
                let raw = ready!(raw.as_mut().poll(context));
                Poll::Ready(raw.and_then(*read))
            }
            Answer::Whole(whole) => whole.as_mut().poll(context),
        }
    }
}

impl<T> fmt::Debug for Pending<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pending")
            .field(
                "idempotency_key",
                &self.idempotency_key.as_deref().map(redact),
            )
            .finish_non_exhaustive()
    }
}
