//! From one page of a list to the next.

use super::marks::Marks;
use crate::json::Fault;
use crate::params::{Params, Value};
use crate::request::{Call, Location, is_local};

/// How the pages of a list follow each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(dead_code, reason = "a document may not have all of them")]
pub enum Style {
    /// v1: `starting_after` the last item, or `ending_before` the first.
    Cursor,
    /// v1 searches: `page`, as the reply says.
    Search,
    /// v2: a URL, as the reply says.
    Link,
}

/// Which way a list is walked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Direction {
    Forward,
    Backward,
}

impl Direction {
    /// Lists are walked forward, unless the caller set `ending_before` or asked for a page before another.
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

/// The call for the page that follows one in a direction; `None` at the end.
///
/// A page that says that there is more, but not where, is a fault: to stop there would pass for the end of the list.
pub(crate) fn follow(
    mut call: Call,
    style: Style,
    direction: Direction,
    marks: &Marks,
) -> Result<Option<Call>, Fault> {
    let (more, place) = match (style, direction) {
        // An empty page has no id to go on from.
        (Style::Cursor, Direction::Forward) => (marks.has_more && marks.count > 0, &marks.last),
        (Style::Cursor, Direction::Backward) => (marks.has_more && marks.count > 0, &marks.first),
        (Style::Search, _) => (marks.has_more, &marks.next_page),
        (Style::Link, Direction::Forward) => (marks.next_page_url.is_some(), &marks.next_page_url),
        (Style::Link, Direction::Backward) => {
            (marks.previous_page_url.is_some(), &marks.previous_page_url)
        }
    };
    if !more {
        return Ok(None);
    }
    let name = match (style, direction) {
        (Style::Cursor, Direction::Forward) => "starting_after",
        (Style::Cursor, Direction::Backward) => "ending_before",
        (Style::Search | Style::Link, _) => "page",
    };
    // A server that answers with the page it was asked to go on from would be asked for ever.
    let again = |place: &str| match (style, call.params.get(name)) {
        (Style::Link, _) => call.location.as_ref().is_some_and(|at| at.url == place),
        (_, Some(Value::Text(before))) => before == place,
        _ => false,
    };
    let usable = |place: &&String| !again(place) && (style != Style::Link || is_local(place));
    let Some(place) = place.as_ref().filter(usable).cloned() else {
        return Err(gap(style, direction, marks));
    };
    if style == Style::Link {
        // The URL holds the parameters.
        call.params = Params::new();
        call.location = Some(Location {
            url: place,
            backward: direction == Direction::Backward,
        });
    } else {
        // The caller's own cursor is behind.
        for other in ["starting_after", "ending_before"] {
            if style == Style::Cursor && other != name {
                call.params.remove(other);
            }
        }
        call.params.insert(name.into(), Value::Text(place));
    }
    // A key belongs to one request, and the next page is another.
    call.options.idempotency_key = None;
    Ok(Some(call))
}

#[cold]
fn gap(style: Style, direction: Direction, marks: &Marks) -> Fault {
    let id = |index| {
        Fault::new("the id of another item", "none")
            .within("id")
            .within_item(index)
            .within("data")
    };
    let link = |name| Fault::new("the path of another page on the same host", "none").within(name);
    match (style, direction) {
        (Style::Cursor, Direction::Forward) => id(marks.count.saturating_sub(1)),
        (Style::Cursor, Direction::Backward) => id(0),
        (Style::Search, _) => Fault::new("another page", "none").within("next_page"),
        (Style::Link, Direction::Forward) => link("next_page_url"),
        (Style::Link, Direction::Backward) => link("previous_page_url"),
    }
}

/// The next page to fetch. An error, or a page that is never taken in, ends the list.
#[derive(Debug)]
pub(crate) struct Cursor {
    style: Style,
    direction: Direction,
    next: Option<Call>,
    /// The call whose page is awaited.
    current: Option<Call>,
}

impl Cursor {
    /// Begins with a call for a page.
    pub(crate) fn new(call: Call, style: Style) -> Self {
        Self {
            style,
            direction: Direction::of(&call, style),
            next: Some(call),
            current: None,
        }
    }

    /// Goes on behind a page of v1 that is there; `call` fetches the whole list.
    pub(crate) fn behind(call: Call, page: &Marks) -> Result<Self, Fault> {
        let direction = Direction::Forward;
        Ok(Self {
            style: Style::Cursor,
            direction,
            next: follow(call, Style::Cursor, direction, page)?,
            current: None,
        })
    }

    /// Fetches nothing.
    pub(crate) fn at_end() -> Self {
        Self {
            style: Style::Cursor,
            direction: Direction::Forward,
            next: None,
            current: None,
        }
    }

    /// How the pages follow each other.
    pub(crate) fn style(&self) -> Style {
        self.style
    }

    /// Whether items come in the reverse of their order in the pages.
    pub(crate) fn is_backward(&self) -> bool {
        self.direction == Direction::Backward
    }

    /// The call for the next page; `None` at the end.
    pub(crate) fn next(&mut self) -> Option<Call> {
        self.current = self.next.take();
        self.current.clone()
    }

    /// Goes on from the page that was fetched.
    pub(crate) fn advance(&mut self, marks: &Marks) -> Result<(), Fault> {
        if let Some(call) = self.current.take() {
            self.next = follow(call, self.style, self.direction, marks)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests;
