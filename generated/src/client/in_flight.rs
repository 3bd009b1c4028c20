//! The limit of requests in flight: a semaphore that is first come, first served.
//!
//! It needs no runtime and no clock: each mode waits in its own way, on the same queue.

use std::collections::VecDeque;
use std::future::poll_fn;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Wake, Waker};
use std::thread::{self, Thread};

use super::attempts::Attempts;
use super::core::Core;
use crate::response::Error;
use crate::transport::Transport;

/// Permits for requests in flight.
pub(crate) struct InFlight {
    limit: usize,
    state: Mutex<State>,
}

struct State {
    /// If any permit is free, nothing waits: a permit that is returned goes to the head of the queue directly, so that
    /// no newcomer overtakes.
    free: usize,
    /// Those that wait, in the order of their tickets. One that is no longer here has a permit.
    queue: VecDeque<(u64, Waker)>,
    next_ticket: u64,
}

impl InFlight {
    pub(crate) fn new(limit: usize) -> Self {
        Self {
            limit,
            state: Mutex::new(State {
                free: limit,
                queue: VecDeque::new(),
                next_ticket: 0,
            }),
        }
    }

    pub(crate) fn limit(&self) -> usize {
        self.limit
    }

    fn acquire(&self) -> Acquire<'_> {
        Acquire {
            limiter: self,
            ticket: None,
        }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn release(&self) {
        let mut state = self.lock();
        let next = state.queue.pop_front();
        if next.is_none() {
            state.free = state.free.saturating_add(1);
        }
        // A waker is foreign code, which may come back here.
        drop(state);
        if let Some((_, waker)) = next {
            waker.wake();
        }
    }
}

/// The right to have a request in flight, until it is dropped.
pub(crate) struct Permit<'a>(&'a InFlight);

impl Drop for Permit<'_> {
    fn drop(&mut self) {
        self.0.release();
    }
}

/// Waits for a permit. Dropping it leaves the queue.
struct Acquire<'a> {
    limiter: &'a InFlight,
    /// Set while it waits, and while it has a permit that it has not handed out.
    ticket: Option<u64>,
}

impl<'a> Future for Acquire<'a> {
    type Output = Permit<'a>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Permit<'a>> {
        let limiter = self.limiter;
        let mut waker = context.waker().clone();
        let mut state = limiter.lock();
        if let Some(ticket) = self.ticket {
            if let Some((_, waiting)) = state.find(ticket).and_then(|at| state.queue.get_mut(at)) {
                std::mem::swap(waiting, &mut waker);
                // As in `release`: the old waker is dropped after the lock.
                drop(state);
                return Poll::Pending;
            }
        } else if let Some(left) = state.free.checked_sub(1) {
            state.free = left;
        } else {
            let ticket = state.next_ticket;
            state.next_ticket = ticket.wrapping_add(1);
            state.queue.push_back((ticket, waker));
            self.ticket = Some(ticket);
            return Poll::Pending;
        }
        self.ticket = None;
        drop(state);
        Poll::Ready(Permit(limiter))
    }
}

impl State {
    fn find(&self, ticket: u64) -> Option<usize> {
        self.queue
            .binary_search_by_key(&ticket, |(ticket, _)| *ticket)
            .ok()
    }
}

impl Drop for Acquire<'_> {
    fn drop(&mut self) {
        let Some(ticket) = self.ticket else { return };
        let mut state = self.limiter.lock();
        let left = state.find(ticket).and_then(|at| state.queue.remove(at));
        drop(state);
        // It was given a permit and then cancelled: the next one gets it.
        if left.is_none() {
            self.limiter.release();
        }
    }
}

/// Waits for a permit, if the client has a limit, until the call's total timeout.
pub(crate) async fn permit<'a>(
    core: &'a Core,
    attempts: &mut Attempts,
    transport: &dyn Transport,
) -> Result<Option<Permit<'a>>, Error> {
    let Some(limiter) = &core.in_flight else {
        return Ok(None);
    };
    let mut acquire = limiter.acquire();
    let mut timer = None;
    poll_fn(|context| {
        if let Poll::Ready(permit) = Pin::new(&mut acquire).poll(context) {
            return Poll::Ready(Ok(Some(permit)));
        }
        let Some(left) = attempts.time_for_attempt(core.now())? else {
            return Poll::Pending;
        };
        let sleep = timer.get_or_insert_with(|| transport.sleep(left));
        // The clock decides: a timer may be early, and a transport for tests need not wait at all.
        if sleep.as_mut().poll(context).is_ready() {
            timer = None;
            context.waker().wake_by_ref();
        }
        Poll::Pending
    })
    .await
}

/// [`permit`] for a thread.
pub(crate) fn permit_blocking<'a>(
    core: &'a Core,
    attempts: &mut Attempts,
) -> Result<Option<Permit<'a>>, Error> {
    let Some(limiter) = &core.in_flight else {
        return Ok(None);
    };
    let mut acquire = limiter.acquire();
    let waker = Waker::from(Arc::new(Unpark(thread::current())));
    let mut context = Context::from_waker(&waker);
    loop {
        if let Poll::Ready(permit) = Pin::new(&mut acquire).poll(&mut context) {
            return Ok(Some(permit));
        }
        match attempts.time_for_attempt(core.now())? {
            Some(left) => thread::park_timeout(left),
            None => thread::park(),
        }
    }
}

struct Unpark(Thread);

impl Wake for Unpark {
    fn wake(self: Arc<Self>) {
        self.0.unpark();
    }
}
