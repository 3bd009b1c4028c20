//! The report contains everything that the comparison found, most severe first.

use generator::diff::{Lapsed, Level, Report, Revision, Verdict, compare};
use generator::{Input, UnusedFixups};
use serde_json::json;
use tests::read;

use super::{BODY, FRAGMENT, REFUND, document, lower, push, remove, set};

#[test]
fn it_says_all_in_order() {
    let base = document(FRAGMENT);
    let mut head = base.clone();
    let fields = format!("{REFUND}/properties");
    remove(&mut head, &fields, "description");
    set(&mut head, &fields, "extra", json!({"type": "string"}));
    set(&mut head, REFUND, "description", json!("Other words."));
    let values = format!("{REFUND}/properties/reason/enum");
    push(&mut head, &values, "extra");
    remove(&mut head, "/paths", "/v1/refunds/{refund}/cancel");
    set(
        &mut head,
        &format!("{BODY}/properties"),
        "extra",
        json!({"type": "string"}),
    );

    let base = lower(&base.to_string(), &read("spec/names.tsv"));
    let head = lower(&head.to_string(), &base.ledger.print());
    let diff = compare(&base, &head);
    let party = |name, lowered| Revision {
        name,
        sha256: name,
        lowered,
    };
    let report = Report::new(party("old", &base), party("new", &head), "1.2.3");

    assert_eq!(report.verdict, Verdict::Major);
    let reported = report.sections.iter().flat_map(|section| &section.items);
    let reported: Vec<&str> = reported.map(|item| item.sentence.as_str()).collect();
    let found = diff
        .changes
        .iter()
        .map(|change| change.sentence(usize::MAX));
    assert_eq!(reported, found.collect::<Vec<String>>());
    let levels: Vec<Level> = report
        .sections
        .iter()
        .map(|section| section.level)
        .collect();
    assert_eq!(levels, [Level::Breaking, Level::Behaviour, Level::Addition]);
    let reasons = report.reasons.iter();
    let reasons: Vec<_> = reasons.map(|r| (r.verdict, r.count, r.noun)).collect();
    let expected = [
        (Verdict::Major, 2, "removal"),
        (Verdict::Major, 1, "name"),
        (Verdict::Minor, 1, "change"),
        (Verdict::Minor, 1, "change"),
        (Verdict::Patch, 1, "description"),
    ];
    assert_eq!(reasons, expected);
    assert_eq!(report.provenance.generator, "1.2.3");
    let names = [&report.provenance.base.name, &report.provenance.head.name];
    assert_eq!(names, ["old", "new"]);
    let json = serde_json::to_value(&report).expect("it is plain data");
    assert_eq!(json["verdict"], "major");
    let item = &json["sections"][0]["items"][0];
    assert_eq!(item["level"], "breaking");
    assert_eq!(item["kind"], "operation-removed");
    assert!(item["places"][0]["base"].is_string() && item["places"][0]["head"].is_null());
}

#[test]
fn fixups_that_no_longer_apply_are_named() {
    let lowered = |document: &str, fixups: &str| {
        let input = Input {
            name: "document",
            document: document.as_bytes(),
            data: &tests::data(&tests::Data {
                fixups,
                ..tests::Data::default()
            }),
        };
        generator::lower_with(&input, UnusedFixups::Report)
            .unwrap_or_else(|report| panic!("{report}"))
    };
    let fixup =
        |field: &str, versions: &str| format!("may-be-missing\t{field}\t{versions}\ta test\n");
    let old = "2026-05-27.dahlia";
    let fixups = fixup("refund amount", old)
        + &fixup("refund created", "2026-05-27..")
        + &fixup("refund currency", "2026-05-27..")
        + &fixup("refund_destination_details type", "2026-05-27..")
        + &fixup("charge amount", "2020-01-01");
    let base = lowered(&read(FRAGMENT), &fixups);
    assert!(base.fixups.unused.is_empty());
    let mut head = document(FRAGMENT);
    set(&mut head, "/info", "version", json!("2026-06-24.dahlia"));
    super::take(&mut head, &format!("{REFUND}/required"), "created");
    remove(
        &mut head,
        "/components/schemas",
        "refund_destination_details",
    );
    remove(
        &mut head,
        &format!("{REFUND}/properties"),
        "destination_details",
    );
    super::take(
        &mut head,
        &format!("{REFUND}/x-expandableFields"),
        "destination_details",
    );
    let head = lowered(&head.to_string(), &fixups);
    let party = |lowered| Revision {
        name: "",
        sha256: "",
        lowered,
    };
    let report = Report::new(party(&base), party(&head), "");
    let reported: Vec<(&str, bool)> = report
        .fixups
        .iter()
        .map(|Lapsed { place, why }| (place.as_str(), why.contains("2026-06-24.dahlia")))
        .collect();
    let expected = [
        "refund amount",
        "refund created",
        "refund_destination_details type",
    ];
    assert_eq!(reported, expected.map(|place| (place, true)));
    // Fixups that lapsed in earlier versions are not reported again.
    assert_eq!(Report::new(party(&head), party(&head), "").fixups.len(), 1);
}
