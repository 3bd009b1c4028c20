//! `cargo xtask replay`: generates from successive documents with one ledger, as the project would have over time.

mod args;
mod measure;
mod report;

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use generator::diagnostic::Source;
use generator::{Data, PackageName};

use crate::output::{self, Destination, LocalDisk, Session, Wanted, show};
use crate::report::size;
use crate::support::{self, Completion, Console, Inputs, Project, refused};
pub(crate) use args::HELP;
pub(crate) use args::ReplayArgs;
use measure::{Crate, Step};

/// Why a chain cannot be replayed.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Error {
    /// Documents of the chain that cannot be read.
    #[error("cannot read {}", .0.join(", "))]
    Chain(Vec<String>),
    /// An error that any command can have.
    #[error(transparent)]
    Shared(#[from] support::Error),
}

/// Runs the command.
pub(crate) fn run(
    args: &ReplayArgs,
    project: &Project,
    console: &Console,
) -> Result<Completion, Error> {
    let sizes = sizes(&args.documents)?;
    let mut before: Option<Crate> = None;
    let mut renamed = 0_usize;
    for (index, (document, size)) in args.documents.iter().zip(sizes).enumerate() {
        let number = index.saturating_add(1);
        let of = args.documents.len();
        console.progress(
            "replay",
            &format!("step {number} of {of}: {} ({size})", show(document)),
        );
        let started = Instant::now();
        let inputs = Inputs::read_with(project, document.clone(), Source::default())?;
        let mut data = inputs.data(console.colour_diagnostics())?;
        if let Some(before) = &before {
            data.ledger = before.lowered.ledger.clone();
        }
        let after = generate(&inputs, &data, console)?;
        let seconds = started.elapsed();
        let version = &after.lowered.api.version;
        if before
            .as_ref()
            .is_some_and(|before| *version < before.lowered.api.version)
        {
            console.note(&format!(
                "{version} is older than the document before it, so no names are retired; give the oldest document first"
            ));
        }
        if let Some(out) = &args.out {
            let folder = out.join(report::folder(number, version));
            console.progress("replay", &format!("writing {}", show(&folder)));
            write(&folder, &after, project, document)?;
        }
        console.progress("replay", "comparing with the previous step");
        let step = Step::between(before.as_ref(), &after, seconds);
        renamed = renamed.saturating_add(step.renamed.len());
        console.answer(&report::step(console.paint(), number, document, &step))?;
        before = Some(after);
    }
    let paint = console.paint();
    console.answer(&report::verdict(paint, args.documents.len(), renamed))?;
    Ok(Completion::of(renamed > 0))
}

/// The sizes of the documents. A chain takes minutes, so a missing document is reported before the first step.
fn sizes(documents: &[PathBuf]) -> Result<Vec<String>, Error> {
    let mut faults = Vec::new();
    let mut sizes = Vec::new();
    for document in documents {
        match fs::metadata(document) {
            Ok(meta) if meta.is_file() => sizes.push(size(meta.len())),
            Ok(_) => faults.push(format!("{}: not a file", show(document))),
            Err(error) => faults.push(format!("{}: {error}", show(document))),
        }
    }
    if faults.is_empty() {
        Ok(sizes)
    } else {
        Err(Error::Chain(faults))
    }
}

fn generate(inputs: &Inputs, data: &Data, console: &Console) -> Result<Crate, support::Error> {
    let colour = console.colour_diagnostics();
    let refused = refused(colour);
    let lowered = generator::lower(&inputs.with(data)).map_err(refused)?;
    let public = generator::emit::public_names(&lowered.api, &lowered.names);
    let output = generator::render(lowered.clone(), &inputs.templates, &PackageName::default())
        .map_err(refused)?;
    Ok(Crate {
        lowered,
        files: output.files,
        public,
    })
}

/// Writes a crate and its ledger, as `codegen --out` does.
fn write(
    folder: &Path,
    made: &Crate,
    project: &Project,
    document: &Path,
) -> Result<(), support::Error> {
    let destination = Destination::beside(folder)?;
    project.keep_apart(&destination, document)?;
    let session = Session::open(&destination, &LocalDisk)?;
    let wanted = Wanted::new(&made.files, &made.lowered.ledger.print())?;
    let plan = output::compare(&destination, &wanted)?;
    session.apply(&plan)?;
    Ok(())
}
