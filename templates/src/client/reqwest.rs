//! The built-in transport of the async client.

use ::reqwest::{Client, Proxy, redirect, retry};
use http::Method;
use http::header::{CONTENT_LENGTH, HeaderValue};
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use rustls::{ClientConfig, RootCertStore};

use super::RequestError;
use super::builder::Network;
use super::transport::{
    BODY_LIMIT, BoxFuture, HttpRequest, HttpResponse, Transport, TransportError,
    TransportErrorKind, too_long,
};

/// reqwest, with rustls, ring and Mozilla's root certificates.
pub(crate) struct ReqwestTransport {
    client: Client,
}

impl ReqwestTransport {
    pub(crate) fn new(network: &Network) -> Result<Self, RequestError> {
        let mut builder = Client::builder()
            // The API key must not travel to another host.
            .redirect(redirect::Policy::none())
            .referer(false)
            // Whether a call is sent again is not for the HTTP library to decide.
            .retry(retry::never())
            // Given whole, so that neither the process' crypto provider nor the system's roots matter.
            .tls_backend_preconfigured(tls(network.ca_bundle.as_deref())?);
        if let Some(url) = &network.proxy {
            let proxy = Proxy::all(url).map_err(|_| unfit("the proxy's URL is malformed"))?;
            builder = builder.proxy(proxy);
        }
        match builder.build() {
            Ok(client) => Ok(Self { client }),
            Err(error) => Err(RequestError::Transport(error.to_string())),
        }
    }

    async fn exchange(&self, request: HttpRequest) -> Result<HttpResponse, TransportError> {
        let HttpRequest {
            method,
            uri,
            mut headers,
            body,
            timeout,
        } = request;
        // hyper leaves it out where there is no body; some servers in between insist.
        if method == Method::POST && body.is_empty() {
            headers.insert(CONTENT_LENGTH, HeaderValue::from_static("0"));
        }
        let mut response = self
            .client
            .request(method, uri.to_string())
            .headers(headers)
            .body(body)
            .timeout(timeout)
            .send()
            .await
            .map_err(failed)?;
        let (status, headers) = (response.status(), std::mem::take(response.headers_mut()));
        let mut body = Vec::new();
        while let Some(chunk) = response.chunk().await.map_err(failed)? {
            if body.len() + chunk.len() > BODY_LIMIT {
                return Err(too_long());
            }
            body.extend_from_slice(&chunk);
        }
        Ok(HttpResponse::new(status, headers, body))
    }
}

impl Transport for ReqwestTransport {
    fn send(&self, request: HttpRequest) -> BoxFuture<'_, Result<HttpResponse, TransportError>> {
        Box::pin(self.exchange(request))
    }
}

fn failed(error: ::reqwest::Error) -> TransportError {
    let kind = if error.is_timeout() {
        TransportErrorKind::Timeout
    } else if error.is_connect() {
        TransportErrorKind::Connect
    } else {
        TransportErrorKind::Other
    };
    // The query may hold secrets.
    TransportError::new(kind, error.without_url())
}

fn tls(ca_bundle: Option<&[u8]>) -> Result<ClientConfig, RequestError> {
    let mut roots = RootCertStore::empty();
    match ca_bundle {
        None => roots.extend(webpki_roots::TLS_SERVER_ROOTS.iter().cloned()),
        Some(pem) => {
            for certificate in CertificateDer::pem_slice_iter(pem) {
                let certificate = certificate.map_err(|_| unfit("the CA bundle is malformed"))?;
                roots
                    .add(certificate)
                    .map_err(|_| unfit("the CA bundle has a bad certificate"))?;
            }
            if roots.is_empty() {
                return Err(unfit("the CA bundle holds no certificate"));
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

fn unfit(reason: &str) -> RequestError {
    RequestError::Transport(reason.to_owned())
}
