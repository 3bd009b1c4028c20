//! A document: loaded, lowered, named and emitted.

use std::sync::Arc;

use generator::diagnostic::Source;
use generator::names::Ledger;
use generator::spec::{self, Format};
use serde_json::{Value, json};

use crate::{generated, openapi};

/// Checks one document.
pub fn run(bytes: &[u8]) {
    let text = openapi::text(bytes);
    let data = generated::data();
    let loaded = generated::told(spec::load(generated::name(&text), &text));
    if let Some(loaded) = &loaded {
        for format in [Format::Yaml, Format::Json] {
            let printed = spec::print(&loaded.raw, format).expect("what was read is printed");
            let read = generated::told(spec::load(
                generated::name(printed.as_bytes()),
                printed.as_bytes(),
            ));
            let same = read.is_some_and(|read| read.raw == loaded.raw);
            assert!(same, "[printed] a printed document is another: {printed}");
        }
    }
    let Some(lowered) = generated::lower(&text, &data) else {
        return;
    };
    let again = generated::lower(&text, &data).expect("it was accepted before");
    assert_eq!(
        lowered.api, again.api,
        "[not-the-same] two IRs of one document"
    );
    assert_eq!(
        lowered.ledger, again.ledger,
        "[not-the-same] two ledgers of one document"
    );
    if let Some(warnings) = &lowered.warnings {
        generated::shown("warnings", &warnings.render(false));
    }

    let coverage = generated::told(generator::coverage::coverage(&generated::input(
        &text, &data,
    )));
    let trip = coverage
        .and_then(|coverage| coverage.round_trip)
        .expect("it was accepted");
    // What counts is what the document says. What a component says of itself has no place if it is a list. Lists have fields that it may leave out, a path may have no operation, and an
    // expandable field without a known target may say that it has others.
    let mut differences = trip.differences.iter();
    let lost = differences.find(|difference| {
        let said = difference.document.as_ref();
        let is_empty = |said: &Value| {
            *said == json!({}) || *said == json!({ "type": "object" }) || *said == json!(false)
        };
        // A list of v2 need not require the links to its pages.
        let all = difference.ir.as_ref().and_then(Value::as_array);
        let is_part = |said: &Value| {
            let said = said.as_array();
            said.zip(all)
                .is_some_and(|(said, all)| said.iter().all(|one| all.contains(one)))
        };
        let component = difference.pointer.strip_prefix("#/components/schemas/");
        let component = component.and_then(|rest| rest.split('/').next());
        let is_list = component
            .zip(loaded.as_ref())
            .is_some_and(|(name, loaded)| {
                let schema = &loaded.raw["components"]["schemas"][name];
                schema["properties"]["data"].is_object()
                    && schema["properties"]["has_more"].is_object()
            });
        let is_prose = difference.pointer.matches('/').count() == 4
            && difference.pointer.ends_with("/description");
        said.is_some_and(|said| !is_list && !is_prose && !is_empty(said) && !is_part(said))
    });
    assert!(
        lost.is_none(),
        "[lost] the IR does not have what the document says: {lost:?}"
    );
    let ir = generator::ir::print(&lowered.api, |operation| lowered.names.full_name(operation));
    assert!(!ir.is_empty());

    let ledger = lowered.ledger.print();
    let parsed = Ledger::parse(&Arc::new(Source::new("names.tsv", ledger.as_str())));
    assert_eq!(
        parsed.ok(),
        Some(lowered.ledger.clone()),
        "[ledger] it reads another than it prints: {ledger}"
    );

    let Some(output) = generated::render(&lowered) else {
        return;
    };
    let second = generated::render(&again).expect("it was rendered before");
    assert_eq!(
        output.files, second.files,
        "[not-the-same] two crates of one document"
    );
    generated::check(&output, &lowered);

    // With its own ledger it has the same names.
    let known = generated::data().with_ledger(lowered.ledger.clone());
    let known = generated::lower(&text, &known).expect("[own-ledger] refused with its own ledger");
    assert!(known.changes.is_empty(), "[own-ledger] {:?}", known.changes);
    let known = generated::render(&known).expect("it was rendered before");
    assert_eq!(output.files, known.files, "[own-ledger] another crate");
}
