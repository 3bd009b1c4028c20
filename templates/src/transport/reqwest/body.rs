//! The bodies of requests: read while they are sent, and watched, so that an error can say whether the request was sent.

use std::io;
use std::pin::Pin;
use std::sync::atomic::{AtomicU8, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, ready};

use ::reqwest::Body as ReqwestBody;
use bytes::Bytes;
use http::Method;
use http_body::{Body as HttpBody, Frame, SizeHint};
use tokio::runtime::Handle;
use tokio::task::JoinHandle;

use crate::request::{Body, BodyReader, has_body};
use crate::transport::{TransportError, TransportErrorKind};

/// The body of a request. Files are opened and read on tokio's threads for blocking work.
pub(super) async fn sendable(
    method: &Method,
    body: Body,
) -> Result<(ReqwestBody, Watch), TransportError> {
    let watch = Watch::default();
    // Some proxies require the header of a POST even if there is no body.
    let has_length = has_body(method);
    let body = match body.into_bytes() {
        Ok(bytes) => ReqwestBody::wrap(Watched {
            watch: watch.clone(),
            // Any other body has the header anyway, and hyper need not ask whether more follows.
            has_length: has_length && bytes.is_empty(),
            body: ReqwestBody::from(bytes),
        }),
        Err(body) => {
            let runtime = Handle::try_current().map_err(unreadable)?;
            let opened = runtime.spawn_blocking(move || body.open()).await;
            let reader = opened.map_err(unreadable)?.map_err(unreadable)?;
            ReqwestBody::wrap(Watched {
                watch: watch.clone(),
                has_length,
                body: RequestBody {
                    length: reader.length(),
                    runtime,
                    state: Mutex::new(State::Idle(reader)),
                    pause: None,
                },
            })
        }
    };
    Ok((body, watch))
}

fn unreadable(error: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> TransportError {
    TransportError::new(TransportErrorKind::Body, error)
}

/// How far a request has come. reqwest does not say so when a timeout elapses.
#[derive(Clone, Default)]
pub(super) struct Watch(Arc<AtomicU8>);

/// No connection has taken the request.
const WAITING: u8 = 0;
/// A connection may have sent a part of the request.
const BEGUN: u8 = 1;
/// A connection may have sent all of the request.
const ENDED: u8 = 2;
/// The caller has given up, so no connection may send the request.
const REVOKED: u8 = 3;

/// How far a request had come when the caller gave up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Progress {
    /// No connection has taken it, and none can any more.
    Waiting,
    /// A part of it may have been sent, and the rest never will.
    Begun,
    /// All of it may have been sent.
    Ended,
}

impl Watch {
    /// Gives up the request. A connection runs on a thread of its own: what it has not sent by now, it must not send,
    /// or the caller would believe that nothing was done.
    pub(super) fn revoke(&self) -> Progress {
        if self.advance(WAITING, REVOKED) {
            Progress::Waiting
        } else if self.advance(BEGUN, REVOKED) {
            Progress::Begun
        } else {
            Progress::Ended
        }
    }

    fn is_revoked(&self) -> bool {
        self.0.load(Ordering::SeqCst) == REVOKED
    }

    fn advance(&self, from: u8, to: u8) -> bool {
        let changed = self
            .0
            .compare_exchange(from, to, Ordering::SeqCst, Ordering::SeqCst);
        changed.is_ok()
    }
}

/// A body that notices when a connection takes it. hyper asks whether a body is empty before it sends the headers.
struct Watched<B> {
    watch: Watch,
    /// Whether the header `Content-Length` is sent for an empty body too.
    has_length: bool,
    body: B,
}

