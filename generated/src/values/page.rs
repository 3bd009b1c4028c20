//! Pages of v2 lists, which have links to their neighbours.

use crate::json::{Decode, Encode, Fault, Node, Writer};
use crate::values::Fields;

/// One page of a v2 list.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct Page<T> {
    /// The items of this page.
    pub data: Vec<T>,
    /// The path of the next page; `None` at the end.
    pub next_page_url: Option<String>,
    /// The path of the previous page; `None` at the start.
    pub previous_page_url: Option<String>,
    /// Undocumented fields.
    pub undocumented: Fields,
}

impl<T: Decode> Decode for Page<T> {
    #[inline]
    fn decode(json: Node<'_>) -> Result<Self, Fault> {
        let mut object = json.object()?;
        Ok(Self {
            data: object.field("data")?,
            next_page_url: object.field("next_page_url")?,
            previous_page_url: object.field("previous_page_url")?,
            undocumented: object.rest()?,
        })
    }
}

impl<T: Encode> Encode for Page<T> {
    #[inline]
    fn encode(&self, out: &mut Writer) {
        let mut object = out.object();
        object.field("data", &self.data);
        object.field("next_page_url", &self.next_page_url);
        object.field("previous_page_url", &self.previous_page_url);
        object.rest(&self.undocumented);
    }
}

crate::values::items!(Page);
crate::json::serde_bridge!(Page<T>);

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::json::{from_json, to_json};

    #[test]
    fn a_page_is_read_and_written() {
        let text =
            r#"{"data":[1,2],"next_page_url":"/v2/core/events?page=2","previous_page_url":null}"#;
        let page: Page<i64> = from_json(text).unwrap();
        assert_eq!(
            page.next_page_url.as_deref(),
            Some("/v2/core/events?page=2")
        );
        assert_eq!(page.previous_page_url, None);
        assert_eq!(
            to_json(&page),
            text.replace(r#","previous_page_url":null"#, "")
        );
        assert_eq!(page.into_iter().sum::<i64>(), 3);
    }
}
