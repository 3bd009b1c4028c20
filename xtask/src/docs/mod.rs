//! `cargo xtask docs`: the reference of the client as a static site.

pub(crate) mod args;
mod error;

use std::path::Path;
use std::time::Instant;

use generator::{Lowered, UnusedFixups};
use reference::{Options, Site, Table, site};

use args::DocsArgs;
pub(crate) use args::HELP;
pub(crate) use error::Error;

use crate::output::{self, Destination, LocalDisk, Session, Wanted, show};
use crate::report::{count, line, size, time, written};
use crate::support::recovery::note_recovery;
use crate::support::{Completion, Console, Inputs, Project, files, refused};

/// Runs the command.
pub(crate) fn run(
    args: &DocsArgs,
    project: &Project,
    console: &Console,
) -> Result<Completion, Error> {
    let started = Instant::now();
    let out = match &args.out {
        Some(out) => out.clone(),
        None => project.root().join("target").join("reference"),
    };
    let spec = project.spec(args.spec.as_deref());
    // The names are read, and stay as they are: the ledger is the project's own.
    let destination = Destination::new(&out, &project.ledger()).map_err(shared)?;
    project.keep_apart(&destination, &spec)?;
    let session = Session::open(&destination, &LocalDisk).map_err(shared)?;
    note_recovery(&session, console);

    let colour = console.colour_diagnostics();
    let mut status = console.status("docs");
    status.show("reading");
    let since = args.since.as_deref();
    let since = since.map(|path| lower(project, path, UnusedFixups::Report, colour));
    let since = since.transpose()?;
    let inputs = Inputs::read(project, spec, &project.ledger())?;
    let data = inputs.data(colour)?;
    let read = format!("{} ({})", inputs.name, count(inputs.document.len(), "byte"));
    status.erase();
    console.answer(&line(console.paint(), "read", &read))?;
    status.show("lowering the document");
    let lowered = generator::lower_with(&inputs.with(&data), UnusedFixups::Report);
    let lowered = lowered.map_err(refused(colour))?;

    let operations = count(lowered.api.operations.len(), "operation");
    status.show(&format!("writing the pages of {operations}"));

    let path = project.reference();
    let table = Table::parse(&show(&path), &files::read_or_empty(&path)?)?;
    let options = Options {
        templates: &inputs.templates,
        table: &table,
        since: since.as_ref(),
    };
    let site = site(&lowered, &options)?;
    let wanted = Wanted::new(&site.files, "").map_err(shared)?;
    let wanted = wanted.without_ledger();
    let plan = output::compare(&destination, &wanted).map_err(shared)?;
    session.apply(&plan).map_err(shared)?;
    status.erase();
    console.answer(&written(console.paint(), &plan, &destination))?;
    console.answer(&line(console.paint(), "totals", &totals(&site)))?;
    let index = show(&destination.out().join("index.html"));
    console.answer(&line(console.paint(), "open", &index))?;
    console.answer(&time(console.paint(), started.elapsed()))?;
    Ok(Completion::Success)
}

fn lower(
    project: &Project,
    path: &Path,
    unused: UnusedFixups,
    colour: bool,
) -> Result<Lowered, Error> {
    let inputs = Inputs::read(project, path.to_path_buf(), &project.ledger())?;
    let data = inputs.data(colour)?;
    let lowered = generator::lower_with(&inputs.with(&data), unused);
    Ok(lowered.map_err(refused(colour))?)
}

fn shared(error: output::Error) -> Error {
    Error::Shared(error.into())
}

/// How much there is.
fn totals(site: &Site) -> String {
    let bytes: usize = site.files.values().map(String::len).sum();
    let largest = site
        .files
        .iter()
        .filter(|(path, _)| path.ends_with(".html"));
    let largest = largest
        .map(|(_, text)| text.len())
        .max()
        .unwrap_or_default();
    let bytes_of = |bytes: usize| size(u64::try_from(bytes).unwrap_or(u64::MAX));
    format!(
        "{}, {}, {} for the search; {}, the largest page {}",
        count(site.pages, "page"),
        count(site.operations, "operation"),
        count(site.entries, "entry").replace("entrys", "entries"),
        bytes_of(bytes),
        bytes_of(largest)
    )
}
