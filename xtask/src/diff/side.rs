//! Reads one of the two documents: a file, or what a revision has.

use std::collections::BTreeSet;
use std::path::Path;

use generator::diff::{FileChange, Files, Output, Part, Party};
use generator::names::Ledger;
use generator::{Lowered, UnusedFixups};

use super::revision::Revision;
use crate::cli::PACKAGE;
use crate::failure::Failure;
use crate::inputs::Inputs;
use crate::output::Hash;
use crate::project::Project;
use crate::replay::measure::{Lines, compared};

/// One of the two documents.
pub(super) struct Side {
    /// What it is called in the report.
    pub(super) name: String,
    /// sha256 of its bytes, in hexadecimal.
    pub(super) hash: String,
    pub(super) lowered: Lowered,
    /// The crate that is made of it.
    pub(super) files: Files,
    /// The crate that is committed with it, and what that is called.
    committed: Option<(String, Files)>,
}

impl Side {
    /// Reads a file or a revision, or what is in the working tree. `ledger` is for a file; without one it is named by the
    /// project's.
    pub(super) fn read(
        project: &Project,
        given: Option<&str>,
        ledger: Option<&Ledger>,
        colour: bool,
    ) -> Result<Self, Failure> {
        let file = given.map(Path::new).filter(|path| path.is_file());
        let spec = project.spec(file);
        let mut inputs = Inputs::read(project, spec, &project.ledger())?;
        let mut committed = None;
        match (given, file) {
            (Some(revision), None) => {
                let revision = Revision::find(project, revision)?;
                revision.fill(&mut inputs)?;
                let name = format!("generated/ of {}", revision.shown());
                committed = revision.output()?.map(|files| (name, files));
            }
            (Some(_), Some(_)) => {}
            (None, _) => inputs.name = format!("{} of the working tree", inputs.name),
        }
        let refused =
            |report: generator::diagnostic::Report| Failure::Refused(report.render(colour));
        let mut data = inputs.data(colour)?;
        if let Some(ledger) = ledger.filter(|_| file.is_some()) {
            data.ledger = ledger.clone();
        }
        let lowered = generator::lower_with(&inputs.with(&data), UnusedFixups::Report);
        let lowered = lowered.map_err(refused)?;
        let crate_ = generator::render(lowered.clone(), &inputs.templates, PACKAGE);
        Ok(Self {
            hash: Hash::of(&inputs.document).to_string(),
            name: inputs.name,
            lowered,
            files: crate_.map_err(refused)?.files,
            committed,
        })
    }

    /// As the report is made of it.
    pub(super) fn party(&self) -> Party<'_> {
        Party {
            name: &self.name,
            sha256: &self.hash,
            lowered: &self.lowered,
        }
    }

    /// What this generator makes of the document, beside what is committed with it.
    pub(super) fn output(&self) -> Option<Output> {
        let (name, committed) = self.committed.as_ref()?;
        Some(Output {
            committed: name.clone(),
            files: changed(committed, &self.files),
        })
    }
}

fn changed(committed: &Files, fresh: &Files) -> Vec<FileChange> {
    let paths: BTreeSet<&String> = committed.keys().chain(fresh.keys()).collect();
    let changed = paths.into_iter().filter_map(|path| {
        let (old, new) = (committed.get(path), fresh.get(path));
        if old == new {
            return None;
        }
        let text = |text: Option<&String>| text.cloned().unwrap_or_default();
        let Lines { added, removed } = compared(&text(old), &text(new));
        let change = match (old, new) {
            (None, _) => "new",
            (_, None) => "gone",
            _ => "changed",
        };
        Some(FileChange {
            path: path.clone(),
            part: Part::of(path),
            change,
            added,
            removed,
        })
    });
    changed.collect()
}
