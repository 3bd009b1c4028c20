//! The body of an answer: whole, or cut.

use std::future::Future as _;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use hyper::body::{Body, Frame, SizeHint};
use tokio::time::{Sleep, sleep};

use super::exchange::Closed;

/// What is written must have left before the connection breaks.
const BEFORE_THE_BREAK: Duration = Duration::from_millis(5);

/// Bytes, after which the connection may break.
#[derive(Debug)]
pub(super) struct Answer {
    bytes: Option<Bytes>,
    length: u64,
    breaks: Option<Pin<Box<Sleep>>>,
}

impl Answer {
    /// All of it.
    pub(super) fn whole(bytes: Vec<u8>) -> Self {
        Self {
            length: bytes.len().try_into().unwrap_or(u64::MAX),
            bytes: Some(bytes.into()),
            breaks: None,
        }
    }

    /// Its first half, although the header promises all of it.
    pub(super) fn half(mut bytes: Vec<u8>) -> Self {
        let length = bytes.len().try_into().unwrap_or(u64::MAX);
        bytes.truncate(bytes.len() / 2);
        Self {
            length,
            bytes: Some(bytes.into()),
            breaks: Some(Box::pin(sleep(BEFORE_THE_BREAK))),
        }
    }
}

impl Body for Answer {
    type Data = Bytes;
    type Error = Closed;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Closed>>> {
        if let Some(bytes) = self.bytes.take().filter(|bytes| !bytes.is_empty()) {
            return Poll::Ready(Some(Ok(Frame::data(bytes))));
        }
        match &mut self.breaks {
            Some(wait) => wait.as_mut().poll(context).map(|()| Some(Err(Closed))),
            None => Poll::Ready(None),
        }
    }

    fn size_hint(&self) -> SizeHint {
        match self.bytes {
            Some(_) => SizeHint::with_exact(self.length),
            None => SizeHint::default(),
        }
    }
}
