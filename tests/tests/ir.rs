//! The IR, as a reviewer reads it first.

use generator::Input;
use tests::{exceptions, read};

fn ir(name: &str, ledger: &str) -> String {
    let (document, exceptions) = (read(name), exceptions());
    let input = Input {
        name,
        document: document.as_bytes(),
        data: &tests::data(&tests::Data {
            ledger,
            exceptions: &exceptions,
            ..tests::Data::default()
        }),
    };
    match generator::lower(&input) {
        Ok(lowered) => {
            generator::ir::print(&lowered.api, |operation| lowered.names.full_name(operation))
        }
        Err(report) => panic!("{report}"),
    }
}

#[test]
fn fragment() {
    insta::assert_snapshot!(ir("spec/refunds.yaml", &read("spec/names.tsv")));
}

/// What the fragment does not have: unions, tombstones, searches, v2.
#[test]
fn constructs() {
    insta::assert_snapshot!(ir("tests/specs/constructs.yaml", ""));
}
