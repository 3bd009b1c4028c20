//! What is the same for every call in both modes, before the network.

use http::header::{ACCEPT, HeaderValue};

use super::attempts::{Attempts, Policy};
use super::call::Call;
use super::config::Config;
use super::options::Options;
use super::trace::Trace;
use super::{RequestError, headers, retry};

/// Makes the HTTP request of a call, and its idempotency key, which all attempts share.
pub(crate) fn start(call: &Call, config: &Config) -> Result<Attempts, RequestError> {
    begin(call, config, None)
}

/// [`start`] for a call that is answered with a file, of whatever type.
pub(crate) fn start_download(call: &Call, config: &Config) -> Result<Attempts, RequestError> {
    begin(call, config, Some(HeaderValue::from_static("*/*")))
}

fn begin(
    call: &Call,
    config: &Config,
    accept: Option<HeaderValue>,
) -> Result<Attempts, RequestError> {
    let mut request = call.prepare(config)?;
    if let Some(accept) = accept {
        request.headers.insert(ACCEPT, accept);
    }
    let policy = Policy {
        max_retries: config.max_retries(&call.options),
        backoff: config.backoff,
        total_timeout: config.total_timeout(&call.options),
        jitter: retry::random,
    };
    let trace = Trace::new(call, &request, &config.trace);
    Ok(Attempts::new(request, policy, trace))
}

/// Whether the settings of a client are fit for use.
pub(crate) fn check(config: &Config) -> Result<(), RequestError> {
    config.base(None)?;
    headers::common("v1", &Options::new(), config).map(drop)
}
