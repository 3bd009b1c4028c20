//! The blocking mode.

mod pages;

use super::attempts::Next;
use super::builder::Builder;
use super::connection::{Connection, Results};
use super::exchange;
use super::in_flight;
use super::page::Paginator;
use super::stripe::Stripe;
use crate::json::Decode;
use crate::request::{Call, Operation, RequestError, sealed::Sealed};
use crate::response::{Download, Error, RawReply, Reply};
use crate::transport::{BlockingTransport, ByteReader};

pub use pages::Pages;

/// The blocking client. Do not use it in async code, which it would block.
pub type Client = Stripe<Blocking>;

/// The mode of the blocking [`Client`].
pub struct Blocking {
    /// If it is an error, every call returns it.
    transport: Result<Box<dyn BlockingTransport>, RequestError>,
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
    pub fn builder(api_key: impl Into<String>) -> Builder<Blocking> {
        Builder::new(api_key)
    }

    /// Sends any request, whichever client it has, and returns the whole response: the value, the request id, the
    /// headers and the body.
    ///
    /// # Errors
    ///
    /// Any [`Error`].
    pub fn execute<O: Operation>(&self, request: O) -> Result<Reply<O::Output>, Error> {
        self.exchange(&request.into_call())?.reply()
    }

    fn exchange(&self, call: &Call) -> Result<RawReply, Error> {
        let transport = self.inner.mode.transport.as_ref().map_err(Clone::clone)?;
        let mut attempts = exchange::start(call, &self.inner.core)?;
        loop {
            let permit = in_flight::permit_blocking(&self.inner.core, &mut attempts)?;
            let request = attempts.next(self.inner.core.now())?;
            let result = attempts.trace.within(|| transport.send(request));
            drop(permit);
            match attempts.finish(result, self.inner.core.now())? {
                Next::Wait(time) => transport.sleep(time),
                Next::Done(reply) => return Ok(reply),
            }
        }
    }
}

impl Builder<Blocking> {
    /// Sends calls with `transport` instead of the built-in one.
    pub fn transport(mut self, transport: impl BlockingTransport + 'static) -> Self {
        self.mode = Some(Blocking {
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

    #[cfg(feature = "blocking")]
    fn assemble(mut self) -> Client {
        let mode = self.mode.unwrap_or_else(|| {
            self.core.config.agent.set_httplib("ureq");
            let transport = crate::transport::UreqTransport::new(&self.network);
            Blocking {
                transport: transport.map(|transport| Box::new(transport) as Box<_>),
            }
        });
        Stripe::assemble(self.core, mode)
    }

    #[cfg(not(feature = "blocking"))]
    fn assemble(self) -> Client {
        let none = || Blocking {
            transport: Err(RequestError::NoTransport("blocking")),
        };
        Stripe::assemble(self.core, self.mode.unwrap_or_else(none))
    }
}

impl Sealed for Client {}

impl Results for Client {
    type Sent<T> = Result<T, Error>;
    type Pages<T> = Pages<T>;
    type Bytes = ByteReader;
}

impl Connection for Client {
    fn run<T: Decode>(self, call: Call) -> Result<T, Error> {
        self.exchange(&call)?.value()
    }

    fn download(self, call: Call) -> Result<Download<ByteReader>, Error> {
        let transport = self.inner.mode.transport.as_ref().map_err(Clone::clone)?;
        let mut attempts = exchange::start_download(&call, &self.inner.core)?;
        loop {
            let permit = in_flight::permit_blocking(&self.inner.core, &mut attempts)?;
            let request = attempts.next(self.inner.core.now())?;
            let opened = || Download::<ByteReader>::split(transport.stream(request));
            let (result, body) = attempts.trace.within(opened);
            drop(permit);
            match attempts.finish(result, self.inner.core.now())? {
                Next::Wait(time) => transport.sleep(time),
                Next::Done(head) => return Ok(Download::new(head, body)),
            }
        }
    }

    fn pages<T>(self, paginator: Paginator<T>) -> Pages<T> {
        Pages::new(self, paginator)
    }
}
