//! Known faults of the document: corrected in the listed versions, and an error if there is nothing to correct.

use generator::diagnostic::Report;
use generator::{Data, Input, Lowered, PackageName};
use tests::{fixups, read, shared, templates};

const FIXED: &str = "may-be-missing\trefund amount\t2026-05-27.dahlia..\ta test";

fn data(fixups: &str) -> Result<Data, Report> {
    tests::try_data(&tests::Data {
        fixups,
        ..tests::Data::default()
    })
}

fn lower(document: &str, fixups: &str) -> Result<Lowered, Report> {
    generator::lower(&input(document, &data(fixups)?))
}

fn input<'a>(document: &'a str, data: &'a Data) -> Input<'a> {
    Input {
        name: "refunds.yaml",
        document: document.as_bytes(),
        data,
    }
}

fn ir(document: &str, fixups: &str) -> String {
    let lowered = lower(document, fixups).unwrap_or_else(|report| panic!("{report}"));
    generator::ir::print(&lowered.api, |operation| lowered.names.full_name(operation))
}

/// Code, message and pointer of each problem.
fn problems(fixups: &str) -> Vec<String> {
    let report = lower(&read("spec/refunds.yaml"), fixups).expect_err("it is refused");
    let problems = report.diagnostics().iter();
    problems
        .map(|problem| {
            format!(
                "{}: {} at {}",
                problem.code, problem.message, problem.pointer
            )
        })
        .collect()
}

#[test]
fn a_field_becomes_optional_and_its_docs_say_so() {
    let document = read("spec/refunds.yaml");
    let (before, after) = (ir(&document, ""), ir(&document, FIXED));
    let changed: Vec<_> = before
        .lines()
        .zip(after.lines())
        .filter(|(before, after)| before != after)
        .collect();
    assert_eq!(changed, [("  amount: integer", "  amount?: integer")]);

    let data = data(FIXED).unwrap_or_else(|report| panic!("{report}"));
    let output = generator::generate(
        &input(&document, &data),
        &templates(),
        &PackageName::default(),
    )
    .unwrap_or_else(|report| panic!("{report}"));
    let refund = &output.files["src/resources/refund.rs"];
    let (about, _) = refund
        .split_once("pub amount: Option<i64>")
        .expect("the field is an option");
    assert!(
        about
            .trim_end()
            .ends_with("May be missing, although the document requires it: a test."),
        "{about}"
    );
}

#[test]
fn a_field_becomes_required_and_the_fault_without_it_names_the_fixup() {
    let fixup = "always-present\trefund description\t2026-05-27.dahlia..\ta test";
    let document = read("spec/refunds.yaml");
    let (before, after) = (ir(&document, ""), ir(&document, fixup));
    let changed: Vec<_> = before
        .lines()
        .zip(after.lines())
        .filter(|(before, after)| before != after)
        .collect();
    assert_eq!(
        changed,
        [("  description?: string", "  description always: string")]
    );
    let data = data(fixup).unwrap_or_else(|report| panic!("{report}"));
    let output = generator::generate(
        &input(&document, &data),
        &templates(),
        &PackageName::default(),
    )
    .unwrap_or_else(|report| panic!("{report}"));
    let refund = &output.files["src/resources/refund.rs"];
    let (about, _) = refund
        .split_once("pub description: String")
        .expect("the field is required");
    let note = "Always present, although the document does not require it: a test.";
    assert!(about.trim_end().ends_with(note), "{about}");
    let plumbing = &output.files["src/plumbing/resources/refund.rs"];
    let expected = "a value, by the fixup `always-present refund description`";
    let line = format!("description: always_present \"description\" \"{expected}\"");
    assert!(plumbing.contains(&line), "{plumbing}");
}

#[test]
fn what_is_always_present_must_be_optional_and_no_object() {
    let line = |place: &str| format!("always-present\t{place}\t2026-05-27.dahlia..\ta test\n");
    let fixups = ["refund amount", "refund next_action", "refund nothing"].map(line);
    insta::assert_snapshot!(problems(&fixups.concat()).join("\n"));
    let absent = lower(&read("spec/refunds.yaml"), &line("payment_intent amount"));
    let absent = absent.unwrap_or_else(|report| panic!("{report}")).fixups;
    assert_eq!(absent.absent, ["payment_intent amount"]);
}

#[test]
fn other_versions_are_left_alone() {
    let document = read("spec/refunds.yaml");
    let unfixed = ir(&document, "");
    for versions in [
        "2026-04-22.dahlia",
        "2020-01-01..=2026-05-26",
        "2026-06-01..",
    ] {
        let fixups = FIXED.replace("2026-05-27.dahlia..", versions);
        assert_eq!(ir(&document, &fixups), unfixed, "{versions}");
    }
}

#[test]
fn what_the_document_leaves_out_is_no_fault() {
    let line = |place: &str| format!("may-be-missing\t{place}\t2026-05-27.dahlia..\ta test\n");
    let absent = [
        // No such schema or operation, or only free-form JSON where the fragment is cut.
        "invoice amount_paid_off_stripe",
        "GET /v1/invoices reply amount",
        "api_errors payment_intent amount",
    ];
    let fixups: String = absent.map(line).concat();
    let lowered = lower(&read("spec/refunds.yaml"), &fixups).expect("it is accepted");
    assert_eq!(lowered.fixups.absent, absent);
    assert!(lowered.fixups.applied.is_empty());
}

#[test]
fn what_does_not_apply_is_an_error() {
    let line = |place: &str| format!("may-be-missing\t{place}\t2026-05-27.dahlia..\ta test\n");
    let fixups: String = [
        "refund amuont",
        "refund charge",
        "refund reason x",
        "refund id x",
        "POST /v1/refunds amount",
        "POST /v1/refunds nothing x",
        "refund amount",
    ]
    .map(line)
    .concat();
    insta::assert_snapshot!(problems(&fixups).join("\n"));
}

#[test]
fn the_file_is_checked() {
    let fixups = [
        "# a comment",
        "",
        "may-be-missing\trefund amount\t2026-05-27.dahlia",
        "other\trefund amount\t2026-05-27.dahlia\ta test",
        "may-be-missing\trefund amount\t2026-05-27.dahlia\t ",
        "may-be-missing\trefund\t2026-05-27.dahlia\ta test",
        "may-be-missing\trefund amount\tdahlia\ta test",
        "may-be-missing\trefund amount\t2026-05-27.dahlia\ta test",
    ];
    insta::assert_snapshot!(problems(&fixups.join("\n")).join("\n"));
}

/// A misspelt path looks like one that the fragment lacks, so it is checked against the whole document.
#[test]
fn every_fixup_of_the_project_applies_to_the_whole_document() {
    for document in ["2026-05-27", "2026-04-22"] {
        let Some(text) = shared(&format!("specs/stripe-{document}.dahlia.json")) else {
            return;
        };
        let lowered = lower(&text, &fixups()).unwrap_or_else(|report| panic!("{report}"));
        assert_eq!(lowered.fixups.absent, [""; 0], "{document}");
        let applied = &lowered.fixups.applied;
        let invoice = applied
            .iter()
            .any(|path| path == "invoice amount_paid_off_stripe");
        assert_eq!(invoice, document == "2026-05-27", "{:?}", lowered.fixups);
        for field in ["payment_intent amount", "payment_intent currency"] {
            assert!(applied.iter().any(|path| path == field), "{field}");
        }
    }
}
