//! Applies certain edits to the caller's files.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::Command;

use generator::impact::Certain;

use super::Error;
use super::caller::Caller;
use super::compiler::Use;
use super::edits::edited;
use crate::support::files;

/// The number of edits in each file, relative to the root of the workspace.
pub(super) type Edited = BTreeMap<PathBuf, usize>;

/// Refuses a crate with changes that are not committed: the edits could not be told from them.
pub(super) fn refuse_dirty(caller: &Caller) -> Result<(), Error> {
    let ran = Command::new("git")
        .current_dir(&caller.root)
        .args(["status", "--porcelain", "--", "."])
        .output();
    let is_clean = ran.is_ok_and(|ran| ran.status.success() && ran.stdout.is_empty());
    is_clean
        .then_some(())
        .ok_or_else(|| Error::Dirty(caller.root.clone()))
}

/// Writes the edited files.
pub(super) fn fix<'a>(
    caller: &Caller,
    uses: impl Iterator<Item = &'a Use>,
    certain: &Certain,
) -> Result<Edited, Error> {
    let mut by_file: BTreeMap<&PathBuf, Vec<&Use>> = BTreeMap::new();
    for used in uses {
        by_file.entry(&used.at.file).or_default().push(used);
    }
    let mut done = Edited::new();
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
        let (new, edits) = edited(&text, &uses, certain);
        if new != text {
            files::replace(&path, new.as_bytes())?;
            done.insert(file.clone(), edits);
        }
    }
    Ok(done)
}
