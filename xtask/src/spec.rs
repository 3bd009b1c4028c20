//! `cargo xtask spec`: works on OpenAPI documents.

use std::fs;
use std::io;
use std::path::Path;

use generator::slice::{Patterns, Plan, without_prose};
use generator::spec::{Format, print};

use crate::Outcome;
use crate::cli::{FormatName, PartArgs, SliceArgs, SpecCommand};
use crate::console::Console;
use crate::failure::Failure;
use crate::inputs::Inputs;
use crate::output::show;
use crate::project::Project;

/// Runs the command.
pub(crate) fn run(
    command: &SpecCommand,
    project: &Project,
    console: &Console,
) -> Result<Outcome, Failure> {
    match command {
        SpecCommand::Slice(args) => slice(args, project, console),
    }
}

fn slice(args: &SliceArgs, project: &Project, console: &Console) -> Result<Outcome, Failure> {
    let spec = project.spec(args.spec.as_deref());
    if let Some(out) = &args.out {
        keep_input(out, &spec)?;
    }
    let colour = console.colour_diagnostics();
    let refused = |report: generator::diagnostic::Report| Failure::Refused(report.render(colour));
    let plan = plan(&args.part, project, colour)?.ok_or(Failure::NoPlan)?;
    let inputs = Inputs::read(project, spec, &project.ledger())?;
    let mut slice =
        generator::slice(&inputs.with(&inputs.data(colour)?), &plan).map_err(refused)?;
    if args.no_prose {
        without_prose(&mut slice.document);
    }
    let text = print(&slice.document, format(args)).ok_or(Failure::NoText)?;
    match &args.out {
        Some(out) => replace(out, &text)?,
        None => console.answer(&text)?,
    }
    let (operations, of_operations) = slice.operations;
    let (schemas, of_schemas) = slice.schemas;
    let to = args
        .out
        .as_deref()
        .map_or_else(String::new, |out| format!("{}: ", show(out)));
    console.note(&format!(
        "{to}{operations} of {of_operations} operations, {schemas} of {of_schemas} schemas"
    ));
    Ok(Outcome::Fine)
}

/// What is wanted of a document; `None` for all of it.
pub(crate) fn plan(
    args: &PartArgs,
    project: &Project,
    colour: bool,
) -> Result<Option<Plan>, Failure> {
    let only = args.only.as_deref().map(Patterns::parse);
    let Some(path) = &args.plan else {
        return Ok(only.map(Plan::from));
    };
    let text = fs::read_to_string(path).map_err(|source| Failure::Read {
        what: "the plan",
        path: path.clone(),
        source,
        help: "",
    })?;
    let plan = Plan::parse(&project.name_of(path), &text)
        .map_err(|report| Failure::Refused(report.render(colour)))?;
    Ok(Some(match only {
        Some(only) => plan.with_only(only),
        None => plan,
    }))
}

fn format(args: &SliceArgs) -> Format {
    let is_json = |out: &Path| out.extension().is_some_and(|ending| ending == "json");
    match args.format {
        Some(FormatName::Json) => Format::Json,
        Some(FormatName::Yaml) => Format::Yaml,
        None if args.out.as_deref().is_some_and(is_json) => Format::Json,
        None => Format::Yaml,
    }
}

/// Refuses to write a part over the whole.
pub(crate) fn keep_input(out: &Path, spec: &Path) -> Result<(), Failure> {
    match (out.canonicalize(), spec.canonicalize()) {
        (Ok(out), Ok(input)) if out == input => Err(Failure::Overlap {
            out,
            what: "the document",
            input,
        }),
        _ => Ok(()),
    }
}

/// Writes beside the file and puts that in its place, so that it is never half written.
pub(crate) fn replace(path: &Path, text: &str) -> Result<(), Failure> {
    let fail = |source: io::Error| Failure::Write {
        path: path.into(),
        source,
    };
    let mut name = path.file_name().unwrap_or_default().to_os_string();
    name.push(".new");
    let beside = path.with_file_name(name);
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(fail)?;
    }
    fs::write(&beside, text)
        .and_then(|()| fs::rename(&beside, path))
        .map_err(|error| {
            // It may not be there.
            let _ = fs::remove_file(&beside);
            fail(error)
        })
}
