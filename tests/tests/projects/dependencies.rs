//! `docs/dependencies.md` lists every package that the client brings along, each with its reason.

use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

use tests::{read, root};

/// The target whose packages are listed: those that others need besides are not downloaded on it.
const TARGET: &str = "x86_64-unknown-linux-gnu";

/// The features of a tree, and the mark that its packages have in the list.
const TREES: [(&[&str], &str); 3] = [
    (&["--no-default-features"], "none"),
    (&[], "default"),
    (&["--all-features"], "all"),
];

/// The packages of the client with some features, itself excepted.
fn packages(features: &[&str]) -> BTreeSet<String> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let output = Command::new(cargo)
        .args(["tree", "--package", "stripe-client", "--target", TARGET])
        .args(["--edges", "normal,build", "--prefix", "none"])
        .args(["--format", "{p}", "--offline", "--locked"])
        .args(features)
        .current_dir(root())
        .output()
        .unwrap();
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{errors}");
    let text = String::from_utf8(output.stdout).unwrap();
    let names = text.lines().filter_map(|line| line.split(' ').next());
    let names = names.filter(|name| *name != "stripe-client");
    names.map(str::to_owned).collect()
}

/// The rows of the list: the smallest set of features that brings a package along, and the reason.
fn listed() -> BTreeMap<String, (String, String)> {
    let text = read("docs/dependencies.md");
    let rows = text.lines().filter_map(|line| line.strip_prefix("| `"));
    let row = |row: &str| {
        let mut cells = row.trim_end_matches(" |").split(" | ");
        let name = cells.next().unwrap().trim_end_matches('`');
        let mut cell = || cells.next().unwrap_or_default().to_owned();
        (name.to_owned(), (cell(), cell()))
    };
    let listed: BTreeMap<_, _> = rows.clone().map(row).collect();
    assert_eq!(listed.len(), rows.count(), "a package is listed twice");
    listed
}

#[test]
fn every_package_is_listed_with_a_reason() {
    if !cfg!(all(target_os = "linux", target_arch = "x86_64")) {
        tests::say(&format!(
            "skipped: the packages of {TARGET} may not be downloaded here"
        ));
        return;
    }
    let mut found = BTreeMap::new();
    let mut counts = Vec::new();
    for (features, mark) in TREES {
        let packages = packages(features);
        counts.push(packages.len());
        for package in packages {
            found.entry(package).or_insert(mark);
        }
    }
    let listed = listed();
    let wrong: Vec<String> = found
        .keys()
        .chain(listed.keys())
        .collect::<BTreeSet<_>>()
        .into_iter()
        .filter_map(|name| {
            let (found, listed) = (found.get(name), listed.get(name));
            match (found, listed) {
                (Some(found), Some((listed, reason))) if found == listed && !reason.is_empty() => {
                    None
                }
                _ => Some(format!(
                    "{name}: the tree has {found:?}, the list {listed:?}"
                )),
            }
        })
        .collect();
    assert!(
        wrong.is_empty(),
        "docs/dependencies.md:\n{}",
        wrong.join("\n")
    );
    let [none, default, all] = counts[..] else {
        panic!()
    };
    println!(
        "tally: {none} packages without features, {default} by default, {all} with all features, each with a reason"
    );
    let text = read("docs/dependencies.md");
    let counted = format!("{none} without features, {default} by default, {all} with all features");
    assert!(text.contains(&counted), "the list does not say: {counted}");
}

/// Direct dependencies of the manifest that are not in the tree would be unused.
#[test]
fn every_dependency_of_the_manifest_is_listed() {
    let manifest = read("templates/Cargo.toml");
    let (_, dependencies) = manifest.split_once("[dependencies]\n").unwrap();
    let (dependencies, _) = dependencies.split_once("\n[").unwrap();
    let listed = listed();
    for line in dependencies.lines().filter(|line| !line.is_empty()) {
        let (name, rest) = line.split_once(" = ").unwrap();
        let renamed = rest.split_once("package = \"");
        let name = renamed.map_or(name, |(_, rest)| rest.split('"').next().unwrap());
        let (_, reason) = listed.get(name).unwrap_or_else(|| panic!("{name}"));
        assert!(
            !reason.starts_with("of "),
            "{name} is a dependency of the manifest itself"
        );
    }
}
