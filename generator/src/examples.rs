//! What examples in the documentation say: values by name, and calls with real parameters. Data of
//! `spec/examples.tsv`, each with a reason.
//!
//! The document says which parameters there are, not which of them make sense together.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::{Map, Value};

use crate::diagnostic::{Diagnostic, Row, Source};
use crate::ir::{Operation, Segment};
use crate::tsv::{self, Columns};

/// The code of all problems in the file.
pub(crate) const CODE: &str = "examples-file";

/// Values and calls for examples.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Examples {
    /// The value of a string, by its name, in the order of the file.
    values: Vec<(String, String)>,
    /// Calls, by the route of their operation.
    calls: BTreeMap<String, ExampleCall>,
}

/// The parameters of a call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExampleCall {
    /// The column with the parameters, for messages.
    pub row: Row,
    /// Parameters by their names in the document; path arguments are values by name.
    pub parameters: Map<String, Value>,
}

impl Examples {
    /// Reads lines of four tab-separated columns: `value`, a name, a text, reason; or `call`, a route, its parameters as a
    /// JSON object, reason. Empty lines and lines that begin with `#` are skipped.
    ///
    /// # Errors
    ///
    /// Every line that cannot be read, or that repeats a name or a route.
    pub fn parse(file: &Arc<Source>) -> Result<Self, Vec<Diagnostic>> {
        let mut examples = Self::default();
        let problems: Vec<_> = tsv::rows(file)
            .filter_map(|row| examples.add(&row).err())
            .collect();
        if problems.is_empty() {
            Ok(examples)
        } else {
            Err(problems)
        }
    }

    fn add(&mut self, row: &Columns<'_>) -> Result<(), Diagnostic> {
        let problem = |column, message: String| Err(row.problem(CODE, column, message));
        match row.all().as_slice() {
            [_, _, _, reason] if reason.trim().is_empty() => {
                problem(None, "an example without a reason".to_owned())
            }
            ["value", name, text, _] => {
                if self.values.iter().any(|(known, _)| known == name) {
                    return problem(Some(1), format!("`{name}` has a value already"));
                }
                self.values.push(((*name).to_owned(), (*text).to_owned()));
                Ok(())
            }
            ["call", route, parameters, _] => {
                let parameters = match serde_json::from_str(parameters) {
                    Ok(parameters) => parameters,
                    Err(error) => {
                        return problem(Some(2), format!("no JSON object: {error}"));
                    }
                };
                let row_of_parameters = row.column(2);
                let call = ExampleCall {
                    row: row_of_parameters,
                    parameters,
                };
                match self.calls.insert((*route).to_owned(), call) {
                    Some(_) => problem(Some(1), format!("`{route}` has an example already")),
                    None => Ok(()),
                }
            }
            _ => {
                let expected = "an example is `value`, a name, a text and the reason, or `call`, a route, its parameters as JSON and the reason, between tabs";
                problem(None, expected.to_owned())
            }
        }
    }

    /// The values, by name, in the order of the file.
    pub fn values(&self) -> impl Iterator<Item = (&str, &str)> {
        let values = self.values.iter();
        values.map(|(name, text)| (name.as_str(), text.as_str()))
    }

    /// All calls, by the route of their operation.
    pub fn calls(&self) -> impl Iterator<Item = (&str, &ExampleCall)> {
        let calls = self.calls.iter();
        calls.map(|(route, call)| (route.as_str(), call))
    }

    /// The call of an operation, if the file has one.
    #[must_use]
    pub fn call(&self, operation: &Operation) -> Option<&ExampleCall> {
        self.calls.get(&operation.route())
    }

    /// The value of a string with this name.
    #[must_use]
    pub fn value(&self, name: &str) -> Option<&str> {
        let mut values = self.values();
        values
            .find(|(known, _)| *known == name)
            .map(|(_, text)| text)
    }

