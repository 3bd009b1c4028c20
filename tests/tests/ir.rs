//! The IR of the fragment: the first thing that a reviewer reads.

use generator::Input;
use tests::{exceptions, read};

#[test]
fn fragment() {
    let document = read("spec/refunds.yaml");
    let (ledger, exceptions) = (read("spec/names.tsv"), exceptions());
    let input = Input {
        name: "spec/refunds.yaml",
        document: document.as_bytes(),
        ledger: &ledger,
        exceptions: &exceptions,
    };
    match generator::lower(&input) {
        Ok(lowered) => insta::assert_snapshot!(generator::ir::print(&lowered.api)),
        Err(report) => panic!("{report}"),
    }
}
