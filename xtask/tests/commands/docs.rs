//! `cargo xtask docs`: writes a site, replaces it whole, and leaves everything else as it is.

use std::fs;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use crate::ran::xtask;

fn temp() -> (TempDir, PathBuf) {
    let directory = tempfile::tempdir().expect("a directory");
    let path = directory.path().to_path_buf();
    (directory, path)
}

fn ledger() -> Vec<u8> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent();
    fs::read(root.expect("a parent").join("spec/names.tsv")).expect("the ledger")
}

#[test]
fn a_site_is_written_and_written_again_and_names_stay() {
    let (_guard, directory) = temp();
    let before = ledger();
    let ran = xtask(&directory, &["docs", "--out", "site"]).expect(0);
    ran.says(" added, 0 changed, 0 removed, 0 unchanged");
    ran.says("1 page, 11 operations");
    ran.says("index.html");
    for file in ["index.html", "refund.html", "site.css", "site.js"] {
        assert!(directory.join("site").join(file).is_file(), "{file}");
    }
    // A page that was edited is written again, and one that is no longer made is removed.
    fs::write(directory.join("site/refund.html"), "edited").expect("it is written");
    let spec = directory.join("api.yaml");
    let root = Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("a parent");
    fs::copy(root.join("spec/refunds.yaml"), &spec).expect("a copy");
    let since = ["docs", "--out", "site", "--since", "api.yaml"];
    xtask(&directory, &since).expect(0).says("1 added, ");
    assert!(directory.join("site/changes.html").is_file());
    let ran = xtask(&directory, &["docs", "--out", "site"]).expect(0);
    ran.says("1 removed");
    assert!(!directory.join("site/changes.html").exists());
    assert_eq!(ledger(), before);
    assert!(!directory.join("site.names.tsv").exists());
}

#[test]
fn what_cannot_be_read_is_refused_before_anything_is_written() {
    let (_guard, directory) = temp();
    fs::write(directory.join("broken.yaml"), "openapi: [").expect("it is written");
    for arguments in [
        ["docs", "--out", "site", "--spec", "missing.yaml"],
        ["docs", "--out", "site", "--spec", "broken.yaml"],
        ["docs", "--out", "site", "--since", "missing.yaml"],
    ] {
        let ran = xtask(&directory, &arguments).expect(2);
        assert!(ran.err.contains(arguments[4]), "{}", ran.err);
        assert!(!directory.join("site").exists(), "{arguments:?}");
    }
    fs::create_dir(directory.join("mine")).expect("a folder");
    fs::write(directory.join("mine/index.html"), "mine").expect("it is written");
    xtask(&directory, &["docs", "--out", "mine"])
        .expect(2)
        .says("index.html");
    let mine = fs::read_to_string(directory.join("mine/index.html"));
    assert_eq!(mine.expect("it is there"), "mine");
}
