//! Reads one of the two documents: a file, or what a revision has.

use std::path::Path;
use std::process::Command;

use generator::Lowered;
use generator::diff::Party;

use super::Error;
use crate::codegen::input;
use crate::failure::Failure;
use crate::inputs::Inputs;
use crate::output::Hash;
use crate::project::Project;

const DOCUMENT: &str = "spec/refunds.yaml";
const LEDGER: &str = "spec/names.tsv";

/// One of the two documents.
pub(super) struct Side {
    /// What it is called in the report.
    pub(super) name: String,
    /// sha256 of its bytes, in hexadecimal.
    pub(super) hash: String,
    pub(super) lowered: Lowered,
}

impl Side {
    /// Reads a file or a revision, or what is in the working tree. `ledger` is for a file; without one it is named by the
    /// project's.
    pub(super) fn read(
        project: &Project,
        given: Option<&str>,
        ledger: Option<&str>,
        colour: bool,
    ) -> Result<Self, Failure> {
        let file = given.map(Path::new).filter(|path| path.is_file());
        let spec = project.spec(file);
        let mut inputs = Inputs::read(project, spec, &project.ledger())?;
        match (given, file) {
            (Some(revision), None) => {
                let commit = commit(project, revision)?;
                inputs.document = content(project, revision, &commit, DOCUMENT)?;
                let ledger = content(project, revision, &commit, LEDGER)?;
                inputs.ledger = String::from_utf8_lossy(&ledger).into_owned();
                let short = commit.get(..12).unwrap_or(&commit);
                inputs.name = format!("{DOCUMENT} of {revision} ({short})");
            }
            (Some(_), Some(_)) => {
                if let Some(ledger) = ledger {
                    inputs.ledger = ledger.to_owned();
                }
            }
            (None, _) => inputs.name = format!("{DOCUMENT} of the working tree"),
        }
        let lowered = generator::lower(&input(&inputs))
            .map_err(|report| Failure::Refused(report.render(colour)))?;
        Ok(Self {
            hash: Hash::of(&inputs.document).to_string(),
            name: inputs.name,
            lowered,
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
}

/// The commit that a revision is.
fn commit(project: &Project, revision: &str) -> Result<String, Failure> {
    // So that nothing is taken for an option.
    let wanted = format!("{revision}^{{commit}}");
    let arguments = [
        "rev-parse",
        "--verify",
        "--quiet",
        "--end-of-options",
        &wanted,
    ];
    match git(project, revision, &arguments)? {
        Ok(said) => Ok(String::from_utf8_lossy(&said).trim().to_owned()),
        Err(said) if said.is_empty() => Err(Error::Unknown(revision.to_owned()).into()),
        Err(said) => {
            let revision = revision.to_owned();
            Err(Error::Git { revision, said }.into())
        }
    }
}

fn content(
    project: &Project,
    revision: &str,
    commit: &str,
    file: &'static str,
) -> Result<Vec<u8>, Failure> {
    // Relative to the project, which may be a folder of a larger repository.
    let object = format!("{commit}:./{file}");
    git(project, revision, &["show", &object])?.map_err(|said| {
        let revision = revision.to_owned();
        let said = said.trim_start_matches("fatal: ").to_owned();
        Failure::from(Error::Missing {
            revision,
            file,
            said,
        })
    })
}

/// What git prints, or what it complains of.
fn git(
    project: &Project,
    revision: &str,
    arguments: &[&str],
) -> Result<Result<Vec<u8>, String>, Failure> {
    let output = Command::new("git")
        .current_dir(project.root())
        .args(arguments)
        .output()
        .map_err(|error| Error::Git {
            revision: revision.to_owned(),
            said: error.to_string(),
        })?;
    Ok(if output.status.success() {
        Ok(output.stdout)
    } else {
        let said = String::from_utf8_lossy(&output.stderr);
        Err(said.trim().to_owned())
    })
}
