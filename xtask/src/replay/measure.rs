//! What came between two crates. Pure.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use generator::Lowered;
pub(crate) use generator::diff::Part;
use generator::diff::{Diff, compare};
use generator::emit::Named;
use generator::names::Changes;
use similar::{DiffOp, TextDiff};

/// The crate of one document.
#[derive(Debug)]
pub(crate) struct Crate {
    /// What it was written from, with the ledger as it is after this document.
    pub(crate) lowered: Lowered,
    /// Text by path.
    pub(crate) files: BTreeMap<String, String>,
    /// What callers write.
    pub(crate) public: BTreeMap<Named, String>,
}

/// What one document of a chain changed.
#[derive(Debug)]
pub(crate) struct Step {
    pub(crate) version: String,
    /// What generating took.
    pub(crate) time: Duration,
    /// What `cargo xtask diff` says of it. The first document has none before it.
    pub(crate) diff: Option<Diff>,
    /// What became of the names of the ledger.
    pub(crate) names: Changes,
    /// What callers would have to write in another way.
    pub(crate) renamed: Vec<Rename>,
    pub(crate) lines: BTreeMap<Part, Lines>,
    pub(crate) files: Files,
}

/// A name that is another than before, of what is still there.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Rename {
    pub(crate) named: Named,
    pub(crate) old: String,
    pub(crate) new: String,
}

/// Lines of files.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Lines {
    pub(crate) added: usize,
    pub(crate) removed: usize,
}

/// Numbers of files.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Files {
    pub(crate) new: usize,
    pub(crate) changed: usize,
    pub(crate) gone: usize,
}

impl Step {
    /// Compares the crate of a document with that of the one before it, or else with nothing.
    pub(crate) fn between(before: Option<&Crate>, after: &Crate, time: Duration) -> Self {
        let nothing = (BTreeMap::new(), BTreeMap::new());
        let (files, public) = before.map_or((&nothing.0, &nothing.1), |before| {
            (&before.files, &before.public)
        });
        let (lines, files) = changed(files, &after.files);
        Self {
            version: after.lowered.api.version.clone(),
            time,
            diff: before.map(|before| compare(&before.lowered, &after.lowered)),
            names: after.lowered.changes.clone(),
            renamed: renames(public, &after.public),
            lines,
            files,
        }
    }
}

fn renames(before: &BTreeMap<Named, String>, after: &BTreeMap<Named, String>) -> Vec<Rename> {
    let both = before.iter().filter_map(|(named, old)| {
        let new = after.get(named)?;
        (old != new).then(|| Rename {
            named: named.clone(),
            old: old.clone(),
            new: new.clone(),
        })
    });
    both.collect()
}

fn changed(
    before: &BTreeMap<String, String>,
    after: &BTreeMap<String, String>,
) -> (BTreeMap<Part, Lines>, Files) {
    let mut lines: BTreeMap<Part, Lines> = BTreeMap::new();
    let mut files = Files::default();
    let paths: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    for path in paths {
        let (old, new) = (before.get(path), after.get(path));
        if old == new {
            continue;
        }
        let number = match (old, new) {
            (None, _) => &mut files.new,
            (_, None) => &mut files.gone,
            _ => &mut files.changed,
        };
        *number = number.saturating_add(1);
        let text = |text: Option<&String>| text.cloned().unwrap_or_default();
        let Lines { added, removed } = compared(&text(old), &text(new));
        let lines = lines.entry(Part::of(path)).or_default();
        lines.added = lines.added.saturating_add(added);
        lines.removed = lines.removed.saturating_add(removed);
    }
    (lines, files)
}

/// The lines that only one of two texts has.
pub(crate) fn compared(old: &str, new: &str) -> Lines {
    let diff = TextDiff::from_lines(old, new);
    let changed = |op: &&DiffOp| !matches!(op, DiffOp::Equal { .. });
    let ops = || diff.ops().iter().filter(changed);
    Lines {
        added: ops().map(|op| op.new_range().len()).sum(),
        removed: ops().map(|op| op.old_range().len()).sum(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files(files: &[(&str, &str)]) -> BTreeMap<String, String> {
        let files = files.iter();
        files
            .map(|(path, text)| ((*path).to_owned(), (*text).to_owned()))
            .collect()
    }

    #[test]
    fn lines_and_files_are_counted_by_part() {
        let before = files(&[
            ("Cargo.toml", "a\n"),
            ("src/objects/refund.rs", "a\nb\nc\n"),
            ("src/plumbing/objects.rs", "a\nb\n"),
            ("src/services.rs", "a\n"),
        ]);
        let after = files(&[
            ("Cargo.toml", "a\n"),
            ("src/objects/refund.rs", "a\nx\ny\nc\n"),
            ("src/objects_of_art.rs", "a\n"),
            ("src/services.rs", "a\nb\n"),
        ]);
        let (lines, files) = changed(&before, &after);
        let of = |part| lines.get(&part).map(|lines| (lines.added, lines.removed));
        assert_eq!(of(Part::Definitions), Some((3, 1)));
        assert_eq!(of(Part::Plumbing), Some((0, 2)));
        assert_eq!(of(Part::Rest), Some((1, 0)));
        let expected = Files {
            new: 1,
            changed: 2,
            gone: 1,
        };
        assert_eq!(files, expected);
    }

    #[test]
    fn what_is_new_or_gone_was_not_renamed() {
        let names = |names: &[(&str, &str, &str)]| -> BTreeMap<Named, String> {
            let names = names.iter();
            names
                .map(|(place, of, is)| (((*place).to_owned(), (*of).to_owned()), (*is).to_owned()))
                .collect()
        };
        let before = names(&[
            ("refund", "", "Refund"),
            ("refund", "a+b", "ab"),
            ("x", "", "X"),
        ]);
        let after = names(&[
            ("refund", "", "Refund"),
            ("refund", "a+b", "a_plus_b"),
            ("y", "", "X"),
        ]);
        let expected = Rename {
            named: ("refund".to_owned(), "a+b".to_owned()),
            old: "ab".to_owned(),
            new: "a_plus_b".to_owned(),
        };
        assert_eq!(renames(&before, &after), [expected]);
    }
}
