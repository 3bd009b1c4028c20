//! What search finds, and the index of it.

use std::collections::BTreeMap;

use serde::Serialize;

/// What an entry is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// An operation.
    Operation,
    /// A parameter of an operation, or of what one is made of.
    Parameter,
    /// A field of an object.
    Field,
    /// A value of an enum.
    Value,
    /// A type.
    Type,
}

/// One result of a search.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Entry {
    /// What it is.
    pub kind: Kind,
    /// Its name in Rust, such as `refunds.create` or `create::Reason`.
    pub rust: String,
    /// Its name on the wire.
    pub wire: String,
    /// The HTTP path of an operation, or the object or operation that it belongs to.
    pub path: String,
    /// The HTTP method of an operation.
    pub method: Option<&'static str>,
    /// The page, relative to the root of the site.
    pub page: String,
    /// The anchor on the page.
    pub anchor: String,
    /// One sentence of plain text; empty where the document says nothing.
    pub summary: String,
}

/// The files of the index, by their paths in the site.
///
/// # Errors
///
/// An entry that cannot be written as JSON.
pub fn index(entries: &[Entry]) -> Result<BTreeMap<String, String>, serde_json::Error> {
    let all = serde_json::to_string(entries)?;
    Ok(BTreeMap::from([("search/all.json".to_owned(), all)]))
}
