//! A document: loaded, lowered, named and emitted.

use std::sync::Arc;

use generator::diagnostic::Source;
use generator::names::Ledger;
use generator::spec::{self, Format};

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

    // Whether the IR says all that the document does is not compared: coverage knows what Stripe's documents leave out, and
    // a document of chance leaves out more.
    let coverage = generator::coverage::coverage(&generated::input(&text, &data));
    assert!(
        generated::told(coverage).is_some(),
        "[coverage] it was accepted"
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
