//! The journal: the removals and renames that turn the old state into the new one, as text.

use std::path::Path;

use super::destination::{Destination, Target};
use super::error::Error;
use super::hash::Hash;
use super::path::RelPath;
use super::plan::{ChangeKind, Plan};
use super::staging::is_staged_name;

const HEADER: &str = "codegen-journal 1";

/// The steps of a change. Removals come first, since a removed file can be where a directory is needed.
///
/// It has no absolute paths, so the project can be moved between the crash and the run that completes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Journal {
    pub(super) removals: Vec<Removal>,
    pub(super) renames: Vec<Rename>,
}

/// A file of the output to be removed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Removal {
    pub(super) path: RelPath,
    /// The content it must still have.
    pub(super) old: Hash,
}

/// A staged file to be renamed to its target.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Rename {
    /// The staged file's name.
    pub(super) staged: String,
    pub(super) target: Target,
    /// The content of the staged file.
    pub(super) new: Hash,
    /// The content that it replaces; none if the target does not exist.
    pub(super) old: Option<Hash>,
}

impl Journal {
    /// The steps of `plan`, and the content of each staged file in the order of `renames`.
    pub(super) fn of(plan: &Plan) -> (Self, Vec<&[u8]>) {
        let mut journal = Self {
            removals: Vec::new(),
            renames: Vec::new(),
        };
        let mut contents = Vec::new();
        for change in &plan.changes {
            let (new, old) = match (&change.kind, &change.target) {
                (ChangeKind::New { new }, _) => (new, None),
                (ChangeKind::Changed { old, new, .. }, _) => (new, Some(Hash::of(old))),
                (ChangeKind::Gone { old }, Target::File(path)) => {
                    journal.removals.push(Removal {
                        path: path.clone(),
                        old: Hash::of(old),
                    });
                    continue;
                }
                // No plan removes the ledger, which only grows, or files outside the output.
                (ChangeKind::Gone { .. }, Target::Ledger | Target::Sibling(_)) => continue,
            };
            journal.renames.push(Rename {
                staged: format!("{:05}", contents.len()),
                target: change.target.clone(),
                new: Hash::of(new),
                old,
            });
            contents.push(new.as_slice());
        }
        (journal, contents)
    }

    /// The text form, one line for each step.
    pub(super) fn render(&self) -> String {
        let mut text = format!("{HEADER}\n");
        for Removal { path, old } in &self.removals {
            text.push_str(&format!("remove\t{old}\t{path}\n"));
        }
        for Rename {
            staged,
            target,
            new,
            old,
        } in &self.renames
        {
            let old = old.as_ref().map_or_else(|| "-".to_owned(), Hash::to_string);
            let target = match target {
                Target::File(path) => format!("file\t{path}"),
                Target::Ledger => "ledger\t-".to_owned(),
                Target::Sibling(path) => format!("sibling\t{path}"),
            };
            text.push_str(&format!("rename\t{staged}\t{new}\t{old}\t{target}\n"));
        }
        text.push_str("end\n");
        text
    }

    /// Reads the text form back; `at` is for the message. A repository can carry a journal, so only the targets that the
    /// destination has are taken.
    pub(super) fn parse(text: &str, at: &Path, destination: &Destination) -> Result<Self, Error> {
        let mut journal = Self {
            removals: Vec::new(),
            renames: Vec::new(),
        };
        let fault = |line: usize, why| Error::Record {
            path: at.to_path_buf(),
            line,
            why,
            help: "restore the output and the ledger from version control, remove the directory of this file, \
                   then run again",
        };
        let mut lines = text.lines().zip(1..);
        match lines.next() {
            Some((HEADER, _)) => {}
            _ => return Err(fault(1, "is not a journal of this version")),
        }
        let mut last = 1;
        for (line, number) in lines {
            last = number;
            if line == "end" {
                return Ok(journal);
            }
            journal
                .step(line, destination)
                .ok_or_else(|| fault(number, "is not a step"))?;
        }
        Err(fault(last, "ends before its last step"))
    }

    fn step(&mut self, line: &str, destination: &Destination) -> Option<()> {
        let fields: Vec<&str> = line.split('\t').collect();
        match *fields.as_slice() {
            ["remove", old, path] => {
                self.removals.push(Removal {
                    path: RelPath::parse(path).ok()?,
                    old: Hash::parse(old)?,
                });
            }
            ["rename", staged, new, old, kind, path] => {
                let target = match (kind, path) {
                    ("file", path) => Target::File(RelPath::parse(path).ok()?),
                    ("ledger", "-") => Target::Ledger,
                    ("sibling", path) => Target::Sibling(RelPath::parse(path).ok()?),
                    _ => return None,
                };
                if !destination.has(&target) {
                    return None;
                }
                let old = if old == "-" {
                    None
                } else {
                    Some(Hash::parse(old)?)
                };
                let staged = is_staged_name(staged).then(|| staged.to_owned())?;
                self.renames.push(Rename {
                    staged,
                    target,
                    new: Hash::parse(new)?,
                    old,
                });
            }
            _ => return None,
        }
        Some(())
    }
}

#[cfg(test)]
#[allow(clippy::expect_used, reason = "a test may panic")]
mod tests {
    use super::*;

    fn journal() -> Journal {
        let path = |text| RelPath::parse(text).expect("a path");
        Journal {
            removals: vec![Removal {
                path: path("src/old.rs"),
                old: Hash::of(b"old"),
            }],
            renames: vec![
                Rename {
                    staged: "00000".to_owned(),
                    target: Target::File(path("src/a b.rs")),
                    new: Hash::of(b"new"),
                    old: None,
                },
                Rename {
                    staged: "00001".to_owned(),
                    target: Target::Ledger,
                    new: Hash::of(b"new"),
                    old: Some(Hash::of(b"old")),
                },
                Rename {
                    staged: "00002".to_owned(),
                    target: Target::Sibling(path("spec/api.yaml")),
                    new: Hash::of(b"new"),
                    old: None,
                },
            ],
        }
    }

    fn parse(text: &str) -> Result<Journal, Error> {
        let destination = Destination::beside(Path::new("generated")).expect("a destination");
        let destination = destination.with_siblings(&["spec/api.yaml"]);
        Journal::parse(text, Path::new("journal"), &destination)
    }

    #[test]
    fn what_is_rendered_is_read_back() {
        let journal = journal();
        let read = parse(&journal.render()).expect("the journal");
        assert_eq!(read, journal);
    }

    #[test]
    fn a_torn_or_foreign_journal_is_refused_with_its_line() {
        let text = journal().render();
        let message = |text: &str| parse(text).expect_err("a fault").to_string();
        assert!(
            message(text.trim_end_matches("end\n")).contains("line 5: ends before its last step")
        );
        assert!(message("codegen-journal 2\nend\n").contains("line 1"));
        assert!(
            message(&text.replace("src/old.rs", "../old.rs")).contains("line 2: is not a step")
        );
        let hook = text.replace("spec/api.yaml", ".git/hooks/pre-commit");
        assert!(message(&hook).contains("line 5: is not a step"));
        assert!(message(&text.replace("\t00001\t", "\t../1\t")).contains("line 4: is not a step"));
    }
}
