//! From one page of a list to the next.

use super::call::Call;
use super::path;
use crate::json::{Fault, Node};
use crate::params::Value;

/// What a page tells about the pages beside it.
#[derive(Debug, Default)]
pub(crate) struct Marks {
    count: usize,
    /// The ids of the first and the last item.
    first: Option<String>,
    last: Option<String>,
    has_more: bool,
    next_page: Option<String>,
    next_page_url: Option<String>,
}

impl Marks {
    pub(crate) fn read(page: Node<'_>) -> Self {
        let text = |node: Node<'_>, name| Some(node.field(name)?.as_str()?.into_owned());
        let mut marks = Self {
            has_more: page.is_true("has_more"),
            next_page: text(page, "next_page"),
            next_page_url: text(page, "next_page_url"),
            ..Self::default()
        };
        if let Some(data) = page.field("data") {
            let items = data.items();
            marks.count = items.len();
            marks.first = items.clone().next().and_then(|item| text(item, "id"));
            marks.last = items.last().and_then(|item| text(item, "id"));
        }
        marks
    }
}

/// How the pages of a list follow each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(dead_code, reason = "a document may not have all of them")]
pub enum Style {
    /// v1: `starting_after` the last item.
    Forward,
    /// v1, when the caller set `ending_before`: from there on towards the newest.
    Backward,
    /// v1 searches: `page`, as the reply says.
    Search,
    /// v2: a URL, as the reply says.
    Link,
}

/// The next page to fetch. An error, or a page that is never taken in, ends the list.
#[derive(Debug)]
pub(crate) struct Cursor {
    style: Style,
    next: Option<Call>,
    /// The call whose page is awaited.
    current: Option<Call>,
}

impl Cursor {
    /// Lists are walked forward, unless the caller set `ending_before`.
    pub(crate) fn new(call: Call, style: Style) -> Self {
        let backward = style == Style::Forward && call.params.get("ending_before").is_some();
        let style = if backward { Style::Backward } else { style };
        Self {
            style,
            next: Some(call),
            current: None,
        }
    }

    /// Whether items come in the reverse of their order in the pages.
    pub(crate) fn is_backward(&self) -> bool {
        self.style == Style::Backward
    }

    /// The call for the next page; `None` at the end.
    pub(crate) fn next(&mut self) -> Option<Call> {
        self.current = self.next.take();
        self.current.clone()
    }

    /// Goes on from the page that was fetched.
    ///
    /// A page that says that there is more, but not where, is a fault: to stop there would pass for
    /// the end of the list.
    pub(crate) fn advance(&mut self, marks: &Marks) -> Result<(), Fault> {
        let Some(mut call) = self.current.take() else {
            return Ok(());
        };
        let (more, place) = match self.style {
            // An empty page has no id to go on from.
            Style::Forward => (marks.has_more && marks.count > 0, &marks.last),
            Style::Backward => (marks.has_more && marks.count > 0, &marks.first),
            Style::Search => (marks.has_more, &marks.next_page),
            Style::Link => (marks.next_page_url.is_some(), &marks.next_page_url),
        };
        if !more {
            return Ok(());
        }
        // A server that answers with the page it was asked to go on from would be asked for ever.
        let before = match self.style {
            Style::Forward => call.params.get("starting_after"),
            Style::Backward => call.params.get("ending_before"),
            Style::Search => call.params.get("page"),
            Style::Link => None,
        };
        let again = |place: &str| match before {
            Some(Value::Text(before)) => before == place,
            _ => call.location.as_deref() == Some(place),
        };
        let usable =
            |place: &&String| !again(place) && (self.style != Style::Link || path::is_local(place));
        let place = place
            .as_ref()
            .filter(usable)
            .ok_or_else(|| self.gap(marks))?
            .clone();
        match self.style {
            Style::Forward => call
                .params
                .insert("starting_after".into(), Value::Text(place)),
            Style::Backward => call
                .params
                .insert("ending_before".into(), Value::Text(place)),
            Style::Search => call.params.insert("page".into(), Value::Text(place)),
            Style::Link => call.location = Some(place),
        }
        // A key belongs to one request, and the next page is another.
        call.options.idempotency_key = None;
        self.next = Some(call);
        Ok(())
    }

    #[cold]
    fn gap(&self, marks: &Marks) -> Fault {
        let id = |index| {
            Fault::new("a string", "none")
                .within("id")
                .within_item(index)
                .within("data")
        };
        match self.style {
            Style::Forward => id(marks.count.saturating_sub(1)),
            Style::Backward => id(0),
            Style::Search => Fault::new("a string", "none").within("next_page"),
            Style::Link => {
                Fault::new("a path on the same host", "another URL").within("next_page_url")
            }
        }
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
        Ok(next.map(|call| call.location.clone().unwrap_or_else(|| call.query())))
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
        assert_eq!(walk(request(&LIST), Style::Forward, &pages), expected);
    }

    #[test]
    fn backward_from_the_first_item() {
        let request = request(&LIST).set("ending_before", "re_9");
        assert!(Cursor::new(request.call().clone(), Style::Forward).is_backward());
        let pages = [
            r#"{"data": [{"id": "re_7"}, {"id": "re_8"}], "has_more": true}"#,
            "{}",
        ];
        assert_eq!(
            walk(request, Style::Forward, &pages),
            [query("ending_before=re_7&limit=2"), None]
        );
    }

    #[test]
    fn an_empty_page_ends_a_list_of_v1() {
        assert_eq!(
            walk(
                request(&LIST),
                Style::Forward,
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
        let mut cursor = Cursor::new(request(&LIST).into_call(), Style::Forward);
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
                Style::Forward,
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
