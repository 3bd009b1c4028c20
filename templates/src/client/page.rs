//! Iteration over a list, item by item or page by page, without I/O.

use std::vec::IntoIter;

use super::cursor::{Cursor, Style};
use super::page_info::PageInfo;
use crate::json::{Decode, Encode, parse_with};
use crate::request::{Call, RequestError};
use crate::response::{Error, RawReply};
use crate::values::{List, Page, SearchResult};

/// The type of a page of a list.
pub trait Envelope: Decode {
    /// The type of the items.
    type Item: Decode;

    /// How the pages follow each other.
    const STYLE: Style;

    /// Where the pages next to this one are.
    fn page_info(&self) -> PageInfo;
}

impl<T: Decode + Encode> Envelope for List<T> {
    type Item = T;

    const STYLE: Style = Style::Cursor;

    fn page_info(&self) -> PageInfo {
        PageInfo::of(&self.data, self.has_more)
    }
}

impl<T: Decode> Envelope for SearchResult<T> {
    type Item = T;

    const STYLE: Style = Style::Search;

    fn page_info(&self) -> PageInfo {
        PageInfo::named(self.has_more, self.next_page.as_deref())
    }
}

impl<T: Decode> Envelope for Page<T> {
    type Item = T;

    const STYLE: Style = Style::Link;

    fn page_info(&self) -> PageInfo {
        PageInfo::linked(
            self.next_page_url.as_deref(),
            self.previous_page_url.as_deref(),
        )
    }
}

/// The decoded content of a response: its items, or the page as one.
struct Fetched<T> {
    items: Vec<T>,
    info: PageInfo,
    raw: RawReply,
}

/// Decodes a page as its items or as one.
type Read<T> = fn(RawReply, Style) -> Result<Fetched<T>, Error>;

fn read_items<T: Decode>(raw: RawReply, style: Style) -> Result<Fetched<T>, Error> {
    let read = parse_with(&raw.body, |node| {
        let items = node.object()?.field("data")?;
        Ok((items, PageInfo::read(node, style)?))
    });
    fetched(raw, read)
}

fn read_page<L: Decode>(raw: RawReply, style: Style) -> Result<Fetched<L>, Error> {
    let read = parse_with(&raw.body, |node| {
        Ok((vec![L::decode(node)?], PageInfo::read(node, style)?))
    });
    fetched(raw, read)
}

fn fetched<T>(
    raw: RawReply,
    read: Result<(Vec<T>, PageInfo), crate::json::Fault>,
) -> Result<Fetched<T>, Error> {
    match read {
        Ok((items, info)) => Ok(Fetched { items, info, raw }),
        Err(fault) => Err(Error::decode(raw, fault)),
    }
}

/// The state of an iteration: the items or pages that were fetched, and where to continue.
pub struct Paginator<T> {
    items: IntoIter<T>,
    /// The number of items or pages that may still be returned.
    left: usize,
    /// Returned after the items of its page.
    error: Option<Error>,
    cursor: Cursor,
    read: Read<T>,
}

/// The next step of an iteration.
pub(crate) enum Step<T> {
    /// Return an item or page, or the error that ends the list.
    Yield(Result<T, Error>),
    /// Fetch a page.
    Fetch(Box<Call>),
    /// The end.
    End,
}

impl<T: Decode> Paginator<T> {
    /// Iterates over the items, starting with the call for a page.
    pub(crate) fn items<L: Envelope<Item = T>>(call: Call) -> Self {
        Self::new(Vec::new(), Cursor::new(call, L::STYLE), read_items)
    }

    /// Iterates over the items of a list whose first page is known.
    pub(crate) fn items_from(items: Vec<T>, rest: Result<Cursor, RequestError>) -> Self {
        Self::from_here(items, rest, read_items)
    }
}

impl<L: Envelope> Paginator<L> {
    /// Iterates over the pages, starting with the call for one.
    pub(crate) fn pages(call: Call) -> Self {
        Self::new(Vec::new(), Cursor::new(call, L::STYLE), read_page)
    }

    /// Iterates over the pages, of which the first is known.
    pub(crate) fn pages_from(page: L, rest: Result<Cursor, RequestError>) -> Self {
        Self::from_here(vec![page], rest, read_page)
    }
}

impl<T> Paginator<T> {
    fn new(items: Vec<T>, cursor: Cursor, read: Read<T>) -> Self {
        Self {
            items: items.into_iter(),
            left: usize::MAX,
            error: None,
            cursor,
            read,
        }
    }

    fn from_here(items: Vec<T>, rest: Result<Cursor, RequestError>, read: Read<T>) -> Self {
        match rest {
            Ok(cursor) => Self::new(items, cursor, read),
            Err(error) => Self {
                error: Some(error.into()),
                ..Self::new(items, Cursor::at_end(), read)
            },
        }
    }

    /// Limits the number of items or pages.
    pub(crate) fn take(&mut self, count: usize) {
        self.left = self.left.min(count);
    }

    pub(crate) fn step(&mut self) -> Step<T> {
        // Do not fetch what is not wanted.
        if self.left == 0 {
            return Step::End;
        }
        if let Some(item) = self.items.next() {
            self.left -= 1;
            return Step::Yield(Ok(item));
        }
        if let Some(error) = self.error.take() {
            return Step::Yield(Err(error));
        }
        self.cursor
            .next()
            .map_or(Step::End, |call| Step::Fetch(Box::new(call)))
    }

    /// Takes the response of a fetch.
    pub(crate) fn accept(&mut self, reply: Result<RawReply, Error>) {
        match reply.and_then(|raw| (self.read)(raw, self.cursor.style())) {
            Ok(Fetched {
                mut items,
                info,
                raw,
            }) => {
                // A page counts as one: its items stay in the server's order.
                if self.cursor.is_backward() {
                    items.reverse();
                }
                self.items = items.into_iter();
                if let Err(fault) = self.cursor.advance(&info) {
                    self.error = Some(Error::decode(raw, fault));
                }
            }
            Err(error) => {
                self.cursor.stop();
                self.error = Some(error);
            }
        }
    }
}

#[cfg(test)]
mod tests;
