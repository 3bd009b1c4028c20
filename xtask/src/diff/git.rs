//! Reads the project's files at a git commit.

use std::collections::BTreeSet;
use std::process::Command;

use generator::diagnostic::Source;
use generator::diff::Files;

use super::Error;
use crate::output::MANIFEST;
use crate::support::{Inputs, Project};

const DOCUMENT: &str = "spec/refunds.yaml";
const LEDGER: &str = "spec/names.tsv";
const EXCEPTIONS: &str = "spec/exceptions.tsv";
const FIXUPS: &str = "spec/fixups.tsv";
const EVENTS: &str = "spec/events.tsv";
const OUTPUT: &str = "generated/";

/// A commit, and its files that matter here.
pub(super) struct Commit<'a> {
    project: &'a Project,
    /// As the user wrote it.
    name: &'a str,
    hash: String,
    files: BTreeSet<String>,
}

impl<'a> Commit<'a> {
    pub(super) fn find(project: &'a Project, name: &'a str) -> Result<Self, Error> {
        let mut commit = Self {
            project,
            name,
            hash: String::new(),
            files: BTreeSet::new(),
        };
        // Not an option, even if it starts with a dash.
        let wanted = format!("{name}^{{commit}}");
        let verify = ["rev-parse", "--verify", "--quiet", "--end-of-options"];
        let arguments = verify.iter().copied().chain([wanted.as_str()]);
        commit.hash = match commit.git(arguments.collect())? {
            Ok(said) => String::from_utf8_lossy(&said).trim().to_owned(),
            Err(said) if said.is_empty() => return Err(Error::Unknown(name.to_owned())),
            Err(said) => return Err(commit.refused(said)),
        };
        // Paths are relative to the project, which may be a folder of a larger repository.
        let list = ["ls-tree", "-r", "-z", "--name-only", &commit.hash, "--"];
        let arguments = list.iter().copied().chain(["spec/", OUTPUT]);
        let said = commit.git(arguments.collect())?;
        let said = said.map_err(|said| commit.refused(said))?;
        let said = String::from_utf8_lossy(&said).into_owned();
        commit.files = said.split_terminator('\0').map(str::to_owned).collect();
        Ok(commit)
    }

    /// Its name in reports.
    pub(super) fn shown(&self) -> String {
        let short = self.hash.get(..12).unwrap_or(&self.hash);
        format!("{} ({short})", self.name)
    }

    /// Replaces the document, the ledger and the data of the working tree by those of the commit.
    pub(super) fn fill(&self, inputs: &mut Inputs) -> Result<(), Error> {
        for file in [DOCUMENT, LEDGER] {
            if !self.files.contains(file) {
                let revision = self.name.to_owned();
                return Err(Error::Missing { revision, file });
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
            // Older commits do not have all files.
            let text = if self.files.contains(file) {
                String::from_utf8_lossy(&self.content(file)?).into_owned()
            } else {
                String::new()
            };
            *source = Source::new(format!("{file} of {}", self.shown()), text);
        }
        Ok(())
    }

    /// The committed crate by the paths in it; none if there is none.
    pub(super) fn output(&self) -> Result<Option<Files>, Error> {
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

    fn content(&self, file: &str) -> Result<Vec<u8>, Error> {
        let object = format!("{}:./{file}", self.hash);
        let said = self.git(vec!["show", &object])?;
        said.map_err(|said| self.refused(said))
    }

    fn refused(&self, said: String) -> Error {
        let revision = self.name.to_owned();
        Error::Git { revision, said }
    }

    /// The output of git, or its error message.
    fn git(&self, arguments: Vec<&str>) -> Result<Result<Vec<u8>, String>, Error> {
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
