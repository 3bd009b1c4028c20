//! What is the same for every call in both modes, before and after the network.

use http::header::{ACCEPT, HeaderValue};

use super::RequestError;
use super::call::Call;
use super::config::Config;
use super::error::Error;
use super::headers::{self, IDEMPOTENCY_KEY};
use super::options::Options;
use super::reply::RawReply;
use super::transport::{HttpRequest, HttpResponse, TransportError};

/// A call that is on its way.
pub(crate) struct Sent {
    idempotency_key: Option<String>,
    attempts: u32,
}

/// Makes the HTTP request of a call.
pub(crate) fn start(call: &Call, config: &Config) -> Result<(HttpRequest, Sent), RequestError> {
    let request = call.prepare(config)?;
    let key = request
        .headers
        .get(IDEMPOTENCY_KEY)
        .and_then(|key| key.to_str().ok());
    let sent = Sent {
        idempotency_key: key.map(str::to_owned),
        attempts: 1,
    };
    Ok((request, sent))
}

/// [`start`] for a call that is answered with a file, of whatever type.
pub(crate) fn start_download(
    call: &Call,
    config: &Config,
) -> Result<(HttpRequest, Sent), RequestError> {
    let (mut request, sent) = start(call, config)?;
    request
        .headers
        .insert(ACCEPT, HeaderValue::from_static("*/*"));
    Ok((request, sent))
}

impl Sent {
    /// Tells success from failure.
    pub(crate) fn finish(
        self,
        result: Result<HttpResponse, TransportError>,
    ) -> Result<RawReply, Error> {
        match result {
            Ok(response) => RawReply::check(response, self.idempotency_key, self.attempts),
            Err(error) => Err(self.failed(error)),
        }
    }

    pub(crate) fn failed(self, mut error: TransportError) -> Error {
        error.idempotency_key = self.idempotency_key;
        error.attempts = self.attempts;
        error.into()
    }
}

/// Whether the settings of a client are fit for use.
pub(crate) fn check(config: &Config) -> Result<(), RequestError> {
    config.base(None)?;
    headers::common("v1", &Options::new(), config).map(drop)
}
