//! What a client has in either mode: its settings, its spans and its clock.

use std::sync::Arc;
use std::time::Duration;

use super::trace;
use crate::request::Config;
use crate::transport::{self, Clock};

/// What a client has in either mode.
#[derive(Clone)]
pub(crate) struct Core {
    pub(crate) config: Config,
    pub(crate) trace: trace::Settings,
    /// `None` where the system has none and the caller gave none.
    pub(crate) clock: Option<Arc<dyn Clock>>,
}

impl Core {
    pub(crate) fn new(api_key: impl Into<String>) -> Self {
        Self {
            config: Config::new(api_key),
            trace: trace::Settings::default(),
            clock: transport::clock(),
        }
    }

    /// The reading of the clock. Without a clock it does not matter: then no call has a total timeout.
    pub(crate) fn now(&self) -> Duration {
        self.clock
            .as_ref()
            .map_or(Duration::ZERO, |clock| clock.elapsed())
    }
}

#[cfg(test)]
mod tests;
