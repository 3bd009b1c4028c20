//! `.ci/publish`, which the workflow whole-api.yml runs, against a bare repository on this machine.
//!
//! It needs the tools of GNU, as the runner has them.
#![cfg(target_os = "linux")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tempfile::TempDir;
use tests::{binaries, collect, read, root};

const BRANCH: &str = "whole-api";

/// A bare repository with a branch `main`, and a place for crates.
struct Place {
    folder: TempDir,
}

impl Place {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let place = Self { folder };
        place.git(&["init", "--quiet", "--bare", "remote.git"]);
        place.write("clone/hand.txt", "by hand");
        place.commit("main", None, "By hand");
        place
    }

    fn at(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// The repository, by its URL: a path would be one below the folder that the script works in.
    fn remote(&self) -> String {
        format!("file://{}", self.at("remote.git").display())
    }

    fn write(&self, name: &str, text: &str) {
        let path = self.at(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("it can be made");
        fs::write(path, text).expect("it can be written");
    }

    #[track_caller]
    fn git(&self, arguments: &[&str]) -> String {
        let output = Command::new("git")
            .args(["-c", "user.name=a", "-c", "user.email=a@example.com"])
            .args(arguments)
            .current_dir(self.folder.path())
            .env_remove("GIT_DIR")
            .env_remove("GIT_WORK_TREE")
            .env_remove("GIT_INDEX_FILE")
            .output()
            .expect("git runs");
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "git {arguments:?}: {said}");
        String::from_utf8(output.stdout).expect("UTF-8")
    }

    /// Pushes the folder `clone` to a branch, on top of another one.
    fn commit(&self, branch: &str, on: Option<&str>, message: &str) {
        let clone = |arguments: &[&str]| self.git(&[&["-C", "clone"], arguments].concat());
        clone(&["init", "--quiet"]);
        if let Some(on) = on {
            clone(&["fetch", "--quiet", "../remote.git", on]);
            clone(&["reset", "--quiet", "FETCH_HEAD"]);
            clone(&["checkout-index", "--all", "--force"]);
        }
        clone(&["add", "--all"]);
        clone(&["commit", "--quiet", "--allow-empty", "--message", message]);
        clone(&[
            "push",
            "--quiet",
            "../remote.git",
            &format!("HEAD:refs/heads/{branch}"),
        ]);
    }

    /// Writes the crate of the fragment at an API version, with the names that are beside it.
    fn generate(&self, version: &str) {
        let fragment = read("spec/refunds.yaml").replace("2026-05-27.dahlia", version);
        self.write("document.yaml", &fragment);
        let output = Command::new(binaries().join("xtask"))
            .args(["codegen", "--spec", "document.yaml", "--out", "crate"])
            .current_dir(self.folder.path())
            .output()
            .expect("it runs");
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{said}");
    }

    fn publish(&self, arguments: &[&str]) -> Output {
        Command::new(root().join(".ci/publish"))
            .args(arguments)
            .current_dir(self.folder.path())
            .output()
            .expect("it runs")
    }

    #[track_caller]
    fn publishes(&self, branch: &str, message: &str) -> String {
        let output = self.publish(&["crate", &self.remote(), branch, "crate", message]);
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        let (out, err) = (text(&output.stdout), text(&output.stderr));
        assert!(output.status.success(), "{out}{err}");
        out
    }

    /// Asserts that nothing is published, and why.
    #[track_caller]
    fn refuses(&self, branch: &str, why: &str) {
        let before = self.git(&["-C", "remote.git", "show-ref"]);
        let output = self.publish(&["crate", &self.remote(), branch, "crate", "No"]);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(1), "{said}");
        assert!(said.contains(why), "`{why}` is not in\n{said}");
        assert_eq!(self.git(&["-C", "remote.git", "show-ref"]), before);
    }

    /// The messages of a branch, newest first.
    fn log(&self, branch: &str) -> Vec<String> {
        let log = self.git(&["-C", "remote.git", "log", "--format=%s", branch]);
        log.lines().map(str::to_owned).collect()
    }
}

