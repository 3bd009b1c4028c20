//! Releases of Stripe's document: found, downloaded once, and checked. Each command that takes `--tag` gets them here.

mod args;
mod cache;
mod download;
mod error;
mod lock;
mod origin;
mod progress;

pub(crate) use args::ReleaseArgs;
use cache::Cache;
use download::Downloader;
pub(crate) use error::Error;
pub(crate) use lock::Lock;
use origin::{Origin, REPOSITORY};
use progress::Progress;

use std::path::PathBuf;

use crate::output::Hash;
use crate::report::size;
use crate::support::{Console, LOCK, Project, scratch};

/// A release whose document was obtained.
pub(crate) struct Release {
    /// The repository that it is of.
    pub(crate) origin: String,
    pub(crate) tag: String,
    pub(crate) sha256: Hash,
    cache: Cache,
}

impl Release {
    /// The release that the options ask for, and its document: from the cache, or downloaded. `command` is whose progress
    /// this is.
    ///
    /// A tag that `spec/stripe.lock` records must have the document that it had then.
    pub(crate) fn obtain(
        args: &ReleaseArgs,
        project: &Project,
        console: &Console,
        command: &'static str,
    ) -> Result<(Self, Vec<u8>), Error> {
        let origin = Origin::parse(args.from.as_deref().unwrap_or(REPOSITORY))?;
        let scratch = folder(project)?;
        let fetch = Fetch {
            downloader: Downloader {
                origin: &origin,
                scratch: &scratch,
            },
            console,
            command,
        };
        let tag = match &args.tag {
            Some(tag) => tag.clone(),
            None => fetch.latest()?,
        };
        let cache = Cache::new(cache_of(&origin, project)?);
        let content = match cache.find(&tag) {
            Some(content) => {
                let size = size(content.len() as u64);
                console.progress(command, &format!("{tag} is in the cache ({size})"));
                content
            }
            None => {
                let content = fetch.document(&tag)?;
                cache.keep(&tag, &content)?;
                content
            }
        };
        let release = Self {
            origin: origin.url,
            tag,
            sha256: Hash::of(&content),
            cache,
        };
        release.check(project)?;
        Ok((release, content))
    }

    /// Its name in diagnostics.
    pub(crate) fn title(&self) -> String {
        format!("the document of {}", self.tag)
    }

    /// Removes a refused document from the cache: the server may have sent a wrong one.
    pub(crate) fn forget(&self) {
        self.cache.forget(&self.tag);
    }

    fn check(&self, project: &Project) -> Result<(), Error> {
        match Lock::read(project)? {
            Some(lock) if lock.tag.as_ref() == Some(&self.tag) && lock.sha256 != self.sha256 => {
                self.forget();
                Err(Error::OtherHash {
                    tag: self.tag.clone(),
                    lock: project.root().join(LOCK),
                    recorded: lock.sha256,
                    found: self.sha256.clone(),
                })
            }
            _ => Ok(()),
        }
    }
}

/// The folder of an origin's documents: one cannot vouch for those of another.
fn cache_of(origin: &Origin, project: &Project) -> Result<PathBuf, Error> {
    if origin.url == REPOSITORY {
        return folder(project);
    }
    let name = Hash::of(origin.url.as_bytes()).to_string();
    Ok(scratch::folder(project, &["documents", &name])?)
}

/// The folder of downloaded documents.
pub(crate) fn folder(project: &Project) -> Result<PathBuf, Error> {
    Ok(scratch::folder(project, &["documents"])?)
}

/// Downloads, and says so.
struct Fetch<'a> {
    downloader: Downloader<'a>,
    console: &'a Console,
    command: &'static str,
}

impl Fetch<'_> {
    fn latest(&self) -> Result<String, Error> {
        let url = self.downloader.origin.latest();
        self.announce(&format!("asking {url}"));
        let tag = self.downloader.latest()?;
        self.say(&format!("the latest release is {tag}"));
        Ok(tag)
    }

    fn document(&self, tag: &str) -> Result<Vec<u8>, Error> {
        let url = self.downloader.origin.document(tag);
        self.announce(&format!("fetching {url}"));
        let document = {
            let mut progress = Progress::new(self.console.status(self.command));
            let report = |received, total| progress.report(received, total);
            self.downloader.document(tag, report)?
        };
        let size = size(document.len() as u64);
        self.say(&format!("fetched {tag} ({size})"));
        Ok(document)
    }

    fn announce(&self, what: &str) {
        if Downloader::builds_first() {
            self.say("building xtask-fetch, which downloads (only once)");
        }
        self.say(what);
    }

    fn say(&self, what: &str) {
        self.console.progress(self.command, what);
    }
}
