//! From one page of a list to the next.

use super::call::{Call, Location};
use super::path;
use crate::json::{Encode, Fault, Node, parse_with, to_json};
use crate::params::{Params, Value};

/// What a page tells about the pages beside it.
#[derive(Debug, Default)]
pub struct Marks {
    count: usize,
    /// The ids of the first and the last item.
    first: Option<String>,
    last: Option<String>,
    has_more: bool,
    next_page: Option<String>,
    next_page_url: Option<String>,
    previous_page_url: Option<String>,
}

impl Marks {
    pub(crate) fn read(page: Node<'_>) -> Self {
        let text = |name| Some(page.field(name)?.as_str()?.into_owned());
        let mut marks = Self {
            has_more: page.is_true("has_more"),
            next_page: text("next_page"),
            next_page_url: text("next_page_url"),
            previous_page_url: text("previous_page_url"),
            ..Self::default()
        };
        if let Some(data) = page.field("data") {
            let items = data.items();
            marks.count = items.len();
            marks.first = items.clone().next().and_then(id);
            marks.last = items.last().and_then(id);
        }
        marks
    }

    /// Those of a page of v1 that was decoded. An item of any type is found by what it is written as.
    pub(crate) fn of<T: Encode>(items: &[T], has_more: bool) -> Self {
        let id = |item: &T| parse_with(to_json(item).as_bytes(), |node| Ok(id(node))).ok()?;
        Self {
            count: items.len(),
            first: items.first().and_then(id),
            last: items.last().and_then(id),
            has_more,
            ..Self::default()
        }
    }

    /// The same for the other way, about which `has_more` says nothing.
    pub(crate) fn turn(&mut self) {
        self.has_more = true;
    }

    /// Those of a page that names the next one.
    pub(crate) fn named(has_more: bool, next_page: Option<&str>) -> Self {
        Self {
            has_more,
            next_page: next_page.map(str::to_owned),
            ..Self::default()
        }
    }

    /// Those of a page that has the URLs of the pages beside it.
    pub(crate) fn linked(next_page_url: Option<&str>, previous_page_url: Option<&str>) -> Self {
        Self {
            next_page_url: next_page_url.map(str::to_owned),
            previous_page_url: previous_page_url.map(str::to_owned),
            ..Self::default()
        }
    }
}

fn id(item: Node<'_>) -> Option<String> {
    Some(item.field("id")?.as_str()?.into_owned())
}

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
    let usable = |place: &&String| !again(place) && (style != Style::Link || path::is_local(place));
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
mod tests {
    use super::*;
    use crate::client::{Encoding, Endpoint, Method, Options, Request};
    use crate::json::parse_with;

    const fn endpoint(path: &'static str) -> Endpoint {
        Endpoint {
            method: Method::Get,
            path,
            base: None,
            encoding: Encoding::Query,
        }
    }

    static LIST: Endpoint = endpoint("/v1/refunds");
    static SEARCH: Endpoint = endpoint("/v1/charges/search");
    static EVENTS: Endpoint = endpoint("/v2/core/events");

    fn request(endpoint: &'static Endpoint) -> Request<()> {
        let options = Options::new().account("acct_1").idempotency_key("once");
        Request::new(endpoint, [])
            .set("limit", 2)
            .with_options(options)
    }

    /// The query, or the URL of the server's, that follows a page.
    fn after(cursor: &mut Cursor, page: &str) -> Result<Option<String>, Fault> {
        let marks = parse_with(page.as_bytes(), |node| Ok(Marks::read(node))).unwrap();
        cursor.advance(&marks)?;
        let next = cursor.next();
        if let Some(call) = &next {
            assert_eq!(call.options, Options::new().account("acct_1"));
        }
        Ok(next.map(|call| {
            call.location
                .as_ref()
                .map_or_else(|| call.query(), |at| at.url.clone())
        }))
    }

