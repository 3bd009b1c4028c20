//! Replaces `trace.rs` if the feature `tracing` is off, and does nothing.

use std::time::Duration;

use crate::request::{Call, HttpRequest};
use crate::response::{Error, RawReply};
use crate::transport::{HttpResponse, TransportError};

#[derive(Clone, Default)]
pub(crate) struct Settings {}

pub(crate) struct Trace;

impl Trace {
    pub(crate) fn new(_: &Call, _: &HttpRequest, _: &Settings) -> Self {
        Self
    }

    pub(crate) fn attempt(&mut self, _: u32, _: &HttpRequest) {}

    pub(crate) fn follow<F: Future>(&self, future: F) -> F {
        future
    }

    pub(crate) fn within<T>(&self, work: impl FnOnce() -> T) -> T {
        work()
    }

    pub(crate) fn finished(&mut self, _: &Result<HttpResponse, TransportError>) {}

    pub(crate) fn waits(&self, _: Duration) {}

    pub(crate) fn done(&self, _: u32, _: Result<&RawReply, &Error>) {}
}
