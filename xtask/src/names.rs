//! `cargo xtask names`: works on the ledger of names.

use std::fs;
use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};
use generator::RenameError;
use generator::names::Renamed;

use crate::output::{
    self, Change, ChangeKind, Destination, LocalDisk, Plan, Session, Target, show,
};
use crate::report::{count, line};
use crate::support::{self, Completion, Console, Inputs, Paint, Project, refused};

/// How `cargo xtask names --help` ends.
pub(crate) const HELP: &str = "\
Examples:
  cargo xtask names rename objects::Refund Reimbursement
  cargo xtask names rename --help         details

Exit codes:
  0  success
  2  wrong usage, an invalid rename, or the ledger cannot be written";

/// How `cargo xtask names rename --help` ends.
const RENAME: &str = "\
OLD and NEW are paths in the crate: a type or a request (objects::Refund, \
services::refunds::CreateRefund), or an operation by service and method \
(refunds.create). Only the last part can change, so NEW can be that part alone. \
NEW must be unused, now and in the past.

This is the only way in which a name changes. It breaks callers that write OLD. What is \
inside OLD moves with it, since its module has the new name. OLD stays in the ledger, \
marked as renamed, and no other type gets it; renaming back is possible.

Only the ledger is written. Run `cargo xtask codegen` next, and replace the old name in \
templates/examples/, tests/, docs/ and README.md.

Examples:
  cargo xtask names rename objects::Refund Reimbursement
  cargo xtask names rename refunds.create refunds.make
  cargo xtask names rename objects::Refund Reimbursement \\
      --ledger target/whole-api.names.tsv --spec whole-api.json

Exit codes:
  0  success
  2  wrong usage, an invalid rename, or the ledger cannot be written";

/// The commands of `names`.
#[derive(Debug, Subcommand)]
pub enum NamesCommand {
    /// Rename a type or an operation
    #[command(after_help = RENAME)]
    Rename(RenameArgs),
}

/// Arguments of `names rename`.
#[derive(Debug, Args)]
pub struct RenameArgs {
    /// The current name, such as objects::Refund or refunds.create
    pub old: String,
    /// The new name
    pub new: String,
    /// The ledger, for another output than generated/: OUT.names.tsv [default: spec/names.tsv]
    #[arg(long, value_name = "FILE")]
    pub ledger: Option<PathBuf>,
    /// The document of that output [default: spec/refunds.yaml]
    #[arg(long, value_name = "FILE")]
    pub spec: Option<PathBuf>,
}

/// Why a name was not changed.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Error {
    /// The ledger is invalid, or does not allow the rename; the text has all reasons.
    #[error("{0}")]
    Rename(String),
    /// An error that any command can have.
    #[error(transparent)]
    Shared(#[from] support::Error),
}

impl From<output::Error> for Error {
    fn from(error: output::Error) -> Self {
        Self::Shared(error.into())
    }
}

/// The suffix of the ledger of an output.
const SUFFIX: &str = ".names.tsv";

/// Runs the command.
pub(crate) fn run(
    command: &NamesCommand,
    project: &Project,
    console: &Console,
) -> Result<Completion, Error> {
    match command {
        NamesCommand::Rename(args) => rename(args, project, console),
    }
}

fn rename(args: &RenameArgs, project: &Project, console: &Console) -> Result<Completion, Error> {
    let destination = destination(project, args.ledger.as_deref())?;
    let path = destination.ledger();
    // Read before the lock is created: a mistyped path must leave nothing behind.
    read(path)?;
    // The lock of the output keeps other runs from reading the ledger while it changes.
    let session = Session::open(&destination, &LocalDisk)?;
    let text = read(path)?;
    let spec = project.spec(args.spec.as_deref());
    let inputs = Inputs::read(project, spec, path)?;
    let data = inputs.data(console.colour_diagnostics())?;
    let what = format!("renaming in {}", inputs.name);
    let renamed = console.during("names", &what, || {
        generator::rename(&inputs.with(&data), &args.old, &args.new)
    });
    let (ledger, renamed) = renamed.map_err(|error| match error {
        RenameError::Document(report) => {
            Error::Shared(refused(console.colour_diagnostics())(report))
        }
        RenameError::Names(faults) => all(faults.iter().map(ToString::to_string)),
    })?;
    session.apply(&Plan {
        changes: vec![Change {
            target: Target::Ledger,
            kind: ChangeKind::Changed {
                old: text.into_bytes(),
                new: ledger.print().into_bytes(),
                edited: false,
            },
        }],
        same: 0,
    })?;
    let mut command = "cargo xtask codegen".to_owned();
    if let Some(spec) = &args.spec {
        command.push_str(&format!(" --spec {}", show(spec)));
    }
    if args.ledger.is_some() {
        command.push_str(&format!(" --out {}", show(destination.out())));
    }
    console.answer(&renamed_text(console.paint(), &renamed, path, &command))?;
    Ok(Completion::Success)
}

fn all(faults: impl Iterator<Item = String>) -> Error {
    let faults: Vec<String> = faults.collect();
    Error::Rename(faults.join("\n       "))
}

fn read(path: &Path) -> Result<String, support::Error> {
    fs::read_to_string(path).map_err(|source| support::Error::Read {
        what: "the name ledger",
        path: path.into(),
        source,
        help: "; `cargo xtask codegen` writes it",
    })
}

/// The output that a ledger belongs to.
fn destination(project: &Project, ledger: Option<&Path>) -> Result<Destination, support::Error> {
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
    match name.and_then(|name| name.strip_suffix(SUFFIX)) {
        Some(out) if !out.is_empty() => {
            let out: PathBuf = ledger.with_file_name(out);
            Ok(Destination::new(&out, ledger)?)
        }
        _ => Err(support::Error::Input {
            what: "the file",
            path: ledger.into(),
            why: "is not the ledger of an output: generated/ has spec/names.tsv, and any other OUT has OUT.names.tsv \
                  beside it",
        }),
    }
}

/// The report of a rename.
fn renamed_text(paint: Paint, renamed: &Renamed, ledger: &Path, command: &str) -> String {
    let Renamed {
        place,
        old,
        new,
        moved,
    } = renamed;
    let mut text = line(
        paint,
        "renamed",
        &format!("{old} to {new} (schema path `{place}`) in {}", show(ledger)),
    );
    if let Some((from, to)) = moved.first() {
        let names = count(moved.len(), "name");
        let moves = format!("{names} with it, such as {from} to {to}");
        text.push_str(&line(paint, "moved", &moves));
    }
    text + &line(paint, "next", &paint.bold(command))
}
