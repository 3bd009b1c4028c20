//! The async mode.

mod pages;

use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use super::builder::Builder;
use super::call::{Call, Operation};
use super::connection::{Connection, sealed::Sealed};
use super::download::Download;
use super::error::Error;
use super::page::Walk;
use super::reply::{RawReply, Reply};
use super::stripe::Stripe;
use super::transport::{BoxFuture, ByteStream, Transport};
use super::{RequestError, exchange};
use crate::json::Decode;

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
    fn exchange(&self, call: Call) -> BoxFuture<'static, Result<RawReply, Error>> {
        let inner = self.inner.clone();
        Box::pin(async move {
            let transport = inner.mode.transport.as_ref().map_err(Clone::clone)?;
            let (request, sent) = exchange::start(&call, &inner.config)?;
            sent.finish(transport.send(request).await)
        })
    }
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
        exchange::check(&client.inner.config)?;
        Ok(client)
    }

    #[cfg(feature = "async")]
    fn assemble(mut self) -> Client {
        let mode = self.mode.unwrap_or_else(|| {
            self.config.httplib = "reqwest";
            let transport = super::reqwest::ReqwestTransport::new(&self.network);
            Async {
                transport: transport.map(|transport| Box::new(transport) as Box<_>),
            }
        });
        Stripe::assemble(self.config, mode)
    }

    #[cfg(not(feature = "async"))]
    fn assemble(self) -> Client {
        let none = || Async {
            transport: Err(RequestError::NoTransport("async")),
        };
        Stripe::assemble(self.config, self.mode.unwrap_or_else(none))
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
        Pending(Answer::Whole(Box::pin(async move {
            let transport = self.inner.mode.transport.as_ref().map_err(Clone::clone)?;
            let (request, sent) = exchange::start_download(&call, &self.inner.config)?;
            Download::<ByteStream>::begin(sent, transport.stream(request).await).await
        })))
    }

    fn pages<T>(self, walk: Walk<T>) -> Pages<T> {
        Pages::new(self, walk)
    }
}

/// A call on its way. It starts when it is first polled.
#[must_use = "a call is not sent until it is awaited"]
pub struct Pending<T>(Answer<T>);

enum Answer<T> {
    /// A reply, and how to read it.
    Raw(
        BoxFuture<'static, Result<RawReply, Error>>,
        fn(RawReply) -> Result<T, Error>,
    ),
    Whole(BoxFuture<'static, Result<T, Error>>),
}

impl<T> Pending<T> {
    fn reading(
        raw: BoxFuture<'static, Result<RawReply, Error>>,
        read: fn(RawReply) -> Result<T, Error>,
    ) -> Self {
        Self(Answer::Raw(raw, read))
    }
}

impl<T> Future for Pending<T> {
    type Output = Result<T, Error>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        match &mut self.0 {
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
        f.debug_struct("Pending").finish_non_exhaustive()
    }
}
