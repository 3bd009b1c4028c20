//! `cargo xtask update`: a new document of Stripe's in the place of the one that the project is generated from.
//!
//! document → slice → our prose over it → crate → comparison → version, changelog, text of the pull request

pub(crate) mod args;
mod body;
mod cache;
mod changelog;
mod error;
mod fetch;
mod fragment;
mod lock;
mod progress;
mod source;
mod version;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use generator::Data;
use generator::diff::{Party, Report, Verdict};
use semver::Version;

use crate::Outcome;
use crate::cli::{PACKAGE, PartArgs};
use crate::codegen;
use crate::console::Console;
use crate::failure::Failure;
use crate::inputs::Inputs;
use crate::output::{
    self, Change, Destination, Hash, Kind, LocalDisk, Plan, Session, Target, Wanted, show,
};
use crate::project::Project;
use crate::replay::size;
use crate::report::{self, count};
use crate::spec;
use args::UpdateArgs;
use cache::Cache;
pub(crate) use error::Error;
use fragment::Fragment;
use lock::Lock;
use source::Source;

/// The files that are replaced beside the crate and the ledger, by their paths in the project.
const FRAGMENT: &str = "spec/refunds.yaml";
const LOCK: &str = "spec/stripe.lock";
const MANIFEST: &str = "templates/Cargo.toml";
const CARGO_LOCK: &str = "Cargo.lock";
const CHANGELOG: &str = "CHANGELOG.md";

/// The manifest among the templates.
const TEMPLATE: &str = "Cargo.toml";

/// The version of the generator.
const GENERATOR: &str = env!("CARGO_PKG_VERSION");

/// Runs the command.
pub(crate) fn run(
    args: &UpdateArgs,
    project: &Project,
    console: &Console,
) -> Result<Outcome, Failure> {
    let started = Instant::now();
    let scratch = project.root().join("target").join("update");
    let cache = Cache::new(scratch.join("cache"));
    let body = args.body.clone();
    let job = Job {
        project,
        console,
        source: &Source::obtain(args, &cache, project, console)?,
        cache: &cache,
        destination: &project.destination(None)?,
        body: body.unwrap_or_else(|| scratch.join("pr-body.md")),
    };
    if args.dry_run {
        let watch = output::watch(job.destination)?;
        if watch.interrupted {
            console.note(
                "an interrupted run left the project between two states; the next run completes it",
            );
        }
        job.show(&job.prepare()?)?;
    } else {
        let session = Session::open(job.destination, &LocalDisk)?;
        codegen::note_recovery(&session, console);
        job.write(&job.prepare()?, &session)?;
    }
    console.answer(&report::time(console.paint(), started.elapsed()))?;
    Ok(Outcome::Fine)
}

/// One run of the command.
struct Job<'a> {
    project: &'a Project,
    console: &'a Console,
    source: &'a Source,
    cache: &'a Cache,
    destination: &'a Destination,
    /// The file for the text of the pull request.
    body: PathBuf,
}

/// What is to be written.
struct Prepared {
    plan: Plan,
    body: String,
    /// What it comes to, in lines for a terminal.
    summary: String,
}

