//! Walking the items of a list: one page after the other, without I/O.

use std::vec::IntoIter;

use super::call::Call;
use super::cursor::{Cursor, Marks, Style};
use super::error::Error;
use super::reply::RawReply;
use crate::json::{Decode, parse_with};

/// A page of a list.
pub(crate) struct Page<T> {
    items: Vec<T>,
    marks: Marks,
    raw: RawReply,
}

impl<T: Decode> Page<T> {
    pub(crate) fn read(raw: RawReply) -> Result<Self, Error> {
        let read = parse_with(&raw.body, |node| {
            let items = node.object()?.field("data")?;
            Ok((items, Marks::read(node)))
        });
        match read {
            Ok((items, marks)) => Ok(Self { items, marks, raw }),
            Err(fault) => Err(Error::decode(raw, fault)),
        }
    }
}

/// The items that are there, and what comes after them.
pub(crate) struct Queue<T> {
    items: IntoIter<T>,
    /// Comes after the items of its page, which were read.
    error: Option<Error>,
    cursor: Cursor,
}

/// What to do next.
pub(crate) enum Step<T> {
    /// Here is an item, or the error that ends the list.
    Yield(Result<T, Error>),
    /// A page is to be fetched.
    Fetch(Box<Call>),
    /// That was all.
    End,
}

impl<T> Queue<T> {
    pub(crate) fn new(call: Call, style: Style) -> Self {
        Self {
            items: Vec::new().into_iter(),
            error: None,
            cursor: Cursor::new(call, style),
        }
    }

    pub(crate) fn step(&mut self) -> Step<T> {
        if let Some(item) = self.items.next() {
            return Step::Yield(Ok(item));
        }
        if let Some(error) = self.error.take() {
            return Step::Yield(Err(error));
        }
        self.cursor
            .next()
            .map_or(Step::End, |call| Step::Fetch(Box::new(call)))
    }

    /// Takes the page that was fetched.
    pub(crate) fn accept(&mut self, page: Result<Page<T>, Error>) {
        match page {
            Ok(Page {
                mut items,
                marks,
                raw,
            }) => {
                if self.cursor.is_backward() {
                    items.reverse();
                }
                self.items = items.into_iter();
                if let Err(fault) = self.cursor.advance(&marks) {
                    self.error = Some(Error::decode(raw, fault));
                }
            }
            Err(error) => self.error = Some(error),
        }
    }
}
