//! `cargo xtask codegen`: document in, crate out.

mod document;
mod error;
mod report;

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::Instant;

use clap::Args;
use generator::PackageName;
use generator::names::Changes;

use crate::output::{self, Destination, LocalDisk, Plan, Session, Wanted};
use crate::release::ReleaseArgs;
use crate::report::{diffs, planned, time, up_to_date, written};
use crate::support::recovery::{note_interrupted, note_recovery};
use crate::support::{Completion, Console, Inputs, Project, Selection, refused, source};
use document::Document;
pub(crate) use error::Error;
use report::Totals;

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
It needs an --out other than generated/. `cargo xtask spec slice --help` explains names \
and patterns.

--tag and --latest take a release of Stripe's document, which is downloaded once into \
target/documents. They need an --out other than generated/, whose document is \
spec/refunds.yaml; `cargo xtask update` moves that to a release.

Examples:
  cargo xtask codegen             regenerate generated/ from spec/refunds.yaml
  cargo xtask codegen --check     fail with a diff if generated/ is out of date
  cargo xtask codegen --dry-run   list the files that would change
  cargo xtask codegen --latest --out ../stripe          all of Stripe
  cargo xtask codegen --tag v2186 --out ../stripe       the same, of one release
  cargo xtask codegen --spec api.json --out ../stripe   of a file
  cargo xtask codegen --spec api.json --only refunds,charges --out target/some

Exit codes:
  0  success
  1  --check found differences
  2  wrong usage, invalid input, or the output cannot be written";

/// Arguments of `codegen`.
#[derive(Debug, Args)]
pub struct CodegenArgs {
    /// The OpenAPI document, YAML or JSON [default: spec/refunds.yaml]
    #[arg(long, value_name = "FILE", group = "document")]
    pub spec: Option<PathBuf>,
    /// Which release of Stripe's document.
    #[command(flatten)]
    pub release: ReleaseArgs,
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
    let document = Document::obtain(args, &destination, project, console)?;
    let job = Job {
        args,
        project,
        console,
        destination: &destination,
        document: &document,
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
    document: &'a Document,
}

impl Job<'_> {
    fn write(&self) -> Result<Completion, Error> {
        let session = Session::open(self.destination, &LocalDisk)?;
        note_recovery(&session, self.console);
        let (wanted, totals) = self.generate()?;
        let plan = self.console.during("codegen", "writing it", || {
            let plan = output::compare(self.destination, &wanted)?;
            session.apply(&plan)?;
            Ok::<_, output::Error>(plan)
        })?;
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
        let plan = self.console.during("codegen", "comparing it", || {
            output::compare(self.destination, &wanted)
        })?;
        Ok((watch, plan, totals))
    }

    fn generate(&self) -> Result<(Wanted, Totals), Error> {
        let ledger = source("the name ledger", self.destination.ledger())?;
        let (name, content) = (self.document.name.clone(), self.document.content.clone());
        let inputs = Inputs::around(self.project, name, content, ledger)?;
        let package = self.args.package.clone().unwrap_or_default();
        let colour = self.console.colour_diagnostics();
        let plan = self.args.selection.plan(colour)?;
        let what = format!("generating the crate from {}", inputs.name);
        let generated = self.console.during("codegen", &what, || {
            generate(&inputs, plan.as_ref(), &package, colour)
        });
        let generated = generated.inspect_err(|_| self.document.forget())?;
        self.console.answer(&report::read(
            self.console.paint(),
            self.document,
            &generated.version,
        ))?;
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
            .answer(&report::totals(self.console.paint(), totals))?;
        Ok(())
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
