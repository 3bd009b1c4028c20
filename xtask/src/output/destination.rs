//! The paths that a run writes to: the output directory, the ledger, and the staging directory next to the output.

use std::env;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use generator::text::visible;

use super::error::Error;
use super::found::{Found, look, look_below};
use super::path::RelPath;

/// The resolved paths of a run. Creating one changes nothing on disk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Destination {
    out: PathBuf,
    ledger: PathBuf,
    staging_dir: PathBuf,
    /// The only files outside the output that a run may replace, by their paths from the parent folder of the output.
    siblings: &'static [&'static str],
}

/// One thing that a run can change.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Target {
    /// A file of the output.
    File(RelPath),
    /// The name ledger.
    Ledger,
    /// A file outside the output, by its path from the parent folder of the output.
    Sibling(RelPath),
}

impl Destination {
    /// Resolves the directory `out` and the file `ledger`; neither need exist.
    pub fn new(out: &Path, ledger: &Path) -> Result<Self, Error> {
        let out = resolve(out)?;
        let place = |role, why| Error::Place {
            path: out.clone(),
            role,
            why,
        };
        let output = "the output";
        if out.iter().any(|part| part == ".git") {
            return Err(place(output, "it is in the directory of a git repository"));
        }
        match fs::symlink_metadata(&out) {
            Ok(meta) if meta.is_dir() => {}
            Ok(_) => return Err(place(output, "it is not a directory")),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(Error::io("read", out)(error)),
        }
        let (Some(parent), Some(name)) = (out.parent(), out.file_name()) else {
            return Err(place(
                output,
                "it has no parent directory, in which files are staged",
            ));
        };
        // Next to the output, not in it: a rename must not cross file systems, and the crate stays clean.
        let mut hidden = std::ffi::OsString::from(".");
        hidden.push(name);
        hidden.push(".codegen");
        let staging_dir = parent.join(hidden);

        // The last part is not resolved, so that a ledger that is a link is refused.
        let (Some(above), Some(file)) = (ledger.parent(), ledger.file_name()) else {
            return Err(Error::Place {
                path: ledger.into(),
                role: "the ledger",
                why: "it names no file",
            });
        };
        let ledger = resolve(if above.as_os_str().is_empty() {
            Path::new(".")
        } else {
            above
        })?
        .join(file);
        if ledger.starts_with(&out) {
            return Err(Error::Place {
                path: ledger,
                role: "the ledger",
                why: "it lies inside the output",
            });
        }
        Ok(Self {
            out,
            ledger,
            staging_dir,
            siblings: &[],
        })
    }

    /// Resolves the directory `out`, with the ledger `OUT.names.tsv` next to it.
    ///
    /// Next to it and not in it: the ledger must survive the removal of the output, and must not end up in the crate's
    /// package.
    pub fn beside(out: &Path) -> Result<Self, Error> {
        let mut ledger = resolve(out)?.into_os_string();
        ledger.push(".names.tsv");
        Self::new(out, Path::new(&ledger))
    }

    /// Lets runs replace these files too, by their paths from the parent folder of the output.
    #[must_use]
    pub fn with_siblings(mut self, paths: &'static [&'static str]) -> Self {
        self.siblings = paths;
        self
    }

    /// Whether runs may change this target.
    pub(super) fn has(&self, target: &Target) -> bool {
        match target {
            Target::File(_) | Target::Ledger => true,
            Target::Sibling(path) => self.siblings.contains(&path.as_str()),
        }
    }

    /// The output directory, absolute.
    pub fn out(&self) -> &Path {
        &self.out
    }

    /// The ledger file, absolute.
    pub fn ledger(&self) -> &Path {
        &self.ledger
    }

    /// The directory for the lock, the staged files and the journal. It exists only while a run is under way or
    /// after one was interrupted.
    pub fn staging_dir(&self) -> &Path {
        &self.staging_dir
    }

    /// The path of `target` on disk.
    pub fn locate(&self, target: &Target) -> PathBuf {
        match target {
            Target::File(path) => path.below(&self.out),
            Target::Ledger => self.ledger.clone(),
            Target::Sibling(path) => path.below(self.above()),
        }
    }

    /// The current content of `target`.
    pub fn find(&self, target: &Target) -> Result<Found, Error> {
        match target {
            Target::File(path) => look_below(&self.out, path),
            Target::Ledger => look(&self.ledger),
            Target::Sibling(path) => look_below(self.above(), path),
        }
    }

    /// The parent folder of the output. A destination without one is refused.
    fn above(&self) -> &Path {
        self.out.parent().unwrap_or(&self.out)
    }
}

/// A path for messages: relative to the current directory if it is below it.
pub fn show(path: &Path) -> String {
    let below = env::current_dir()
        .ok()
        .and_then(|here| path.strip_prefix(here).ok().map(Path::to_path_buf));
    let path = match &below {
        Some(below) if below.as_os_str().is_empty() => return ".".to_owned(),
        Some(below) => below,
        None => path,
    };
    visible(&path.display().to_string()).into_owned()
}

/// Makes `path` absolute and resolves the links of that part of it that exists.
fn resolve(path: &Path) -> Result<PathBuf, Error> {
    let absolute = std::path::absolute(path).map_err(Error::io("resolve", path))?;
    for base in absolute.ancestors() {
        match base.canonicalize() {
            Ok(real) => {
                let rest = absolute.strip_prefix(base).unwrap_or(Path::new(""));
                if rest
                    .components()
                    .any(|part| part == std::path::Component::ParentDir)
                {
                    let why = "it goes through `..` below a directory that does not exist";
                    return Err(Error::Place {
                        path: absolute,
                        role: "resolved",
                        why,
                    });
                }
                return Ok(if rest.as_os_str().is_empty() {
                    real
                } else {
                    real.join(rest)
                });
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(Error::io("resolve", base)(error)),
        }
    }
    Ok(absolute)
}
