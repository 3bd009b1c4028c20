//! `cargo xtask update`: moves the project to a new version of Stripe's document.
//!
//! document → slice → our prose → crate → comparison → version, changelog, text of the pull request

mod args;
mod body;
mod changelog;
mod document;
mod error;
mod fragment;
mod prepare;
mod report;
mod version;

use std::path::PathBuf;
use std::time::Instant;

use crate::output::{self, Destination, LocalDisk, Session, show};
use crate::report::{planned, time, written};
use crate::support::recovery::{note_interrupted, note_recovery};
use crate::support::{Completion, Console, Project, files, scratch};
pub(crate) use args::HELP;
pub(crate) use args::UpdateArgs;
use document::NewDocument;
pub(crate) use error::Error;
use prepare::Prepared;

/// Runs the command.
pub(crate) fn run(
    args: &UpdateArgs,
    project: &Project,
    console: &Console,
) -> Result<Completion, Error> {
    let started = Instant::now();
    let scratch = scratch::folder(project, &["update"])?;
    let body = args.body.clone();
    let job = Job {
        project,
        console,
        document: &NewDocument::obtain(args, project, console)?,
        destination: &project.destination(None)?,
        body: body.unwrap_or_else(|| scratch.join("pr-body.md")),
    };
    if args.dry_run {
        let watch = output::watch(job.destination)?;
        note_interrupted(&watch, job.destination, console);
        job.show(&job.prepare()?)?;
    } else {
        let session = Session::open(job.destination, &LocalDisk)?;
        note_recovery(&session, console);
        job.write(&job.prepare()?, &session)?;
    }
    console.answer(&time(console.paint(), started.elapsed()))?;
    Ok(Completion::Success)
}

/// One run of the command.
struct Job<'a> {
    project: &'a Project,
    console: &'a Console,
    document: &'a NewDocument,
    destination: &'a Destination,
    /// The file for the text of the pull request.
    body: PathBuf,
}

impl Job<'_> {
    /// Prints what would be written.
    fn show(&self, prepared: &Prepared) -> Result<(), Error> {
        let paint = self.console.paint();
        let plan = report::siblings(paint, &prepared.plan, self.destination, "differs")
            .unwrap_or_else(|| planned(paint, &prepared.plan, self.destination));
        self.console.answer(&(prepared.summary.clone() + &plan))?;
        Ok(())
    }

    /// Writes it, and prints what was written.
    fn write(&self, prepared: &Prepared, session: &Session<'_>) -> Result<(), Error> {
        let paint = self.console.paint();
        let mut text = prepared.summary.clone();
        if !prepared.plan.is_empty() {
            // First: a second run has nothing to do and would not write it.
            files::replace_own(&self.body, prepared.body.as_bytes(), body::MARK)?;
            session.apply(&prepared.plan)?;
            text += &report::siblings(paint, &prepared.plan, self.destination, "wrote")
                .unwrap_or_else(|| written(paint, &prepared.plan, self.destination));
            text += &crate::report::line(paint, "next", &format!("read {}", show(&self.body)));
        }
        self.console.answer(&text)?;
        Ok(())
    }
}

/// The changelog and the text of the pull request for a report, by their names.
#[cfg(test)]
pub(crate) fn texts(
    report: &generator::diff::Report,
    overlay: &generator::slice::Overlay,
) -> [(&'static str, String); 2] {
    let step = version::Step {
        old: semver::Version::new(0, 1, 0),
        new: semver::Version::new(0, 2, 0),
    };
    let lock = crate::release::Lock {
        source: report.provenance.head.name.clone(),
        tag: None,
        version: report.provenance.head.version.clone(),
        sha256: output::Hash::of(b""),
        generator: report.provenance.generator.clone(),
    };
    let subject = body::Subject {
        lock: &lock,
        step: &step,
        overlay,
        report,
    };
    let changelog = changelog::add(
        "## [Unreleased]\n",
        report,
        crate::support::PACKAGE,
        &step.new,
    );
    [
        ("changelog", changelog.unwrap_or_default()),
        ("body", body::body(&subject)),
    ]
}
