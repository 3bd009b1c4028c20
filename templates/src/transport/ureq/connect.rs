//! The connections of ureq.
//!
//! ureq's errors are the same before and after a request is sent: a reset, an alert of TLS and the end of the stream may
//! be the handshake's or the response's. So the connectors are ours, and mark each error before a connection is made. They
//! are made of `ureq::unversioned`, which may change in a minor version: `Cargo.toml` allows one of them only.

use std::fmt;
use std::io::{self, ErrorKind};

use ::ureq::config::Config;
use ::ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ::ureq::unversioned::transport::{
    Buffers, ConnectProxyConnector, ConnectionDetails, Connector, NextTimeout, RustlsConnector,
    TcpConnector, Transport,
};
use ::ureq::{Agent, Error, ProxyProtocol};
use http::Uri;
use thiserror::Error as ThisError;

/// No connection was made, so nothing was sent.
#[derive(Debug, ThisError)]
#[error(transparent)]
pub(super) struct NotConnected(Error);

/// ureq's agent, with our connectors.
pub(super) fn agent(config: Config) -> Agent {
    let socket =
        ().chain(ConnectProxyConnector::default())
            .chain(TcpConnector::default())
            .chain(Below);
    let chain = socket.chain(RustlsConnector::default()).chain(Above);
    Agent::with_parts(
        config,
        Connecting(chain),
        Resolving(DefaultResolver::default()),
    )
}

fn not_connected(error: Error) -> Error {
    match error {
        // A connection to a proxy is made within that to the server.
        Error::Other(inner) if inner.is::<NotConnected>() => Error::Other(inner),
        error => Error::Other(Box::new(NotConnected(error))),
    }
}

/// Marks the errors of the other connectors.
#[derive(Debug)]
struct Connecting<C>(C);

impl<C: Connector> Connector for Connecting<C> {
    type Out = C::Out;

    fn connect(
        &self,
        details: &ConnectionDetails,
        chained: Option<()>,
    ) -> Result<Option<C::Out>, Error> {
        let proxy = details.config.proxy().map(|proxy| proxy.protocol());
        match proxy {
            None | Some(ProxyProtocol::Http | ProxyProtocol::Https) => {
                self.0.connect(details, chained).map_err(not_connected)
            }
            // ureq would connect without the proxy.
            Some(_) => Err(not_connected(Error::InvalidProxyUrl)),
        }
    }
}

/// Marks the errors of the resolver.
struct Resolving(DefaultResolver);

impl Resolver for Resolving {
    fn resolve(
        &self,
        uri: &Uri,
        config: &Config,
        timeout: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, Error> {
        self.0.resolve(uri, config, timeout).map_err(not_connected)
    }
}

impl fmt::Debug for Resolving {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Resolving")
    }
}

/// Wraps the connection below TLS.
#[derive(Debug)]
struct Below;

/// Wraps the connection above TLS.
#[derive(Debug)]
struct Above;

impl<In: Transport> Connector<In> for Below {
    type Out = Readable<In>;

    fn connect(
        &self,
        _: &ConnectionDetails,
        chained: Option<In>,
    ) -> Result<Option<Readable<In>>, Error> {
        Ok(chained.map(|inner| Readable {
            inner,
            is_cut: false,
        }))
    }
}

impl<In: Transport> Connector<In> for Above {
    type Out = Complete<In>;

    fn connect(
        &self,
        _: &ConnectionDetails,
        chained: Option<In>,
    ) -> Result<Option<Complete<In>>, Error> {
        Ok(chained.map(Complete))
    }
}

/// A connection that can still be read after the other end has stopped reading.
///
/// A server may refuse an upload before it has read all of it. ureq reads no response after a failed write, and neither
/// does rustls. So a write to a closed connection appears to succeed, and then reading gives the response, or the error.
#[derive(Debug)]
struct Readable<T> {
    inner: T,
    is_cut: bool,
}

impl<T: Transport> Transport for Readable<T> {
    fn buffers(&mut self) -> &mut dyn Buffers {
        self.inner.buffers()
    }

    fn transmit_output(&mut self, amount: usize, timeout: NextTimeout) -> Result<(), Error> {
        if self.is_cut {
            return Ok(());
        }
        match self.inner.transmit_output(amount, timeout) {
            Err(Error::Io(error)) if is_cut(&error) => {
                self.is_cut = true;
                Ok(())
            }
            result => result,
        }
    }

    fn await_input(&mut self, timeout: NextTimeout) -> Result<bool, Error> {
        self.inner.await_input(timeout)
    }

    fn is_open(&mut self) -> bool {
        !self.is_cut && self.inner.is_open()
    }

    fn is_tls(&self) -> bool {
        self.inner.is_tls()
    }
}

/// A connection whose end is not the end of a response unless the other end says so.
///
/// ureq takes a reset, or TLS without its last message, for the end of a body without a length.
#[derive(Debug)]
struct Complete<T>(T);

impl<T: Transport> Transport for Complete<T> {
    fn buffers(&mut self) -> &mut dyn Buffers {
        self.0.buffers()
    }

    fn transmit_output(&mut self, amount: usize, timeout: NextTimeout) -> Result<(), Error> {
        self.0.transmit_output(amount, timeout)
    }

    fn await_input(&mut self, timeout: NextTimeout) -> Result<bool, Error> {
        self.0.await_input(timeout).map_err(|error| match error {
            Error::Io(error) if is_cut(&error) => io::Error::other(error).into(),
            error => error,
        })
    }

    fn is_open(&mut self) -> bool {
        self.0.is_open()
    }

    fn is_tls(&self) -> bool {
        self.0.is_tls()
    }
}

/// Whether the other end has closed the connection.
fn is_cut(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        ErrorKind::BrokenPipe
            | ErrorKind::ConnectionAborted
            | ErrorKind::ConnectionReset
            | ErrorKind::UnexpectedEof
    )
}
