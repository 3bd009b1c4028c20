//! What no rule can know, names above all: data of `spec/exceptions.tsv`, each with a reason.

use std::collections::BTreeMap;

use crate::diagnostic::{Diagnostic, Pointer};

/// What the document does not say.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Exceptions {
    /// Compound words of paths, and how they are split.
    pub words: BTreeMap<String, String>,
    /// Full names of operations such as `subscriptions.cancel`, by route.
    pub operations: BTreeMap<String, String>,
    /// What links in prose that begin with `/` are relative to.
    pub link_base: Option<String>,
}

impl Exceptions {
    /// Reads lines of four tab-separated columns: kind, what, name, reason.
    /// Empty lines and lines that begin with `#` are skipped.
    ///
    /// # Errors
    ///
    /// Every line that cannot be read.
    pub fn parse(text: &str) -> Result<Self, Vec<Diagnostic>> {
        let mut exceptions = Self::default();
        let mut problems = Vec::new();
        for (index, line) in text.lines().enumerate() {
            if line.trim().is_empty() || line.starts_with('#') {
                continue;
            }
            let columns: Vec<&str> = line.split('\t').collect();
            let earlier = match columns.as_slice() {
                [_, _, _, reason] if reason.trim().is_empty() => {
                    Some(format!("line {} gives no reason", index + 1))
                }
                ["word", what, name, _] => exceptions
                    .words
                    .insert((*what).to_owned(), (*name).to_owned())
                    .map(|_| format!("line {} names the word `{what}` again", index + 1)),
                ["operation", what, name, _] if name.contains('.') => exceptions
                    .operations
                    .insert((*what).to_owned(), (*name).to_owned())
                    .map(|_| format!("line {} names the operation `{what}` again", index + 1)),
                ["link", "/", base, _] => exceptions
                    .link_base
                    .replace((*base).to_owned())
                    .map(|_| format!("line {} gives the base of links again", index + 1)),
                _ => Some(format!(
                    "line {} is not `word`, `operation` or `link`, what it is about, its name and the reason, between tabs",
                    index + 1
                )),
            };
            if let Some(message) = earlier {
                problems.push(Diagnostic::error(
                    "exceptions-file",
                    Pointer::root(),
                    format!("exceptions.tsv: {message}"),
                ));
            }
        }
        if problems.is_empty() {
            Ok(exceptions)
        } else {
            Err(problems)
        }
    }
}
