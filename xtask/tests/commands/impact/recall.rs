//! Every row of `docs/semver.md`: the marks of the first client name all lines that do not compile against the second.

use std::collections::BTreeSet;

use serde_json::Value;
use tests::cases;

use super::place::{Place, lines};

/// A place in the callers: file and line.
type Line = (String, u64);

#[test]
fn marks_name_every_line_that_breaks() {
    let cases = cases::all();
    let place = Place::of_cases(&cases);
    let before = place.files();
    let ran = place.run(&[
        "HEAD~1",
        "HEAD",
        "--format",
        "json",
        "--fail-on",
        "breaking",
    ]);
    let ran = ran.expect(1);
    assert_eq!(place.files(), before, "the crate is as it was");
    let json: Value = serde_json::from_str(&ran.out).expect("JSON");
    crate::schemas::assert_valid("impact", &json);
    let line = |line: &Value| -> Line {
        let file = line["file"].as_str().expect("a file");
        (file.to_owned(), line["line"].as_u64().expect("a number"))
    };
    let unexplained = json["unexplained"].as_array().expect("a list").iter();
    let all: Vec<&Value> = lines(&json).into_iter().chain(unexplained).collect();
    let failing: BTreeSet<Line> = all
        .iter()
        .filter(|one| !one["error"].is_null())
        .map(|one| line(one))
        .collect();
    let marked: BTreeSet<Line> = all
        .iter()
        .filter(|one| !one["item"].is_null())
        .map(|one| line(one))
        .collect();

    let mut report = String::new();
    for case in &cases {
        let file = format!("src/bin/{}.rs", case.name);
        let of = |lines: &BTreeSet<Line>| -> BTreeSet<u64> {
            let lines = lines.iter().filter(|(name, _)| *name == file);
            lines.map(|(_, line)| *line).collect()
        };
        let (fails, marks) = (of(&failing), of(&marked));
        let row = &case.row;
        assert_eq!(case.error.is_some(), !fails.is_empty(), "{row}: {fails:?}");
        let missing = fails.difference(&marks).count();
        let more = marks.difference(&fails).count();
        if fails.len() + more > 0 {
            let fails = fails.len();
            report += &format!("{row}: {fails} fail, {missing} not marked, {more} also marked\n");
        }
    }
    assert_eq!(report, include_str!("recall.txt"), "{report}");

    let findings = json["findings"].as_array().expect("a list").iter();
    let without: Vec<_> = findings.filter(|one| one["kind"] == "code").collect();
    assert!(without.is_empty(), "items without a change: {without:#?}");
}
