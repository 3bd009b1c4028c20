//! The project's own pages: their links lead somewhere, they are short, and the list of decisions is complete.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use tests::{read, root};

/// Folders whose pages are written by hand.
const FOLDERS: [&str; 6] = ["", "docs", "docs/decisions", "examples", "fuzz", "spec"];

fn pages() -> Vec<PathBuf> {
    let mut pages: Vec<PathBuf> = Vec::new();
    for folder in FOLDERS {
        let entries = fs::read_dir(root().join(folder)).expect("the folder is there");
        let paths = entries.map(|entry| entry.expect("an entry").path());
        pages.extend(paths.filter(|path| path.extension().is_some_and(|end| end == "md")));
    }
    pages.sort();
    pages
}

/// The lines of a page that are no code.
fn prose(page: &str) -> impl Iterator<Item = &str> {
    let mut code = false;
    page.lines().filter(move |line| {
        let fence = line.trim_start().starts_with("```");
        code ^= fence;
        !code && !fence
    })
}

/// The anchors of a page's headings, as GitHub makes them.
fn anchors(page: &str) -> BTreeSet<String> {
    let headings = prose(page).filter(|line| line.starts_with('#'));
    let texts = headings.map(|line| line.trim_start_matches('#').trim().to_lowercase());
    let kept = |text: String| -> String {
        let word = |symbol: &char| symbol.is_alphanumeric() || matches!(symbol, ' ' | '-' | '_');
        text.chars().filter(word).collect()
    };
    texts.map(|text| kept(text).replace(' ', "-")).collect()
}

#[test]
fn every_link_leads_somewhere() {
    let mut count = 0;
    let mut faults = Vec::new();
    for path in pages() {
        let page = fs::read_to_string(&path).expect("a page is text");
        let folder = path.parent().expect("a page is in a folder");
        for line in prose(&page) {
            let targets = line.split("](").skip(1);
            let targets = targets.filter_map(|rest| rest.split(')').next());
            for target in targets.filter(|target| !target.starts_with("https://")) {
                count += 1;
                let (file, anchor) = target.split_once('#').unwrap_or((target, ""));
                let file = if file.is_empty() {
                    path.clone()
                } else {
                    folder.join(file)
                };
                if !leads(&file, anchor) {
                    faults.push(format!("{}: {target}", path.display()));
                }
            }
        }
    }
    assert_eq!(faults, Vec::<String>::new());
    assert!(count > 150, "{count}");
}

fn leads(file: &Path, anchor: &str) -> bool {
    if anchor.is_empty() {
        return file.exists();
    }
    fs::read_to_string(file).is_ok_and(|page| anchors(&page).contains(anchor))
}

/// A screen and a half, a bird's-eye view, and records that are read at a glance.
#[test]
fn pages_are_short() {
    let count = |path: &str| read(path).lines().count();
    assert!(count("README.md") <= 150, "{}", count("README.md"));
    assert!(
        count("ARCHITECTURE.md") <= 350,
        "{}",
        count("ARCHITECTURE.md")
    );
    for name in decisions() {
        let lines = count(&format!("docs/decisions/{name}"));
        assert!(lines <= 50, "{name}: {lines}");
    }
}

/// The list has each record once, under its own title, and nothing else.
#[test]
fn every_decision_is_listed() {
    let index = read("docs/decisions/README.md");
    let listed: Vec<&str> = index
        .lines()
        .filter(|line| line.starts_with("- "))
        .collect();
    let mut expected = BTreeSet::new();
    for name in decisions() {
        let record = read(&format!("docs/decisions/{name}"));
        let title = record
            .lines()
            .next()
            .and_then(|line| line.strip_prefix("# "));
        let title = title.expect("a record begins with its title");
        expected.insert(format!("- [{title}]({name})"));
    }
    assert_eq!(listed.len(), expected.len());
    let listed: BTreeSet<String> = listed.into_iter().map(str::to_owned).collect();
    assert_eq!(listed, expected);
}

/// File names of the records.
fn decisions() -> Vec<String> {
    let pages = pages().into_iter();
    let records = pages.filter(|path| path.parent().is_some_and(|at| at.ends_with("decisions")));
    let names = records.filter_map(|path| Some(path.file_name()?.to_str()?.to_owned()));
    names.filter(|name| name != "README.md").collect()
}