    /// The name whose value a path argument has, with the value: the resource before it in the path, with the word
    /// before that if there is a value for both, else the argument's own name.
    #[must_use]
    pub fn argument(&self, path: &[Segment], name: &str) -> Option<(&str, &str)> {
        let at = path
            .iter()
            .position(|segment| matches!(segment, Segment::Argument(other) if other == name))?;
        let before = path.get(..at).unwrap_or_default().iter().rev();
        let mut literals = before.filter_map(|segment| match segment {
            Segment::Literal(text) => Some(text.as_str()),
            Segment::Argument(_) => None,
        });
        let resources = literals.next().map_or_else(Vec::new, singulars);
        let qualified = literals.next().into_iter().flat_map(|namespace| {
            let resources = resources.iter();
            resources.map(move |resource| format!("{namespace}.{resource}"))
        });
        let candidates = qualified.chain(resources.iter().cloned());
        candidates
            .chain([name.to_owned()])
            .find_map(|wanted| self.values().find(|(known, _)| *known == wanted))
    }
}

/// What a word may be the plural of; the word itself is the last. Only those that have a value count.
fn singulars(plural: &str) -> Vec<String> {
    let mut singulars = Vec::new();
    if let Some(stem) = plural.strip_suffix("ies") {
        singulars.push(format!("{stem}y"));
    }
    singulars.extend(["s", "es", ""].iter().filter_map(|ending| {
        let stem = plural.strip_suffix(ending)?;
        Some(stem.to_owned())
    }));
    singulars
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Examples, Vec<String>> {
        Examples::parse(&Arc::new(Source::new("examples.tsv", text))).map_err(|problems| {
            let lines = problems.iter().map(|problem| {
                let row = problem.row.as_ref().map(|row| row.position.line);
                format!("{}: {}", row.unwrap_or_default(), problem.message)
            });
            lines.collect()
        })
    }

    #[test]
    fn every_line_that_cannot_be_read_is_told() {
        let text = "value\ta\tb\t\nvalue\ta\tb\tx\nvalue\ta\tc\tx\ncall\tGET /a\t[]\tx\ncall\tGET /a\t{}\tx\n\
                    call\tGET /a\t{}\tx\nother\ta\tb\tx\n";
        let problems = read(text).expect_err("lines are refused");
        let lines: Vec<_> = problems
            .iter()
            .map(|problem| problem.split(':').next())
            .collect();
        assert_eq!(lines, ["1", "3", "4", "6", "7"].map(Some), "{problems:?}");
    }

    #[test]
    fn an_argument_is_the_resource_before_it() {
        let text = "value\tcard\tcard_1\tx\nvalue\tissuing.card\tic_1\tx\nvalue\tperson\tperson_1\tx\nvalue\treply\tre_1\tx\nvalue\tfees.reply\tfr_1\tx";
        let examples = read(text).expect("it is read");
        let value = |path: &str, name: &str| {
            let segments: Vec<Segment> = path
                .split('/')
                .map(|part| match part.strip_prefix('{') {
                    Some(argument) => Segment::Argument(argument.trim_end_matches('}').to_owned()),
                    None => Segment::Literal(part.to_owned()),
                })
                .collect();
            examples
                .argument(&segments, name)
                .map(|(_, text)| text.to_owned())
        };
        for (path, name, expected) in [
            ("v1/issuing/cards/{card}", "card", Some("ic_1")),
            ("v1/issuing/cards/{card}/ship", "card", Some("ic_1")),
            ("v1/customers/{customer}/cards/{id}", "id", Some("card_1")),
            ("v1/people/{person}", "person", Some("person_1")),
            ("v1/replies/{id}", "id", Some("re_1")),
            ("v1/coins/{coin}/cards/{id}", "id", Some("card_1")),
            ("v1/fees/{fee}/replies/{id}", "id", Some("fr_1")),
            ("v1/coins/{id}", "id", None),
        ] {
            assert_eq!(value(path, name).as_deref(), expected, "{path}");
        }
    }
}
