//! Exceptions to the rules, mostly of naming: data of `spec/exceptions.tsv`, each with a reason.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Source};
use crate::tsv::{self, Columns};

/// Facts that the document does not contain.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Exceptions {
    /// Compound words in paths, and how they are split.
    pub words: BTreeMap<String, String>,
    /// Full names of operations such as `subscriptions.cancel`, by route.
    pub operations: BTreeMap<String, String>,
    /// The base URL of links in prose that begin with `/`.
    pub link_base: Option<String>,
}

impl Exceptions {
    /// Reads lines of four tab-separated columns: kind, what, name, reason.
    /// Empty lines and lines that begin with `#` are skipped.
    ///
    /// # Errors
    ///
    /// Every line that cannot be read.
    pub fn parse(file: &Arc<Source>) -> Result<Self, Vec<Diagnostic>> {
        let mut exceptions = Self::default();
        let problems: Vec<_> = tsv::rows(file)
            .filter_map(|row| exceptions.add(&row).err())
            .collect();
        if problems.is_empty() {
            Ok(exceptions)
        } else {
            Err(problems)
        }
    }

    fn add(&mut self, row: &Columns<'_>) -> Result<(), Diagnostic> {
        let problem = |column: Option<usize>, message: String| {
            Err(row.problem("exceptions-file", column, message))
        };
        let columns = row.all();
        let again = match columns.as_slice() {
            [_, _, _, reason] if reason.trim().is_empty() => {
                return problem(None, "an exception without a reason".to_owned());
            }
            ["word", what, name, _] => self
                .words
                .insert((*what).to_owned(), (*name).to_owned())
                .map(|_| format!("the word `{what}` has an exception already")),
            ["operation", what, name, _] if name.contains('.') => self
                .operations
                .insert((*what).to_owned(), (*name).to_owned())
                .map(|_| format!("the operation `{what}` has an exception already")),
            ["link", "/", base, _] => self
                .link_base
                .replace((*base).to_owned())
                .map(|_| "the base of links is given already".to_owned()),
            _ => {
                let expected = "an exception is `word`, `operation` or `link`, what it is about, its name and the reason, between tabs";
                return problem(None, expected.to_owned());
            }
        };
        again.map_or(Ok(()), |message| problem(Some(1), message))
    }
}
