//! The built-in transport of the blocking client.

mod connect;

use std::io::{self, Read};
use std::time::{Duration, Instant};

use ::ureq::tls::{PemItem, RootCerts, TlsConfig, parse_pem};
use ::ureq::{Agent, AsSendBody, Body as UreqBody, Error as UreqError, Proxy, SendBody};
use http::header::{CONTENT_LENGTH, HeaderValue};
use http::{Request, Response};

use super::proxy::Proxies;
use super::{
    BODY_LIMIT, BlockingTransport, ByteReader, HEAD_LIMIT, HttpResponse, Network, TransportError,
    TransportErrorKind, too_long,
};
use connect::NotConnected;

use crate::request::{HttpRequest, RequestError, has_body, is_unreadable};

/// How many idle connections are kept. ureq keeps three, so that most calls of more threads connect again.
const IDLE: usize = 64;

/// The bytes of a request that are written at once; each idle connection keeps room for them. A line must fit, and a URL may
/// have 64 KiB. The default of ureq is twice that.
const OUTPUT: usize = 65 << 10;

/// ureq, with rustls, ring and Mozilla's root certificates.
pub(crate) struct UreqTransport {
    agent: Agent,
    proxies: Proxies<Proxy>,
}

impl UreqTransport {
    pub(crate) fn new(network: &Network) -> Result<Self, RequestError> {
        let proxies = network
            .proxies(|url| Proxy::new(url).map_err(|_| invalid("the proxy's URL is malformed")))?;
        let connect_timeout = possible(network.connect_timeout);
        let mut builder = Agent::config_builder()
            // The API key must not travel to another host; a redirect is returned like any other response.
            .max_redirects(0)
            .http_status_as_error(false)
            .max_response_header_size(HEAD_LIMIT)
            // The headers must fit, and show that they are longer than the limit.
            .input_buffer_size(HEAD_LIMIT + 1024)
            .output_buffer_size(OUTPUT)
            .timeout_resolve(connect_timeout)
            .timeout_connect(connect_timeout)
            .max_idle_connections(IDLE)
            .max_idle_connections_per_host(IDLE)
            // Switches off ureq's own detection. Each request has its proxy.
            .proxy(None);
        if let Some(pem) = &network.ca_bundle {
            let tls = TlsConfig::builder().root_certs(roots(pem)?).build();
            builder = builder.tls_config(tls);
        }
        Ok(Self {
            agent: connect::agent(builder.build()),
            proxies,
        })
    }
}

impl UreqTransport {
    /// Sends a request and reads the status and headers of the response.
    fn exchange(&self, request: HttpRequest) -> Result<Response<UreqBody>, TransportError> {
        let HttpRequest {
            method,
            uri,
            headers,
            body,
            timeout,
        } = request;
        let start = Instant::now();
        let has_body = has_body(&method);
        let mut head = Request::new(());
        *head.method_mut() = method;
        *head.uri_mut() = uri;
        *head.headers_mut() = headers;
        // ureq refuses a body, even an empty one, where HTTP expects none.
        let result = if !has_body {
            self.agent.run(self.configured(head, timeout))
        } else if let Some(bytes) = body.as_bytes() {
            let request = head.map(|()| bytes);
            self.agent.run(self.configured(request, timeout))
        } else {
            let mut reader = body
                .open()
                .map_err(|error| TransportError::new(TransportErrorKind::Body, error))?;
            if let Some(length) = reader.length() {
                let length = HeaderValue::from(length);
                head.headers_mut().insert(CONTENT_LENGTH, length);
            }
            // Opening may take long: a pipe blocks until somebody writes to it.
            let left = timeout.saturating_sub(start.elapsed());
            if left.is_zero() {
                let reason = "the file took too long to open";
                return Err(TransportError::new(TransportErrorKind::Timeout, reason).unsent());
            }
            let request = head.map(|()| SendBody::from_reader(&mut reader));
            let result = self.agent.run(self.configured(request, left));
            return result.map_err(failed).map_err(|error| match error.kind() {
                TransportErrorKind::Timeout if !reader.is_drained() => error.unsent(),
                _ => error,
            });
        };
        result.map_err(failed)
    }

    fn configured<B: AsSendBody>(&self, request: Request<B>, timeout: Duration) -> Request<B> {
        let to = request.uri();
        let (scheme, host) = (to.scheme_str(), to.host());
        let host = host.unwrap_or_default();
        let proxy = self
            .proxies
            .of(scheme.unwrap_or_default(), host, to.port_u16());
        let proxy = proxy.cloned();
        self.agent
            .configure_request(request)
            .proxy(proxy)
            .timeout_global(possible(timeout))
            .build()
    }
}

impl BlockingTransport for UreqTransport {
    fn send(&self, request: HttpRequest) -> Result<HttpResponse, TransportError> {
        let (head, mut body) = self.exchange(request)?.into_parts();
        let limit = BODY_LIMIT as u64;
        match body.with_config().limit(limit).read_to_vec() {
            Ok(body) => Ok(HttpResponse::new(head.status, head.headers, body)),
            Err(error) => Err(failed(error).with_head(head.status, head.headers)),
        }
    }

    fn stream(&self, request: HttpRequest) -> Result<HttpResponse<ByteReader>, TransportError> {
        let (head, body) = self.exchange(request)?.into_parts();
        let body: ByteReader = Box::new(ResponseBody(body.into_reader()));
        Ok(HttpResponse::new(head.status, head.headers, body))
    }
}

/// The body of a response. Its errors are those of this transport.
struct ResponseBody<R>(R);

impl<R: Read> Read for ResponseBody<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.0.read(buffer).map_err(|error| {
            let kind = error.kind();
            io::Error::new(kind, failed(error.into()))
        })
    }
}

/// ureq adds a timeout to the current time, and panics on overflow. A timeout that long is no timeout.
fn possible(timeout: Duration) -> Option<Duration> {
    Instant::now().checked_add(timeout).map(|_| timeout)
}

fn failed(error: UreqError) -> TransportError {
    let kind = match &error {
        UreqError::BodyExceedsLimit(_) => return too_long(BODY_LIMIT),
        UreqError::LargeResponseHeader(..) => return too_long(HEAD_LIMIT),
        UreqError::Timeout(_) => TransportErrorKind::Timeout,
        UreqError::Other(other) if other.is::<NotConnected>() => TransportErrorKind::Connect,
        UreqError::Io(io) if is_unreadable(io) => TransportErrorKind::Body,
        // The type of this error is not public.
        UreqError::Protocol(error) if error.to_string().contains("too many headers") => {
            TransportErrorKind::TooLong
        }
        _ => TransportErrorKind::Other,
    };
    TransportError::new(kind, error)
}

fn roots(pem: &[u8]) -> Result<RootCerts, RequestError> {
    let mut certificates = Vec::new();
    for item in parse_pem(pem) {
        match item {
            Ok(PemItem::Certificate(certificate)) => certificates.push(certificate),
            Ok(_) => {}
            Err(_) => return Err(invalid("the CA bundle is malformed")),
        }
    }
    if certificates.is_empty() {
        return Err(invalid("the CA bundle holds no certificate"));
    }
    Ok(RootCerts::from(certificates))
}

fn invalid(reason: &str) -> RequestError {
    RequestError::Transport(reason.to_owned())
}
