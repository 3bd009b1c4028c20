//! Reports what an interrupted run left behind.

use super::Console;
use crate::output::{Destination, Recovery, Session, Watch, show};

/// Prints how an interrupted run was completed or discarded.
pub(crate) fn note_recovery(session: &Session<'_>, console: &Console) {
    match session.recovery() {
        Recovery::None => {}
        Recovery::Completed(steps) => {
            console.note(&format!(
                "completed an interrupted run first ({steps} files)"
            ));
        }
        Recovery::Discarded => console.note("discarded the staged files of an interrupted run"),
    }
}

/// Says that an interrupted run is waiting to be completed or discarded.
pub(crate) fn note_interrupted(watch: &Watch, destination: &Destination, console: &Console) {
    if watch.interrupted {
        let out = show(destination.out());
        console.note(&format!(
            "an interrupted run left {out} half written; the next run that writes completes or discards it"
        ));
    }
}
