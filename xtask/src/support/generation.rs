//! Calls of the generator that several commands make.

use generator::diagnostic::Report;

use super::{Error, Inputs};

/// The inputs in the generator's terms.
pub(crate) fn input(inputs: &Inputs) -> generator::Input<'_> {
    generator::Input {
        name: &inputs.name,
        document: &inputs.document,
        ledger: &inputs.ledger,
        exceptions: &inputs.exceptions,
        fixups: &inputs.fixups,
        events: &inputs.events,
    }
}

/// For `map_err`: renders the generator's report.
pub(crate) fn refused(colour: bool) -> impl Fn(Report) -> Error + Copy {
    move |report| Error::Refused(report.render(colour))
}
