//! Rows of what is described once a page: an equal parameter of a later operation is one line that leads to it.

use std::collections::HashMap;

use super::{Link, Row};

/// What two parameters have in common if one description serves both.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Same {
    pub(super) name: String,
    pub(super) wire: String,
    pub(super) prose: String,
    /// What it is made of, by the place of its definition.
    pub(super) definition: Option<String>,
}

/// Rows that are on the page already.
#[derive(Debug, Default)]
pub(super) struct Known(HashMap<Same, String>);

impl Known {
    /// Where an equal row is; remembers this one if there is none.
    pub(super) fn known(&mut self, same: Same, anchor: &str) -> Option<String> {
        // One line of prose is as short as a link.
        if same.prose.len() < 80 && same.definition.is_none() {
            return None;
        }
        if let Some(known) = self.0.get(&same) {
            return Some(known.clone());
        }
        self.0.insert(same, anchor.to_owned());
        None
    }
}

impl Row {
    /// Leads to where the rest is described.
    pub(super) fn see(&mut self, anchor: &str) {
        self.see = Some(Link {
            href: format!("#{anchor}"),
            text: anchor.to_owned(),
        });
    }
}
