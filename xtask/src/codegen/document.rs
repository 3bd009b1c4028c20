//! The document that a crate is made from: a file, or that of a release.

use super::{CodegenArgs, Error};
use crate::output::{Destination, Hash, show};
use crate::release::{self, Release};
use crate::support::{self, Console, Project, files};

/// The document.
pub(super) struct Document {
    /// Its name in diagnostics and in the report.
    pub(super) name: String,
    pub(super) content: Vec<u8>,
    /// The release and its sha256; `None` for a file.
    pub(super) release: Option<(Release, Hash)>,
}

impl Document {
    /// Reads the file, or obtains the release.
    pub(super) fn obtain(
        args: &CodegenArgs,
        destination: &Destination,
        project: &Project,
        console: &Console,
    ) -> Result<Self, Error> {
        let is_committed = destination.out() == project.destination(None)?.out();
        if is_committed && args.selection.is_given() {
            return Err(Error::Part);
        }
        if !args.release.is_given() {
            let path = project.spec(args.spec.as_deref());
            project.keep_apart(destination, &path)?;
            let content = files::read_document(&path).map_err(|source| support::Error::Read {
                what: "the document",
                path: path.clone(),
                source,
                help: "; give an OpenAPI document with --spec FILE, or a tag with --tag",
            })?;
            return Ok(Self {
                name: show(&path),
                content,
                release: None,
            });
        }
        if is_committed {
            let release = args.release.to_string();
            return Err(Error::Out { release });
        }
        let (release, content) = Release::obtain(&args.release, project, console, "codegen")?;
        project.keep_apart(destination, &release::folder(project)?)?;
        Ok(Self {
            name: release.title(),
            release: Some((release, Hash::of(&content))),
            content,
        })
    }

    /// Removes a refused document from the cache.
    pub(super) fn forget(&self) {
        if let Some((release, _)) = &self.release {
            release.forget();
        }
    }
}
