//! The parts of a client that both modes share: settings, spans and clock.

use std::sync::Arc;
use std::time::Duration;

use super::trace;
use crate::request::Config;
use crate::transport::{self, Clock};

/// The parts of a client that both modes share.
#[derive(Clone)]
pub(crate) struct Core {
    pub(crate) config: Config,
    pub(crate) trace: trace::Settings,
    /// `None` if the target has no clock and the caller gave none.
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

    /// The reading of the clock. Without a clock it is not used: a total timeout is refused.
    pub(crate) fn now(&self) -> Duration {
        self.clock
            .as_ref()
            .map_or(Duration::ZERO, |clock| clock.elapsed())
    }
}

#[cfg(test)]
mod tests;
