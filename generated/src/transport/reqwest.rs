//! The built-in transport of the async client.

mod body;
mod runtime;

use std::pin::{Pin, pin};
use std::task::{Context, Poll, ready};
use std::time::{Duration, Instant};

use ::reqwest::{Client, Proxy, Request, Response, Url, redirect, retry};
use bytes::Bytes;
use futures_core::Stream;
use http::HeaderMap;
use http_body::{Body as _, Frame};
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use rustls::{ClientConfig, RootCertStore};

use super::system::Sleep;
use super::{
    BODY_LIMIT, BoxFuture, ByteStream, HEAD_LIMIT, HEADERS_LIMIT, HttpResponse, Network, Transport,
    TransportError, TransportErrorKind, too_long,
};
use crate::request::{HttpRequest, RequestError, is_unreadable};
use body::{Progress, Watch, sendable};

/// reqwest, with rustls, ring and Mozilla's root certificates.
pub(crate) struct ReqwestTransport {
    client: Client,
}

impl ReqwestTransport {
    pub(crate) fn new(network: &Network) -> Result<Self, RequestError> {
        let proxies = network.proxies(proxy_url)?;
        let mut builder = Client::builder()
            // The API key must not travel to another host.
            .redirect(redirect::Policy::none())
            .referer(false)
            // The client decides about retries.
            .retry(retry::never())
            .connect_timeout(network.connect_timeout)
            // What is known of requests that were given up holds for HTTP/1.
            .http1_only()
            .http1_max_headers(HEADERS_LIMIT)
            // A complete configuration, so that neither the process' crypto provider nor the system's roots matter.
            .tls_backend_preconfigured(tls(network.ca_bundle.as_deref())?)
            // Switches off reqwest's own detection.
            .no_proxy();
        // reqwest parses the URL of each request again to ask.
        if !proxies.is_empty() {
            builder = builder.proxy(Proxy::custom(move |to| {
                let host = to.host_str().unwrap_or_default();
                proxies.of(to.scheme(), host, to.port()).cloned()
            }));
        }
        match builder.build() {
            Ok(client) => Ok(Self { client }),
            Err(error) => Err(RequestError::Transport(error.to_string())),
        }
    }

    /// Sends a request and reads the status and headers of the response.
    async fn exchange(&self, request: HttpRequest) -> Result<Response, TransportError> {
        let HttpRequest {
            method,
            uri,
            headers,
            body,
            timeout,
        } = request;
        let start = Instant::now();
        // Opening a file may take long: a pipe blocks until somebody writes to it.
        let body = tokio::time::timeout(timeout, sendable(&method, body)).await;
        let late = |late| TransportError::new(TransportErrorKind::Timeout, late).unsent();
        let (body, watch) = body.map_err(late)??;
        // reqwest would return this error as any other, and nothing was sent.
        let url = Url::parse(&uri.to_string())
            .map_err(|error| TransportError::new(TransportErrorKind::Unusable, error))?;
        runtime::settle().await;
        let mut request = Request::new(method, url);
        *request.headers_mut() = headers;
        *request.body_mut() = Some(body);
        *request.timeout_mut() = Some(timeout.saturating_sub(start.elapsed()));
        let response = self.client.execute(request).await;
        let response = response.map_err(|error| unsent(error, &watch))?;
        if size(response.headers()) > HEAD_LIMIT {
            let headers = response.headers().clone();
            return Err(too_long(HEAD_LIMIT).with_head(response.status(), headers));
        }
        Ok(response)
    }

    async fn whole(&self, request: HttpRequest) -> Result<HttpResponse, TransportError> {
        let mut response = runtime::run(pin!(self.exchange(request))).await?;
        let (status, headers) = (response.status(), std::mem::take(response.headers_mut()));
        match read(&mut response).await {
            Ok(body) => Ok(HttpResponse::new(status, headers, body)),
            Err(error) => Err(error.with_head(status, headers)),
        }
    }

    async fn begin(
        &self,
        request: HttpRequest,
    ) -> Result<HttpResponse<ByteStream>, TransportError> {
        let mut response = runtime::run(pin!(self.exchange(request))).await?;
        let (status, headers) = (response.status(), std::mem::take(response.headers_mut()));
        let body: ByteStream = Box::pin(ResponseBody(response.into()));
        Ok(HttpResponse::new(status, headers, body))
    }
}

