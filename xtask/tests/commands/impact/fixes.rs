//! `--fix` on ten renames and moves: the crate compiles after it.

use std::fs;

use serde_json::Value;
use tests::cases;

use super::place::{Place, lines};

#[test]
fn ten_renames_and_moves_are_fixed() {
    let cases = cases::in_folder("xtask/tests/commands/impact/fixes");
    assert_eq!(cases.len(), 10);
    let place = Place::of_cases(&cases);
    let before = place.files();
    let dirty = place.run(&["HEAD~1", "HEAD", "--fix"]).expect(2);
    dirty.says("has changes that are not committed to git");
    assert_eq!(place.files(), before);

    let fix = ["--fix", "--allow-dirty", "--format", "json"];
    let ran = place.run(&[&["HEAD~1", "HEAD"][..], &fix].concat());
    let json: Value = serde_json::from_str(&ran.expect(0).out).expect("JSON");
    let offered: Vec<&Value> = lines(&json)
        .into_iter()
        .filter(|line| !line["comment"].is_null())
        .collect();
    assert!(offered.is_empty(), "edited, so without: {offered:#?}");
    let mut text = String::new();
    for case in &cases {
        let file = place.at(&format!("caller/src/bin/{}.rs", case.name));
        let program = fs::read_to_string(file).expect("a file");
        let program = program.replace(case.word(), "thing");
        text += &format!("// {}\n{program}\n", case.name);
    }
    insta::assert_snapshot!(text);
    // The old version of this run is the new one of before: a crate that does not compile against it is refused.
    place
        .run(&["HEAD", "HEAD"])
        .expect(0)
        .says("The two documents are the same");
}

/// Git says of an ignored file that it has not changed, but does not have it.
#[test]
fn what_git_does_not_have_is_not_edited() {
    let mut cases = cases::in_folder("xtask/tests/commands/impact/fixes");
    cases.retain(|case| case.name == "method");
    let place = Place::of_cases(&cases);
    let fix = ["--fix", "HEAD~1", "HEAD"];
    let around = |arguments: &[&str]| place.git(&[&["-C", ".."][..], arguments].concat());
    around(&["init", "--quiet"]);
    place.write("caller/.gitignore", "/src\n");
    around(&["add", "caller"]);
    around(&["commit", "--quiet", "--message", "a crate"]);
    let before = place.files();
    let ran = place.run(&fix).expect(2);
    ran.says("has changes that are not committed to git");
    assert_eq!(place.files(), before);
    around(&["add", "--force", "caller/src"]);
    around(&["commit", "--quiet", "--message", "its sources"]);
    place.run(&fix).expect(0).says("edit in ");
}
