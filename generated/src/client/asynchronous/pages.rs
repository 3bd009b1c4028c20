//! Lists of the async client.

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_core::Stream;

use super::{Client, Pending};
use crate::client::page::{Paginator, Step};
use crate::response::{Error, RawReply};

/// The items of a list across all its pages (from `stream`), or the pages themselves (from `pages`). Each page is
/// fetched when it is needed.
///
/// An error is returned once and ends the list.
///
/// It is also a [`Stream`]; the methods here need no import.
#[must_use = "nothing is fetched until it is polled"]
pub struct Pages<T> {
    client: Client,
    paginator: Paginator<T>,
    pending: Option<Pending<RawReply>>,
}

impl<T> Pages<T> {
    pub(super) fn new(client: Client, paginator: Paginator<T>) -> Self {
        Self {
            client,
            paginator,
            pending: None,
        }
    }

    /// The next item or page; `None` at the end.
    ///
    /// Dropping the future loses nothing: the next call continues with the page that is being fetched. Until then that page
    /// keeps its turn among the [`max_in_flight`](crate::client::Builder::max_in_flight) calls of the client.
    ///
    /// # Errors
    ///
    /// The error of a call. It ends the list.
    pub async fn try_next(&mut self) -> Result<Option<T>, Error> {
        poll_fn(|context| self.poll(context)).await.transpose()
    }

    /// Collects the rest.
    ///
    /// # Errors
    ///
    /// The error of a call. Items before it are lost.
    pub async fn try_collect(mut self) -> Result<Vec<T>, Error> {
        let mut all = Vec::new();
        while let Some(next) = self.try_next().await? {
            all.push(next);
        }
        Ok(all)
    }

    /// Limits the list to `count` items or pages. Pages that are not needed for them are not fetched.
    pub fn take(mut self, count: usize) -> Self {
        self.paginator.take(count);
        self
    }

    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<T, Error>>> {
        loop {
            if let Some(pending) = &mut self.pending {
                let reply = ready!(Pin::new(pending).poll(context));
                self.pending = None;
                self.paginator.accept(reply);
            }
            match self.paginator.step() {
                Step::Yield(next) => return Poll::Ready(Some(next)),
                Step::End => return Poll::Ready(None),
                Step::Fetch(call) => {
                    let raw = self.client.exchange(*call);
                    self.pending = Some(Pending::reading(raw, Ok));
                }
            }
        }
    }
}

/// Items are moved out, never pinned.
impl<T> Unpin for Pages<T> {}

impl<T> Stream for Pages<T> {
    type Item = Result<T, Error>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.get_mut().poll(context)
    }
}

impl<T> fmt::Debug for Pages<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pages").finish_non_exhaustive()
    }
}
