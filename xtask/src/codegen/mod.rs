//! `cargo xtask codegen`: document in, crate out.

mod report;

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::Instant;

use clap::Args;
use generator::PackageName;
use generator::names::Changes;

use crate::output::{self, Destination, LocalDisk, Plan, Session, Wanted};
use crate::report::{diffs, planned, time, up_to_date, written};
use crate::support::recovery::{note_interrupted, note_recovery};
use crate::support::{Completion, Console, Error, Inputs, Project, Selection, refused};
use report::{DocumentRead, Totals};

/// How `cargo xtask codegen --help` ends.
pub(crate) const HELP: &str = "\
Reads the OpenAPI document, templates/, the name ledger and the other data in spec/. \
Writes the crate to --out, with a manifest of its files (.codegen-manifest), and \
the name ledger: spec/names.tsv for generated/, OUT.names.tsv for any other --out.

All files are staged next to the output and then swapped in together. After a crash \
the next run completes or discards the change. Files that are up to date are not \
touched, and files that codegen did not write are never replaced or removed.

Names in the ledger never change by themselves. A name that the document no longer \
has is marked absent and stays reserved. `cargo xtask names rename` changes a name.

With --only, the crate has the names of the whole document, so it can grow without \
renames. An expandable field whose targets are left out keeps the id and the raw JSON. \
`cargo xtask spec slice --help` explains names and patterns.

Examples:
  cargo xtask codegen             regenerate generated/ from spec/refunds.yaml
  cargo xtask codegen --check     fail with a diff if generated/ is out of date
  cargo xtask codegen --dry-run   list the files that would change
  cargo xtask codegen --spec api.json --out target/whole-api
  cargo xtask codegen --spec api.json --only refunds,charges --out target/some

Exit codes:
  0  success
  1  --check found differences
  2  wrong usage, invalid input, or the output cannot be written";

/// Arguments of `codegen`.
#[derive(Debug, Args)]
pub struct CodegenArgs {
    /// The OpenAPI document, YAML or JSON [default: spec/refunds.yaml]
    #[arg(long, value_name = "FILE")]
    pub spec: Option<PathBuf>,
    /// Which part of the document.
    #[command(flatten)]
    pub selection: Selection,
    /// The directory for the crate [default: generated]
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// The package name of the crate [default: stripe-client]
    #[arg(long, value_name = "NAME")]
    pub package: Option<PackageName>,
    /// Write nothing; fail with a diff if the output is out of date
    #[arg(long)]
    pub check: bool,
    /// Write nothing; list the files that would change
    #[arg(long, conflicts_with = "check")]
    pub dry_run: bool,
}

/// Runs the command.
pub(crate) fn run(
    args: &CodegenArgs,
    project: &Project,
    console: &Console,
) -> Result<Completion, Error> {
    let started = Instant::now();
    let destination = project.destination(args.out.as_deref())?;
    project.keep_apart(&destination, &project.spec(args.spec.as_deref()))?;
    let job = Job {
        args,
        project,
        console,
        destination: &destination,
    };
    let outcome = if args.check {
        job.check()
    } else if args.dry_run {
        job.dry_run()
    } else {
        job.write()
    }?;
    console.answer(&time(console.paint(), started.elapsed()))?;
    Ok(outcome)
}

/// One run of the command.
struct Job<'a> {
    args: &'a CodegenArgs,
    project: &'a Project,
    console: &'a Console,
    destination: &'a Destination,
}

impl Job<'_> {
    fn write(&self) -> Result<Completion, Error> {
        let session = Session::open(self.destination, &LocalDisk)?;
        note_recovery(&session, self.console);
        let (wanted, totals) = self.generate()?;
        let plan = output::compare(self.destination, &wanted)?;
        session.apply(&plan)?;
        self.console
            .answer(&written(self.console.paint(), &plan, self.destination))?;
        self.total(&totals)?;
        Ok(Completion::Success)
    }

    fn check(&self) -> Result<Completion, Error> {
        let paint = self.console.paint();
        let (watch, plan, totals) = self.look()?;
        if plan.is_empty() && !watch.interrupted {
            self.console
                .answer(&up_to_date(paint, &plan, self.destination))?;
            self.total(&totals)?;
            return Ok(Completion::Success);
        }
        self.console
            .answer(&diffs(paint, &plan, self.destination))?;
        self.console
            .answer(&planned(paint, &plan, self.destination))?;
        self.total(&totals)?;
        self.console.answer(&report::remedy(paint, self.args))?;
        Ok(Completion::Differences)
    }

    fn dry_run(&self) -> Result<Completion, Error> {
        let (_watch, plan, totals) = self.look()?;
        self.console
            .answer(&planned(self.console.paint(), &plan, self.destination))?;
        self.total(&totals)?;
        Ok(Completion::Success)
    }

    /// The plan, made without writing anything.
    fn look(&self) -> Result<(output::Watch, Plan, Totals), Error> {
        let watch = output::watch(self.destination)?;
        note_interrupted(&watch, self.destination, self.console);
        let (wanted, totals) = self.generate()?;
        let plan = output::compare(self.destination, &wanted)?;
        Ok((watch, plan, totals))
    }

    fn generate(&self) -> Result<(Wanted, Totals), Error> {
        let spec = self.project.spec(self.args.spec.as_deref());
        let inputs = Inputs::read(self.project, spec, self.destination.ledger())?;
        let package = self.args.package.clone().unwrap_or_default();
        let colour = self.console.colour_diagnostics();
        let plan = self.args.selection.plan(self.project, colour)?;
        let generated = generate(&inputs, plan.as_ref(), &package, colour)?;
        let document = DocumentRead {
            path: inputs.path,
            bytes: inputs.document.len(),
            version: generated.version,
        };
        self.console
            .answer(&report::read(self.console.paint(), &document))?;
        self.console.diagnostic(&generated.warnings);
        self.console.answer(&report::names_changed(
            self.console.paint(),
            &generated.changes,
        ))?;
        let wanted = Wanted::new(&generated.files, &generated.ledger)?;
        let totals = Totals {
            files: wanted.count(),
            ..generated.totals
        };
        Ok((wanted, totals))
    }

    fn total(&self, totals: &Totals) -> Result<(), Error> {
        self.console
            .answer(&report::totals(self.console.paint(), totals))
    }
}

/// The generator's output, in the terms of the report.
struct Generated {
    files: BTreeMap<String, String>,
    ledger: String,
    version: String,
    /// Rendered; empty when there are none.
    warnings: String,
    totals: Totals,
    /// How the names in the ledger changed.
    changes: Changes,
}

fn generate(
    inputs: &Inputs,
    plan: Option<&generator::slice::Plan>,
    package: &PackageName,
    colour: bool,
) -> Result<Generated, Error> {
    let data = inputs.data(colour)?;
    let (input, templates) = (inputs.with(&data), &inputs.templates);
    let output = match plan {
        Some(plan) => generator::generate_slice(&input, plan, templates, package),
        None => generator::generate(&input, templates, package),
    }
    .map_err(refused(colour))?;
    let totals = Totals {
        operations: output.totals.operations,
        schemas: output.totals.schemas,
        types: output.totals.types,
        files: output.files.len(),
        lines: output.totals.lines,
    };
    Ok(Generated {
        files: output.files,
        ledger: output.ledger.print(),
        version: output.version,
        warnings: output
            .warnings
            .map_or_else(String::new, |report| report.render(colour)),
        totals,
        changes: output.changes,
    })
}
