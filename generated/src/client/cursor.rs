//! From one page of a list to the next.

use super::page_info::PageInfo;
use crate::json::Fault;
use crate::params::{Params, Value};
use crate::request::{Call, Location, is_local};

/// How the pages of a list follow each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(dead_code, reason = "a document may not have all of them")]
pub enum Style {
    /// v1: `starting_after` the last item, or `ending_before` the first.
    Cursor,
    /// v1 searches: `page`, as the response says.
    Search,
    /// v2: a URL, as the response says.
    Link,
}

/// The direction in which a list is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Direction {
    Forward,
    Backward,
}

impl Direction {
    /// Lists are read forwards, unless the caller set `ending_before` or asked for a previous page.
    pub(crate) fn of(call: &Call, style: Style) -> Self {
        let backward = match style {
            Style::Cursor => call.params.get("ending_before").is_some(),
            Style::Search => false,
            Style::Link => call.location.as_ref().is_some_and(|at| at.backward),
        };
        if backward {
            Self::Backward
        } else {
            Self::Forward
        }
    }

    pub(crate) fn reversed(self) -> Self {
        match self {
            Self::Forward => Self::Backward,
            Self::Backward => Self::Forward,
        }
    }
}

/// The call for the next page in a direction; `None` at the end.
///
/// A page that has a next one but does not say where it is, is a fault: stopping there would look like the end of the
/// list.
pub(crate) fn follow(
    mut call: Call,
    style: Style,
    direction: Direction,
    info: &PageInfo,
) -> Result<Option<Call>, Fault> {
    let (more, place) = match (style, direction) {
        // An empty page has no id to continue from.
        (Style::Cursor, Direction::Forward) => (info.has_more && info.count > 0, &info.last),
        (Style::Cursor, Direction::Backward) => (info.has_more && info.count > 0, &info.first),
        (Style::Search, _) => (info.has_more, &info.next_page),
        (Style::Link, Direction::Forward) => {
            let url = &info.next_page_url;
            (url.is_some() || info.lacks_next, url)
        }
        (Style::Link, Direction::Backward) => {
            let url = &info.previous_page_url;
            (url.is_some() || info.lacks_previous, url)
        }
    };
    if !more {
        return Ok(None);
    }
    let name = parameter(style, direction);
    // A server that returned the same page again would cause an endless loop.
    let again = |place: &str| position(&call, style, direction) == Some(place);
    let usable = |place: &&String| !again(place) && (style != Style::Link || is_local(place));
    let Some(place) = place.as_ref().filter(usable).cloned() else {
        return Err(gap(style, direction, info));
    };
    if style == Style::Link {
        // The URL contains the parameters.
        call.params = Params::new();
        call.location = Some(Location {
            url: place,
            backward: direction == Direction::Backward,
        });
    } else {
        // Replaces the caller's own cursor.
        for other in ["starting_after", "ending_before"] {
            if style == Style::Cursor && other != name {
                call.params.remove(other);
            }
        }
        call.params.insert(name.into(), Value::Text(place));
    }
    // A key belongs to one request; the next page is another one.
    call.options.idempotency_key = None;
    Ok(Some(call))
}

/// The parameter that says where a page begins.
fn parameter(style: Style, direction: Direction) -> &'static str {
    match (style, direction) {
        (Style::Cursor, Direction::Forward) => "starting_after",
        (Style::Cursor, Direction::Backward) => "ending_before",
        (Style::Search | Style::Link, _) => "page",
    }
}

/// Where the page of a call begins, if the call says it.
fn position(call: &Call, style: Style, direction: Direction) -> Option<&str> {
    match (style, call.params.get(parameter(style, direction))) {
        (Style::Link, _) => call.location.as_ref().map(|at| at.url.as_str()),
        (_, Some(Value::Text(before))) => Some(before),
        _ => None,
    }
}

#[cold]
fn gap(style: Style, direction: Direction, info: &PageInfo) -> Fault {
    let id = |index| {
        Fault::new("the id of another item", "none")
            .within("id")
            .within_item(index)
            .within("data")
    };
    let link = |name| Fault::new("the path of another page on the same host", "none").within(name);
    match (style, direction) {
        (Style::Cursor, Direction::Forward) => id(info.count.saturating_sub(1)),
        (Style::Cursor, Direction::Backward) => id(0),
        (Style::Search, _) => Fault::new("another page", "none").within("next_page"),
        (Style::Link, Direction::Forward) => link("next_page_url"),
        (Style::Link, Direction::Backward) => link("previous_page_url"),
    }
}

/// The next page to fetch. It stays the next one until [`advance`](Self::advance) is called with it, so that an interrupted
/// fetch does not end the list. An error ends it.
#[derive(Debug)]
pub(crate) struct Cursor {
    style: Style,
    direction: Direction,
    next: Option<Call>,
    seen: Seen,
}

/// Finds positions that come again in a circle of any length, which would be an endless loop, by Brent's algorithm: it
/// keeps one earlier position, and replaces it after 1, 2, 4… pages. A set of all of them would grow with the list. A
/// circle is found within three times the pages up to its end.
#[derive(Debug, Default)]
struct Seen {
    position: Option<String>,
    /// The number of pages until the position is replaced, and that for the next one.
    left: u64,
    next: u64,
}

impl Seen {
    /// Whether the position was seen before.
    fn is_again(&mut self, position: &str) -> bool {
        if self.position.as_deref() == Some(position) {
            return true;
        }
        if self.left == 0 {
            self.position = Some(position.to_owned());
            self.next = self.next.saturating_mul(2).max(1);
            self.left = self.next;
        }
        self.left -= 1;
        false
    }
}

impl Cursor {
    /// Starts with the call for a page.
    pub(crate) fn new(call: Call, style: Style) -> Self {
        Self {
            style,
            direction: Direction::of(&call, style),
            next: Some(call),
            seen: Seen::default(),
        }
    }

    /// Continues after a page of v1; `call` fetches the whole list. A page inside of an object that has more items but
    /// none of them here leaves them all out.
    pub(crate) fn behind(call: Call, page: &PageInfo) -> Result<Self, Fault> {
        if page.has_more && page.count == 0 {
            return Ok(Self::new(call, Style::Cursor));
        }
        let direction = Direction::Forward;
        Ok(Self {
            style: Style::Cursor,
            direction,
            next: follow(call, Style::Cursor, direction, page)?,
            seen: Seen::default(),
        })
    }

    /// Fetches nothing.
    pub(crate) fn at_end() -> Self {
        Self {
            style: Style::Cursor,
            direction: Direction::Forward,
            next: None,
            seen: Seen::default(),
        }
    }

    /// How the pages follow each other.
    pub(crate) fn style(&self) -> Style {
        self.style
    }

    /// Whether items are returned in the reverse of their order in the pages.
    pub(crate) fn is_backward(&self) -> bool {
        self.direction == Direction::Backward
    }

    /// The call for the next page; `None` at the end.
    pub(crate) fn next(&self) -> Option<Call> {
        self.next.clone()
    }

    /// Ends the list.
    pub(crate) fn stop(&mut self) {
        self.next = None;
    }

    /// Continues after the page that was fetched.
    pub(crate) fn advance(&mut self, info: &PageInfo) -> Result<(), Fault> {
        if let Some(call) = self.next.take() {
            let next = follow(call, self.style, self.direction, info)?;
            let position = next
                .as_ref()
                .and_then(|call| position(call, self.style, self.direction));
            if position.is_some_and(|position| self.seen.is_again(position)) {
                return Err(gap(self.style, self.direction, info));
            }
            self.next = next;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests;
