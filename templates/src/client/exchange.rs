//! The start of every call, for both modes.

use http::header::{ACCEPT, HeaderValue};

use super::attempts::{Attempts, Policy};
use super::core::Core;
use super::observer::Observer;
use super::retry;
use super::trace::Trace;
use crate::request::{Call, Options, RequestError, common_headers};

/// Makes the HTTP request of a call, with the idempotency key that all attempts share.
pub(crate) fn start(call: &Call, core: &Core) -> Result<Attempts, RequestError> {
    begin(call, core, None)
}

/// [`start`] for a call whose response is a file of any type.
pub(crate) fn start_download(call: &Call, core: &Core) -> Result<Attempts, RequestError> {
    begin(call, core, Some(HeaderValue::from_static("*/*")))
}

fn begin(call: &Call, core: &Core, accept: Option<HeaderValue>) -> Result<Attempts, RequestError> {
    let config = &core.config;
    let total_timeout = config.total_timeout(&call.options);
    if total_timeout.is_some() && core.clock.is_none() {
        return Err(RequestError::NoClock);
    }
    let mut request = call.prepare(config)?;
    if let Some(accept) = accept {
        request.headers.insert(ACCEPT, accept);
    }
    let policy = Policy {
        max_retries: config.max_retries(&call.options),
        backoff: config.backoff,
        total_timeout,
        budget: core.budget.clone(),
        jitter: retry::random,
    };
    let trace = Trace::new(call, &request, &core.trace);
    let mut attempts = Attempts::new(request, policy, core.now(), trace);
    attempts.observer = core.on_attempt.clone().map(|hook| Observer {
        hook,
        method: call.endpoint.method,
        path: call.shown_path(),
        has_clock: core.clock.is_some(),
    });
    Ok(match call.options.idempotency_key {
        Some(_) => attempts.with_given_key(call.options.key_made_at),
        None => attempts,
    })
}

/// Checks the settings of a client.
pub(crate) fn check(core: &Core) -> Result<(), RequestError> {
    let config = &core.config;
    if core
        .in_flight
        .as_ref()
        .is_some_and(|limit| limit.limit() == 0)
    {
        return Err(RequestError::MaxInFlight);
    }
    let base = config.base(None)?;
    common_headers(false, &Options::new(), config)?;
    config.check_plain_http(base.parts(), &Options::new())
}
