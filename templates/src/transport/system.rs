//! The system's clock and timers. Nothing else in this crate reads a clock or starts a thread, except the built-in
//! transports.

use std::pin::Pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::task::{Context, Poll, Waker};
use std::thread;
use std::time::{Duration, Instant, SystemTime};

use super::Clock;
use crate::values::Timestamp;

/// The system's clock.
pub(crate) fn clock() -> Option<Arc<dyn Clock>> {
    Some(Arc::new(SystemClock))
}

impl Timestamp {
    /// The system's time. `wasm32-unknown-unknown` has no clock, and so not this function.
    #[must_use]
    pub fn now() -> Self {
        SystemTime::now().into()
    }
}

struct SystemClock;

impl Clock for SystemClock {
    fn elapsed(&self) -> Duration {
        static START: OnceLock<Instant> = OnceLock::new();
        START.get_or_init(Instant::now).elapsed()
    }

    fn unix_time(&self) -> Option<Timestamp> {
        Some(Timestamp::now())
    }
}

/// Blocks the thread.
pub(crate) fn sleep(time: Duration) {
    thread::sleep(time);
}

/// A future that completes after a time, on any runtime: a thread waits and then wakes it.
///
/// Retries are rare, so one thread for each delay costs less than a permanent one.
pub(crate) struct Sleep {
    shared: Arc<Shared>,
    state: State,
}

enum State {
    New(Duration),
    /// Dropping this ends the thread.
    Waiting {
        _alive: Sender<()>,
    },
}

#[derive(Default)]
struct Shared {
    over: AtomicBool,
    waker: Mutex<Option<Waker>>,
}

impl Sleep {
    pub(crate) fn new(time: Duration) -> Self {
        Self {
            shared: Arc::default(),
            state: State::New(time),
        }
    }
}

impl Future for Sleep {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        let waker = Some(context.waker().clone());
        drop(self.shared.replace(waker));
        // After the waker is stored, so that the thread finds it.
        if self.shared.over.load(Ordering::Acquire) {
            return Poll::Ready(());
        }
        if let State::New(time) = self.state {
            let (alive, dropped) = channel();
            let shared = Arc::clone(&self.shared);
            let thread = thread::Builder::new().name("stripe-retry".to_owned());
            let spawned = thread.spawn(move || {
                if dropped.recv_timeout(time) == Err(RecvTimeoutError::Timeout) {
                    shared.finish();
                }
            });
            // If no thread can be started, retry without a delay.
            if spawned.is_err() {
                return Poll::Ready(());
            }
            self.state = State::Waiting { _alive: alive };
        }
        Poll::Pending
    }
}

impl Shared {
    fn finish(&self) {
        self.over.store(true, Ordering::Release);
        if let Some(waker) = self.replace(None) {
            waker.wake();
        }
    }

    /// Returns the old waker, so that it is woken or dropped without the lock: it is foreign code, which may come back here.
    fn replace(&self, waker: Option<Waker>) -> Option<Waker> {
        let mut current = self.waker.lock().unwrap_or_else(PoisonError::into_inner);
        std::mem::replace(&mut current, waker)
    }
}

#[cfg(test)]
mod tests {
    use std::time::Instant;

    use super::*;

    #[tokio::test]
    async fn it_is_ready_when_the_time_is_over_and_not_before() {
        let start = Instant::now();
        Sleep::new(Duration::from_millis(30)).await;
        assert!(start.elapsed() >= Duration::from_millis(30));
        Sleep::new(Duration::ZERO).await;
    }

    /// Polls the future where it is woken, as some executors do.
    struct Inline(Mutex<Sleep>, Sender<Poll<()>>);

    impl std::task::Wake for Inline {
        fn wake(self: Arc<Self>) {
            let waker = Arc::clone(&self).into();
            let mut sleep = self.0.lock().unwrap();
            let poll = Pin::new(&mut *sleep).poll(&mut Context::from_waker(&waker));
            self.1.send(poll).unwrap();
        }
    }

    #[test]
    fn a_waker_may_poll_it() {
        let (sender, polls) = channel();
        let sleep = Sleep::new(Duration::from_millis(1));
        let first = Waker::from(Arc::new(Inline(Mutex::new(sleep), sender)));
        first.wake();
        let wait = Duration::from_secs(5);
        assert_eq!(polls.recv_timeout(wait), Ok(Poll::Pending));
        assert_eq!(polls.recv_timeout(wait), Ok(Poll::Ready(())));
    }

    #[tokio::test]
    async fn dropping_it_ends_its_thread() {
        let mut sleep = Box::pin(Sleep::new(Duration::from_secs(3600)));
        let shared = Arc::downgrade(&sleep.shared);
        std::future::poll_fn(|context| {
            assert!(sleep.as_mut().poll(context).is_pending());
            Poll::Ready(())
        })
        .await;
        drop(sleep);
        while shared.strong_count() > 0 {
            thread::yield_now();
        }
    }
}
