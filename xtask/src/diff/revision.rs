//! What a revision of the project has: the document, the data beside it, and the crate.

use std::collections::BTreeSet;
use std::process::Command;

use generator::diagnostic::Source;
use generator::diff::Files;

use super::Error;
use crate::failure::Failure;
use crate::inputs::Inputs;
use crate::output::MANIFEST;
use crate::project::Project;

const DOCUMENT: &str = "spec/refunds.yaml";
const LEDGER: &str = "spec/names.tsv";
const EXCEPTIONS: &str = "spec/exceptions.tsv";
const FIXUPS: &str = "spec/fixups.tsv";
const EVENTS: &str = "spec/events.tsv";
const OUTPUT: &str = "generated/";

/// A commit, and the files of it that matter here.
pub(super) struct Revision<'a> {
    project: &'a Project,
    /// As it was given.
    name: &'a str,
    commit: String,
    files: BTreeSet<String>,
}

impl<'a> Revision<'a> {
    pub(super) fn find(project: &'a Project, name: &'a str) -> Result<Self, Failure> {
        let mut revision = Self {
            project,
            name,
            commit: String::new(),
            files: BTreeSet::new(),
        };
        // So that nothing is taken for an option.
        let wanted = format!("{name}^{{commit}}");
        let verify = ["rev-parse", "--verify", "--quiet", "--end-of-options"];
        let arguments = verify.iter().copied().chain([wanted.as_str()]);
        revision.commit = match revision.git(arguments.collect())? {
            Ok(said) => String::from_utf8_lossy(&said).trim().to_owned(),
            Err(said) if said.is_empty() => return Err(Error::Unknown(name.to_owned()).into()),
            Err(said) => return Err(revision.refused(said)),
        };
        // Paths are relative to the project, which may be a folder of a larger repository.
        let list = ["ls-tree", "-r", "-z", "--name-only", &revision.commit, "--"];
        let arguments = list.iter().copied().chain(["spec/", OUTPUT]);
        let said = revision.git(arguments.collect())?;
        let said = said.map_err(|said| revision.refused(said))?;
        let said = String::from_utf8_lossy(&said).into_owned();
        revision.files = said.split_terminator('\0').map(str::to_owned).collect();
        Ok(revision)
    }

    /// As reports call it.
    pub(super) fn shown(&self) -> String {
        let short = self.commit.get(..12).unwrap_or(&self.commit);
        format!("{} ({short})", self.name)
    }

    /// Puts the document, the ledger and the data of the revision in the place of those of the working tree.
    pub(super) fn fill(&self, inputs: &mut Inputs) -> Result<(), Failure> {
        for file in [DOCUMENT, LEDGER] {
            if !self.files.contains(file) {
                let revision = self.name.to_owned();
                return Err(Error::Missing { revision, file }.into());
            }
        }
        inputs.document = self.content(DOCUMENT)?;
        inputs.name = format!("{DOCUMENT} of {}", self.shown());
        for (file, source) in [
            (LEDGER, &mut inputs.files.ledger),
            (EXCEPTIONS, &mut inputs.files.exceptions),
            (FIXUPS, &mut inputs.files.fixups),
            (EVENTS, &mut inputs.files.events),
        ] {
            // A revision from before there was such data had none.
            let text = if self.files.contains(file) {
                String::from_utf8_lossy(&self.content(file)?).into_owned()
            } else {
                String::new()
            };
            *source = Source::new(format!("{file} of {}", self.shown()), text);
        }
        Ok(())
    }

    /// The crate that is committed, by the paths in it; nothing if there is none.
    pub(super) fn output(&self) -> Result<Option<Files>, Failure> {
        let mut files = Files::new();
        for file in &self.files {
            let Some(path) = file.strip_prefix(OUTPUT).filter(|path| *path != MANIFEST) else {
                continue;
            };
            let text = self.content(file)?;
            files.insert(path.to_owned(), String::from_utf8_lossy(&text).into_owned());
        }
        Ok((!files.is_empty()).then_some(files))
    }

    fn content(&self, file: &str) -> Result<Vec<u8>, Failure> {
        let object = format!("{}:./{file}", self.commit);
        let said = self.git(vec!["show", &object])?;
        said.map_err(|said| self.refused(said))
    }

    fn refused(&self, said: String) -> Failure {
        let revision = self.name.to_owned();
        Error::Git { revision, said }.into()
    }

    /// What git prints, or what it complains of.
    fn git(&self, arguments: Vec<&str>) -> Result<Result<Vec<u8>, String>, Failure> {
        let output = Command::new("git")
            .current_dir(self.project.root())
            .args(arguments)
            .output()
            .map_err(|error| self.refused(error.to_string()))?;
        Ok(if output.status.success() {
            Ok(output.stdout)
        } else {
            let said = String::from_utf8_lossy(&output.stderr);
            Err(said.trim().to_owned())
        })
    }
}
