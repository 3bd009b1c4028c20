//! Review tools fold all files that are derived from definitions or reviewed elsewhere.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

use tests::{collect, root};

/// Runs git in a folder, and returns its output.
fn git(folder: &Path, arguments: &[&str]) -> String {
    let ran = Command::new("git")
        .current_dir(folder)
        .args(arguments)
        .output()
        .expect("git runs");
    let said = String::from_utf8_lossy(&ran.stderr);
    assert!(ran.status.success(), "git {arguments:?}: {said}");
    String::from_utf8(ran.stdout).expect("UTF-8")
}

/// The command of CONTRIBUTING.md, on a repository in which the whole client is new.
#[test]
fn a_review_shows_definitions() {
    let contributing = tests::read("CONTRIBUTING.md");
    let pathspec = ":(exclude,attr:linguist-generated=true)";
    let command = format!("git diff --stat main -- . '{pathspec}'");
    assert!(contributing.contains(&command), "{command}");

    let repository = tempfile::tempdir().expect("a folder");
    let folder = repository.path();
    git(folder, &["init", "--quiet"]);
    let mut files = BTreeMap::new();
    collect(&root(), &root().join("generated"), &mut files);
    let attributes = tests::read(".gitattributes");
    files.insert(".gitattributes".to_owned(), attributes);
    files.retain(|path, _| !path.starts_with("generated/target/"));
    for (path, text) in &files {
        let path = folder.join(path);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("it is made");
        std::fs::write(path, text).expect("it is written");
    }
    git(folder, &["add", "--all", "--force"]);
    let names = ["diff", "--cached", "--name-only", "--"];
    let all = git(folder, &[&names[..], &["generated"]].concat());
    let shown = git(folder, &[&names[..], &["generated", pathspec]].concat());
    let shown: Vec<&str> = shown.lines().collect();
    assert!(shown.contains(&"generated/src/resources/refund.rs"));
    assert!(shown.contains(&"generated/src/services/refunds.rs"));
    for path in all.lines() {
        let definitions = [
            "objects.rs",
            "resources/",
            "services/",
            "events.rs",
            "version.rs",
        ]
        .iter()
        .any(|part| path.starts_with(&format!("generated/src/{part}")));
        assert_eq!(shown.contains(&path), definitions, "{path}");
    }
}
