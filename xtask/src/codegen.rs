//! `cargo xtask codegen`, and the place that knows the generator's interface.

use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};
use std::time::Instant;

use generator::names::Changes;

use crate::Outcome;
use crate::cli::{CodegenArgs, PACKAGE};
use crate::console::Console;
use crate::failure::Failure;
use crate::inputs::Inputs;
use crate::output::{self, Destination, LocalDisk, Plan, Recovery, Session, Wanted, show};
use crate::project::Project;
use crate::report::{self, Source, Totals};
use crate::spec;

/// Runs the command.
pub(crate) fn run(
    args: &CodegenArgs,
    project: &Project,
    console: &Console,
) -> Result<Outcome, Failure> {
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
    console.answer(&report::time(console.paint(), started.elapsed()))?;
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
    fn write(&self) -> Result<Outcome, Failure> {
        let session = Session::open(self.destination, &LocalDisk)?;
        note_recovery(&session, self.console);
        let (wanted, totals) = self.generate()?;
        let plan = output::compare(self.destination, &wanted)?;
        session.apply(&plan)?;
        self.console.answer(&report::written(
            self.console.paint(),
            &plan,
            self.destination,
        ))?;
        self.total(&totals)?;
        Ok(Outcome::Fine)
    }

    fn check(&self) -> Result<Outcome, Failure> {
        let paint = self.console.paint();
        let (watch, plan, totals) = self.look()?;
        if plan.is_empty() && !watch.interrupted {
            self.console
                .answer(&report::up_to_date(paint, &plan, self.destination))?;
            self.total(&totals)?;
            return Ok(Outcome::Fine);
        }
        self.console
            .answer(&report::diffs(paint, &plan, self.destination))?;
        self.console
            .answer(&report::planned(paint, &plan, self.destination))?;
        self.total(&totals)?;
        self.console.answer(&report::remedy(paint, self.args))?;
        Ok(Outcome::Differs)
    }

    fn dry_run(&self) -> Result<Outcome, Failure> {
        let (_watch, plan, totals) = self.look()?;
        self.console.answer(&report::planned(
            self.console.paint(),
            &plan,
            self.destination,
        ))?;
        self.total(&totals)?;
        Ok(Outcome::Fine)
    }

    /// The plan, made without writing anything.
    fn look(&self) -> Result<(output::Watch, Plan, Totals), Failure> {
        let watch = output::watch(self.destination)?;
        if watch.interrupted {
            let out = show(self.destination.out());
            self.console.note(&format!(
                "an interrupted run left {out} between two states; the next run completes it"
            ));
        }
        let (wanted, totals) = self.generate()?;
        let plan = output::compare(self.destination, &wanted)?;
        Ok((watch, plan, totals))
    }

    fn generate(&self) -> Result<(Wanted, Totals), Failure> {
        let spec = self.project.spec(self.args.spec.as_deref());
        let inputs = Inputs::read(self.project, spec, self.destination.ledger())?;
        let package = self.args.package.as_deref().unwrap_or(PACKAGE);
        let colour = self.console.colour_diagnostics();
        let plan = spec::plan(&self.args.part, self.project, colour)?;
        let generated = generate(&inputs, plan.as_ref(), package, colour)?;
        let source = Source {
            path: inputs.path,
            bytes: inputs.document.len(),
            version: generated.version,
        };
        self.console
            .answer(&report::read(self.console.paint(), &source))?;
        self.console.diagnostic(&generated.warnings);
        self.console.answer(&report::names_changed(
            self.console.paint(),
            &generated.changes,
        ))?;
        Ok((
            Wanted::new(&generated.files, &generated.ledger)?,
            generated.totals,
        ))
    }

    fn total(&self, totals: &Totals) -> Result<(), Failure> {
        self.console
            .answer(&report::totals(self.console.paint(), totals))
    }
}

/// Tells what became of an interrupted run.
pub(crate) fn note_recovery(session: &Session<'_>, console: &Console) {
    match session.recovery() {
        Recovery::None => {}
        Recovery::Completed(steps) => {
            console.note(&format!(
                "completed an interrupted run first ({steps} files)"
            ));
        }
        Recovery::Discarded => console.note("discarded what an interrupted run had staged"),
    }
}

// ---- The generator's interface: beside this part `inputs`, `bench`, `coverage`, `names`, `parity`, `replay`,
// `report` and `spec` name that crate. ----

/// What the generator made, in this tool's terms.
struct Generated {
    files: BTreeMap<String, String>,
    ledger: String,
    version: String,
    /// Rendered; empty when there are none.
    warnings: String,
    totals: Totals,
    /// What became of the names of the ledger.
    changes: Changes,
}

fn generate(
    inputs: &Inputs,
    plan: Option<&generator::slice::Plan>,
    package: &str,
    colour: bool,
) -> Result<Generated, Failure> {
    let data = inputs.data(colour)?;
    let (input, templates) = (inputs.with(&data), &inputs.templates);
    let output = match plan {
        Some(plan) => generator::generate_slice(&input, plan, templates, package),
        None => generator::generate(&input, templates, package),
    }
    .map_err(|report| refused(&report, colour))?;
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

/// The IR as text: whole, or what is called `name`, be it in the document or in the emitted crate.
pub(crate) fn ir_text(
    inputs: &Inputs,
    name: Option<&str>,
    colour: bool,
) -> Result<String, Failure> {
    let data = inputs.data(colour)?;
    let lowered =
        generator::lower(&inputs.with(&data)).map_err(|report| refused(&report, colour))?;
    let full_name = |operation: &generator::ir::Operation| lowered.names.full_name(operation);
    let Some(name) = name else {
        return Ok(generator::ir::print(&lowered.api, full_name));
    };
    let in_rust = |place: &&generator::ir::SchemaPath| {
        lowered
            .names
            .of(place)
            .is_some_and(|path| path.name == name)
    };
    let places: BTreeSet<String> = lowered
        .api
        .types
        .keys()
        .filter(in_rust)
        .map(ToString::to_string)
        .collect();
    let routes: BTreeSet<String> = lowered
        .api
        .operations
        .iter()
        .filter(|operation| {
            let request = lowered.names.request(operation);
            operation.id == name || request.is_some_and(|path| path.name == name)
        })
        .map(|operation| operation.route())
        .collect();
    let matched = Cell::new(false);
    let text = generator::ir::print_matching(&lowered.api, full_name, |other| {
        let matches = other == name || places.contains(other) || routes.contains(other);
        matched.set(matched.get() || matches);
        matches
    });
    if matched.get() {
        Ok(text)
    } else {
        Err(Failure::Unknown(name.to_owned()))
    }
}

fn refused(report: &generator::diagnostic::Report, colour: bool) -> Failure {
    Failure::Refused(report.render(colour))
}
