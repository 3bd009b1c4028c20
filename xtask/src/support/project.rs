//! The files of this workspace.

use std::env;
use std::path::{Path, PathBuf};

use super::Error;
use crate::output::Destination;

/// The package name of the emitted crate unless `--package` says otherwise.
pub(crate) const PACKAGE: &str = "stripe-client";

/// The committed document.
pub(crate) const FRAGMENT: &str = "spec/refunds.yaml";
/// Which document the committed one is a slice of.
pub(crate) const LOCK: &str = "spec/stripe.lock";
/// The manifest of the emitted crate.
pub(crate) const MANIFEST: &str = "templates/Cargo.toml";
pub(crate) const CARGO_LOCK: &str = "Cargo.lock";
pub(crate) const CHANGELOG: &str = "CHANGELOG.md";

/// The files that `update` replaces together with the crate and the ledger, by their paths in the project. Any run may
/// have to complete an interrupted one.
const SIBLINGS: &[&str] = &[FRAGMENT, LOCK, MANIFEST, CARGO_LOCK, CHANGELOG];

/// The workspace and the places in it that have a default.
#[derive(Clone, Debug)]
pub(crate) struct Project {
    root: PathBuf,
}

impl Project {
    /// A workspace for a test.
    #[cfg(test)]
    pub(crate) fn at(root: &Path) -> Self {
        let root = root.to_path_buf();
        Self { root }
    }

    /// The workspace around the current directory, or, when there is none, the one that this tool was built in.
    pub(crate) fn find() -> Result<Self, Error> {
        let is_root = |path: &&Path| path.join("spec").is_dir() && path.join("templates").is_dir();
        let here = env::current_dir().unwrap_or_default();
        let built = Path::new(env!("CARGO_MANIFEST_DIR")).parent().into_iter();
        let root = here.ancestors().chain(built).find(is_root);
        root.map(|root| Self {
            root: root.to_path_buf(),
        })
        .ok_or(Error::NoProject(here.clone()))
    }

    /// The workspace's folder.
    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    /// The document, unless `--spec` names another.
    pub(crate) fn spec(&self, given: Option<&Path>) -> PathBuf {
        given.map_or_else(|| self.root.join(FRAGMENT), Path::to_path_buf)
    }

    /// The hand-written half of the emitted crate.
    pub(crate) fn templates(&self) -> PathBuf {
        self.root.join("templates")
    }

    /// The names that follow no rule; need not exist.
    pub(crate) fn exceptions(&self) -> PathBuf {
        self.root.join("spec").join("exceptions.tsv")
    }

    /// The known faults of the document; need not exist.
    pub(crate) fn fixups(&self) -> PathBuf {
        self.root.join("spec").join("fixups.tsv")
    }

    /// What is known about types of events; need not exist.
    pub(crate) fn events(&self) -> PathBuf {
        self.root.join("spec").join("events.tsv")
    }

    /// Values and calls for examples; need not exist.
    pub(crate) fn examples(&self) -> PathBuf {
        self.root.join("spec").join("examples.tsv")
    }

    /// Changes that a person accepted; need not exist.
    pub(crate) fn reviewed(&self) -> PathBuf {
        self.root.join("spec").join("reviewed.tsv")
    }

    /// Areas of the reference, and homes of operations; need not exist.
    pub(crate) fn reference(&self) -> PathBuf {
        self.root.join("spec").join("reference.tsv")
    }

    /// The ledger of the committed output.
    pub(crate) fn ledger(&self) -> PathBuf {
        self.root.join("spec").join("names.tsv")
    }

    /// Where the crate and its ledger go.
    pub(crate) fn destination(&self, given: Option<&Path>) -> Result<Destination, Error> {
        let standard = Destination::new(&self.root.join("generated"), &self.ledger())?;
        let standard = standard.with_siblings(SIBLINGS);
        let Some(given) = given else {
            return Ok(standard);
        };
        let beside = Destination::beside(given)?;
        // Compared as resolved: `--out ./generated/` is the standard output and keeps its ledger.
        Ok(if beside.out() == standard.out() {
            standard
        } else {
            beside
        })
    }

    /// Refuses an output that overlaps with its own inputs.
    pub(crate) fn keep_apart(&self, destination: &Destination, spec: &Path) -> Result<(), Error> {
        let out = destination.out();
        if self
            .root
            .canonicalize()
            .is_ok_and(|root| root.starts_with(out))
        {
            return Err(Error::Around(out.into()));
        }
        let crate_dir = self.root.join("generated");
        let inputs = [
            ("the templates", self.templates()),
            ("the folder", self.root.join("spec")),
            ("the document", spec.to_path_buf()),
            ("the project's own output", crate_dir.clone()),
        ];
        for (what, input) in &inputs {
            if *input == crate_dir && input.canonicalize().is_ok_and(|real| real == out) {
                continue;
            }
            let Ok(real) = input.canonicalize() else {
                continue;
            };
            if real.starts_with(out) || out.starts_with(&real) {
                return Err(Error::Overlap {
                    out: out.into(),
                    what,
                    input: real,
                });
            }
        }
        Ok(())
    }

    /// Refuses to write an output file over the document that it is made from.
    pub(crate) fn keep_input(out: &Path, spec: &Path) -> Result<(), Error> {
        match (out.canonicalize(), spec.canonicalize()) {
            (Ok(out), Ok(input)) if out == input => Err(Error::Overlap {
                out,
                what: "the document",
                input,
            }),
            _ => Ok(()),
        }
    }

    /// What reports and the lock call the document. It must be the same on every machine and from every current directory,
    /// so it is relative to the project, or, for a document outside, only the file's name. Diagnostics show the path that
    /// leads there instead.
    pub(crate) fn name_of(&self, spec: &Path) -> String {
        let real = spec.canonicalize().ok();
        let root = self.root.canonicalize().ok();
        let inside = real
            .as_deref()
            .zip(root.as_deref())
            .and_then(|(real, root)| real.strip_prefix(root).ok());
        let name = inside
            .or_else(|| spec.file_name().map(Path::new))
            .unwrap_or(spec);
        let parts: Vec<_> = name.iter().map(|part| part.to_string_lossy()).collect();
        parts.join("/")
    }
}
