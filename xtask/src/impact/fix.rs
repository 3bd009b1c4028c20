//! Applies certain edits to the caller's files.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use generator::impact::Certain;

use super::Error;
use super::caller::Caller;
use super::compiler::Use;
use super::edits::{Edited, edited};
use crate::support::files;

/// The files that are edited, relative to the root of the workspace.
#[derive(Default)]
pub(super) struct Edits(BTreeMap<PathBuf, Edited>);

impl Edits {
    /// Whether a line is edited, by its number before the edits.
    pub(super) fn change(&self, file: &str, line: usize) -> bool {
        let edited = self.0.get(Path::new(file));
        edited.is_some_and(|edited| edited.lines.contains(&line))
    }

    /// Refuses edits of files that git does not have, such as ignored ones, of which `git status` says nothing.
    pub(super) fn refuse_untracked(&self, caller: &Caller) -> Result<(), Error> {
        for file in self.0.keys() {
            let path = file.to_string_lossy();
            let tracked = ["ls-files", "--error-unmatch", "--", &path];
            if git(caller, &tracked).is_none() {
                return Err(Error::Dirty(caller.root.join(file)));
            }
        }
        Ok(())
    }

    /// Writes the files. Returns the number of edits in each.
    pub(super) fn write(self, caller: &Caller) -> Result<BTreeMap<PathBuf, usize>, Error> {
        let mut written = BTreeMap::new();
        for (file, edited) in self.0 {
            let path = caller.root.join(file);
            files::replace(&path, edited.text.as_bytes())?;
            written.insert(path, edited.edits);
        }
        Ok(written)
    }
}

/// Refuses a crate with changes that are not committed: the edits could not be told from them.
pub(super) fn refuse_dirty(caller: &Caller) -> Result<(), Error> {
    let status = git(caller, &["status", "--porcelain", "--", "."]);
    let is_clean = status.is_some_and(|changes| changes.is_empty());
    is_clean
        .then_some(())
        .ok_or_else(|| Error::Dirty(caller.root.clone()))
}

/// What git prints in the caller's workspace; `None` if it fails.
fn git(caller: &Caller, arguments: &[&str]) -> Option<Vec<u8>> {
    let ran = Command::new("git")
        .current_dir(&caller.root)
        .args(arguments)
        .output()
        .ok()?;
    ran.status.success().then_some(ran.stdout)
}

/// The certain edits of the caller's files. Nothing is written.
pub(super) fn edits<'a>(
    caller: &Caller,
    uses: impl Iterator<Item = &'a Use>,
    certain: &Certain,
) -> Result<Edits, Error> {
    let mut by_file: BTreeMap<&PathBuf, Vec<&Use>> = BTreeMap::new();
    for used in uses {
        by_file.entry(&used.at.file).or_default().push(used);
    }
    let mut all = Edits::default();
    for (file, uses) in by_file {
        let path = caller.root.join(file);
        // Only files of the workspace, and not through a link out of it.
        if !path
            .canonicalize()
            .is_ok_and(|real| real.starts_with(&caller.root))
        {
            continue;
        }
        let text = files::read(&path)?;
        let new = edited(&text, &uses, certain);
        if new.text != text {
            all.0.insert(file.clone(), new);
        }
    }
    Ok(all)
}
