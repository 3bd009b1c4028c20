//! Exceptions to the rules, of naming and of secrecy: data of `spec/exceptions.tsv`, each with a reason.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Source};
use crate::tsv::{self, Columns};

/// Facts that the document does not contain.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Exceptions {
    /// Compound words in paths, and how they are split.
    pub words: BTreeMap<String, String>,
    /// Singulars of words that have no regular one.
    pub singulars: BTreeMap<String, String>,
    /// Full names of operations such as `subscriptions.cancel`, by route.
    pub operations: BTreeMap<String, String>,
    /// The base URL of links in prose that begin with `/`.
    pub link_base: Option<String>,
    /// Fields of responses whose values are secret.
    pub secrets: BTreeMap<SecretField, Secrecy>,
}

/// A field of responses.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct SecretField {
    /// Its name.
    pub name: String,
    /// The value of `object` beside it, or the name of the field that holds its object; `None` where it is secret
    /// anywhere.
    pub within: Option<String>,
}

/// Which values of a field are secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Secrecy {
    /// All but `null`.
    Any,
    /// Strings.
    Text,
    /// Texts as long as the number of a payment card.
    CardNumber,
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
            ["singular", what, name, _] => self
                .singulars
                .insert((*what).to_owned(), (*name).to_owned())
                .map(|_| format!("the word `{what}` has a singular already")),
            ["operation", what, name, _] if name.contains('.') => self
                .operations
                .insert((*what).to_owned(), (*name).to_owned())
                .map(|_| format!("the operation `{what}` has an exception already")),
            ["link", "/", base, _] => self
                .link_base
                .replace((*base).to_owned())
                .map(|_| "the base of links is given already".to_owned()),
            ["secret", what, values, _] => {
                let Some(values) = secrecy(values) else {
                    let message = format!("`{values}` is not `any`, `text` or `card-number`");
                    return problem(Some(2), message);
                };
                let (within, name) = match what.rsplit_once(' ') {
                    Some((within, name)) => (Some(within.to_owned()), name),
                    None => (None, *what),
                };
                let name = name.to_owned();
                self.secrets
                    .insert(SecretField { name, within }, values)
                    .map(|_| format!("the field `{what}` is secret already"))
            }
            _ => {
                let expected = "an exception is `word`, `singular`, `operation`, `link` or `secret`, what it is about, its name and the reason, between tabs";
                return problem(None, expected.to_owned());
            }
        };
        again.map_or(Ok(()), |message| problem(Some(1), message))
    }
}

fn secrecy(values: &str) -> Option<Secrecy> {
    Some(match values {
        "any" => Secrecy::Any,
        "text" => Secrecy::Text,
        "card-number" => Secrecy::CardNumber,
        _ => return None,
    })
}
