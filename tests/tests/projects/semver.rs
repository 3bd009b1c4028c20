//! `docs/semver.md`: each row agrees with the generator, and with the compiler's verdict on a caller's program.

mod crates;
mod kinds;
mod table;

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::mem::discriminant;

use generator::diff::{Diff, Level, compare};
use generator::ir::Direction;
use tests::cases::{self, lowered};
use tests::read;

const ALIKE: [&str; 3] = [
    "operation-moved arguments",
    "retyped alike request",
    "retyped alike reply",
];

fn release(level: Level) -> &'static str {
    match level {
        Level::Documentation => "patch",
        Level::Addition => "minor",
        Level::Behaviour => "minor, behaviour",
        Level::Breaking => "major",
    }
}

/// The rows of all changes, each with its level.
fn found(diff: &Diff) -> BTreeMap<String, Level> {
    let mut found = BTreeMap::new();
    for change in &diff.changes {
        for site in &change.sites {
            let pointer = site.head.as_ref().or(site.base.as_ref());
            let in_reply = pointer.is_some_and(|pointer| pointer.starts_with("#/components"));
            let side = if in_reply {
                Direction::Response
            } else {
                Direction::Request
            };
            found.insert(kinds::row(&change.kind, side, change.level), change.level);
        }
    }
    found
}

/// `kinds::all` is a list by hand: a kind that it lacks would have no row, and no test would say so.
#[test]
fn every_kind_is_listed() {
    let file = syn::parse_file(&read("generator/src/diff/change.rs")).unwrap();
    let declared = file.items.iter().find_map(|item| match item {
        syn::Item::Enum(item) if item.ident == "ChangeKind" => Some(item.variants.len()),
        _ => None,
    });
    let all = kinds::all();
    let listed: HashSet<_> = all.iter().map(|(kind, _)| discriminant(kind)).collect();
    assert_eq!(Some(listed.len()), declared);
}

#[test]
fn every_kind_has_a_row_and_every_row_a_kind() {
    let rows = table::rows();
    let releases: BTreeMap<&str, &str> = rows
        .iter()
        .map(|row| (row.row.as_str(), row.release.as_str()))
        .collect();
    assert_eq!(releases.len(), rows.len(), "a row stands twice");
    let mut expected = BTreeSet::new();
    for (kind, side) in kinds::all() {
        let level = kind.level(side);
        let row = kinds::row(&kind, side, level);
        assert_eq!(releases.get(row.as_str()), Some(&release(level)), "{row}");
        expected.insert(row);
    }
    expected.extend(ALIKE.map(str::to_owned));
    let rows: BTreeSet<String> = releases.into_keys().map(str::to_owned).collect();
    assert_eq!(rows, expected);
    let cases: BTreeSet<String> = cases::all().into_iter().map(|case| case.row).collect();
    assert_eq!(cases, expected, "a case for each row");
}

#[test]
fn a_case_is_what_its_row_says_and_nothing_else() {
    let rows = table::rows();
    let mut wrong = Vec::new();
    for case in cases::all() {
        let [base, head] = lowered(std::slice::from_ref(&case));
        let found = found(&compare(&base, &head));
        let expected: BTreeSet<&String> = case.also.iter().chain([&case.row]).collect();
        let keys: BTreeSet<&String> = found.keys().collect();
        if keys != expected {
            wrong.push(format!("{}: found {keys:?}", case.name));
            continue;
        }
        let row = rows
            .iter()
            .find(|row| row.row == case.row)
            .expect("it has a row");
        let level = release(found[&case.row]);
        assert_eq!(row.release, level, "{}", case.name);
        assert_eq!(case.error.is_some(), level == "major", "{}", case.name);
        assert_eq!(case.name, case.row.replace(' ', "-"));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// All cases in one document differ in exactly the changes of each.
#[test]
fn cases_do_not_meet() {
    let cases = cases::all();
    let [base, head] = lowered(&cases);
    let together: BTreeSet<String> = found(&compare(&base, &head)).into_keys().collect();
    let each = cases
        .iter()
        .flat_map(|case| case.also.iter().chain([&case.row]));
    assert_eq!(together, each.cloned().collect());
}

/// Each caller compiles against the first crate. Against the second it compiles, or fails with the stated error.
#[test]
fn callers_agree() {
    let cases = cases::all();
    let crates = crates::write(&cases, &lowered(&cases));
    crates::check_base(&crates);
    let errors = crates::check_head(&crates);
    let mut wrong = Vec::new();
    for case in &cases {
        let said = errors
            .get(&case.name)
            .map(Vec::as_slice)
            .unwrap_or_default();
        let beside = errors.get(&format!("{}-kept", case.name));
        if let Some(said) = beside {
            wrong.push(format!(
                "{}: expected to be kept, found {said:#?}",
                case.name
            ));
        }
        let right = match &case.error {
            None => said.is_empty(),
            Some(error) => !said.is_empty() && said.iter().any(|text| text.contains(error)),
        };
        if !right {
            wrong.push(format!(
                "{}: expected {:?}, found {said:#?}",
                case.name, case.error
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// An independent check by cargo-semver-checks, which is too slow to build in CI. CONTRIBUTING.md says how to run it.
#[test]
#[ignore = "needs cargo-semver-checks"]
fn cargo_semver_checks() {
    let cases = cases::all();
    let crates = crates::write(&cases, &lowered(&cases));
    let said = crates::second_witness(&crates);
    let mut wrong = Vec::new();
    for row in table::rows() {
        let case = cases
            .iter()
            .find(|case| case.row == row.row)
            .expect("it has a case");
        let lints: BTreeSet<&String> = said
            .iter()
            .filter(|(_, items)| names(items, case.word()))
            .map(|(lint, _)| lint)
            .collect();
        let written: BTreeSet<String> = row
            .witness
            .split('`')
            .skip(1)
            .step_by(2)
            .map(str::to_owned)
            .collect();
        if written.iter().collect::<BTreeSet<_>>() != lints {
            wrong.push(format!(
                "{}: the table says {written:?}, the tool {lints:?}",
                row.row
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Whether a text names items of a case. One case's word can be a suffix of another's.
fn names(text: &str, word: &str) -> bool {
    let (first, rest) = word.split_at(1);
    let starts = |at: usize| !text[..at].ends_with(|c: char| c.is_ascii_lowercase());
    text.match_indices(word).any(|(at, _)| starts(at))
        || text.contains(&(first.to_uppercase() + rest))
}
