//! A part of a document.

use std::collections::BTreeMap;

use generator::Lowered;
use generator::slice::{Patterns, Plan};
use generator::spec::{self, Format};

use crate::source::{Dice, STRUCTURED};
use crate::{generated, openapi};

/// Cuts some operations from a document.
pub fn run(bytes: &[u8]) {
    // The last bytes choose, so that the document is the same as that of other targets.
    let (rest, chosen) = bytes.split_at(bytes.len() - bytes.len().min(2));
    let text = match bytes.first() {
        Some(&STRUCTURED) => openapi::text(rest),
        _ => openapi::text(bytes),
    };
    let mut dice = Dice::new(chosen);
    let data = generated::data();
    let Some(whole) = generated::lower(&text, &data) else {
        return;
    };
    if generated::render(&whole).is_none() {
        return;
    }
    let names: Vec<String> = whole.named_operations().map(|(_, name)| name).collect();
    let first = dice.below(names.len());
    let only: Vec<&str> = names
        .iter()
        .enumerate()
        .filter(|(index, _)| *index == first || dice.one_in(2))
        .map(|(_, name)| name.as_str())
        .collect();
    if only.is_empty() {
        return;
    }
    let only = only.join(",");
    let plan = Plan::from(Patterns::parse(&only));
    let input = generated::input(&text, &data);
    let part = match generator::lower_slice(&input, &plan) {
        Ok(part) => part,
        // What a part lacks can leave a union with nothing that tells its members from others.
        Err(report)
            if report
                .diagnostics()
                .iter()
                .all(|one| one.code == "ambiguous-union") =>
        {
            return;
        }
        Err(report) => panic!(
            "[refused] the part {only} of what is accepted: {}",
            report.render(false)
        ),
    };
    let output =
        generated::render(&part).unwrap_or_else(|| panic!("[refused] the crate of {only}"));
    generated::check(&output, &part);

    let names = |lowered: &Lowered| -> BTreeMap<String, String> {
        let types = lowered.names.types();
        types
            .map(|(place, path)| (place.to_string(), path.to_string()))
            .collect()
    };
    let all = names(&whole);
    for (place, path) in names(&part) {
        assert_eq!(all.get(&place), Some(&path), "[renamed] {place} in {only}");
    }
    for (operation, name) in part.named_operations() {
        let mut of_whole = whole.named_operations();
        let same =
            of_whole.any(|(other, whole)| other.route() == operation.route() && whole == name);
        assert!(same, "[renamed] the operation {name} in {only}");
    }

    // The text of the part is a document, whose part it is.
    let slice = generated::told(generator::slice(&input, &plan)).expect("it was lowered");
    let text = spec::print(&slice.document, Format::Yaml).expect("it was read");
    let known = generated::data().with_ledger(whole.ledger.clone());
    let read = generated::lower(text.as_bytes(), &known);
    let read = read.unwrap_or_else(|| panic!("[refused] the text of the part {only}: {text}"));
    assert_eq!(read.api, part.api, "[another] the text of the part {only}");
    let again = generated::told(generator::slice(
        &generated::input(text.as_bytes(), &known),
        &plan,
    ));
    assert_eq!(
        again.map(|again| again.document),
        Some(slice.document),
        "[another] the part of the part {only}"
    );
}
