//! The items that a change of the document marks, and the changes that they are attributed to.

use generator::diff::{Files, Report, Revision};
use generator::impact::{self, Marked};
use generator::{Lowered, PackageName};
use tests::{cases, shared, templates};

use super::diff::lower;

fn files(lowered: &Lowered) -> Files {
    let output = generator::render(lowered.clone(), &templates(), &PackageName::default());
    output.unwrap_or_else(|report| panic!("{report}")).files
}

fn marked([base, head]: [&Lowered; 2], files: [&Files; 2]) -> (Report, Marked) {
    let revision = |lowered| Revision {
        name: "",
        sha256: "",
        lowered,
    };
    let report = Report::new(revision(base), revision(head), "");
    let marked = impact::mark(base, head, &report, files);
    (report, marked)
}

/// Every row of `docs/semver.md`. That the marks name the right lines is tested with the compiler, in `xtask`.
#[test]
fn the_items_of_each_kind() {
    let [base, head] = cases::lowered(&cases::all());
    let (report, marked) = marked([&base, &head], [&files(&base), &files(&head)]);
    let changes = impact::numbered(&report);
    let mut text = String::new();
    for (path, mark) in &marked.items {
        let kinds = mark.changes.iter().map(|number| match number {
            0 => "no change",
            number => changes[number - 1].kind,
        });
        let kinds: Vec<&str> = kinds.collect();
        let depends = if mark.depends { " (depends)" } else { "" };
        text += &format!("{path}: {}{depends}\n", kinds.join(", "));
    }
    insta::assert_snapshot!(text);
}

/// Both ways, so that what is only added in one is only removed in the other.
#[test]
#[ignore = "slow: emits the client of the whole API twice"]
fn every_item_of_the_whole_api_has_a_change() {
    let versions = ["2026-04-22", "2026-05-27"];
    let documents = versions.map(|version| shared(&format!("specs/stripe-{version}.dahlia.json")));
    let [Some(april), Some(may)] = documents else {
        return;
    };
    let april = lower(&april, "");
    let may = lower(&may, &april.ledger.print());
    let [old, new] = [&april, &may].map(files);
    for (clients, files) in [
        ([&april, &may], [&old, &new]),
        ([&may, &april], [&new, &old]),
    ] {
        let (_, marked) = marked(clients, files);
        let without = marked.items.iter();
        let without = without.filter(|(_, mark)| mark.changes.contains(&0));
        let without: Vec<&String> = without.map(|(path, _)| path).collect();
        assert_eq!(without, Vec::<&String>::new());
        assert!(marked.items.len() > 100 && marked.files.len() > 10);
    }
}
