//! The client, in either mode.

use std::fmt;
use std::sync::Arc;

use super::core::Core;

/// A client of Stripe's API: [`Client`](super::Client) is async, [`blocking::Client`](crate::blocking::Client) blocks.
///
/// It is cheap to clone and can be shared between threads; clones share their connections. It has a method for each
/// service of the API.
pub struct Stripe<M> {
    pub(crate) inner: Arc<Inner<M>>,
}

pub(crate) struct Inner<M> {
    pub(crate) core: Core,
    /// The transport, whose type is the mode: async or blocking.
    pub(crate) mode: M,
}

impl<M> Stripe<M> {
    pub(crate) fn assemble(core: Core, mode: M) -> Self {
        Self {
            inner: Arc::new(Inner { core, mode }),
        }
    }
}

impl<M> Clone for Stripe<M> {
    fn clone(&self) -> Self {
        Self {
            inner: Arc::clone(&self.inner),
        }
    }
}

/// Hides the API key.
impl<M> fmt::Debug for Stripe<M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Stripe")
            .field("config", &self.inner.core.config)
            .finish()
    }
}
