//! The new document and its provenance.

use std::path::Path;

use super::args::UpdateArgs;
use super::cache::Cache;
use super::error::Error;
use super::fetch::{Download, Origin, REPOSITORY};
use super::lock::Lock;
use super::progress::Progress;
use crate::output::Hash;
use crate::report::size;
use crate::support::{self, Console, Project, files, scratch};

/// A document that the project is to move to.
pub(super) struct NewDocument {
    /// Its name in the lock: a repository or a file.
    pub(super) name: String,
    pub(super) tag: Option<String>,
    pub(super) content: Vec<u8>,
    pub(super) sha256: Hash,
}

impl NewDocument {
    /// Reads the file, finds the tag's document in the cache, or fetches it.
    pub(super) fn obtain(
        args: &UpdateArgs,
        cache: &Cache,
        project: &Project,
        console: &Console,
    ) -> Result<Self, Error> {
        match (&args.tag, &args.spec) {
            (Some(tag), _) => {
                let origin = Origin::parse(args.from.as_deref().unwrap_or(REPOSITORY))?;
                let document = match cache.find(tag) {
                    Some(document) => {
                        let size = size(document.len() as u64);
                        console.progress("update", &format!("{tag} is in the cache ({size})"));
                        document
                    }
                    None => {
                        let scratch = &scratch::folder(project, &["update"])?;
                        let origin = &origin;
                        let download = Download {
                            origin,
                            tag,
                            scratch,
                        };
                        fetch(&download, cache, console)?
                    }
                };
                Ok(Self::new(origin.url, Some(tag.clone()), document))
            }
            (None, spec) => {
                let spec = project.spec(spec.as_deref());
                let document = read(&spec)?;
                let name = project.name_of(&spec);
                // It becomes a line of the lock, and a line of Markdown.
                if name.contains(char::is_control) {
                    let (what, path) = ("the name of the document", spec);
                    let why = "has a line break or another control character";
                    return Err(support::Error::Input { what, path, why }.into());
                }
                Ok(Self::new(name, None, document))
            }
        }
    }

    fn new(name: String, tag: Option<String>, content: Vec<u8>) -> Self {
        Self {
            name,
            tag,
            sha256: Hash::of(&content),
            content,
        }
    }

    /// Refuses a document that differs from the one that the lock has for its tag.
    pub(super) fn check(&self, lock: Option<&Lock>, path: &Path) -> Result<(), Error> {
        match (lock, &self.tag) {
            (Some(lock), Some(tag))
                if lock.tag.as_ref() == Some(tag) && lock.sha256 != self.sha256 =>
            {
                Err(Error::OtherHash {
                    tag: tag.clone(),
                    lock: path.into(),
                    recorded: lock.sha256.clone(),
                    found: self.sha256.clone(),
                })
            }
            _ => Ok(()),
        }
    }

    /// Its name in diagnostics.
    pub(super) fn title(&self) -> String {
        match &self.tag {
            Some(tag) => format!("the document of {tag}"),
            None => self.name.clone(),
        }
    }
}

/// Downloads a document and keeps it in the cache.
fn fetch(download: &Download<'_>, cache: &Cache, console: &Console) -> Result<Vec<u8>, Error> {
    let Download { origin, tag, .. } = download;
    if Download::builds_first() {
        console.progress(
            "update",
            "building xtask-fetch, which downloads (only once)",
        );
    }
    console.progress("update", &format!("fetching {}", origin.document(tag)));
    let document = {
        let mut progress = Progress::detect();
        download.run(|received, total| progress.report(received, total))?
    };
    cache.keep(tag, &document)?;
    let size = size(document.len() as u64);
    console.progress("update", &format!("fetched {tag} ({size})"));
    Ok(document)
}

fn read(path: &Path) -> Result<Vec<u8>, support::Error> {
    files::read_document(path).map_err(|source| support::Error::Read {
        what: "the document",
        path: path.into(),
        source,
        help: "; give an OpenAPI document with --spec FILE, or a tag with --tag",
    })
}
