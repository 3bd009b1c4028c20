//! Revisions of a project of a test's own.
#![allow(clippy::expect_used, clippy::panic, reason = "a test may panic")]

use std::fs;
use std::path::Path;
use std::process::Command;

use tempfile::TempDir;

use crate::revision::Revision;
use crate::support::Project;

struct Home {
    folder: TempDir,
    project: Project,
}

impl Home {
    /// The inputs of this project, committed.
    fn new() -> Self {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        let folder = tempfile::tempdir().expect("a folder");
        for part in ["spec", "templates"] {
            copy(&root.join(part), &folder.path().join(part));
        }
        let project = Project::at(folder.path());
        let home = Self { folder, project };
        home.git(&["init", "--quiet"]);
        home.commit();
        home
    }

    fn git(&self, arguments: &[&str]) {
        let git = Command::new("git")
            .current_dir(self.folder.path())
            .args(["-c", "user.name=t", "-c", "user.email=t@example.com"])
            .args(arguments)
            .output()
            .expect("git runs");
        assert!(git.status.success(), "{git:?}");
    }

    fn commit(&self) {
        self.git(&["add", "--all"]);
        self.git(&["commit", "--quiet", "--message", "x"]);
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.folder.path().join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, text).expect("written");
    }

    fn read(&self, revision: Option<&str>) -> Revision {
        let revision = Revision::read(&self.project, revision, None, false);
        revision.unwrap_or_else(|failure| panic!("{failure}"))
    }
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("a listing").flatten() {
        let (path, to) = (entry.path(), to.join(entry.file_name()));
        if path.is_dir() {
            copy(&path, &to);
        } else {
            fs::copy(&path, &to).expect("a copy");
        }
    }
}

#[test]
fn what_is_committed_is_compared_with_what_this_generator_writes() {
    let home = Home::new();
    let first = home.read(Some("HEAD"));
    assert!(first.output().is_none(), "nothing is committed");
    for (path, text) in &first.files {
        home.write(&format!("generated/{path}"), text);
    }
    home.commit();
    let same = home.read(Some("HEAD")).output().expect("it is committed");
    assert_eq!(same.files, []);
    assert!(same.committed.starts_with("generated/ of HEAD ("));

    let plumbing = "src/plumbing/resources/refund.rs";
    let text = first.files.get(plumbing).expect("refunds have plumbing");
    home.write(
        &format!("generated/{plumbing}"),
        &format!("// More.\n{text}"),
    );
    home.write("generated/src/old.rs", "// Gone.\n// Too.\n");
    home.commit();
    let other = home.read(Some("HEAD")).output().expect("it is committed");
    let told: Vec<_> = other
        .files
        .iter()
        .map(|file| (file.path.as_str(), file.change, file.added, file.removed))
        .collect();
    let expected = [("src/old.rs", "removed", 0, 2), (plumbing, "changed", 0, 1)];
    assert_eq!(told, expected);
    assert_eq!(
        other.parts(),
        [("plumbing", [1, 0, 1]), ("rest", [1, 0, 2])]
    );
    assert!(
        home.read(None).output().is_none(),
        "the working tree is no revision"
    );
}

#[test]
fn a_revision_has_its_own_data() {
    let home = Home::new();
    home.write(
        "spec/fixups.tsv",
        "may-be-missing\trefund amount\t2026-05-27.dahlia..\ta test\n",
    );
    let (before, now) = (home.read(Some("HEAD")), home.read(None));
    assert_eq!(before.lowered.fixups.applied, [""; 0]);
    assert_eq!(now.lowered.fixups.applied, ["refund amount"]);
    // One that was written before there was such a file.
    home.git(&["rm", "--quiet", "--force", "spec/fixups.tsv"]);
    home.commit();
    assert!(home.read(Some("HEAD")).lowered.fixups.absent.is_empty());
    let unknown = Revision::read(&home.project, Some("no-such-thing"), None, false);
    let failure = unknown.err().map(|failure| failure.to_string());
    assert!(failure.is_some_and(|text| text.contains("neither a file nor a git revision")));
}

/// It is a file like others, shown with escapes.
#[cfg(unix)]
#[test]
fn a_file_whose_name_is_not_utf_8() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt as _;

    let home = Home::new();
    let folder = home.folder.path().join("generated/src");
    fs::create_dir_all(&folder).expect("a folder");
    for name in [b"a\xff.rs".as_slice(), b"a\xfe.rs"] {
        fs::write(folder.join(OsStr::from_bytes(name)), "// A line.\n").expect("written");
    }
    home.commit();
    let output = home.read(Some("HEAD")).output().expect("it is committed");
    let removed = output.files.iter().filter(|file| file.change == "removed");
    let removed: Vec<_> = removed
        .map(|file| (file.path.as_str(), file.removed))
        .collect();
    assert_eq!(removed, [("src/a\\xfe.rs", 1), ("src/a\\xff.rs", 1)]);
}
