//! How long the texts of a request may be.

use std::collections::BTreeMap;

/// The longest texts that the document allows in a parameter and in what is inside of it. The server enforces them and may
/// raise them, so they are advisory: the client has no part of them, and structures that differ in them alone are one type.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Lengths {
    /// The most characters of the text itself.
    pub longest: Option<u64>,
    /// Those of fields, by name.
    pub fields: BTreeMap<String, Lengths>,
    /// Those of the items of a list, or the values of a map.
    pub items: Option<Box<Lengths>>,
}

impl Lengths {
    /// Whether nothing is limited.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}