impl<B> HttpBody for Watched<B>
where
    B: HttpBody<Data = Bytes> + Unpin,
    B::Error: Into<Box<dyn std::error::Error + Send + Sync>>,
{
    type Data = Bytes;
    type Error = Box<dyn std::error::Error + Send + Sync>;

    fn poll_frame(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Self::Error>>> {
        let this = self.get_mut();
        this.watch.advance(WAITING, BEGUN);
        let frame = ready!(Pin::new(&mut this.body).poll_frame(context));
        if frame.is_none() || this.body.is_end_stream() {
            this.watch.advance(BEGUN, ENDED);
        }
        // After the last advance: a frame that completes the request is sent only if the caller can no longer give it up.
        if this.watch.is_revoked() {
            return Poll::Ready(Some(Err("the request is no longer wanted".into())));
        }
        Poll::Ready(frame.map(|frame| frame.map_err(Into::into)))
    }

    fn is_end_stream(&self) -> bool {
        let is_empty = self.body.is_end_stream();
        self.watch.advance(WAITING, BEGUN);
        if is_empty {
            self.watch.advance(BEGUN, ENDED);
        }
        is_empty && !self.has_length && !self.watch.is_revoked()
    }

    fn size_hint(&self) -> SizeHint {
        // A request without a length is incomplete without its last chunk, which a revoked body never sends.
        if self.watch.is_revoked() {
            return SizeHint::new();
        }
        self.body.size_hint()
    }
}

/// A body that is read while it is sent.
struct RequestBody {
    length: Option<u64>,
    runtime: Handle,
    /// Never contended: a reader need not be `Sync`, but a body must be.
    state: Mutex<State>,
    pause: Option<Pause>,
}

/// Between two pieces, the runtime polls its I/O and hyper reads. So a response that comes early is usually read before a
/// write to the closed connection fails, after which hyper does not read.
type Pause = Pin<Box<dyn Future<Output = ()> + Send + Sync>>;

type Read = (BodyReader, io::Result<Option<Bytes>>);

enum State {
    Idle(BodyReader),
    Reading(JoinHandle<Read>),
    Done,
}

impl RequestBody {
    fn poll_piece(&mut self, context: &mut Context<'_>) -> Poll<Option<io::Result<Frame<Bytes>>>> {
        let state = self.state.get_mut().unwrap_or_else(PoisonError::into_inner);
        loop {
            match state {
                State::Done => return Poll::Ready(None),
                State::Idle(reader) => {
                    if let Some(bytes) = reader.next_in_memory() {
                        return Poll::Ready(Some(Ok(Frame::data(bytes))));
                    }
                    if let State::Idle(mut reader) = std::mem::replace(state, State::Done) {
                        *state = State::Reading(self.runtime.spawn_blocking(move || {
                            let read = reader.next_piece();
                            (reader, read)
                        }));
                    }
                }
                State::Reading(task) => {
                    let read = ready!(Pin::new(task).poll(context));
                    *state = State::Done;
                    let (reader, read) = read.map_err(io::Error::other)?;
                    let Some(bytes) = read? else {
                        return Poll::Ready(None);
                    };
                    *state = State::Idle(reader);
                    return Poll::Ready(Some(Ok(Frame::data(bytes))));
                }
            }
        }
    }
}

impl HttpBody for RequestBody {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<io::Result<Frame<Bytes>>>> {
        let this = self.get_mut();
        if let Some(pause) = &mut this.pause {
            ready!(pause.as_mut().poll(context));
            this.pause = None;
        }
        let piece = ready!(this.poll_piece(context));
        this.pause = Some(Box::pin(tokio::task::yield_now()));
        Poll::Ready(piece)
    }

    fn is_end_stream(&self) -> bool {
        let state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        match &*state {
            State::Idle(reader) => reader.is_drained(),
            State::Reading(_) => false,
            State::Done => true,
        }
    }

    fn size_hint(&self) -> SizeHint {
        self.length.map_or_else(SizeHint::new, SizeHint::with_exact)
    }
}

#[cfg(test)]
mod tests {
    use std::task::Waker;

    use super::*;

    fn watched() -> (Watched<ReqwestBody>, Watch) {
        let watch = Watch::default();
        let body = Watched {
            watch: watch.clone(),
            has_length: false,
            body: ReqwestBody::from("ab"),
        };
        (body, watch)
    }

    fn poll(body: &mut Watched<ReqwestBody>) -> Poll<Option<bool>> {
        let mut context = Context::from_waker(Waker::noop());
        let frame = Pin::new(body).poll_frame(&mut context);
        frame.map(|frame| frame.map(|frame| frame.is_ok()))
    }

    #[test]
    fn a_connection_that_comes_too_late_cannot_complete_the_request() {
        let (mut body, watch) = watched();
        assert_eq!(watch.revoke(), Progress::Waiting);
        assert!(!body.is_end_stream() && body.size_hint().exact().is_none());
        assert_eq!(poll(&mut body), Poll::Ready(Some(false)));
    }

    #[test]
    fn a_request_that_a_connection_has_sent_cannot_be_revoked() {
        let (mut body, watch) = watched();
        assert!(!body.is_end_stream());
        assert_eq!(poll(&mut body), Poll::Ready(Some(true)));
        assert_eq!(watch.revoke(), Progress::Ended);
    }

    #[test]
    fn a_connection_cannot_complete_what_was_reported_as_unsent() {
        let (mut body, watch) = watched();
        assert!(!body.is_end_stream());
        assert_eq!(watch.revoke(), Progress::Begun);
        assert_eq!(poll(&mut body), Poll::Ready(Some(false)));
    }

    /// The caller gives up while the connection's thread reads the last piece.
    #[test]
    fn a_last_piece_that_was_being_read_is_not_sent_after_the_caller_has_given_up() {
        struct Last(Watch, ReqwestBody);

        impl HttpBody for Last {
            type Data = Bytes;
            type Error = ::reqwest::Error;

            fn poll_frame(
                self: Pin<&mut Self>,
                context: &mut Context<'_>,
            ) -> Poll<Option<Result<Frame<Bytes>, Self::Error>>> {
                let this = self.get_mut();
                assert_eq!(this.0.revoke(), Progress::Begun);
                Pin::new(&mut this.1).poll_frame(context)
            }
        }
        let watch = Watch::default();
        let body = Last(watch.clone(), ReqwestBody::from("ab"));
        let mut body = Watched {
            watch,
            has_length: true,
            body,
        };
        let mut context = Context::from_waker(Waker::noop());
        let frame = Pin::new(&mut body).poll_frame(&mut context);
        assert!(matches!(frame, Poll::Ready(Some(Err(_)))));
    }
}