impl Transport for ReqwestTransport {
    fn send(&self, request: HttpRequest) -> BoxFuture<'_, Result<HttpResponse, TransportError>> {
        Box::pin(self.whole(request))
    }

    fn stream(
        &self,
        request: HttpRequest,
    ) -> BoxFuture<'_, Result<HttpResponse<ByteStream>, TransportError>> {
        Box::pin(self.begin(request))
    }

    fn sleep(&self, time: Duration) -> BoxFuture<'_, ()> {
        match runtime::timer(time) {
            Some(timer) => Box::pin(timer),
            None => Box::pin(Sleep::new(time)),
        }
    }
}

async fn read(response: &mut Response) -> Result<Vec<u8>, TransportError> {
    let mut body = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(failed)? {
        if body.len() + chunk.len() > BODY_LIMIT {
            return Err(too_long(BODY_LIMIT));
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body)
}

/// The body of a response.
struct ResponseBody(::reqwest::Body);

impl Stream for ResponseBody {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            let frame = ready!(Pin::new(&mut self.0).poll_frame(context));
            match frame.map(|frame| frame.map(Frame::into_data)) {
                Some(Ok(Ok(bytes))) => return Poll::Ready(Some(Ok(bytes))),
                // Trailers.
                Some(Ok(Err(_))) => {}
                Some(Err(error)) => return Poll::Ready(Some(Err(failed(error)))),
                None => return Poll::Ready(None),
            }
        }
    }
}

/// The bytes of these headers, as they were sent.
fn size(headers: &HeaderMap) -> usize {
    let sizes = headers
        .iter()
        .map(|(name, value)| name.as_str().len() + value.len() + 4);
    sizes.sum()
}

/// An error before a response, which may show that the request was not sent.
fn unsent(error: ::reqwest::Error, watch: &Watch) -> TransportError {
    if !error.is_timeout() {
        return failed(error);
    }
    match watch.revoke() {
        // A connection was still being made.
        Progress::Waiting => TransportError::new(TransportErrorKind::Connect, error.without_url()),
        Progress::Begun => failed(error).unsent(),
        Progress::Ended => failed(error),
    }
}

fn failed(error: ::reqwest::Error) -> TransportError {
    let kind = if is_unreadable(&error) {
        TransportErrorKind::Body
    } else if error.is_connect() {
        // The connect timeout too: nothing was sent.
        TransportErrorKind::Connect
    } else if error.is_timeout() {
        TransportErrorKind::Timeout
    } else if is_too_long(&error) {
        TransportErrorKind::TooLong
    } else {
        TransportErrorKind::Other
    };
    // The query may hold secrets.
    TransportError::new(kind, error.without_url())
}

/// reqwest connects directly if it cannot use the URL, so it must be one that it can use.
fn proxy_url(url: &str) -> Result<Url, RequestError> {
    let is_usable = |url: &Url| url.as_str().parse::<http::Uri>().is_ok() && url.has_host();
    let url = Url::parse(url).ok().filter(is_usable);
    url.ok_or_else(|| invalid("the proxy's URL is malformed"))
}

/// Whether the headers of a response are more than hyper accepts. A type that says so comes only with its server.
fn is_too_long(error: &(dyn std::error::Error + 'static)) -> bool {
    error.to_string() == "message head is too large" || error.source().is_some_and(is_too_long)
}

fn tls(ca_bundle: Option<&[u8]>) -> Result<ClientConfig, RequestError> {
    let mut roots = RootCertStore::empty();
    match ca_bundle {
        None => roots.extend(webpki_roots::TLS_SERVER_ROOTS.iter().cloned()),
        Some(pem) => {
            for certificate in CertificateDer::pem_slice_iter(pem) {
                let certificate = certificate.map_err(|_| invalid("the CA bundle is malformed"))?;
                roots
                    .add(certificate)
                    .map_err(|_| invalid("the CA bundle has a bad certificate"))?;
            }
            if roots.is_empty() {
                return Err(invalid("the CA bundle holds no certificate"));
            }
        }
    }
    let provider = rustls::crypto::ring::default_provider().into();
    let config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|error| RequestError::Transport(error.to_string()))?
        .with_root_certificates(roots)
        .with_no_client_auth();
    Ok(config)
}

fn invalid(reason: &str) -> RequestError {
    RequestError::Transport(reason.to_owned())
}
