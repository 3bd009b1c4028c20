//! The client, in whichever mode.

use std::fmt;
use std::sync::Arc;

use super::core::Core;

/// A client of Stripe's API: [`Client`](super::Client) is the async one,
/// [`blocking::Client`](crate::blocking::Client) the one for threads.
///
/// It is cheap to clone and can be shared between threads; clones share their connections. Its
/// methods, one for each service of the API, give the requests.
pub struct Stripe<M> {
    pub(crate) inner: Arc<Inner<M>>,
}

pub(crate) struct Inner<M> {
    pub(crate) core: Core,
    /// What sends, and so tells async from blocking.
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

/// The API key is not shown.
impl<M> fmt::Debug for Stripe<M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Stripe")
            .field("config", &self.inner.core.config)
            .finish()
    }
}
