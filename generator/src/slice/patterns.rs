//! Names of operations and services, and patterns of such names.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Pointer, Position, Source};
use crate::ir::Operation;
use crate::suggest::closest;

/// A selection of operations.
///
/// A name is that of an operation (`refunds.create`) or of a service
/// (`charges`), which selects all operations in it and in the services below
/// it. With `*` it is a pattern for names of operations: `*` matches any text
/// between two dots, and `**` any number of steps. So `charges.*` selects the
/// operations of `charges` itself, and `**.list` all that are called `list`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Patterns {
    pub(super) source: Arc<Source>,
    pub(super) list: Vec<Pattern>,
}

/// A pattern and its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Pattern {
    pub(super) text: String,
    pub(super) pointer: Pointer,
    pub(super) position: Option<Position>,
}

impl Patterns {
    /// Parses comma-separated patterns, as in the argument `--only`.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        let mut column = 1;
        let list = text.split(',').map(|part| {
            let leading = part.chars().take_while(|c| c.is_whitespace()).count();
            let pattern = part.trim();
            let position = Position::new(1, column + leading).with_width(pattern.chars().count());
            column += part.chars().count() + 1;
            Pattern {
                text: pattern.to_owned(),
                pointer: Pointer::root(),
                position: Some(position),
            }
        });
        Self {
            list: list.collect(),
            source: Arc::new(Source::new("--only", text)),
        }
    }

    /// The selected operations, or the patterns that match none.
    pub(super) fn choose<'a>(
        &self,
        operations: &[(&'a Operation, String)],
    ) -> Result<Vec<&'a Operation>, Vec<Diagnostic>> {
        if self.list.is_empty() {
            let at = Pointer::root().child("only");
            let problem = Diagnostic::error("unknown-name", at, "no operation is named");
            return Err(vec![
                problem.with_help("list operations or services, or give --only"),
            ]);
        }
        let names = operations.iter().map(|(_, name)| name.clone());
        let names: Vec<String> = names.collect();
        let unknown: Vec<Diagnostic> = self
            .list
            .iter()
            .filter(|pattern| !names.iter().any(|name| pattern.matches(name)))
            .map(|pattern| pattern.unknown(&names))
            .collect();
        if !unknown.is_empty() {
            return Err(unknown);
        }
        let chosen = operations
            .iter()
            .filter(|(_, name)| self.list.iter().any(|pattern| pattern.matches(name)));
        Ok(chosen.map(|(operation, _)| *operation).collect())
    }
}

impl Pattern {
    fn matches(&self, name: &str) -> bool {
        if !self.text.contains('*') {
            let rest = name.strip_prefix(&self.text);
            return rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'));
        }
        let steps = |text| str::split(text, '.').collect::<Vec<&str>>();
        steps_match(&steps(&self.text), &steps(name))
    }

    fn unknown(&self, operations: &[String]) -> Diagnostic {
        let text = &self.text;
        let message = match text.as_str() {
            "" => "there is no name here".to_owned(),
            _ if text.contains('*') => format!("no operation has a name like `{text}`"),
            _ => format!("no operation and no service is called `{text}`"),
        };
        let near = near(text, operations);
        let help = match near.as_slice() {
            [] => "`cargo xtask ir` prints the names of all operations".to_owned(),
            near => {
                let near: Vec<String> = near.iter().map(|name| format!("`{name}`")).collect();
                format!("did you mean {}?", near.join(" or "))
            }
        };
        let mut problem =
            Diagnostic::error("unknown-name", self.pointer.clone(), message).with_help(help);
        problem.position = self.position;
        problem
    }
}

fn steps_match(pattern: &[&str], name: &[&str]) -> bool {
    match pattern {
        [] => name.is_empty(),
        ["**", rest @ ..] => (0..=name.len())
            .filter_map(|skipped| name.get(skipped..))
            .any(|tail| steps_match(rest, tail)),
        [first, rest @ ..] => name
            .split_first()
            .is_some_and(|(step, tail)| text_matches(first, step) && steps_match(rest, tail)),
    }
}

