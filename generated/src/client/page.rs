//! Walking a list, item by item or page by page, without I/O.

use std::vec::IntoIter;

use super::cursor::{Cursor, Style};
use super::marks::Marks;
use crate::json::{Decode, Encode, parse_with};
use crate::request::{Call, RequestError};
use crate::response::{Error, RawReply};
use crate::values::{List, Page, SearchResult};

/// What a page of a list comes in.
pub trait Envelope: Decode {
    /// The type of the items.
    type Item: Decode;

    /// How the pages follow each other.
    const STYLE: Style;

    /// What the page tells about the pages beside it.
    fn marks(&self) -> Marks;
}

impl<T: Decode + Encode> Envelope for List<T> {
    type Item = T;

    const STYLE: Style = Style::Cursor;

    fn marks(&self) -> Marks {
        Marks::of(&self.data, self.has_more)
    }
}

impl<T: Decode> Envelope for SearchResult<T> {
    type Item = T;

    const STYLE: Style = Style::Search;

    fn marks(&self) -> Marks {
        Marks::named(self.has_more, self.next_page.as_deref())
    }
}

impl<T: Decode> Envelope for Page<T> {
    type Item = T;

    const STYLE: Style = Style::Link;

    fn marks(&self) -> Marks {
        Marks::linked(
            self.next_page_url.as_deref(),
            self.previous_page_url.as_deref(),
        )
    }
}

/// What a reply adds to a walk: items, or a page as one.
struct Fetched<T> {
    things: Vec<T>,
    marks: Marks,
    raw: RawReply,
}

/// Reads a page as what it is to be walked by.
type Read<T> = fn(RawReply, Style) -> Result<Fetched<T>, Error>;

fn read_items<T: Decode>(raw: RawReply, style: Style) -> Result<Fetched<T>, Error> {
    let read = parse_with(&raw.body, |node| {
        let items = node.object()?.field("data")?;
        Ok((items, Marks::read(node, style)?))
    });
    fetched(raw, read)
}

fn read_page<L: Decode>(raw: RawReply, style: Style) -> Result<Fetched<L>, Error> {
    let read = parse_with(&raw.body, |node| {
        Ok((vec![L::decode(node)?], Marks::read(node, style)?))
    });
    fetched(raw, read)
}

fn fetched<T>(
    raw: RawReply,
    read: Result<(Vec<T>, Marks), crate::json::Fault>,
) -> Result<Fetched<T>, Error> {
    match read {
        Ok((things, marks)) => Ok(Fetched { things, marks, raw }),
        Err(fault) => Err(Error::decode(raw, fault)),
    }
}

/// What is there of a list, items or pages, and what comes after it.
pub struct Walk<T> {
    things: IntoIter<T>,
    /// How many may still be given.
    left: usize,
    /// Comes after the things of its page, which were read.
    error: Option<Error>,
    cursor: Cursor,
    read: Read<T>,
}

/// What to do next.
pub(crate) enum Step<T> {
    /// Here is a thing, or the error that ends the list.
    Yield(Result<T, Error>),
    /// A page is to be fetched.
    Fetch(Box<Call>),
    /// That was all.
    End,
}

impl<T: Decode> Walk<T> {
    /// Walks the items, beginning with a call for a page.
    pub(crate) fn items<L: Envelope<Item = T>>(call: Call) -> Self {
        Self::new(Vec::new(), Cursor::new(call, L::STYLE), read_items)
    }

    /// Walks the items of a list of which a page is there.
    pub(crate) fn items_from(items: Vec<T>, rest: Result<Cursor, RequestError>) -> Self {
        Self::from_here(items, rest, read_items)
    }
}

impl<L: Envelope> Walk<L> {
    /// Walks the pages, beginning with a call for one.
    pub(crate) fn pages(call: Call) -> Self {
        Self::new(Vec::new(), Cursor::new(call, L::STYLE), read_page)
    }

    /// Walks the pages, of which the first is there.
    pub(crate) fn pages_from(page: L, rest: Result<Cursor, RequestError>) -> Self {
        Self::from_here(vec![page], rest, read_page)
    }
}

impl<T> Walk<T> {
    fn new(things: Vec<T>, cursor: Cursor, read: Read<T>) -> Self {
        Self {
            things: things.into_iter(),
            left: usize::MAX,
            error: None,
            cursor,
            read,
        }
    }

    fn from_here(things: Vec<T>, rest: Result<Cursor, RequestError>, read: Read<T>) -> Self {
        match rest {
            Ok(cursor) => Self::new(things, cursor, read),
            Err(error) => Self {
                error: Some(error.into()),
                ..Self::new(things, Cursor::at_end(), read)
            },
        }
    }

    /// Gives no more than so many.
    pub(crate) fn take(&mut self, count: usize) {
        self.left = self.left.min(count);
    }

    pub(crate) fn step(&mut self) -> Step<T> {
        // What is not wanted is not fetched.
        if self.left == 0 {
            return Step::End;
        }
        if let Some(thing) = self.things.next() {
            self.left -= 1;
            return Step::Yield(Ok(thing));
        }
        if let Some(error) = self.error.take() {
            return Step::Yield(Err(error));
        }
        self.cursor
            .next()
            .map_or(Step::End, |call| Step::Fetch(Box::new(call)))
    }

    /// Takes the reply that was fetched.
    pub(crate) fn accept(&mut self, reply: Result<RawReply, Error>) {
        match reply.and_then(|raw| (self.read)(raw, self.cursor.style())) {
            Ok(Fetched {
                mut things,
                marks,
                raw,
            }) => {
                // A page is one thing: its items stay in the server's order.
                if self.cursor.is_backward() {
                    things.reverse();
                }
                self.things = things.into_iter();
                if let Err(fault) = self.cursor.advance(&marks) {
                    self.error = Some(Error::decode(raw, fault));
                }
            }
            Err(error) => self.error = Some(error),
        }
    }
}

#[cfg(test)]
mod tests;
