//! The parts of a client that both modes share: settings, spans and clock.

use std::sync::Arc;

use super::budget::Budget;
use super::in_flight::InFlight;
use super::observer::Hook;
use super::trace;
use crate::request::Config;
use crate::transport::{self, Clock, Moment};

/// The parts of a client that both modes share.
#[derive(Clone)]
pub(crate) struct Core {
    pub(crate) config: Config,
    pub(crate) trace: trace::Settings,
    pub(crate) budget: Option<Budget>,
    /// `None` if the target has no clock and the caller gave none.
    pub(crate) clock: Option<Arc<dyn Clock>>,
    pub(crate) on_attempt: Option<Arc<dyn Hook>>,
    pub(crate) in_flight: Option<Arc<InFlight>>,
}

impl Core {
    pub(crate) fn new(api_key: impl Into<String>) -> Self {
        Self {
            config: Config::new(api_key),
            trace: trace::Settings::default(),
            budget: None,
            clock: transport::clock(),
            on_attempt: None,
            in_flight: None,
        }
    }

    /// The reading of the clock. Without a clock no time passes: a total timeout is refused, and the age of an
    /// idempotency key is not known.
    pub(crate) fn now(&self) -> Moment {
        self.clock.as_deref().map(Moment::of).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests;
