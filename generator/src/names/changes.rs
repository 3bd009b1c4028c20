//! What a run changed in the ledger, for the reader of its log.

use super::Ledger;

/// Names that differ between two states of a ledger, in the order of their places.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Changes {
    /// Names that were given.
    pub given: Vec<String>,
    /// Names whose places the document no longer has.
    pub absent: Vec<String>,
    /// Names whose places the document has again.
    pub restored: Vec<String>,
    /// Renames: the old name and the new one.
    pub renamed: Vec<(String, String)>,
}

impl Changes {
    /// The changes from one state to another.
    #[must_use]
    pub fn between(before: &Ledger, after: &Ledger) -> Self {
        let mut changes = Self::default();
        for (place, path) in after.iter() {
            let Some(old) = before.path(place) else {
                changes.given.push(path.to_owned());
                continue;
            };
            if old != path {
                changes.renamed.push((old.to_owned(), path.to_owned()));
            }
            match (before.absent_since(place), after.absent_since(place)) {
                (None, Some(_)) => changes.absent.push(path.to_owned()),
                (Some(_), None) => changes.restored.push(path.to_owned()),
                _ => {}
            }
        }
        changes
    }

    /// Whether nothing changed.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::diagnostic::Source;

    #[test]
    fn each_change_is_of_one_kind() {
        let states = [
            "a\tx::A\t1\nb\tx::B\t1\nc\tx::C\t1\tgone 1\nd\tx::D\t1\n",
            "a\tx::A\t1\nb\tx::B\t1\tgone 2\nc\tx::C\t1\nd\tx::D2\t1\nd\tx::D\t1\trenamed\ne\tx::E\t2\n",
        ];
        let [before, after] = states.map(|text| {
            let file = Arc::new(Source::new("names.tsv", text));
            Ledger::parse(&file).unwrap()
        });
        let changes = Changes::between(&before, &after);
        assert_eq!(changes.given, ["x::E"]);
        assert_eq!(changes.absent, ["x::B"]);
        assert_eq!(changes.restored, ["x::C"]);
        assert_eq!(changes.renamed, [("x::D".to_owned(), "x::D2".to_owned())]);
        assert!(Changes::between(&after, &after).is_empty());
    }
}
