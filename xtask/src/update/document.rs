//! The new document and its provenance.

use super::args::UpdateArgs;
use super::error::Error;
use crate::output::{Hash, show};
use crate::release::Release;
use crate::support::{self, Console, Project, files};

/// A document that the project is to move to.
pub(super) struct NewDocument {
    /// Its name in the lock: a repository or a file.
    pub(super) name: String,
    /// Its name in diagnostics.
    pub(super) title: String,
    pub(super) content: Vec<u8>,
    pub(super) sha256: Hash,
    /// The release that it is of; `None` for a file.
    pub(super) release: Option<Release>,
}

impl NewDocument {
    /// Reads the file, or obtains the release.
    pub(super) fn obtain(
        args: &UpdateArgs,
        project: &Project,
        console: &Console,
    ) -> Result<Self, Error> {
        if args.release.is_given() {
            let (release, content) = Release::obtain(&args.release, project, console, "update")?;
            return Ok(Self {
                name: release.origin.clone(),
                title: release.title(),
                content,
                sha256: release.sha256.clone(),
                release: Some(release),
            });
        }
        let path = project.spec(args.spec.as_deref());
        let content = files::read_document(&path).map_err(|source| support::Error::Read {
            what: "the document",
            path: path.clone(),
            source,
            help: "; give an OpenAPI document with --spec FILE, or a tag with --tag",
        })?;
        let name = project.name_of(&path);
        // It becomes a line of the lock, and a line of Markdown.
        if name.contains(char::is_control) {
            let what = "the name of the document";
            let why = "has a line break or another control character";
            return Err(support::Error::Input { what, path, why }.into());
        }
        Ok(Self {
            title: show(&path),
            name,
            sha256: Hash::of(&content),
            content,
            release: None,
        })
    }

    /// The tag of the release.
    pub(super) fn tag(&self) -> Option<&str> {
        self.release.as_ref().map(|release| release.tag.as_str())
    }

    /// Removes a refused document from the cache.
    pub(super) fn forget(&self) {
        if let Some(release) = &self.release {
            release.forget();
        }
    }
}