fn text_matches(pattern: &str, text: &str) -> bool {
    match pattern.split_once('*') {
        None => pattern == text,
        Some((before, after)) => text.strip_prefix(before).is_some_and(|rest| {
            (0..=rest.len())
                .filter_map(|skipped| rest.get(skipped..))
                .any(|tail| text_matches(after, tail))
        }),
    }
}

/// At most three suggestions: the closest name, the service that a pattern
/// begins with, or names with the same end.
fn near<'a>(text: &str, operations: &'a [String]) -> Vec<&'a str> {
    let mut names: BTreeSet<&str> = BTreeSet::new();
    for operation in operations {
        let ends = operation.match_indices('.').map(|(end, _)| end);
        names.extend(ends.filter_map(|end| operation.get(..end)));
        names.insert(operation);
    }
    let plain = text.trim_end_matches(['*', '.']);
    if plain.is_empty() {
        return Vec::new();
    }
    if let Some(name) = names.get(plain) {
        return vec![name];
    }
    if let Some(name) = closest(plain, names.iter().copied()) {
        return vec![name];
    }
    let last = |name: &'a str| name.rsplit('.').next().unwrap_or(name);
    let mut alike: Vec<&str> = names
        .into_iter()
        .filter(|name| last(name) == plain || closest(plain, [last(name)].into_iter()).is_some())
        .collect();
    alike.sort_by_key(|name| (name.len(), *name));
    alike.truncate(3);
    alike
}

#[cfg(test)]
mod tests {
    use super::*;

    const NAMES: [&str; 6] = [
        "charges.create",
        "charges.list",
        "charges.refunds.list",
        "checkout.sessions.create",
        "checkout.sessions.line_items.list",
        "refunds.list",
    ];

    fn matched(pattern: &str) -> Vec<&'static str> {
        let patterns = Patterns::parse(pattern);
        let matches = |name: &&str| patterns.list.iter().any(|one| one.matches(name));
        NAMES.into_iter().filter(matches).collect()
    }

    #[test]
    fn a_name_is_an_operation_or_all_of_a_service() {
        assert_eq!(matched("charges.list"), ["charges.list"]);
        assert_eq!(matched("charges"), NAMES[..3]);
        assert_eq!(matched("checkout"), NAMES[3..5]);
        assert_eq!(
            matched(" refunds , charges.create"),
            ["charges.create", "refunds.list"]
        );
        assert_eq!(matched("charge"), [""; 0]);
        assert_eq!(matched(""), [""; 0]);
    }

    #[test]
    fn a_star_is_text_in_one_step_and_two_are_any_steps() {
        assert_eq!(matched("charges.*"), NAMES[..2]);
        assert_eq!(
            matched("ch*.*s.*"),
            ["charges.refunds.list", "checkout.sessions.create"]
        );
        assert_eq!(matched("**.list"), [NAMES[1], NAMES[2], NAMES[4], NAMES[5]]);
        assert_eq!(matched("checkout.**"), NAMES[3..5]);
        assert_eq!(matched("**"), NAMES);
        assert_eq!(matched("*"), [""; 0]);
        assert_eq!(matched("charges.**.list"), NAMES[1..3]);
    }

    #[test]
    fn what_was_likely_meant() {
        let names = NAMES.map(str::to_owned);
        assert_eq!(near("refund", &names), ["refunds"]);
        assert_eq!(
            near("checkout.session.create", &names),
            ["checkout.sessions.create"]
        );
        assert_eq!(near("checkout.*", &names), ["checkout"]);
        assert_eq!(near("session", &names), ["checkout.sessions"]);
        assert_eq!(near("invoices", &names), [""; 0]);
        assert_eq!(near("*", &names), [""; 0]);
    }
}
