//! What version control and file systems do to an output: other line ends, and names that differ in case only.

use std::collections::BTreeSet;
use std::fs;

use super::scene::{Contents, Scene, State};
use crate::ran::{fragment, xtask};

/// Git on Windows may turn the line ends of all files, the manifest and the ledger among them.
#[test]
fn line_ends_are_no_edit_by_hand() {
    let scene = Scene::change();
    let place = scene.place();
    for (path, content) in &scene.old {
        if let Some(content) = content {
            let text = String::from_utf8(content.clone()).expect("UTF-8");
            let text = text.replace('\n', "\r\n");
            fs::write(place.path().join(path), text).expect("a file");
        }
    }
    let converted = place.contents();

    let ran = xtask(
        place.path(),
        &["codegen", "--out", "out", "--only", "charges", "--check"],
    )
    .expect(1);
    ran.says("    note line ends alone differ in ");
    assert!(!ran.out.contains("by hand"), "{}", ran.out);
    // The lines would look the same.
    assert!(!ran.out.contains("@@"), "{}", ran.out);
    assert_eq!(place.contents(), converted);

    // It removes files too, which it must not if they were edited.
    let ran = xtask(
        place.path(),
        &["codegen", "--out", "out", "--only", "refunds"],
    )
    .expect(0);
    assert!(!ran.out.contains("by hand"), "{}", ran.out);
    assert_eq!(scene.state(&place, "converted"), State::New);
}

#[test]
fn an_edit_is_one_whatever_the_line_ends_are() {
    let scene = Scene::change();
    let place = scene.place();
    let path = scene.old.iter().find_map(|(path, content)| {
        let is_removed = content.is_some() && !scene.new.contains_key(path);
        is_removed.then_some(path)
    });
    let path = path.expect("a file");
    let path = place.path().join(path);
    let text = fs::read_to_string(&path).expect("a file");
    fs::write(&path, text.replace('\n', "\r\n") + "// mine\r\n").expect("a file");
    let before = place.contents();
    xtask(
        place.path(),
        &["codegen", "--out", "out", "--only", "refunds"],
    )
    .expect(2)
    .says("was edited by hand; its content would be lost");
    assert_eq!(place.contents(), before);
}

/// The same document with other line ends is the same.
#[test]
fn a_converted_document_makes_the_same_client() {
    let scene = Scene::first();
    let place = scene.place();
    let document = fragment().replace('\n', "\r\n");
    let folder = tempfile::tempdir().expect("a directory");
    let path = folder.path().join("refunds.yaml");
    fs::write(&path, document).expect("a file");
    let path = path.display().to_string();
    xtask(place.path(), &["codegen", "--out", "out", "--spec", &path]).expect(0);
    assert_eq!(scene.state(&place, "a converted document"), State::New);
}

/// On file systems that ignore case, `Address` and `address` are one file.
#[test]
fn names_that_differ_in_case_only_have_files_of_their_own() {
    let text = fragment();
    let (start, end) = block(&text, "    address:\n");
    let copy = text[start..end].replacen("    address:", "    Address:", 1);
    let twice = format!("{}{copy}{}", &text[..end], &text[end..]);
    let twice = twice.replacen("schemas/address\"", "schemas/Address\"", 1);
    assert!(twice.matches("schemas/Address\"").count() == 1);

    let scene = Scene::first();
    let place = scene.place();
    let folder = tempfile::tempdir().expect("a directory");
    let path = folder.path().join("twice.yaml");
    fs::write(&path, twice).expect("a file");
    let path = path.display().to_string();
    xtask(place.path(), &["codegen", "--out", "out", "--spec", &path]).expect(0);
    let contents: Contents = place.contents();
    let folded: BTreeSet<String> = contents
        .keys()
        .map(|path| path.to_string_lossy().to_lowercase())
        .collect();
    assert_eq!(folded.len(), contents.len());
    let ledger = fs::read_to_string(place.path().join("out.names.tsv")).expect("the ledger");
    assert!(
        ledger.contains("\nAddress\tobjects::AddressObject\t"),
        "{ledger}"
    );
}

/// Where a schema of the fragment begins and ends.
fn block(text: &str, head: &str) -> (usize, usize) {
    let start = text.find(&format!("\n{head}")).expect("the schema") + 1;
    let lines = text[start + head.len()..].split_inclusive('\n');
    let body: usize = lines
        .take_while(|line| line.starts_with("      "))
        .map(str::len)
        .sum();
    (start, start + head.len() + body)
}
