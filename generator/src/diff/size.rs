//! Counts before and after.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::Lowered;
use crate::ir::Direction;
use crate::names::singular;

/// Number of resources in the list of those that grew most.
const GROWN: usize = 5;

/// The files of a crate, by path.
pub type Files = BTreeMap<String, String>;

/// A part of the crate, from the point of view of a reviewer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Part {
    /// Read line by line.
    Definitions,
    /// Follows from the definitions; review tools fold it.
    Plumbing,
    /// The runtime, and the version of the document.
    Rest,
}

impl Part {
    /// Each with its name.
    pub const ALL: [(Self, &'static str); 3] = [
        (Self::Definitions, "definitions"),
        (Self::Plumbing, "plumbing"),
        (Self::Rest, "rest"),
    ];

    /// The part that a file belongs to, by its path in the crate.
    #[must_use]
    pub fn of(path: &str) -> Self {
        let below = |folder: &str| {
            path.strip_prefix(folder)
                .is_some_and(|rest| rest.starts_with(['/', '.']))
        };
        if below("src/plumbing") {
            Self::Plumbing
        } else if ["src/objects", "src/resources", "src/services", "src/events"]
            .into_iter()
            .any(below)
        {
            Self::Definitions
        } else {
            Self::Rest
        }
    }
}

/// Counts before and after.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Size {
    /// Operations and types, and lines of code if both crates were emitted.
    pub totals: Vec<Row>,
    /// Lines of definitions and plumbing of each resource and its services, by name.
    pub resources: Vec<Row>,
    /// Resources that grew most, largest growth first.
    pub grown: Vec<Row>,
    /// Files of what the parameters of methods are made of, without extension.
    #[serde(skip)]
    methods: BTreeSet<String>,
}

/// A number before and after.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Row {
    /// What is counted.
    pub title: String,
    /// In the first document.
    pub base: usize,
    /// In the second document.
    pub head: usize,
}

impl Row {
    fn new(title: &str, (base, head): (usize, usize)) -> Self {
        let title = title.to_owned();
        Self { title, base, head }
    }

    /// By how much it grew.
    #[must_use]
    pub fn growth(&self) -> usize {
        self.head.saturating_sub(self.base)
    }
}

impl Size {
    pub(super) fn of(base: &Lowered, head: &Lowered) -> Self {
        let row =
            |title, count: &dyn Fn(&Lowered) -> usize| Row::new(title, (count(base), count(head)));
        let totals = vec![
            row("operations", &|lowered| lowered.api.operations.len()),
            row("types of requests", &|lowered| {
                types(lowered, Direction::Request)
            }),
            row("types of replies", &|lowered| {
                types(lowered, Direction::Response)
            }),
        ];
        let methods = [base, head].into_iter().flat_map(|lowered| {
            let operations = lowered.api.operations.iter();
            operations.filter_map(|operation| lowered.names.request_module(operation))
        });
        Self {
            totals,
            methods: methods.map(|module| module.join("/")).collect(),
            ..Self::default()
        }
    }

    /// The resource of a file of definitions or plumbing, as in the file name and in the singular: `resources/checkout_session.rs`,
    /// `services/checkout/sessions.rs` and `plumbing/services/checkout/sessions/create.rs` are all of `checkout_session`.
    fn resource(&self, path: &str) -> Option<(String, String)> {
        let path = path.strip_prefix("src/")?.strip_suffix(".rs")?;
        let mut path = path.strip_prefix("plumbing/").unwrap_or(path);
        if let Some((service, _)) = path
            .rsplit_once('/')
            .filter(|_| self.methods.contains(path))
        {
            path = service;
        }
        let path = path
            .strip_prefix("resources/")
            .or_else(|| path.strip_prefix("services/"))?;
        let steps: Vec<String> = path.split('/').map(singular).collect();
        let steps = steps.join("_");
        // `mod.rs` lists modules.
        (path != "mod").then(|| (path.replace('/', "_"), singular(&steps)))
    }

    /// Counts the lines of both crates.
    pub fn measure(&mut self, base: &Files, head: &Files) {
        for (part, name) in Part::ALL {
            let title = format!("lines of {name}");
            let row = Row::new(&title, (lines_of(base, part), lines_of(head, part)));
            self.totals.push(row);
        }
        let mut resources: BTreeMap<String, Row> = BTreeMap::new();
        for (files, is_base) in [(base, true), (head, false)] {
            for (path, text) in files {
                let Some((name, resource)) = self.resource(path) else {
                    continue;
                };
                let row = resources.entry(resource).or_default();
                // In the singular, where there is an object: services have plurals.
                if row.title.is_empty() || name.len() < row.title.len() {
                    row.title = name;
                }
                let lines = if is_base {
                    &mut row.base
                } else {
                    &mut row.head
                };
                *lines = lines.saturating_add(text.lines().count());
            }
        }
        self.resources = resources.into_values().collect();
        let grown = self.resources.iter().filter(|row| row.growth() > 0);
        let mut grown: Vec<Row> = grown.cloned().collect();
        // Stable: of equals, the first by name.
        grown.sort_by_key(|row| std::cmp::Reverse(row.growth()));
        grown.truncate(GROWN);
        self.grown = grown;
    }
}

fn types(lowered: &Lowered, direction: Direction) -> usize {
    let types = lowered.api.types.values();
    types.filter(|def| def.direction == direction).count()
}

fn lines_of(files: &Files, part: Part) -> usize {
    let files = files.iter().filter(|(path, _)| Part::of(path) == part);
    files.map(|(_, text)| text.lines().count()).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files(files: &[(&str, usize)]) -> Files {
        let files = files.iter();
        files
            .map(|(path, lines)| ((*path).to_owned(), "a line\n".repeat(*lines)))
            .collect()
    }

    #[test]
    fn lines_are_those_of_all_files_of_a_resource() {
        let base = files(&[
            ("Cargo.toml", 9),
            ("src/resources/mod.rs", 3),
            ("src/resources/checkout_session.rs", 10),
            ("src/plumbing/resources/checkout_session.rs", 4),
            ("src/services/checkout/sessions.rs", 20),
            ("src/resources/refund.rs", 7),
        ]);
        let head = files(&[
            ("Cargo.toml", 10),
            ("src/resources/checkout_session.rs", 12),
            ("src/plumbing/resources/checkout_session.rs", 4),
            ("src/services/checkout/sessions.rs", 20),
            ("src/services/checkout/sessions/create.rs", 5),
            ("src/resources/refund.rs", 5),
            ("src/services/charges.rs", 1),
        ]);
        let mut size = Size {
            methods: BTreeSet::from(["services/checkout/sessions/create".to_owned()]),
            ..Size::default()
        };
        size.measure(&base, &head);
        let row = |title: &str, base, head| Row::new(title, (base, head));
        assert_eq!(
            size.totals,
            [
                row("lines of definitions", 40, 43),
                row("lines of plumbing", 4, 4),
                row("lines of rest", 9, 10),
            ]
        );
        let sessions = row("checkout_session", 34, 41);
        let charges = row("charges", 0, 1);
        assert_eq!(
            size.resources,
            [charges.clone(), sessions.clone(), row("refund", 7, 5)]
        );
        assert_eq!(size.grown, [sessions, charges]);
    }
}