impl Job<'_> {
    /// Makes all that is to be written, and writes nothing.
    fn prepare(&self) -> Result<Prepared, Failure> {
        let colour = self.console.colour_diagnostics();
        let refused =
            |report: generator::diagnostic::Report| Failure::Refused(report.render(colour));
        let known = self.lock()?;
        if let Err(error) = self.source.check(known.as_ref(), &self.path(LOCK)) {
            self.forget();
            return Err(error.into());
        }
        let inputs = Inputs::read(self.project, self.path(FRAGMENT), self.destination.ledger())?;
        let ours = String::from_utf8_lossy(&inputs.document).into_owned();
        let part = PartArgs {
            only: None,
            plan: Some(self.project.root().join("spec").join("slice.yaml")),
        };
        let plan = spec::plan(&part, self.project, colour)?.ok_or(Failure::NoPlan)?;
        self.console.progress("update", "slicing the document");
        let title = self.source.title();
        let data = inputs.data(colour)?;
        let whole = generator::Input {
            name: &title,
            document: &self.source.document,
            data: &data,
        };
        let fragment = fragment::make(&whole, &plan, (&inputs.name, &ours)).map_err(|report| {
            self.forget();
            refused(report)
        })?;
        let fragment = fragment.ok_or(Failure::NoText)?;
        if fragment.reformats {
            self.console.note(&format!(
                "{FRAGMENT} is written anew: comments within it and line breaks of its texts are not kept"
            ));
        }
        let lock = Lock {
            source: self.source.name.clone(),
            tag: self.source.tag.clone(),
            version: fragment.version.clone(),
            sha256: self.source.sha256.clone(),
            generator: GENERATOR.to_owned(),
        };
        let summary = self.read(&fragment);
        if fragment.text == ours {
            return self.only_lock(&lock, summary);
        }
        self.console.progress("update", "generating the crate");
        self.replace(inputs, data, &fragment, &lock, summary)
    }

    /// The same slice: what there is to write is the lock.
    fn only_lock(&self, lock: &Lock, summary: String) -> Result<Prepared, Failure> {
        let target = output::RelPath::parse(LOCK).map(Target::Sibling);
        let mut plan = Plan::default();
        let new = lock.print().into_bytes();
        if let Ok(target) = target {
            let kind = match self.destination.find(&target)? {
                output::Found::File(old) if old == new => None,
                output::Found::File(old) => Some(Kind::Changed {
                    old,
                    new,
                    edited: false,
                }),
                _ => Some(Kind::New { new }),
            };
            plan.changes
                .extend(kind.map(|kind| Change { target, kind }));
        }
        let same = self.line(
            "same",
            &format!("{FRAGMENT}: the document changes nothing in it"),
        );
        Ok(Prepared {
            plan,
            body: body::unchanged(lock),
            summary: summary + &same,
        })
    }

    /// Another slice: everything follows from it.
    fn replace(
        &self,
        mut inputs: Inputs,
        data: Data,
        fragment: &Fragment,
        lock: &Lock,
        summary: String,
    ) -> Result<Prepared, Failure> {
        let colour = self.console.colour_diagnostics();
        let refused =
            |report: generator::diagnostic::Report| Failure::Refused(report.render(colour));
        let base = generator::lower(&inputs.with(&data)).map_err(refused)?;
        let head = generator::lower(&generator::Input {
            document: fragment.text.as_bytes(),
            ..inputs.with(&data.with_ledger(base.ledger.clone()))
        })
        .map_err(refused)?;
        let hash = |text: &[u8]| Hash::of(text).to_string();
        let report = Report::new(
            Party {
                name: FRAGMENT,
                sha256: &hash(&inputs.document),
                lowered: &base,
            },
            Party {
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
        let manifest = version::in_manifest(&manifest, &new);
        inputs
            .templates
            .insert(TEMPLATE.to_owned(), manifest.clone());
        let mut beside = BTreeMap::from([
            (FRAGMENT, fragment.text.clone()),
            (LOCK, lock.print()),
            (MANIFEST, manifest),
            (
                CARGO_LOCK,
                version::in_lock(&self.text(CARGO_LOCK)?, PACKAGE, &new),
            ),
        ]);
        if report.verdict != Verdict::None {
            let text = changelog::add(&changelog, &report, PACKAGE, &new);
            let why = "the entry";
            let text =
                text.ok_or_else(|| self.no_place(CHANGELOG, "section `## [Unreleased]`", why))?;
            beside.insert(CHANGELOG, text);
        }
        let written = generator::render(head, &inputs.templates, PACKAGE).map_err(refused)?;
        let wanted = Wanted::new(&written.files, &written.ledger.print())?.with_beside(&beside)?;
        let subject = body::Subject {
            lock,
            old: &old,
            new: &new,
            overlay: &fragment.overlay,
            report: &report,
        };
        Ok(Prepared {
            plan: output::compare(self.destination, &wanted)?,
            body: body::body(&subject),
            summary: summary + &self.judged(&report, &old, &new),
        })
    }

    /// Tells what would be written.
    fn show(&self, prepared: &Prepared) -> Result<(), Failure> {
        let paint = self.console.paint();
        let plan = match self.beside(&prepared.plan, "differs") {
            Some(lines) => lines,
            None => report::planned(paint, &prepared.plan, self.destination),
        };
        self.console.answer(&(prepared.summary.clone() + &plan))
    }

    fn write(&self, prepared: &Prepared, session: &Session<'_>) -> Result<(), Failure> {
        let paint = self.console.paint();
        let mut text = prepared.summary.clone();
        if !prepared.plan.is_empty() {
            // First: a second run finds nothing to do, and would not say it again.
            self.write_body(&prepared.body)?;
            session.apply(&prepared.plan)?;
            text += &match self.beside(&prepared.plan, "wrote") {
                Some(lines) => lines,
                None => report::written(paint, &prepared.plan, self.destination),
            };
            text += &self.line("next", &format!("read {}", show(&self.body)));
        }
        self.console.answer(&text)
    }

    /// Lines for a plan that leaves the crate as it is.
    fn beside(&self, plan: &Plan, verb: &str) -> Option<String> {
        let changes = plan.changes.iter();
        let paths = changes.map(|change| match &change.target {
            target @ Target::Sibling(_) => Some(show(&self.destination.locate(target))),
            _ => None,
        });
        let paths: Option<Vec<String>> = paths.collect();
        Some(paths?.iter().map(|path| self.line(verb, path)).collect())
    }

    fn write_body(&self, text: &str) -> Result<(), Failure> {
        let folder = self
            .body
            .parent()
            .filter(|folder| !folder.as_os_str().is_empty());
        let made = folder.map_or(Ok(()), fs::create_dir_all);
        made.and_then(|()| fs::write(&self.body, text))
            .map_err(|source| Failure::Write {
                path: self.body.clone(),
                source,
            })
    }

    /// The lock; `None` where there is none yet.
    fn lock(&self) -> Result<Option<Lock>, Failure> {
        let path = self.path(LOCK);
        if !path.exists() {
            return Ok(None);
        }
        let lock = Lock::parse(&self.text(LOCK)?);
        Ok(Some(lock.map_err(|(line, why)| Error::Lock {
            path,
            line,
            why,
        })?))
    }

    /// What was refused is not kept: it may be the fault of who sent it.
    fn forget(&self) {
        if let Some(tag) = &self.source.tag {
            self.cache.forget(tag);
        }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.project.root().join(Path::new(name))
    }

    fn text(&self, name: &str) -> Result<String, Failure> {
        let path = self.path(name);
        fs::read_to_string(&path).map_err(|source| Failure::Read {
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

    fn line(&self, verb: &str, text: &str) -> String {
        report::line(self.console.paint(), verb, text)
    }

    /// What was read, and what is left to do about its prose.
    fn read(&self, fragment: &Fragment) -> String {
        let Source {
            sha256, document, ..
        } = self.source;
        let [(operations, of_operations), (schemas, of_schemas)] = fragment.sizes;
        let mut text = self.line(
            "read",
            &format!(
                "{} ({}, version {}, sha256 {sha256})",
                self.source.title(),
                size(document.len() as u64),
                fragment.version
            ),
        );
        text += &self.line(
            "slice",
            &format!(
                "{operations} of {of_operations} operations, {schemas} of {of_schemas} schemas"
            ),
        );
        let overlay = &fragment.overlay;
        let pointers = |pointers: &[generator::diagnostic::Pointer]| {
            pointers.iter().map(ToString::to_string).collect()
        };
        let orphaned = overlay.orphaned.iter().map(|one| one.pointer.to_string());
        let parts: [(&str, Vec<String>); 3] = [
            ("to be written", pointers(&overlay.missing)),
            ("to be read again", pointers(&overlay.doubtful)),
            ("without a place", orphaned.collect()),
        ];
        for (what, pointers) in parts.iter().filter(|(_, pointers)| !pointers.is_empty()) {
            text += &self.line(
                "prose",
                &format!("{} {what}", count(pointers.len(), "text")),
            );
            text.extend(
                pointers
                    .iter()
                    .map(|pointer| format!("         {pointer}\n")),
            );
        }
        text
    }

    fn judged(&self, report: &Report, old: &Version, new: &Version) -> String {
        let changes: usize = report
            .sections
            .iter()
            .map(|section| section.items.len())
            .sum();
        let words = format!("{}, {}", report.verdict, count(changes, "change"));
        let version = if old == new {
            format!("{PACKAGE} stays at {new}")
        } else {
            format!("{PACKAGE} {old} becomes {new}")
        };
        self.line("verdict", &words) + &self.line("version", &version)
    }
}
