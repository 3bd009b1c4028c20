//! The parts of tokio that reqwest needs.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::pin::Pin;
use std::task::Poll;
use std::time::Duration;

use tokio::runtime::Handle;
use tokio::time::{Sleep, sleep};

use crate::transport::{TransportError, TransportErrorKind};

/// Runs a future that needs a runtime with timers and I/O.
///
/// tokio panics where it lacks one of them, and has no way to ask before. Both panics come before anything is sent: the
/// timeout starts a timer first, and a connection needs I/O.
pub(super) async fn run<T>(
    mut future: Pin<&mut impl Future<Output = Result<T, TransportError>>>,
) -> Result<T, TransportError> {
    Handle::try_current().map_err(|error| unusable(error.to_string()))?;
    std::future::poll_fn(|context| {
        let poll = catch_unwind(AssertUnwindSafe(|| future.as_mut().poll(context)));
        match poll.map_err(|panic| (message(&*panic).to_owned(), panic)) {
            Ok(poll) => poll,
            Err((message, _)) if message.contains("Call `enable_") => {
                Poll::Ready(Err(unusable(message)))
            }
            // Any other panic is not ours to hide.
            Err((_, panic)) => resume_unwind(panic),
        }
    })
    .await
}

/// tokio's timer; `None` where there is no runtime, or one without timers.
pub(super) fn timer(time: Duration) -> Option<Sleep> {
    Handle::try_current().ok()?;
    catch_unwind(|| sleep(time)).ok()
}

fn unusable(reason: String) -> TransportError {
    TransportError::new(TransportErrorKind::Unusable, reason)
}

fn message(panic: &(dyn Any + Send)) -> &str {
    let text = panic.downcast_ref::<String>().map(String::as_str);
    text.or_else(|| panic.downcast_ref().copied()).unwrap_or("")
}

/// Lets hyper notice what has arrived on idle connections.
///
/// While a runtime on one thread is not running, hyper does not see that a server sent bytes that nobody asked for, and
/// would take these for the response to the next request. hyper reads before it writes, so it is enough that the runtime
/// has polled its I/O since. tokio does that before it resumes a task that yields.
pub(super) async fn settle() {
    tokio::task::yield_now().await;
}