#[test]
fn a_publication_is_one_commit_on_top_of_the_last() {
    let place = Place::new();
    let output = place.publish(&["names", &place.remote(), BRANCH, "crate"]);
    assert!(output.status.success());
    assert!(!place.at("crate.names.tsv").exists());

    place.generate("2026-05-27.dahlia");
    let said = place.publishes(BRANCH, "The first");
    assert!(said.starts_with("published whole-api as "), "{said}");
    let mut expected = BTreeMap::new();
    collect(&place.at("crate"), &place.at("crate"), &mut expected);
    let mut expected: Vec<String> = expected.into_keys().collect();
    expected.push("names.tsv".to_owned());
    expected.sort();
    let listed = place.git(&["-C", "remote.git", "ls-tree", "-r", "--name-only", BRANCH]);
    let mut listed: Vec<&str> = listed.lines().collect();
    listed.sort_unstable();
    assert_eq!(listed, expected);

    let said = place.publishes(BRANCH, "The same");
    assert_eq!(said, "whole-api is up to date\n");
    assert_eq!(place.log(BRANCH), ["The first"]);

    place.generate("2027-01-01.elm");
    place.publishes(BRANCH, "The second");
    assert_eq!(place.log(BRANCH), ["The second", "The first"]);
    let changed = ["diff", "--name-only", "whole-api~", BRANCH];
    let changed = place.git(&[&["-C", "remote.git"][..], &changed].concat());
    let expected = [".codegen-manifest", "README.md", "src/version.rs"];
    assert_eq!(changed.lines().collect::<Vec<_>>(), expected);

    // The next crate is made with the names of the last one.
    let names = fs::read_to_string(place.at("crate.names.tsv")).expect("names");
    fs::remove_file(place.at("crate.names.tsv")).expect("it is there");
    let output = place.publish(&["names", &place.remote(), BRANCH, "crate"]);
    assert!(output.status.success());
    let back = fs::read_to_string(place.at("crate.names.tsv")).expect("names");
    assert_eq!(back, names);
    assert_eq!(place.log("main"), ["By hand"]);
}

#[test]
fn what_is_not_of_codegen_or_of_the_script_is_refused() {
    let place = Place::new();
    place.refuses(BRANCH, "did not write");
    place.generate("2026-05-27.dahlia");
    place.refuses("main", "has a last commit that is not of this script");

    place.write("crate/notes.txt", "mine");
    place.refuses(BRANCH, "notes.txt");
    fs::remove_file(place.at("crate/notes.txt")).expect("it is there");
    let manifest = fs::read_to_string(place.at("crate/Cargo.toml")).expect("a file");
    place.write("crate/Cargo.toml", "edited");
    place.refuses(BRANCH, "Cargo.toml");
    place.write("crate/Cargo.toml", &manifest);
    fs::rename(place.at("crate.names.tsv"), place.at("away")).expect("it moves");
    place.refuses(BRANCH, "crate.names.tsv");
    fs::rename(place.at("away"), place.at("crate.names.tsv")).expect("it moves");

    place.publishes(BRANCH, "The first");
    place.generate("2027-01-01.elm");
    let foreign = "has a last commit that is not of this script";
    // A file too many, under the mark of the script.
    place.publishes("amended", "The first");
    let marked = "The second\n\nPublished-by: .ci/publish";
    place.commit("amended", Some("amended"), marked);
    place.refuses("amended", foreign);
    // The same files, without the mark.
    fs::remove_file(place.at("clone/hand.txt")).expect("it is there");
    place.commit(BRANCH, Some(BRANCH), "By hand");
    place.refuses(BRANCH, foreign);
    let output = place.publish(&["names", &place.remote(), BRANCH, "crate"]);
    assert_eq!(output.status.code(), Some(1));
    let output = place.publish(&["crate", "nowhere.git", BRANCH, "crate", "No"]);
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(said.contains("cannot read nowhere.git"), "{said}");
    let output = place.publish(&["crate", "remote.git"]);
    assert_eq!(output.status.code(), Some(2));
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(
        said.contains(".ci/publish names REMOTE BRANCH CRATE"),
        "{said}"
    );
}

/// The workflow calls the script as it is, and what it calls exists.
#[test]
fn the_workflow_publishes_with_it() {
    let workflow = read(".github/workflows/whole-api.yml");
    for call in [
        ".ci/publish names \"$REMOTE\" whole-api target/whole-api",
        ".ci/publish crate \"$REMOTE\" whole-api target/whole-api \"$MESSAGE\"",
        "cargo xtask codegen \"${release[@]}\" --out target/whole-api",
        "cargo xtask docs --spec \"$document\" --out target/reference",
        "paths: [spec/stripe.lock]",
    ] {
        assert!(workflow.contains(call), "{call}");
    }
    assert!(Path::new(&root()).join(".ci/publish").is_file());
}
