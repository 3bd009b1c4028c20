//! Reads everything that the generator needs.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use generator::diagnostic::Source;
use generator::{Data, DataFiles};

use super::error::refused;
use super::{Error, Project, files};
use crate::output::show;

/// The content of all inputs of a run.
#[derive(Debug)]
pub(crate) struct Inputs {
    /// The name of the document in diagnostics: a path that a terminal can open from where the command runs.
    pub(crate) name: String,
    /// Its name in reports, which are the same wherever the command runs.
    pub(crate) title: String,
    pub(crate) document: Vec<u8>,
    /// Relative path with `/` to text.
    pub(crate) templates: BTreeMap<String, String>,
    /// The data files of `spec/`; empty where there are none.
    pub(crate) files: DataFiles,
}

impl Inputs {
    /// Reads the document at `spec`, the ledger at `ledger`, and what belongs to the project.
    pub(crate) fn read(project: &Project, spec: PathBuf, ledger: &Path) -> Result<Self, Error> {
        Self::read_with(project, spec, source("the name ledger", ledger)?)
    }

    /// The same, with another ledger.
    pub(crate) fn read_with(
        project: &Project,
        spec: PathBuf,
        ledger: Source,
    ) -> Result<Self, Error> {
        let document = files::read_document(&spec).map_err(|source| Error::Read {
            what: "the document",
            path: spec.clone(),
            source,
            help: "; give an OpenAPI document with --spec FILE",
        })?;
        Ok(Self {
            title: project.name_of(&spec),
            ..Self::around(project, show(&spec), document, ledger)?
        })
    }

    /// Reads what belongs to the project; the document, which is called `name`, is there already.
    pub(crate) fn around(
        project: &Project,
        name: String,
        document: Vec<u8>,
        ledger: Source,
    ) -> Result<Self, Error> {
        let mut templates = BTreeMap::new();
        read_templates(&project.templates(), "", &mut templates)?;
        let files = DataFiles {
            ledger,
            exceptions: source("the exceptions", &project.exceptions())?,
            fixups: source("the fixups", &project.fixups())?,
            events: source("the types of events", &project.events())?,
            examples: source("the examples", &project.examples())?,
        };
        Ok(Self {
            title: name.clone(),
            name,
            document,
            templates,
            files,
        })
    }

    /// Parses the data files.
    pub(crate) fn data(&self, colour: bool) -> Result<Data, Error> {
        Data::read(self.files.clone()).map_err(refused(colour))
    }

    /// The document with `data`, which are read once for several documents.
    pub(crate) fn with<'a>(&'a self, data: &'a Data) -> generator::Input<'a> {
        generator::Input {
            name: &self.name,
            document: &self.document,
            data,
        }
    }
}

/// A data file, under the name that diagnostics show; it need not exist.
pub(crate) fn source(what: &'static str, path: &Path) -> Result<Source, Error> {
    text_or_empty(what, path).map(|text| Source::new(show(path), text))
}

fn text_or_empty(what: &'static str, path: &Path) -> Result<String, Error> {
    // Reading a pipe would wait for ever.
    if fs::metadata(path).is_ok_and(|meta| !meta.is_file()) {
        let path = path.to_path_buf();
        let why = "is not a file";
        return Err(Error::Input { what, path, why });
    }
    match fs::read_to_string(path) {
        Ok(text) => Ok(text),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(String::new()),
        Err(source) => Err(Error::Read {
            what,
            path: path.into(),
            source,
            help: "",
        }),
    }
}

fn read_templates(
    directory: &Path,
    prefix: &str,
    files: &mut BTreeMap<String, String>,
) -> Result<(), Error> {
    let what = "the templates in";
    let fail = |source| Error::Read {
        what,
        path: directory.into(),
        source,
        help: "",
    };
    for entry in fs::read_dir(directory).map_err(fail)? {
        let entry = entry.map_err(fail)?;
        let path = entry.path();
        let Ok(name) = entry.file_name().into_string() else {
            return Err(Error::Input {
                what: "the template",
                path,
                why: "has a name that is not UTF-8",
            });
        };
        if is_litter(prefix, &name) {
            continue;
        }
        let kind = entry.file_type().map_err(fail)?;
        if kind.is_dir() {
            read_templates(&path, &format!("{prefix}{name}/"), files)?;
        } else if kind.is_file() {
            let text = fs::read_to_string(&path).map_err(|source| Error::Read {
                what: "the template",
                path,
                source,
                help: "",
            })?;
            files.insert(format!("{prefix}{name}"), text);
        } else {
            return Err(Error::Input {
                what: "the template",
                path,
                why: "is neither a file nor a directory",
            });
        }
    }
    Ok(())
}

/// Files of editors, and of cargo if the templates are built by themselves.
fn is_litter(prefix: &str, name: &str) -> bool {
    let built = prefix.is_empty() && matches!(name, "target" | "Cargo.lock");
    built
        || name.starts_with('.')
        || name.ends_with('~')
        || name.ends_with(".orig")
        || name.ends_with(".rej")
}
