//! `cargo xtask diff`: what a change of the document means for callers.

mod args;
mod driver;
mod fit;
mod github;
mod html;
#[cfg(test)]
pub(crate) mod rendered;
mod term;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use generator::diagnostic::Source;
use generator::diff::{Codes, Report, Verdict, read_reviewed};
use generator::text::in_json;

use crate::output::show;
use crate::report::{changes, count};
pub(crate) use crate::revision::Error;
use crate::revision::Revision;
use crate::support::{Completion, Console, Project, files, refused};
pub(crate) use args::DiffArgs;
pub(crate) use args::HELP;
use args::{FailOn, Format};

/// Runs the command.
pub(crate) fn run(
    args: &DiffArgs,
    project: &Project,
    console: &Console,
) -> Result<Completion, Error> {
    if let Some(out) = &args.html {
        for input in [&args.base, &args.head].into_iter().flatten() {
            Project::keep_input(out, Path::new(input))?;
        }
    }
    if let Some(arguments) = &args.git_driver {
        driver::run(arguments, project, console)?;
        return Ok(Completion::Success);
    }
    let colour = console.colour_diagnostics();
    let base = args.base.as_deref().unwrap_or("HEAD");
    let read = |name: Option<&str>, ledger| {
        let what = format!("reading {}", name.unwrap_or("the working tree"));
        console.during("diff", &what, || {
            Revision::read(project, name, ledger, colour)
        })
    };
    let base = read(Some(base), None)?;
    // A file has no ledger of its own: its names continue those of the base.
    let known = Some(&base.lowered.ledger);
    let head = read(args.head.as_deref(), known)?;
    let mut report = console.during("diff", "comparing", || {
        let mut report = Report::new(base.input(), head.input(), env!("CARGO_PKG_VERSION"));
        report.size.measure(&base.files, &head.files);
        report
    });
    report.output = base.output();
    report.review(&reviewed(project, colour)?);
    let codes = || Codes::new(&base.lowered, &head.lowered);
    if let Some(out) = &args.html {
        let page = html::page(&report, &codes());
        files::replace_own(out, page.as_bytes(), html::MARK)?;
        let size = count(page.len(), "byte");
        console.note(&format!("wrote {} ({size})", show(out)));
    }
    let text = match args.format {
        Format::Term => term::report(&report, console.paint()),
        Format::Md => changes::markdown(&report),
        // Plain data with string keys always serialises.
        Format::Json => {
            let json = serde_json::to_string_pretty(&report).unwrap_or_default();
            in_json(&json).into_owned() + "\n"
        }
        Format::Github => github::annotations(&report, &codes(), &head.files),
    };
    console.answer(&text)?;
    let least = args.fail_on.map(|least| match least {
        FailOn::Major => Verdict::Major,
        FailOn::Minor => Verdict::Minor,
    });
    let fails = least.is_some_and(|least| unjudged(&report) >= least);
    Ok(Completion::of(fails))
}

/// The verdict without the changes that a person accepted. A removed name follows from a change, so it counts only where
/// nothing was accepted.
fn unjudged(report: &Report) -> Verdict {
    if report.reviewed.is_empty() {
        return report.verdict;
    }
    let sections = report.sections.iter();
    let verdicts = sections.map(|section| section.level.verdict());
    verdicts.max().unwrap_or(Verdict::None)
}

/// The changes that a person accepted: the reason of each by its fingerprint.
fn reviewed(project: &Project, colour: bool) -> Result<BTreeMap<String, String>, Error> {
    let path = project.reviewed();
    let text = files::read_or_empty(&path)?;
    let source = Arc::new(Source::new(project.name_of(&path), text));
    Ok(read_reviewed(&source).map_err(refused(colour))?)
}

/// The report in each format, by its name: for tests and fuzzing of what a document can do to it.
#[must_use]
pub fn formats(report: &Report, codes: &Codes<'_>) -> [(&'static str, String); 4] {
    let json = serde_json::to_string_pretty(report).unwrap_or_default();
    [
        ("term", term::report(report, crate::support::Paint::none())),
        ("md", changes::markdown(report)),
        ("json", in_json(&json).into_owned()),
        ("html", html::page(report, codes)),
    ]
}
