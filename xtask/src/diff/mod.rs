//! `cargo xtask diff`: what a change of the document means for callers.

mod args;
mod fit;
mod html;
#[cfg(test)]
mod rendered;
mod term;
#[cfg(test)]
mod tests;

use std::path::Path;

use generator::diff::{Codes, Report, Verdict};
use generator::text::in_json;

use crate::output::show;
use crate::report::{changes, count};
pub(crate) use crate::revision::Error;
use crate::revision::Revision;
use crate::support::{Completion, Console, Project, ReportFormat, files};
pub(crate) use args::DiffArgs;
use args::FailOn;
pub(crate) use args::HELP;

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
    let colour = console.colour_diagnostics();
    let base = args.base.as_deref().unwrap_or("HEAD");
    let base = Revision::read(project, Some(base), None, colour)?;
    // A file has no ledger of its own: its names continue those of the base.
    let known = Some(&base.lowered.ledger);
    let head = Revision::read(project, args.head.as_deref(), known, colour)?;
    let mut report = Report::new(base.input(), head.input(), env!("CARGO_PKG_VERSION"));
    report.size.measure(&base.files, &head.files);
    report.output = base.output();
    if let Some(out) = &args.html {
        let page = html::page(&report, &Codes::new(&base.lowered, &head.lowered));
        files::replace_own(out, page.as_bytes(), html::MARK)?;
        let size = count(page.len(), "byte");
        console.note(&format!("wrote {} ({size})", show(out)));
    }
    let text = match args.format {
        ReportFormat::Term => term::report(&report, console.paint()),
        ReportFormat::Md => changes::markdown(&report),
        // Plain data with string keys always serialises.
        ReportFormat::Json => {
            let json = serde_json::to_string_pretty(&report).unwrap_or_default();
            in_json(&json).into_owned() + "\n"
        }
    };
    console.answer(&text)?;
    let verdict = report.verdict;
    let fails = match args.fail_on {
        None => false,
        Some(FailOn::Major) => verdict >= Verdict::Major,
        Some(FailOn::Minor) => verdict >= Verdict::Minor,
    };
    Ok(Completion::of(fails))
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
