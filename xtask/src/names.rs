//! `cargo xtask names`: works on the ledger of names.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use generator::diagnostic::{Report, Source};
use generator::names::Ledger;

use crate::Outcome;
use crate::cli::{NamesCommand, RenameArgs};
use crate::console::Console;
use crate::failure::Failure;
use crate::output::{Change, Destination, Kind, LocalDisk, Plan, Session, Target, show};
use crate::project::Project;
use crate::report;

/// What a ledger beside an output is called, after the output's own name.
const ENDING: &str = ".names.tsv";

/// Runs the command.
pub(crate) fn run(
    command: &NamesCommand,
    project: &Project,
    console: &Console,
) -> Result<Outcome, Failure> {
    match command {
        NamesCommand::Rename(args) => rename(args, project, console),
    }
}

fn rename(args: &RenameArgs, project: &Project, console: &Console) -> Result<Outcome, Failure> {
    let destination = destination(project, args.ledger.as_deref())?;
    let path = destination.ledger();
    // Looked for before anything is made for the lock: a path that is mistyped must leave nothing.
    read(path)?;
    // The lock is that of the output, so that no run reads the ledger while it changes.
    let session = Session::open(&destination, &LocalDisk)?;
    let text = read(path)?;
    let file = Arc::new(Source::new(project.name_of(path), text.clone()));
    let mut ledger = Ledger::parse(&file).map_err(|problems| {
        let report = Report::of_files(problems);
        Failure::Refused(report.render(console.colour_diagnostics()))
    })?;
    let renamed = ledger
        .rename(&args.old, &args.new)
        .map_err(|faults| all(faults.iter().map(ToString::to_string)))?;
    session.apply(&Plan {
        changes: vec![Change {
            target: Target::Ledger,
            kind: Kind::Changed {
                old: text.into_bytes(),
                new: ledger.print().into_bytes(),
                edited: false,
            },
        }],
        same: 0,
    })?;
    let command = match &args.ledger {
        None => "cargo xtask codegen".to_owned(),
        Some(_) => format!("cargo xtask codegen --out {}", show(destination.out())),
    };
    console.answer(&report::renamed(console.paint(), &renamed, path, &command))?;
    Ok(Outcome::Fine)
}

fn all(faults: impl Iterator<Item = String>) -> Failure {
    let faults: Vec<String> = faults.collect();
    Failure::Rename(faults.join("\n       "))
}

fn read(path: &Path) -> Result<String, Failure> {
    fs::read_to_string(path).map_err(|source| Failure::Read {
        what: "the name ledger",
        path: path.into(),
        source,
        help: "; `cargo xtask codegen` writes it",
    })
}

/// The output that a ledger belongs to.
fn destination(project: &Project, ledger: Option<&Path>) -> Result<Destination, Failure> {
    let standard = project.destination(None)?;
    let Some(ledger) = ledger else {
        return Ok(standard);
    };
    if ledger
        .canonicalize()
        .is_ok_and(|real| real == standard.ledger())
    {
        return Ok(standard);
    }
    let name = ledger.file_name().and_then(|name| name.to_str());
    match name.and_then(|name| name.strip_suffix(ENDING)) {
        Some(out) if !out.is_empty() => {
            let out: PathBuf = ledger.with_file_name(out);
            Ok(Destination::new(&out, ledger)?)
        }
        _ => Err(Failure::Input {
            what: "the file",
            path: ledger.into(),
            why: "is not the ledger of an output: that of generated/ is spec/names.tsv, and that of another OUT is \
                  OUT.names.tsv beside it",
        }),
    }
}
