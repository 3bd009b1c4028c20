//! Reads the project's files at a git commit.

use std::collections::BTreeMap;
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
const EXAMPLES: &str = "spec/examples.tsv";
const OUTPUT: &str = "generated/";

/// A commit, and its files that matter here.
pub(super) struct Commit<'a> {
    project: &'a Project,
    /// As the user wrote it.
    name: &'a str,
    hash: String,
    /// The object of each file, by its path. A path that is not UTF-8 is written with escapes.
    files: BTreeMap<String, String>,
}

impl<'a> Commit<'a> {
    pub(super) fn find(project: &'a Project, name: &'a str) -> Result<Self, Error> {
        let mut commit = Self {
            project,
            name,
            hash: String::new(),
            files: BTreeMap::new(),
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
        let list = ["ls-tree", "-r", "-z", &commit.hash, "--"];
        let arguments = list.iter().copied().chain(["spec/", OUTPUT]);
        let said = commit.git(arguments.collect())?;
        let said = said.map_err(|said| commit.refused(said))?;
        commit.files = said.split(|byte| *byte == 0).filter_map(entry).collect();
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
            if !self.files.contains_key(file) {
                let revision = self.name.to_owned();
                return Err(Error::Missing { revision, file });
            }
        }
        inputs.document = self.content(DOCUMENT)?;
        inputs.name = format!("{DOCUMENT} of {}", self.shown());
        inputs.title.clone_from(&inputs.name);
        for (file, source) in [
            (LEDGER, &mut inputs.files.ledger),
            (EXCEPTIONS, &mut inputs.files.exceptions),
            (FIXUPS, &mut inputs.files.fixups),
            (EVENTS, &mut inputs.files.events),
            (EXAMPLES, &mut inputs.files.examples),
        ] {
            // Older commits do not have all files.
            let text = if self.files.contains_key(file) {
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
        for file in self.files.keys() {
            let Some(path) = file.strip_prefix(OUTPUT).filter(|path| *path != MANIFEST) else {
                continue;
            };
            let text = self.content(file)?;
            files.insert(path.to_owned(), String::from_utf8_lossy(&text).into_owned());
        }
        Ok((!files.is_empty()).then_some(files))
    }

    fn content(&self, file: &str) -> Result<Vec<u8>, Error> {
        // By its object: a path that is not UTF-8 cannot be an argument.
        let object = self.files.get(file).map_or("", String::as_str);
        let said = self.git(vec!["cat-file", "blob", object])?;
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

/// The path and the object of an entry of `git ls-tree -z`, if it is a file: `MODE blob OBJECT<tab>PATH`.
fn entry(line: &[u8]) -> Option<(String, String)> {
    let tab = line.iter().position(|byte| *byte == b'\t')?;
    let (head, path) = line.split_at_checked(tab)?;
    let head = std::str::from_utf8(head).ok()?;
    let object = match head.split(' ').collect::<Vec<_>>().as_slice() {
        [_, "blob", object] => (*object).to_owned(),
        // The commit of a submodule.
        _ => return None,
    };
    Some((readable(path.get(1..)?), object))
}

/// A path as text. Bytes that are not UTF-8 are written as `\xff`, so that no two such paths become one.
fn readable(path: &[u8]) -> String {
    let mut text = String::new();
    for chunk in path.utf8_chunks() {
        text.push_str(chunk.valid());
        for byte in chunk.invalid() {
            text.push_str(&format!("\\x{byte:02x}"));
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_of_a_tree() {
        let read = |line: &[u8]| entry(line);
        let file = |path: &str| Some((path.to_owned(), "5f2e".to_owned()));
        assert_eq!(
            read(b"100644 blob 5f2e\tgenerated/a b"),
            file("generated/a b")
        );
        assert_eq!(
            read(b"100644 blob 5f2e\tgenerated/a\tb"),
            file("generated/a\tb")
        );
        assert_eq!(
            read(b"100644 blob 5f2e\tgenerated/\xff\xc3\xa9"),
            file("generated/\\xff\u{e9}")
        );
        assert_eq!(read(b"160000 commit 5f2e\tgenerated/module"), None);
        assert_eq!(read(b""), None);
    }
}
