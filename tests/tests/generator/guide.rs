//! The guide: its chapters in `templates/src/guide/`, and what a client of another document has of them.
//! `projects::guide` compiles and runs the examples.

use std::collections::{BTreeMap, BTreeSet};

use tests::{generate, read, templates};

const FOLDER: &str = "src/guide/";

/// Chapters by name, and the pages about them.
fn pages(files: &BTreeMap<String, String>) -> BTreeMap<String, String> {
    let pages = files.iter().filter_map(|(path, text)| {
        let name = path.strip_prefix(FOLDER)?.strip_suffix(".md")?;
        Some((name.to_owned(), text.clone()))
    });
    pages.collect()
}

/// Chapters alone.
fn chapters(files: &BTreeMap<String, String>) -> BTreeMap<String, String> {
    let mut chapters = pages(files);
    chapters.retain(|name, _| !["front", "index", "links"].contains(&name.as_str()));
    chapters
}

/// The definitions of links in a page: label and target.
fn definitions(page: &str) -> BTreeMap<&str, &str> {
    let lines = page.lines().filter(|line| line.starts_with('['));
    lines
        .filter_map(|line| line.split_once("]: "))
        .map(|(label, target)| (label.trim_start_matches('['), target))
        .collect()
}

fn client(name: &str) -> BTreeMap<String, String> {
    let document = read(&format!("tests/specs/{name}.yaml"));
    generate(&format!("{name}.yaml"), &document, "").files
}

/// Operations of conditions that only the whole API has. `projects::guide` checks that it has them.
const OF_THE_WHOLE_API: [&str; 1] = ["checkout.sessions.create"];

/// A slip in a condition would leave a part out everywhere.
#[test]
fn conditions_are_closed_and_hold_in_the_committed_client() {
    let operations = read("spec/names.tsv");
    let mut count = 0;
    for (name, page) in pages(&templates()) {
        let mut open = false;
        for line in page.lines().filter(|line| line.contains("<!--")) {
            let comment = line
                .strip_prefix("<!-- ")
                .and_then(|line| line.strip_suffix(" -->"));
            let comment = comment.unwrap_or_else(|| panic!("{name}: {line}"));
            let (word, rest) = comment.split_once(' ').unwrap_or((comment, ""));
            match word {
                "if" => {
                    assert!(!open, "{name}: {line} is inside of another");
                    open = true;
                    for operation in rest.split(", ") {
                        let known = format!("\t{operation}\t");
                        let is_known =
                            operations.contains(&known) || OF_THE_WHOLE_API.contains(&operation);
                        assert!(is_known, "{name}: {operation}");
                    }
                    count += 1;
                }
                "else" => assert!(open, "{name}: {line}"),
                "end" => assert!(std::mem::take(&mut open), "{name}: {line}"),
                "example" => assert!(open && ["call", "list"].contains(&rest), "{name}: {line}"),
                _ => panic!("{name}: {line}"),
            }
        }
        assert!(!open, "{name}: a condition is left open");
    }
    assert!(count > 10, "{count}");
    for (name, page) in pages(&client_of_the_fragment()) {
        assert!(!page.contains("<!--"), "{name}");
        assert!(!page.contains("async fn example"), "{name}");
    }
}

fn client_of_the_fragment() -> BTreeMap<String, String> {
    generate("refunds.yaml", &read("spec/refunds.yaml"), "").files
}

#[test]
fn a_client_without_refunds_has_examples_of_its_own() {
    let pages = pages(&client("constructs"));
    for (name, page) in &pages {
        assert!(
            !page.contains("refunds()") && !page.contains("services::refunds"),
            "{name}"
        );
        assert!(!page.contains("<!--") && !page.contains("\n\n\n"), "{name}");
        assert_eq!(page.matches("```").count() % 2, 0, "{name}");
    }
    for name in ["front", "first_call", "lists"] {
        let page = &pages[name];
        let start = "```rust,no_run\nasync fn example(stripe: stripe_client::Client) ->";
        assert!(page.contains(start), "{name}: {page}");
        assert!(
            page.contains(".await?;\n    Ok(())\n}\n```")
                || page.contains("    }\n    Ok(())\n}\n```"),
            "{name}: {page}"
        );
    }
}

/// rustdoc leads a link elsewhere than the repository does, and Markdown takes the first of two definitions.
#[test]
fn every_link_leads_to_an_item_in_rustdoc_and_to_a_file_in_the_repository() {
    let pages = pages(&templates());
    let links = definitions(&pages["links"]);
    let mut used = BTreeSet::new();
    for (name, page) in pages.iter().filter(|(name, _)| *name != "links") {
        assert!(
            !page.replace("](https://", "").contains("]("),
            "{name}: only links by a label differ"
        );
        for (label, target) in definitions(page) {
            assert!(links.contains_key(label), "{name}: links.md lacks {label}");
            assert!(page.contains(&format!("[{label}]")), "{name}: {label}");
            // The folders of services are the generator's.
            let file = tests::root().join("generated").join(FOLDER).join(target);
            assert!(file.exists(), "{name}: {target}");
            used.insert(label);
        }
    }
    let defined: BTreeSet<&str> = links.into_keys().collect();
    assert_eq!(used, defined);
}

#[test]
fn the_index_has_every_chapter_in_the_order_of_the_modules() {
    let templates = templates();
    let index = &templates[&format!("{FOLDER}index.md")];
    let module = &templates[&format!("{FOLDER}mod.rs")];
    let targets = index
        .lines()
        .filter_map(|line| line.split_once("]: ")?.1.strip_suffix(".md"));
    let targets: Vec<&str> = targets.collect();
    let of_modules = module
        .lines()
        .filter_map(|line| line.trim().strip_suffix(".md\""));
    let of_modules: Vec<&str> = of_modules
        .filter_map(|line| line.split_once(" \""))
        .map(|(_, file)| file)
        .collect();
    assert_eq!(targets, of_modules);
    let chapters = chapters(&templates);
    assert_eq!(
        BTreeSet::from_iter(targets),
        chapters.keys().map(String::as_str).collect()
    );
    for (name, chapter) in &chapters {
        assert!(chapter.starts_with("# "), "{name}");
        let count = chapter.lines().count();
        assert!((30..=140).contains(&count), "{name}: {count} lines");
        assert!(
            chapter.lines().all(|line| line.chars().count() <= 122),
            "{name}"
        );
    }
}
