//! Folders below `target/` for what commands make on the way.
//!
//! `target` itself may be a link to another disk. Nothing below it may: a repository can carry such a link, and what a
//! command replaces or removes would lie somewhere else.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use super::{Error, Project};

/// The folder `target/…` with these parts. It need not exist; what is there must be folders.
pub(crate) fn folder(project: &Project, parts: &[&str]) -> Result<PathBuf, Error> {
    let target = project.root().join("target");
    parts.iter().try_fold(target, |above, part| {
        let path = above.join(part);
        match fs::symlink_metadata(&path) {
            Ok(meta) if meta.is_dir() => Ok(path),
            Ok(_) => {
                let what = "the work folder";
                let why = "is a link or a file, so it is not used; see what it is, then remove it";
                Err(Error::Input { what, path, why })
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(path),
            Err(error) => Err(Error::disk("read", path)(error)),
        }
    })
}

/// A new, empty file in place of what is at `path`. A link there is replaced, not followed.
pub(crate) fn new_file(path: &Path) -> io::Result<File> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    File::create_new(path)
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use std::os::unix::fs::symlink;

    #[test]
    fn a_link_below_target_is_not_used_and_target_itself_may_be_one() {
        let place = tempfile::tempdir().expect("a folder");
        let at = |name: &str| place.path().join(name);
        fs::create_dir_all(at("disk")).expect("a folder");
        fs::create_dir_all(at("project")).expect("a folder");
        symlink(at("disk"), at("project/target")).expect("a link");
        let project = Project::at(&at("project"));
        fs::create_dir(at("disk/a")).expect("a folder");
        let path = folder(&project, &["a", "b"]).expect("a path");
        assert!(path.ends_with("target/a/b") && !path.exists());
        symlink(at("project"), at("disk/c")).expect("a link");
        let error = folder(&project, &["c", "d"]).expect_err("a link");
        assert!(error.to_string().contains("is a link or a file"), "{error}");
    }

    #[test]
    fn a_file_replaces_a_link_and_leaves_what_it_leads_to() {
        let place = tempfile::tempdir().expect("a folder");
        let at = |name: &str| place.path().join(name);
        fs::write(at("mine"), "mine").expect("a file");
        symlink(at("mine"), at("log")).expect("a link");
        new_file(&at("log")).expect("a file");
        assert_eq!(fs::read(at("mine")).expect("a file"), b"mine");
        assert_eq!(fs::read(at("log")).expect("a file"), b"");
    }
}
