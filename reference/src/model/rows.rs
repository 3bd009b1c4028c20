//! Rows of what is described once a page: an equal parameter of a later operation is one line that leads to it, and fields of
//! one type that nothing is said about share a row.

use std::collections::HashMap;

use super::{Also, Link, Row};

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

/// Fewer than this many fields of one type have rows of their own.
const MANY: usize = 3;

/// Fields that differ in their names alone, in the row of the first. The others keep their order.
pub(super) fn grouped(rows: Vec<Row>) -> Vec<Row> {
    let mut counts: HashMap<String, usize> = HashMap::new();
    for key in rows.iter().filter_map(Row::kind) {
        let count = counts.entry(key).or_default();
        *count = count.saturating_add(1);
    }
    let mut first: HashMap<String, usize> = HashMap::new();
    let mut grouped: Vec<Row> = Vec::new();
    for row in rows {
        let key = row
            .kind()
            .filter(|key| counts.get(key).is_some_and(|count| *count >= MANY));
        let Some(key) = key else {
            grouped.push(row);
            continue;
        };
        match first.get(&key).and_then(|index| grouped.get_mut(*index)) {
            Some(known) => known.also.push(Also {
                anchor: row.anchor,
                name: row.name,
            }),
            None => {
                first.insert(key, grouped.len());
                grouped.push(row);
            }
        }
    }
    grouped
}

impl Row {
    /// What a row says but for its name; `None` if it says more than where it is described.
    fn kind(&self) -> Option<String> {
        let is_bare = self.prose.is_empty()
            && self.values.is_none()
            && self.forms.is_empty()
            && self.folds.is_empty()
            && self.changed.is_empty()
            && (self.see.is_some() || self.is_empty_object);
        let see = self.see.as_ref().map(|link| link.href.as_str());
        is_bare.then(|| {
            format!(
                "{} {} {:?} {} {see:?}",
                self.ty, self.wire, self.flags, self.how
            )
        })
    }
}
