//! Where the pages next to a page are.

use super::cursor::Style;
use crate::json::{Decode, Encode, Fault, Node, parse_with, to_json};

/// Where the pages next to a page are.
#[derive(Debug, Default)]
pub struct PageInfo {
    pub(super) count: usize,
    /// The ids of the first and the last item.
    pub(super) first: Option<String>,
    pub(super) last: Option<String>,
    pub(super) has_more: bool,
    pub(super) next_page: Option<String>,
    pub(super) next_page_url: Option<String>,
    pub(super) previous_page_url: Option<String>,
    /// Whether the page has no field `next_page_url` at all. Only one that is `null` says that this is the last page.
    pub(super) lacks_next: bool,
    /// The same of `previous_page_url`.
    pub(super) lacks_previous: bool,
}

impl PageInfo {
    /// Reads the fields of a page. A field that cannot be read is a fault: treating the page as the last one would
    /// look like the end of the list.
    pub(crate) fn read(page: Node<'_>, style: Style) -> Result<Self, Fault> {
        let text = |name| optional::<String>(page, name);
        let mut object = page.object()?;
        let mut has_more = || object.field("has_more");
        let mut info = match style {
            Style::Cursor => Self {
                has_more: has_more()?,
                ..Self::default()
            },
            Style::Search => Self::named(has_more()?, text("next_page")?.as_deref()),
            Style::Link => Self {
                next_page_url: text("next_page_url")?,
                previous_page_url: text("previous_page_url")?,
                lacks_next: page.field("next_page_url").is_none(),
                lacks_previous: page.field("previous_page_url").is_none(),
                ..Self::default()
            },
        };
        if let Some(data) = page.field("data") {
            let items = data.items();
            info.count = items.len();
            info.first = items.clone().next().and_then(id);
            info.last = items.last().and_then(id);
        }
        Ok(info)
    }

    /// Of a decoded page of v1. The id of an item is read from its JSON, whatever its type.
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

    /// Turns to the other direction, about which `has_more` says nothing.
    pub(crate) fn turn(&mut self) {
        self.has_more = true;
    }

    /// Of a page that names the next one.
    pub(crate) fn named(has_more: bool, next_page: Option<&str>) -> Self {
        Self {
            has_more,
            next_page: next_page.map(str::to_owned),
            ..Self::default()
        }
    }

    /// Of a page that has the URLs of its neighbours.
    pub(crate) fn linked(next_page_url: Option<&str>, previous_page_url: Option<&str>) -> Self {
        Self {
            next_page_url: next_page_url.map(str::to_owned),
            previous_page_url: previous_page_url.map(str::to_owned),
            ..Self::default()
        }
    }
}

fn optional<T: Decode>(page: Node<'_>, name: &'static str) -> Result<Option<T>, Fault> {
    let Some(node) = page.field(name) else {
        return Ok(None);
    };
    Option::decode(node).map_err(|fault| fault.within(name))
}

fn id(item: Node<'_>) -> Option<String> {
    Some(item.field("id")?.as_str()?.into_owned())
}
