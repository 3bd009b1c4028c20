//! Documents with hostile strings in many positions at once compile, and rustdoc has nothing to say about them.

use generator::{Input, PackageName};
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
        ..tests::Data::default()
    });
    let templates = tests::templates();
    let lower = |document: &Value| {
        let document = document.to_string();
        generator::lower(&Input {
            name: "document.json",
            document: document.as_bytes(),
            data: &data,
        })
    };
    let turn = std::env::var("CORPUS_TURN").unwrap_or_default();
    let turn = turn.parse().unwrap_or_default();
    let mut all = 0;
    for base in bases() {
        let accepts = |document: &Value| lower(document).is_ok();
        let (document, number) = pile(&base.document, turn, POSITIONS, accepts);
        assert!(number > 10, "{}: {number}", base.name);
        all += number;
        let lowered = lower(&document).expect("it was accepted");
        let output = generator::render(lowered, &templates, &PackageName::default());
        let output = output.unwrap_or_else(|report| panic!("{}: {report}", base.name));
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
