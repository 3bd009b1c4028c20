//! Every link leads somewhere, every anchor is one place, and nothing is requested from another host: `tests::site`.

use tests::hostile::{NAMES, document};
use tests::site::{Checked, Files};

use super::{files, fragment, whole};

#[test]
fn links_and_anchors_of_the_fragment() {
    check(&files(&fragment(), None), 300);
}

#[test]
fn links_and_anchors_of_the_whole() {
    let Some(files) = whole() else { return };
    check(files, 40_000);
}

/// Names of a document become anchors and entries of the index.
#[test]
fn links_and_anchors_of_a_hostile_document() {
    let document = document("2026-05-27.dahlia", &NAMES).to_string();
    check(&files(&tests::lower("hostile", &document), None), 100);
}

fn check(files: &Files, least: usize) {
    let Checked { faults, links } = tests::site::check(files);
    let first: Vec<&String> = faults.iter().take(20).collect();
    assert!(faults.is_empty(), "{} faults: {first:#?}", faults.len());
    assert!(links > least, "{links}");
    println!("{links} links resolve");
}