    fn walk(request: Request<()>, style: Style, pages: &[&str]) -> Vec<Option<String>> {
        let mut cursor = Cursor::new(request.into_call(), style);
        assert!(cursor.next().is_some());
        pages
            .iter()
            .map(|page| after(&mut cursor, page).unwrap())
            .collect()
    }

    fn query(text: &str) -> Option<String> {
        Some(text.to_owned())
    }

    #[test]
    fn forward_from_the_last_item() {
        let pages = [
            r#"{"data": [{"id": "re_1"}, {"id": "re_2"}], "has_more": true}"#,
            r#"{"data": [{"id": "re_3"}], "has_more": true}"#,
            r#"{"data": [{"id": "re_4"}], "has_more": false}"#,
        ];
        let expected = [
            query("limit=2&starting_after=re_2"),
            query("limit=2&starting_after=re_3"),
            None,
        ];
        assert_eq!(walk(request(&LIST), Style::Cursor, &pages), expected);
    }

    #[test]
    fn backward_from_the_first_item() {
        let request = request(&LIST).set("ending_before", "re_9");
        assert!(Cursor::new(request.call().clone(), Style::Cursor).is_backward());
        let pages = [
            r#"{"data": [{"id": "re_7"}, {"id": "re_8"}], "has_more": true}"#,
            "{}",
        ];
        assert_eq!(
            walk(request, Style::Cursor, &pages),
            [query("ending_before=re_7&limit=2"), None]
        );
    }

    #[test]
    fn an_empty_page_ends_a_list_of_v1() {
        assert_eq!(
            walk(
                request(&LIST),
                Style::Cursor,
                &[r#"{"data": [], "has_more": true}"#]
            ),
            [None]
        );
    }

    #[test]
    fn searches_follow_next_page() {
        let pages = [
            r#"{"data": [], "has_more": true, "next_page": "p2"}"#,
            r#"{"data": [{"id": "ch_1"}], "has_more": false, "next_page": null}"#,
        ];
        assert_eq!(
            walk(request(&SEARCH), Style::Search, &pages),
            [query("limit=2&page=p2"), None]
        );
    }

    #[test]
    fn v2_follows_the_url_as_it_stands() {
        let pages = [
            r#"{"data": [], "next_page_url": "/v2/core/events?page=a%20b&limit=2"}"#,
            r#"{"data": [{"id": "evt_1"}], "next_page_url": null}"#,
        ];
        let expected = [query("/v2/core/events?page=a%20b&limit=2"), None];
        assert_eq!(walk(request(&EVENTS), Style::Link, &pages), expected);
    }

    #[test]
    fn a_page_that_comes_again_is_a_fault() {
        let mut cursor = Cursor::new(request(&LIST).into_call(), Style::Cursor);
        let page = r#"{"data": [{"id": "a"}], "has_more": true}"#;
        assert!(cursor.next().is_some());
        assert!(after(&mut cursor, page).unwrap().is_some());
        assert_eq!(after(&mut cursor, page).unwrap_err().path(), "data[0].id");
    }

    #[test]
    fn a_gap_is_a_fault_and_the_end() {
        for (endpoint, style, page, path) in [
            (
                &LIST,
                Style::Cursor,
                r#"{"data": [{"id": "a"}, {"id": null}], "has_more": true}"#,
                "data[1].id",
            ),
            (
                &SEARCH,
                Style::Search,
                r#"{"data": [{"id": "a"}], "has_more": true}"#,
                "next_page",
            ),
            (
                &EVENTS,
                Style::Link,
                r#"{"data": [], "next_page_url": "//evil.example/v2"}"#,
                "next_page_url",
            ),
            (
                &EVENTS,
                Style::Link,
                r#"{"data": [], "next_page_url": "https://evil/v2"}"#,
                "next_page_url",
            ),
        ] {
            let mut cursor = Cursor::new(request(endpoint).into_call(), style);
            assert!(cursor.next().is_some());
            assert_eq!(after(&mut cursor, page).unwrap_err().path(), path);
            assert!(cursor.next().is_none());
        }
    }
}
