//! The data files of `spec/`.

use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Report, Source};
use crate::events::Events;
use crate::examples::Examples;
use crate::exceptions::Exceptions;
use crate::fixups::Fixups;
use crate::names::Ledger;

/// Names and texts of the data files. A file that does not exist is an empty text.
#[derive(Debug, Clone, Default)]
pub struct DataFiles {
    /// The ledger of names.
    pub ledger: Source,
    /// The exceptions to the rules.
    pub exceptions: Source,
    /// The known faults of the document.
    pub fixups: Source,
    /// The known types of events.
    pub events: Source,
    /// Values and calls for examples.
    pub examples: Source,
}

/// The contents of the data files, which are read once.
#[derive(Debug, Clone, Default)]
pub struct Data {
    /// The ledger of names.
    pub ledger: Ledger,
    /// The exceptions to the rules.
    pub exceptions: Exceptions,
    /// The known faults of the document.
    pub fixups: Fixups,
    /// The known types of events.
    pub events: Events,
    /// Values and calls for examples.
    pub examples: Examples,
    /// The text of the ledger, for problems that are found later. The other files keep their rows themselves.
    pub(crate) ledger_file: Arc<Source>,
}

impl Data {
    /// Reads all files.
    ///
    /// # Errors
    ///
    /// All lines of all files that cannot be read.
    pub fn read(files: DataFiles) -> Result<Self, Report> {
        let ledger_file = Arc::new(files.ledger);
        let mut problems = Vec::new();
        let data = Self {
            ledger: or_default(Ledger::parse(&ledger_file), &mut problems),
            exceptions: or_default(
                Exceptions::parse(&Arc::new(files.exceptions)),
                &mut problems,
            ),
            fixups: or_default(Fixups::parse(&Arc::new(files.fixups)), &mut problems),
            events: or_default(Events::parse(&Arc::new(files.events)), &mut problems),
            examples: or_default(Examples::parse(&Arc::new(files.examples)), &mut problems),
            ledger_file,
        };
        if problems.is_empty() {
            Ok(data)
        } else {
            Err(Report::of_files(problems))
        }
    }

    /// This data with another ledger.
    #[must_use]
    pub fn with_ledger(mut self, ledger: Ledger) -> Self {
        self.ledger = ledger;
        self
    }
}

/// The result of reading a file. On failure, collects the problems and returns the default.
fn or_default<T: Default>(read: Result<T, Vec<Diagnostic>>, problems: &mut Vec<Diagnostic>) -> T {
    read.unwrap_or_else(|found| {
        problems.extend(found);
        T::default()
    })
}
