//! What search finds, and the index of it: scripts that a page loads when its search is opened.
//!
//! Scripts and not JSON, because browsers refuse `fetch` to pages that are opened as files.

mod tier;

use std::collections::{BTreeMap, HashSet};

/// What an entry is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
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
    /// A chapter of the guide.
    Chapter,
}

/// One result of a search.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// What it is.
    pub kind: Kind,
    /// Its name in Rust, such as `refunds.create`; that of a value ends with `::` and the variant.
    pub rust: String,
    /// Its name on the wire.
    pub wire: String,
    /// The HTTP path of an operation, the path of an object's type in the crate, the sections of a chapter, or else the anchor of what it
    /// belongs to.
    pub path: String,
    /// The HTTP method of an operation.
    pub method: Option<&'static str>,
    /// The page, relative to the root of the site.
    pub page: String,
    /// The anchor on the page; that of a value begins with `path`.
    pub anchor: String,
    /// One sentence of plain text; empty where the document says nothing.
    pub summary: String,
}

/// The files of the index, by their paths in the site.
///
/// Opening search loads the first: operations, objects, chapters, and the parameters of operations. The second has all other
/// places and types; it is loaded when three letters are typed. Results that match equally well keep the order of `entries`.
///
/// # Errors
///
/// A file that cannot be written as JSON.
pub fn index(entries: &[Entry]) -> Result<BTreeMap<String, String>, serde_json::Error> {
    let (first, second) = tiers(entries);
    let mut files = BTreeMap::new();
    for (number, entries) in [(1, first), (2, second)] {
        let tier = serde_json::to_string(&tier::Tier::of(&entries))?;
        let script = format!("stripeReference.tiers[{number}] = {tier};\n");
        files.insert(format!("search/{number}.js"), script);
    }
    Ok(files)
}

/// The entries of the two files.
fn tiers(entries: &[Entry]) -> (Vec<&Entry>, Vec<&Entry>) {
    let operations: HashSet<&str> = entries
        .iter()
        .filter(|entry| entry.kind == Kind::Operation)
        .map(|entry| entry.anchor.as_str())
        .collect();
    entries.iter().partition(|entry| match entry.kind {
        Kind::Operation | Kind::Chapter => true,
        // Below an object or an operation are types of their parts.
        Kind::Type => !entry.anchor.contains('.'),
        Kind::Parameter => {
            let parent = entry.anchor.strip_suffix(&entry.wire);
            let parent = parent.and_then(|parent| parent.strip_suffix('.'));
            parent.is_some_and(|parent| operations.contains(parent))
        }
        Kind::Field | Kind::Value => false,
    })
}
