//! Stages a plan, swaps it in, and completes an interrupted swap.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::destination::{Destination, Target};
use super::disk::Disk;
use super::error::Error;
use super::found::{Found, exists, look};
use super::hash::Hash;
use super::journal::{Journal, Removal, Rename};
use super::plan::Plan;
use super::staging::{self, DRAFT, JOURNAL, STAGED};

/// A change of one destination on one disk.
#[derive(Clone, Copy)]
pub(super) struct Commit<'a> {
    pub(super) destination: &'a Destination,
    pub(super) disk: &'a dyn Disk,
}

impl Commit<'_> {
    /// Writes every file of `plan` to the staging directory, then the journal. The rename of the journal commits the
    /// change.
    pub(super) fn stage(self, plan: &Plan) -> Result<Journal, Error> {
        let (journal, contents) = Journal::of(plan);
        let staged = self.bench(STAGED);
        self.create_dir(&staged)?;
        self.check_file_system(&journal, &staged)?;
        self.check_access(&journal)?;
        let mut files = Vec::new();
        for (rename, content) in journal.renames.iter().zip(contents) {
            files.push((staged.join(&rename.staged), content));
        }
        self.write(&files)?;
        self.sync(&staged)?;
        self.write(&[(self.bench(DRAFT), journal.render().as_bytes())])?;
        self.rename(&self.bench(DRAFT), &self.bench(JOURNAL))?;
        self.sync(self.destination.staging_dir())?;
        Ok(journal)
    }

    /// The journal of an interrupted run, if there is one to complete.
    pub(super) fn pending(self) -> Result<Option<Journal>, Error> {
        staging::check(self.destination.staging_dir())?;
        let path = self.bench(JOURNAL);
        match look(&path)? {
            Found::File(content) => {
                let text = String::from_utf8_lossy(&content);
                Journal::parse(&text, &path, self.destination).map(Some)
            }
            _ => Ok(None),
        }
    }

    /// Carries out the remaining steps of `journal`, then removes it.
    pub(super) fn complete(self, journal: &Journal) -> Result<(), Error> {
        for removal in &journal.removals {
            self.check_removal(removal)?;
        }
        for rename in &journal.renames {
            self.check_rename(rename)?;
        }
        self.carry_out(journal).map_err(|source| Error::Unfinished {
            source: Box::new(source),
        })
    }

    /// Removes staged files and drafts. Must not be called while there is a journal.
    pub(super) fn discard(self) -> Result<bool, Error> {
        staging::check(self.destination.staging_dir())?;
        let mut found = false;
        let staged = self.bench(STAGED);
        if exists(&staged)? {
            found = true;
            for entry in fs::read_dir(&staged).map_err(Error::io("list", &staged))? {
                self.remove_file(&entry.map_err(Error::io("list", &staged))?.path())?;
            }
            self.disk
                .remove_dir(&staged)
                .map_err(Error::io("remove", &staged))?;
        }
        let draft = self.bench(DRAFT);
        if exists(&draft)? {
            found = true;
            self.remove_file(&draft)?;
        }
        Ok(found)
    }

    fn carry_out(self, journal: &Journal) -> Result<(), Error> {
        let mut touched = BTreeSet::new();
        for removal in &journal.removals {
            self.remove(removal, &mut touched)?;
        }
        for rename in &journal.renames {
            let staged = self.bench(STAGED).join(&rename.staged);
            if exists(&staged)? {
                let target = self.destination.locate(&rename.target);
                if let Some(parent) = target.parent() {
                    self.create_dir(parent)?;
                    touched.insert(parent.to_path_buf());
                }
                self.rename(&staged, &target)?;
            }
        }
        self.sync_all(touched)?;
        self.remove_file(&self.bench(JOURNAL))?;
        self.sync(self.destination.staging_dir())
    }

    fn remove(
        self,
        Removal { path, .. }: &Removal,
        touched: &mut BTreeSet<PathBuf>,
    ) -> Result<(), Error> {
        if let Found::File(_) = self.destination.find(&Target::File(path.clone()))? {
            self.remove_file(&path.below(self.destination.out()))?;
        }
        // Even if the file is already removed: the crash may have happened between the two.
        for parent in path.parents().rev() {
            let directory = self.destination.out().join(parent);
            match self.disk.remove_dir(&directory) {
                Ok(()) => continue,
                Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
                // Not empty: it contains other files.
                Err(error) if error.kind() == io::ErrorKind::DirectoryNotEmpty => {}
                // A file of the new state has replaced it or a directory above it.
                Err(error) if error.kind() == io::ErrorKind::NotADirectory => {}
                Err(error) => return Err(Error::io("remove", directory)(error)),
            }
            touched.insert(directory);
            return Ok(());
        }
        touched.insert(self.destination.out().to_path_buf());
        Ok(())
    }

    /// A file may only be removed if it has the planned content, or is removed already.
    fn check_removal(self, Removal { path, old }: &Removal) -> Result<(), Error> {
        let target = Target::File(path.clone());
        match self.destination.find(&target)? {
            Found::File(content) if Hash::of(&content) != *old => Err(self.interfered(&target)),
            // Emptied directories are removed along the path, and that must not lead through a link.
            Found::Symlink(_) => Err(self.interfered(&target)),
            _ => Ok(()),
        }
    }

    /// A rename may only replace the planned content. A rename that is done must have left the new content.
    fn check_rename(self, rename: &Rename) -> Result<(), Error> {
        let staged = self.bench(STAGED).join(&rename.staged);
        let target = match self.destination.find(&rename.target)? {
            Found::File(content) => Some(Hash::of(&content)),
            Found::Symlink(_) | Found::Special => return Err(self.interfered(&rename.target)),
            // Planned removals come first; anything else in the way stops the rename.
            Found::Absent | Found::Directory(_) | Found::Blocked(_) => None,
        };
        let done = target.as_ref() == Some(&rename.new);
        match look(&staged)? {
            Found::File(content) if Hash::of(&content) == rename.new => {
                if target.is_none() || target == rename.old || done {
                    Ok(())
                } else {
                    Err(self.interfered(&rename.target))
                }
            }
            Found::Absent if done => Ok(()),
            _ => Err(Error::Damaged {
                staged,
                staging_dir: self.destination.staging_dir().to_path_buf(),
            }),
        }
    }

    fn interfered(self, target: &Target) -> Error {
        let staging_dir = self.destination.staging_dir().to_path_buf();
        Error::Interfered {
            path: self.destination.locate(target),
            staging_dir,
        }
    }

    /// A rename across file systems would fail after the journal is written, so it is refused before.
    #[cfg(unix)]
    fn check_file_system(self, journal: &Journal, staged: &Path) -> Result<(), Error> {
        use std::os::unix::fs::MetadataExt;
        let device = |path: &Path| fs::metadata(path).map(|meta| meta.dev());
        let here = device(staged).map_err(Error::io("read", staged))?;
        let targets = journal
            .renames
            .iter()
            .map(|rename| self.destination.locate(&rename.target));
        let parents: BTreeSet<PathBuf> = targets
            .filter_map(|path| path.parent().map(Path::to_path_buf))
            .collect();
        for parent in parents {
            let there = parent
                .ancestors()
                .find_map(|path| Some((path, device(path).ok()?)));
            if let Some((path, there)) = there
                && there != here
            {
                return Err(Error::OtherFileSystem {
                    target: path.into(),
                    staging: staged.into(),
                });
            }
        }
        Ok(())
    }

    #[cfg(not(unix))]
    fn check_file_system(self, _: &Journal, _: &Path) -> Result<(), Error> {
        Ok(())
    }

    /// A directory that cannot be written to would stop the change halfway, so it is refused before.
    #[cfg(unix)]
    fn check_access(self, journal: &Journal) -> Result<(), Error> {
        use rustix::fs::{Access, AtFlags, CWD, accessat};
        let out = self.destination.out();
        let removed = journal.removals.iter().map(|one| one.path.below(out));
        let renames = journal.renames.iter();
        let replaced = renames.map(|rename| self.destination.locate(&rename.target));
        let parents: BTreeSet<PathBuf> = removed
            .chain(replaced)
            .filter_map(|path| path.parent().map(Path::to_path_buf))
            .collect();
        for parent in parents {
            let existing = parent.ancestors().find(|path| path.is_dir());
            if let Some(directory) = existing {
                accessat(
                    CWD,
                    directory,
                    Access::WRITE_OK | Access::EXEC_OK,
                    AtFlags::EACCESS,
                )
                .map_err(|error| Error::io("write to", directory)(error.into()))?;
            }
        }
        Ok(())
    }

    /// On other platforms the permissions of a directory do not forbid to replace what is in it.
    #[cfg(not(unix))]
    fn check_access(self, _: &Journal) -> Result<(), Error> {
        Ok(())
    }

    fn bench(self, name: &str) -> PathBuf {
        self.destination.staging_dir().join(name)
    }

    fn create_dir(self, path: &Path) -> Result<(), Error> {
        self.disk
            .create_dir_all(path)
            .map_err(Error::io("create", path))
    }

    /// Writes files; their contents have reached the disk when this returns.
    fn write(self, files: &[(PathBuf, &[u8])]) -> Result<(), Error> {
        for (path, content) in files {
            self.disk
                .write(path, content)
                .map_err(Error::io("write", path))?;
        }
        let paths: Vec<PathBuf> = files.iter().map(|(path, _)| path.clone()).collect();
        self.disk
            .sync_files(&paths)
            .map_err(|(path, error)| Error::io("write", path)(error))
    }

    fn rename(self, from: &Path, to: &Path) -> Result<(), Error> {
        self.disk.rename(from, to).map_err(Error::io("replace", to))
    }

    fn remove_file(self, path: &Path) -> Result<(), Error> {
        self.disk
            .remove_file(path)
            .map_err(Error::io("remove", path))
    }

    fn sync(self, path: &Path) -> Result<(), Error> {
        self.disk.sync_dir(path).map_err(Error::io("flush", path))
    }

    /// Flushes the directories whose entries changed, and the ancestors of new ones up to the first existing one.
    fn sync_all(self, touched: BTreeSet<PathBuf>) -> Result<(), Error> {
        let out = self.destination.out();
        let mut all = BTreeSet::new();
        for directory in &touched {
            let above = directory
                .ancestors()
                .take_while(|path| path.starts_with(out));
            all.extend(above.map(Path::to_path_buf));
            all.insert(directory.clone());
        }
        all.extend(out.parent().map(Path::to_path_buf));
        for directory in all {
            if directory.is_dir() {
                self.sync(&directory)?;
            }
        }
        Ok(())
    }
}
