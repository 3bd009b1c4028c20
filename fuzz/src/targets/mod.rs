//! The targets. `targets.tsv` says what each of them shows.

#[cfg(feature = "generator")]
pub mod diff;
#[cfg(feature = "generator")]
pub mod document;
pub mod fixtures;
pub mod form;
pub mod http;
pub mod json;
#[cfg(feature = "generator")]
pub mod ledger;
pub mod paths;
pub mod redact;
pub mod retry;
#[cfg(feature = "generator")]
pub mod slice;
pub mod urls;
pub mod webhook;

/// A function that panics when it finds something.
pub type Target = fn(&[u8]);

/// The modules by name.
const TARGETS: &[(&str, Target)] = &[
    #[cfg(feature = "generator")]
    ("diff", diff::run),
    #[cfg(feature = "generator")]
    ("document", document::run),
    ("fixtures", fixtures::run),
    ("form", form::run),
    ("http", http::run),
    ("json", json::run),
    #[cfg(feature = "generator")]
    ("ledger", ledger::run),
    ("paths", paths::run),
    ("redact", redact::run),
    ("retry", retry::run),
    #[cfg(feature = "generator")]
    ("slice", slice::run),
    ("urls", urls::run),
    ("webhook", webhook::run),
];

/// The target of a module.
pub fn find(name: &str) -> Option<Target> {
    TARGETS
        .iter()
        .find(|(other, _)| *other == name)
        .map(|(_, run)| *run)
}

#[cfg(all(test, feature = "generator"))]
mod tests {
    use super::*;

    fn listed() -> Vec<Vec<&'static str>> {
        let lines = include_str!("../../targets.tsv").lines();
        lines
            .filter(|line| !line.starts_with('#'))
            .map(|line| line.split('\t').collect())
            .collect()
    }

    #[test]
    fn the_list_and_the_modules_are_the_same() {
        let mut modules: Vec<&str> = listed().iter().map(|row| row[1]).collect();
        modules.sort_unstable();
        modules.dedup();
        let ours: Vec<&str> = TARGETS.iter().map(|(name, _)| *name).collect();
        assert_eq!(modules, ours);
        assert!(listed().iter().all(|row| row.len() == 5), "five columns");
    }

    #[test]
    fn each_module_has_a_corpus_and_a_program_for_libfuzzer() {
        let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
        for (name, _) in TARGETS {
            let corpus = root.join("corpus").join(name);
            let seeds = crate::run::corpus(&corpus).unwrap_or_default();
            assert!(!seeds.is_empty(), "{name}");
            let program = std::fs::read_to_string(root.join(format!("fuzz_targets/{name}.rs")));
            assert!(
                program.is_ok_and(|text| text.contains(&format!("({name})"))),
                "{name}"
            );
        }
    }
}
