//! `cargo xtask diff`: what a change of the document means for callers.

mod fit;
mod html;
mod markdown;
#[cfg(test)]
mod rendered;
mod revision;
mod side;
mod term;
#[cfg(test)]
mod tests;

use std::path::Path;

use generator::diff::{Codes, Report, Verdict};

use crate::Outcome;
use crate::cli::{DiffArgs, FailOn, Format};
use crate::console::Console;
use crate::failure::Failure;
use crate::output::show;
use crate::project::Project;
use crate::report::count;
use crate::spec::{keep_input, replace};
pub(crate) use markdown::report as markdown;
use side::Side;

/// Why there is nothing to compare.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Error {
    /// Neither a file nor a revision.
    #[error(
        "`{0}` is neither a file nor a revision of this repository; give an OpenAPI document, or a revision such as HEAD~1, v1.2.0 or 3f2a91c"
    )]
    Unknown(String),
    /// A revision from before the document was there.
    #[error("the revision `{revision}` has no {file}")]
    Missing {
        revision: String,
        file: &'static str,
    },
    /// There is no git, or no repository.
    #[error(
        "cannot ask git for `{revision}`: {said}; without git, give two documents: cargo xtask diff OLD.yaml NEW.yaml"
    )]
    Git { revision: String, said: String },
}

/// Runs the command.
pub(crate) fn run(
    args: &DiffArgs,
    project: &Project,
    console: &Console,
) -> Result<Outcome, Failure> {
    if let Some(out) = &args.html {
        for input in [&args.base, &args.head].into_iter().flatten() {
            keep_input(out, Path::new(input))?;
        }
    }
    let colour = console.colour_diagnostics();
    let base = args.base.as_deref().unwrap_or("HEAD");
    let base = Side::read(project, Some(base), None, colour)?;
    // A document that is no revision of this project has no ledger of its own: its names go on from the other's.
    let known = Some(&base.lowered.ledger);
    let head = Side::read(project, args.head.as_deref(), known, colour)?;
    let mut report = Report::new(base.party(), head.party(), env!("CARGO_PKG_VERSION"));
    report.size.measure(&base.files, &head.files);
    report.output = base.output();
    if let Some(out) = &args.html {
        let page = html::page(&report, &Codes::new(&base.lowered, &head.lowered));
        replace(out, &page)?;
        let size = count(page.len(), "byte");
        console.note(&format!("the page is {} ({size})", show(out)));
    }
    let text = match args.format {
        Format::Term => term::report(&report, console.paint()),
        Format::Md => markdown(&report),
        // Plain data with keys that are strings: there is nothing that JSON could not say.
        Format::Json => serde_json::to_string_pretty(&report).unwrap_or_default() + "\n",
    };
    console.answer(&text)?;
    let verdict = report.verdict;
    let fails = match args.fail_on {
        None => false,
        Some(FailOn::Major) => verdict >= Verdict::Major,
        Some(FailOn::Minor) => verdict >= Verdict::Minor,
    };
    Ok(if fails {
        Outcome::Differs
    } else {
        Outcome::Fine
    })
}
