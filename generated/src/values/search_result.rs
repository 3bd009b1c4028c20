//! Pages of search results.

use crate::json::{Decode, Encode, Fault, Node, Writer};
use crate::values::{Constant, Fields};

/// One page of a search result.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct SearchResult<T> {
    /// The items of this page.
    pub data: Vec<T>,
    /// Whether there are items after this page.
    pub has_more: bool,
    /// The value of the parameter `page` for the next page.
    pub next_page: Option<String>,
    /// Always `search_result`.
    pub object: Constant,
    /// The number of items on all pages, if the request asked for it.
    pub total_count: Option<i64>,
    /// The path of the search.
    pub url: String,
    /// Undocumented fields.
    pub undocumented: Fields,
}

impl<T: Decode> Decode for SearchResult<T> {
    #[inline]
    fn decode(json: Node<'_>) -> Result<Self, Fault> {
        let mut object = json.object()?;
        Ok(Self {
            data: object.field("data")?,
            has_more: object.field("has_more")?,
            next_page: object.field("next_page")?,
            object: object.constant("object", "search_result")?,
            total_count: object.field("total_count")?,
            url: object.field("url")?,
            undocumented: object.rest()?,
        })
    }
}

impl<T: Encode> Encode for SearchResult<T> {
    #[inline]
    fn encode(&self, out: &mut Writer) {
        let mut object = out.object();
        object.field("data", &self.data);
        object.field("has_more", &self.has_more);
        object.field("next_page", &self.next_page);
        object.field("object", &self.object);
        object.field("total_count", &self.total_count);
        object.field("url", &self.url);
        object.rest(&self.undocumented);
    }
}

crate::values::items!(SearchResult);
crate::json::serde_bridge!(SearchResult<T>);

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::json::{from_json, to_json};

    #[test]
    fn a_page_is_read_and_written() {
        let text = r#"{"data":[1,2],"has_more":true,"next_page":"p2","object":"search_result","total_count":9,"url":"/v1/charges/search"}"#;
        let page: SearchResult<i64> = from_json(text).unwrap();
        assert_eq!(page.next_page.as_deref(), Some("p2"));
        assert_eq!(page.total_count, Some(9));
        assert_eq!(to_json(&page), text);
        let last: SearchResult<i64> = from_json(
            r#"{"data":[],"has_more":false,"next_page":null,"object":"search_result","url":"/"}"#,
        )
        .unwrap();
        assert_eq!(last.next_page, None);
    }
}
