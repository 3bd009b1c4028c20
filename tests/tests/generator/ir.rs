//! The IR, as a reviewer reads it first.

use generator::Input;
use tests::{exceptions, read};

/// ARCHITECTURE lists the passes in their order.
#[test]
fn passes_are_documented() {
    let text = read("ARCHITECTURE.md");
    let (_, list) = text
        .split_once("The passes over the IR")
        .unwrap_or_else(|| panic!("ARCHITECTURE has no list of passes"));
    let (list, _) = list.split_once("\n## ").unwrap_or((list, ""));
    let rows = list.lines().filter_map(|line| line.strip_prefix("| `"));
    let documented: Vec<&str> = rows.filter_map(|row| row.split('`').next()).collect();
    let passes: Vec<&str> = generator::passes().map(|(name, _)| name).collect();
    assert_eq!(documented, passes);
}

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

/// What Stripe's documents do not have.
#[test]
fn foreign() {
    insta::assert_snapshot!(ir("tests/specs/foreign.yaml", ""));
}

/// Constructs that the fragment lacks: unions, tombstones, searches, v2.
#[test]
fn constructs() {
    insta::assert_snapshot!(ir("tests/specs/constructs.yaml", ""));
}
