//! Makes everything that an update writes, and writes nothing.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use generator::diff::{Report, Revision, Verdict};
use generator::{Data, PackageName};

use super::fragment::{self, Fragment};
use super::version::Step;
use super::{Error, Job, body, changelog, report, version};
use crate::output::{self, Change, ChangeKind, Hash, Plan, Target, Wanted};
use crate::release::Lock;
use crate::report::line;
use crate::support::selection::read_plan;
use crate::support::{
    self, CARGO_LOCK, CHANGELOG, FRAGMENT, Inputs, LOCK, MANIFEST, PACKAGE, refused,
};

/// The manifest among the templates.
const TEMPLATE: &str = "Cargo.toml";

/// The version of the generator.
const GENERATOR: &str = env!("CARGO_PKG_VERSION");

/// What is to be written.
pub(super) struct Prepared {
    pub(super) plan: Plan,
    /// The text of the pull request.
    pub(super) body: String,
    /// A summary for the terminal.
    pub(super) summary: String,
}

/// A slice that differs from the one in the project.
struct NewSlice<'a> {
    fragment: &'a Fragment,
    lock: &'a Lock,
    /// The summary so far.
    summary: String,
}

impl Job<'_> {
    /// Makes everything that is to be written.
    pub(super) fn prepare(&self) -> Result<Prepared, Error> {
        let colour = self.console.colour_diagnostics();
        let refused = refused(colour);
        // Before anything is made: a lock that cannot be read is not replaced.
        Lock::read(self.project)?;
        let inputs = Inputs::read(self.project, self.path(FRAGMENT), self.destination.ledger())?;
        let ours = String::from_utf8_lossy(&inputs.document).into_owned();
        let plan = self.path("spec/slice.yaml");
        let plan = read_plan(&plan, colour)?;
        self.console.progress("update", "slicing the document");
        let data = inputs.data(colour)?;
        let whole = generator::Input {
            name: &self.document.title,
            document: &self.document.content,
            data: &data,
        };
        let fragment = fragment::make(&whole, &plan, (&inputs.name, &ours)).map_err(|report| {
            self.document.forget();
            refused(report)
        })?;
        let fragment = fragment.ok_or(Error::NoText)?;
        if fragment.reformats {
            self.console.note(&format!(
                "{FRAGMENT} is reformatted: comments inside it and line breaks in its texts are lost"
            ));
        }
        let lock = Lock {
            source: self.document.name.clone(),
            tag: self.document.tag().map(str::to_owned),
            version: fragment.version.clone(),
            sha256: self.document.sha256.clone(),
            generator: GENERATOR.to_owned(),
        };
        let summary = report::document(self.console.paint(), self.document, &fragment);
        if fragment.text == ours {
            return self.only_lock(&lock, summary);
        }
        self.console.progress("update", "generating the crate");
        let slice = NewSlice {
            fragment: &fragment,
            lock: &lock,
            summary,
        };
        self.replace(inputs, data, slice)
    }

    /// The slice is the same: only the lock is written.
    fn only_lock(&self, lock: &Lock, summary: String) -> Result<Prepared, Error> {
        let target = output::RelPath::parse(LOCK).map(Target::Sibling);
        let mut plan = Plan::default();
        let new = lock.print().into_bytes();
        if let Ok(target) = target {
            let kind = match self.destination.find(&target)? {
                output::Found::File(old) if old == new => None,
                output::Found::File(old) => Some(ChangeKind::Changed {
                    old,
                    new,
                    edited: false,
                }),
                _ => Some(ChangeKind::New { new }),
            };
            plan.changes
                .extend(kind.map(|kind| Change { target, kind }));
        }
        let same = line(
            self.console.paint(),
            "same",
            &format!("{FRAGMENT}: the document changes nothing in it"),
        );
        Ok(Prepared {
            plan,
            body: body::unchanged(lock),
            summary: summary + &same,
        })
    }

    /// The slice differs: everything is made again from it.
    fn replace(
        &self,
        mut inputs: Inputs,
        data: Data,
        slice: NewSlice<'_>,
    ) -> Result<Prepared, Error> {
        let NewSlice {
            fragment,
            lock,
            summary,
        } = slice;
        let colour = self.console.colour_diagnostics();
        let refused = refused(colour);
        let base = generator::lower(&inputs.with(&data)).map_err(refused)?;
        let head = generator::lower(&generator::Input {
            document: fragment.text.as_bytes(),
            ..inputs.with(&data.with_ledger(base.ledger.clone()))
        })
        .map_err(refused)?;
        let hash = |text: &[u8]| Hash::of(text).to_string();
        let report = Report::new(
            Revision {
                name: FRAGMENT,
                sha256: &hash(&inputs.document),
                lowered: &base,
            },
            Revision {
                name: FRAGMENT,
                sha256: &hash(fragment.text.as_bytes()),
                lowered: &head,
            },
            GENERATOR,
        );

        let changelog = self.text(CHANGELOG)?;
        let manifest = inputs.templates.get(TEMPLATE).cloned().unwrap_or_default();
        let old = version::of_manifest(&manifest)
            .ok_or_else(|| self.no_place(MANIFEST, "line `version = \"…\"`", "the version"))?;
        let new = version::next(
            &old,
            changelog::released(&changelog).as_ref(),
            report.verdict,
        );
        let step = Step { old, new };
        let new = &step.new;
        let manifest = version::in_manifest(&manifest, new);
        inputs
            .templates
            .insert(TEMPLATE.to_owned(), manifest.clone());
        let mut beside = BTreeMap::from([
            (FRAGMENT, fragment.text.clone()),
            (LOCK, lock.print()),
            (MANIFEST, manifest),
            (
                CARGO_LOCK,
                version::in_lock(&self.text(CARGO_LOCK)?, PACKAGE, new),
            ),
        ]);
        if report.verdict != Verdict::None {
            let text = changelog::add(&changelog, &report, PACKAGE, new);
            let why = "the entry";
            let text =
                text.ok_or_else(|| self.no_place(CHANGELOG, "section `## [Unreleased]`", why))?;
            beside.insert(CHANGELOG, text);
        }
        let written =
            generator::render(head, &inputs.templates, &PackageName::default()).map_err(refused)?;
        let wanted = Wanted::new(&written.files, &written.ledger.print())?.with_beside(&beside)?;
        let subject = body::Subject {
            lock,
            step: &step,
            overlay: &fragment.overlay,
            report: &report,
        };
        Ok(Prepared {
            plan: output::compare(self.destination, &wanted)?,
            body: body::body(&subject),
            summary: summary + &report::verdict(self.console.paint(), &report, &step),
        })
    }

    fn path(&self, name: &str) -> PathBuf {
        self.project.root().join(name)
    }

    fn text(&self, name: &str) -> Result<String, support::Error> {
        let path = self.path(name);
        fs::read_to_string(&path).map_err(|source| support::Error::Read {
            what: "the file",
            path,
            source,
            help: "",
        })
    }

    fn no_place(&self, name: &str, what: &'static str, why: &'static str) -> Error {
        let path = self.path(name);
        Error::NoPlace { path, what, why }
    }
}
