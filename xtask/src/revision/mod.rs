//! One of the two versions that are compared: a file, a git revision, or the working tree.

mod git;

use std::collections::BTreeSet;
use std::path::Path;

use generator::diff::{self, FileChange, Files, Output, Part};
use generator::names::Ledger;
use generator::{Lowered, PackageName, UnusedFixups};

use crate::output::Hash;
use crate::support::lines::Lines;
use crate::support::{self, Inputs, Project, refused};
use git::Commit;

/// Why there is nothing to compare.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Error {
    /// Neither a file nor a git revision.
    #[error(
        "`{0}` is neither a file nor a git revision; give an OpenAPI document, or a revision such as HEAD~1, v1.2.0 or 3f2a91c"
    )]
    Unknown(String),
    /// A revision without one of the files that are compared.
    #[error("the revision `{revision}` has no {file}")]
    Missing {
        revision: String,
        file: &'static str,
    },
    /// git is not installed, or the project is not in a repository.
    #[error(
        "cannot read `{revision}` with git: {said}; without git, give two documents instead of revisions"
    )]
    Git { revision: String, said: String },
    /// An error that any command can have.
    #[error(transparent)]
    Shared(#[from] support::Error),
}

/// One of the two versions.
pub(crate) struct Revision {
    /// Its name in the report.
    pub(crate) name: String,
    /// sha256 of its bytes, in hexadecimal.
    pub(crate) hash: String,
    pub(crate) lowered: Lowered,
    /// The generated crate.
    pub(crate) files: Files,
    /// The committed crate and its name in the report.
    committed: Option<(String, Files)>,
}

impl Revision {
    /// Reads a version. `ledger` is for a file; without one, the project's names are used.
    pub(crate) fn read(
        project: &Project,
        given: Option<&str>,
        ledger: Option<&Ledger>,
        colour: bool,
    ) -> Result<Self, Error> {
        let file = given.map(Path::new).filter(|path| path.is_file());
        let spec = project.spec(file);
        let mut inputs = Inputs::read(project, spec, &project.ledger())?;
        let mut committed = None;
        match (given, file) {
            (Some(revision), None) => {
                let commit = Commit::find(project, revision)?;
                commit.fill(&mut inputs)?;
                let name = format!("generated/ of {}", commit.shown());
                committed = commit.output()?.map(|files| (name, files));
            }
            (Some(_), Some(_)) => {}
            (None, _) => inputs.title += " of the working tree",
        }
        let refused = refused(colour);
        let mut data = inputs.data(colour)?;
        if let Some(ledger) = ledger.filter(|_| file.is_some()) {
            data.ledger = ledger.clone();
        }
        let lowered = generator::lower_with(&inputs.with(&data), UnusedFixups::Report);
        let lowered = lowered.map_err(refused)?;
        let crate_ = generator::render(lowered.clone(), &inputs.templates, &PackageName::default());
        Ok(Self {
            hash: Hash::of(&inputs.document).to_string(),
            name: inputs.title,
            lowered,
            files: crate_.map_err(refused)?.files,
            committed,
        })
    }

    /// In the terms of the generator's report.
    pub(crate) fn input(&self) -> diff::Revision<'_> {
        diff::Revision {
            name: &self.name,
            sha256: &self.hash,
            lowered: &self.lowered,
        }
    }

    /// The differences between the committed crate and what this generator writes.
    pub(crate) fn output(&self) -> Option<Output> {
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
        let Lines { added, removed } = Lines::between(&text(old), &text(new));
        let change = match (old, new) {
            (None, _) => "added",
            (_, None) => "removed",
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
