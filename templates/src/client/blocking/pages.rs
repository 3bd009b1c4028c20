//! Lists of the blocking client.

use std::fmt;
use std::iter::FusedIterator;

use super::Client;
use crate::client::page::{Paginator, Step};
use crate::response::Error;

/// The items of a list across all its pages (from `stream`), or the pages themselves (from `pages`). Each page is
/// fetched when it is needed.
///
/// An error is returned once and ends the list.
///
/// It is an [`Iterator`] of results, with the methods of the async one.
#[must_use = "nothing is fetched until it is iterated"]
pub struct Pages<T> {
    client: Client,
    paginator: Paginator<T>,
}

impl<T> Pages<T> {
    pub(super) fn new(client: Client, paginator: Paginator<T>) -> Self {
        Self { client, paginator }
    }

    /// The next item or page; `None` at the end.
    ///
    /// # Errors
    ///
    /// The error of a call. It ends the list.
    pub fn try_next(&mut self) -> Result<Option<T>, Error> {
        self.next().transpose()
    }

    /// Collects the rest.
    ///
    /// # Errors
    ///
    /// The error of a call. Items before it are lost.
    pub fn try_collect(self) -> Result<Vec<T>, Error> {
        self.collect()
    }

    /// Limits the list to `count` items or pages. Pages that are not needed for them are not fetched.
    pub fn take(mut self, count: usize) -> Self {
        self.paginator.take(count);
        self
    }
}

impl<T> Iterator for Pages<T> {
    type Item = Result<T, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            match self.paginator.step() {
                Step::Yield(next) => return Some(next),
                Step::End => return None,
                Step::Fetch(call) => {
                    let reply = self.client.exchange(&call);
                    self.paginator.accept(reply);
                }
            }
        }
    }
}

impl<T> FusedIterator for Pages<T> {}

impl<T> fmt::Debug for Pages<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pages").finish_non_exhaustive()
    }
}
