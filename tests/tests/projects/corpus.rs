//! Documents with hostile strings in many positions at once compile, and rustdoc has nothing to say about them.

use generator::{Input, Output, PackageName};
use serde_json::Value;
use tests::corpus::{bases, pile};
use tests::emitted;

/// Positions that are tried in each document.
const POSITIONS: usize = 500;

/// Each document of the project, with as many strings as it can have.
#[test]
#[ignore = "slow: compiles and documents a client of each document"]
fn hostile_strings_compile() {
    let data = tests::data(&tests::Data {
        ledger: "",
        exceptions: &tests::exceptions(),
        fixups: "",
        events: &tests::events(),
    });
    let templates = tests::templates();
    let generate = |document: &Value| -> Option<Output> {
        let document = document.to_string();
        let input = Input {
            name: "document.json",
            document: document.as_bytes(),
            data: &data,
        };
        generator::generate(&input, &templates, &PackageName::default()).ok()
    };
    let turn = std::env::var("CORPUS_TURN").unwrap_or_default();
    let turn = turn.parse().unwrap_or_default();
    let mut all = 0;
    for base in bases() {
        let accepts = |document: &Value| generate(document).is_some();
        let (document, number) = pile(&base.document, turn, POSITIONS, accepts);
        assert!(number > 10, "{}: {number}", base.name);
        all += number;
        let output = generate(&document).expect("it was accepted");
        let name = base.name.rsplit(['/', '.']).nth(1).unwrap_or_default();
        let folder = emitted::emit(&emitted::folder(&format!("corpus-{name}")), &output.files);
        emitted::cargo(&folder, &["check", "--quiet", "--features", "webhook"]);
        emitted::cargo(
            &folder,
            &["doc", "--quiet", "--no-deps", "--features", "webhook"],
        );
    }
    println!(
        "{} documents with {all} strings, 0 that do not compile",
        bases().len()
    );
}
