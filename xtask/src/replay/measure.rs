//! Compares two crates. Pure.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use generator::Lowered;
pub(crate) use generator::diff::Part;
use generator::diff::{Diff, compare};
use generator::emit::Named;

use crate::support::lines::Lines;

/// The crate of one document.
#[derive(Debug)]
pub(crate) struct Crate {
    /// Its IR and names, with the ledger after this document.
    pub(crate) lowered: Lowered,
    /// Text by path.
    pub(crate) files: BTreeMap<String, String>,
    /// The names that callers write.
    pub(crate) public: BTreeMap<Named, String>,
}

/// The changes of one document of a chain.
#[derive(Debug)]
pub(crate) struct Step {
    pub(crate) version: String,
    /// How long generating took.
    pub(crate) time: Duration,
    /// The result of `cargo xtask diff`; none for the first document.
    pub(crate) diff: Option<Diff>,
    /// Numbers of types, requests and operations that only one of the two crates has.
    pub(crate) names: Names,
    /// Names that callers have to replace.
    pub(crate) renamed: Vec<Rename>,
    pub(crate) lines: BTreeMap<Part, Lines>,
    pub(crate) files: Files,
}

/// Something that is still in the document under another name.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Rename {
    pub(crate) named: Named,
    pub(crate) old: String,
    pub(crate) new: String,
}

/// Numbers of types, requests and operations.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Names {
    pub(crate) added: usize,
    pub(crate) retired: usize,
}

/// Numbers of files.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Files {
    pub(crate) added: usize,
    pub(crate) changed: usize,
    pub(crate) removed: usize,
}

impl Step {
    /// Compares a crate with the one before it, or with an empty one.
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
            names: Names {
                added: only(&after.public, public),
                retired: only(public, &after.public),
            },
            renamed: renames(public, &after.public),
            lines,
            files,
        }
    }
}

/// The number of types, requests and operations of the first crate that the second lacks.
fn only(of: &BTreeMap<Named, String>, other: &BTreeMap<Named, String>) -> usize {
    let items = of
        .keys()
        .filter(|(_, part)| part.is_empty() || part == "()");
    items.filter(|named| !other.contains_key(*named)).count()
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
            (None, _) => &mut files.added,
            (_, None) => &mut files.removed,
            _ => &mut files.changed,
        };
        *number = number.saturating_add(1);
        let text = |text: Option<&String>| text.cloned().unwrap_or_default();
        let lines = lines.entry(Part::of(path)).or_default();
        *lines = lines.plus(Lines::between(&text(old), &text(new)));
    }
    (lines, files)
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
            ("src/resources/refund.rs", "a\nb\nc\n"),
            ("src/plumbing/objects.rs", "a\nb\n"),
            ("src/services.rs", "a\n"),
        ]);
        let after = files(&[
            ("Cargo.toml", "a\n"),
            ("src/resources/refund.rs", "a\nx\ny\nc\n"),
            ("src/objects_of_art.rs", "a\n"),
            ("src/services.rs", "a\nb\n"),
        ]);
        let (lines, files) = changed(&before, &after);
        let of = |part| lines.get(&part).map(|lines| (lines.added, lines.removed));
        assert_eq!(of(Part::Definitions), Some((3, 1)));
        assert_eq!(of(Part::Plumbing), Some((0, 2)));
        assert_eq!(of(Part::Rest), Some((1, 0)));
        let expected = Files {
            added: 1,
            changed: 2,
            removed: 1,
        };
        assert_eq!(files, expected);
    }

    #[test]
    fn additions_and_removals_are_not_renames() {
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
