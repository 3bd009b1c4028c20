//! Reads a document and the data files of a project's `spec/`.

use std::io;
use std::path::{Path, PathBuf};

use generator::diagnostic::{Report, Source};
use generator::{Data, DataFiles, Input, UnusedFixups};

use crate::model::Model;

/// Why there is no model.
#[derive(Debug, thiserror::Error)]
pub enum LoadError {
    /// A file cannot be read.
    #[error("cannot read {}: {error}", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// Why not.
        error: io::Error,
    },
    /// The document or a data file is refused.
    #[error("{}", .0.render(false))]
    Refused(Report),
}

/// The API of a document, with the data files of the folder `spec`.
///
/// # Errors
///
/// A file cannot be read, or is refused.
pub fn load(document: &Path, spec: &Path) -> Result<Model, LoadError> {
    let read = |path: &Path| {
        std::fs::read(path).map_err(|error| LoadError::Read {
            path: path.to_path_buf(),
            error,
        })
    };
    let file = |name: &str| {
        let path = spec.join(name);
        let bytes = if path.exists() {
            read(&path)?
        } else {
            Vec::new()
        };
        let text = String::from_utf8_lossy(&bytes).into_owned();
        Ok::<_, LoadError>(Source::new(path.display().to_string(), text))
    };
    let data = Data::read(DataFiles {
        ledger: file("names.tsv")?,
        exceptions: file("exceptions.tsv")?,
        fixups: file("fixups.tsv")?,
        events: file("events.tsv")?,
        examples: file("examples.tsv")?,
    })
    .map_err(LoadError::Refused)?;
    let input = Input {
        name: &document.display().to_string(),
        document: &read(document)?,
        data: &data,
    };
    // A fixup that a document does not need says nothing about what it can do here.
    let lowered = generator::lower_with(&input, UnusedFixups::Report);
    let lowered = lowered.map_err(LoadError::Refused)?;
    Ok(Model::new(lowered))
}
