//! Lists of the blocking client.

use std::fmt;
use std::iter::FusedIterator;

use super::Client;
use crate::client::page::{Step, Walk};
use crate::response::Error;

/// What a list holds, of all its pages: its items (from `stream`), or the pages themselves (from `pages`). Each page is
/// fetched when it is needed.
///
/// An error is given once and ends the list.
///
/// It is an [`Iterator`] over results, and has what the async one has beside.
#[must_use = "nothing is fetched until something is asked for"]
pub struct Pages<T> {
    client: Client,
    walk: Walk<T>,
}

impl<T> Pages<T> {
    pub(super) fn new(client: Client, walk: Walk<T>) -> Self {
        Self { client, walk }
    }

    /// The next one; `None` after the last one.
    ///
    /// # Errors
    ///
    /// What a call gives. There is no more after it.
    pub fn try_next(&mut self) -> Result<Option<T>, Error> {
        self.next().transpose()
    }

    /// All that are left.
    ///
    /// # Errors
    ///
    /// What a call gives. What came before it is lost.
    pub fn try_collect(self) -> Result<Vec<T>, Error> {
        self.collect()
    }

    /// No more than `count`. Pages that are not needed for them are not fetched.
    pub fn take(mut self, count: usize) -> Self {
        self.walk.take(count);
        self
    }
}

impl<T> Iterator for Pages<T> {
    type Item = Result<T, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            match self.walk.step() {
                Step::Yield(next) => return Some(next),
                Step::End => return None,
                Step::Fetch(call) => {
                    let reply = self.client.exchange(&call);
                    self.walk.accept(reply);
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
