//! Compares the wanted files with the directory.

use std::collections::{BTreeMap, BTreeSet};

use super::destination::{Destination, Target, show};
use super::error::{Conflict, Error};
use super::found::{Found, first_unknown};
use super::line_ends::normalised;
use super::manifest::{MANIFEST, Manifest};
use super::path::RelPath;
use super::wanted::Wanted;

/// The changes that a run would make, in the order of the targets.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// The targets that differ.
    pub changes: Vec<Change>,
    /// How many targets are up to date.
    pub same: usize,
}

/// One target that differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The target.
    pub target: Target,
    /// The difference.
    pub kind: ChangeKind,
}

impl Change {
    /// Whether only the line ends change.
    pub fn is_in_line_ends(&self) -> bool {
        match &self.kind {
            ChangeKind::Changed { old, new, .. } => *normalised(old) == **new,
            ChangeKind::New { .. } | ChangeKind::Gone { .. } => false,
        }
    }
}

/// How a target differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ChangeKind {
    /// It does not exist yet.
    New {
        /// The wanted content.
        new: Vec<u8>,
    },
    /// Its content differs.
    Changed {
        /// The content on disk.
        old: Vec<u8>,
        /// The wanted content.
        new: Vec<u8>,
        /// The content on disk is not what the last run wrote: the file was edited by hand.
        edited: bool,
    },
    /// An earlier run wrote it, and it is no longer generated.
    Gone {
        /// The content on disk.
        old: Vec<u8>,
    },
}

/// Reads the output and the ledger, and makes the plan. Changes nothing.
pub fn compare(destination: &Destination, wanted: &Wanted) -> Result<Plan, Error> {
    let manifest = Manifest::read(destination.out())?;
    let has_manifest = manifest.is_some();
    let manifest = manifest.unwrap_or_default();
    // Only paths that matter are read: an emitted crate's `target/` can be large.
    let paths: BTreeSet<&RelPath> = wanted.files.keys().chain(manifest.paths()).collect();
    let targets = paths
        .into_iter()
        .cloned()
        .map(Target::File)
        .chain([Target::Ledger])
        .chain(wanted.beside.keys().cloned().map(Target::Sibling));
    let found = targets
        .map(|target| destination.find(&target).map(|found| (target, found)))
        .collect::<Result<BTreeMap<_, _>, _>>()?;
    let foreign = wanted.beside.keys().cloned().map(Target::Sibling);
    let foreign: Vec<String> = foreign
        .filter(|target| !destination.has(target))
        .map(|target| {
            format!(
                "{}: is no file of this output",
                show(&destination.locate(&target))
            )
        })
        .collect();
    if !foreign.is_empty() {
        return Err(Error::Paths(foreign));
    }
    let out = destination.out().to_path_buf();
    let plan = plan(wanted, &manifest, &found).map_err(|conflicts| Error::Conflicts {
        out: out.clone(),
        has_manifest,
        conflicts,
    })?;
    if !has_manifest && out.is_dir() {
        // Files that are right already are adopted.
        let is_wanted =
            |name: &str| RelPath::parse(name).is_ok_and(|path| wanted.files.contains_key(&path));
        if let Some(inside) = first_unknown(&out, &is_wanted)? {
            return Err(Error::Occupied { out, inside });
        }
    }
    Ok(plan)
}

