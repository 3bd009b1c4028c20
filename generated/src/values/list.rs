//! Pages of lists.

use crate::json::{Decode, Encode, Fault, Node, Writer};
use crate::values::{Constant, Fields};

/// One page of a list.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct List<T> {
    /// The items of this page.
    pub data: Vec<T>,
    /// Whether there are items after this page.
    pub has_more: bool,
    /// Always `list`.
    pub object: Constant,
    /// The path of the list.
    pub url: String,
    /// Undocumented fields.
    pub undocumented: Fields,
}

impl<T: Decode> Decode for List<T> {
    #[inline]
    fn decode(json: Node<'_>) -> Result<Self, Fault> {
        let mut object = json.object()?;
        Ok(Self {
            data: object.field("data")?,
            has_more: object.field("has_more")?,
            object: object.constant("object", "list")?,
            url: object.field("url")?,
            undocumented: object.rest()?,
        })
    }
}

impl<T: Encode> Encode for List<T> {
    #[inline]
    fn encode(&self, out: &mut Writer) {
        let mut object = out.object();
        object.field("data", &self.data);
        object.field("has_more", &self.has_more);
        object.field("object", &self.object);
        object.field("url", &self.url);
        object.rest(&self.undocumented);
    }
}

crate::values::items!(List);
crate::json::serde_bridge!(List<T>);

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::json::{from_json, to_json};

    const PAGE: &str =
        r#"{"data":[1,2],"has_more":true,"object":"list","url":"/v1/refunds","total_count":9}"#;

    #[test]
    fn a_page_is_read_and_written() {
        let page: List<i64> = from_json(PAGE).unwrap();
        assert!(page.has_more);
        assert_eq!(page.object, "list");
        assert_eq!(page.url, "/v1/refunds");
        assert_eq!(page.undocumented.get("total_count").unwrap().as_str(), "9");
        assert_eq!((&page).into_iter().sum::<i64>(), 3);
        assert_eq!(to_json(&page), PAGE);
        assert_eq!(page.into_iter().collect::<Vec<_>>(), [1, 2]);
    }

    #[test]
    fn faults_name_the_item() {
        let fault = from_json::<List<i64>>(&PAGE.replace("[1,2]", "[1,{}]")).unwrap_err();
        assert_eq!(
            fault.to_string(),
            "data[1]: expected an integer of 64 bits, found an object"
        );
        let fault = from_json::<List<i64>>(&PAGE.replace("has_more", "had_more")).unwrap_err();
        assert_eq!(fault.path(), "has_more");
    }
}