/// Makes the plan from what was `found` at each wanted or listed target. A target without an entry does not exist.
pub fn plan(
    wanted: &Wanted,
    manifest: &Manifest,
    found: &BTreeMap<Target, Found>,
) -> Result<Plan, Vec<Conflict>> {
    let mut plan = Plan::default();
    let mut conflicts = Vec::new();
    let at = |target: &Target| found.get(target).unwrap_or(&Found::Absent);

    let mut gone = BTreeMap::new();
    for path in manifest
        .paths()
        .filter(|path| !wanted.files.contains_key(path))
    {
        // Anything else, such as a link or a directory, was not written by this tool.
        if let Found::File(old) = at(&Target::File(path.clone())) {
            if manifest.wrote(path, old) {
                gone.insert(path.as_str(), old);
            } else {
                conflicts.push(Conflict::Edited(path.to_string()));
            }
        }
    }

    for (path, new) in &wanted.files {
        let target = Target::File(path.clone());
        let ours = manifest.lists(path) || path.as_str() == MANIFEST;
        let kind = match at(&target) {
            Found::File(old) if old == new => None,
            Found::File(old) if ours => {
                let edited = manifest.lists(path) && !manifest.wrote(path, old);
                Some(ChangeKind::Changed {
                    old: old.clone(),
                    new: new.clone(),
                    edited,
                })
            }
            found => match obstacle(path.as_str(), found, |name| gone.contains_key(name)) {
                Some(conflict) => {
                    conflicts.push(conflict);
                    continue;
                }
                None => Some(ChangeKind::New { new: new.clone() }),
            },
        };
        plan.note(target, kind);
    }
    for (name, old) in gone {
        if let Ok(path) = RelPath::parse(name) {
            plan.note(
                Target::File(path),
                Some(ChangeKind::Gone { old: old.clone() }),
            );
        }
    }

    // No names, no ledger.
    let ledger = wanted.ledger.as_ref().filter(|ledger| {
        let is_absent = matches!(at(&Target::Ledger), Found::Absent);
        !(is_absent && ledger.is_empty())
    });
    let ledger = ledger.map(|ledger| (Target::Ledger, "the name ledger", ledger));
    let beside = wanted.beside.iter();
    let beside = beside.map(|(path, new)| (Target::Sibling(path.clone()), path.as_str(), new));
    for (target, name, new) in ledger.into_iter().chain(beside) {
        match at(&target) {
            Found::File(old) if old == new => plan.note(target, None),
            Found::File(old) => {
                let kind = ChangeKind::Changed {
                    old: old.clone(),
                    new: new.clone(),
                    edited: false,
                };
                plan.note(target, Some(kind));
            }
            found => match obstacle(name, found, |_| false) {
                Some(conflict) => conflicts.push(conflict),
                None => plan.note(target, Some(ChangeKind::New { new: new.clone() })),
            },
        }
    }

    if conflicts.is_empty() {
        plan.changes.sort_by(|a, b| a.target.cmp(&b.target));
        Ok(plan)
    } else {
        conflicts.sort_by_key(ToString::to_string);
        Err(conflicts)
    }
}

impl Plan {
    /// Whether everything is up to date.
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty()
    }

    /// How many of the changes are in line ends alone.
    pub fn line_ends(&self) -> usize {
        let all = self.changes.iter();
        all.filter(|change| change.is_in_line_ends()).count()
    }

    fn note(&mut self, target: Target, kind: Option<ChangeKind>) {
        match kind {
            Some(kind) => self.changes.push(Change { target, kind }),
            None => self.same = self.same.saturating_add(1),
        }
    }
}

/// The conflict with a new file at `path`, if there is one. Files that `leaves` accepts are removed first and do not count.
fn obstacle(path: &str, found: &Found, leaves: impl Fn(&str) -> bool) -> Option<Conflict> {
    let path = path.to_owned();
    match found {
        Found::Absent => None,
        Found::File(_) => Some(Conflict::Foreign(path)),
        Found::Directory(entries) => {
            let foreign = entries.iter().find(|entry| !leaves(entry));
            match foreign {
                Some(inside) => Some(Conflict::Directory {
                    path,
                    inside: inside.clone(),
                }),
                // The ledger's directory is not listed; an output directory without entries lists itself.
                None if entries.is_empty() => Some(Conflict::Special(path)),
                None => None,
            }
        }
        Found::Blocked(by) if leaves(by) => None,
        Found::Blocked(by) => Some(Conflict::Blocked {
            path,
            by: by.clone(),
        }),
        Found::Symlink(link) => Some(Conflict::Symlink {
            path,
            link: link.clone(),
        }),
        Found::Special => Some(Conflict::Special(path)),
    }
}
