//! `cargo xtask spec`: works on OpenAPI documents.

use std::path::{Path, PathBuf};

use clap::{Args, Subcommand, ValueEnum};
use generator::slice::without_prose;
use generator::spec::{Format, print};

use crate::output::show;
use crate::support::{self, Completion, Console, Inputs, Project, Selection, files, refused};

/// How `cargo xtask spec --help` ends.
pub(crate) const HELP: &str = "\
Examples:
  cargo xtask spec slice --spec api.json --only charges --out some.yaml
  cargo xtask spec slice --help           details

Exit codes:
  0  success
  2  wrong usage, invalid input, or FILE cannot be written";

/// How `cargo xtask spec slice --help` ends.
const SLICE: &str = "\
A slice is an OpenAPI document with some operations and everything they reach: \
parameters, bodies and responses, including errors. Operations are selected by the \
names that `cargo xtask ir` prints, separated by commas:
  checkout.sessions.create   one operation
  charges                    a service with the services below it
  charges.*                  a service without those; * is one part of a name
  **.list                    all operations called `list`; ** is any parts

Expandable fields are not followed: a target that nothing else reaches is cut off. If \
some targets of a field are cut off, a free-form object takes their place. Slices stay \
large because an error embeds a whole PaymentIntent; the cuts of a plan end that \
(spec/slice.yaml is a plan).

A slice can be generated from with `cargo xtask codegen --spec`, but some names depend \
on neighbours that a slice lacks. `codegen --only` on the whole document keeps the names \
of the whole.

Examples:
  cargo xtask spec slice --spec api.json --only charges --out some.yaml
  cargo xtask spec slice --spec api.json --only refunds --no-prose --format json
  cargo xtask spec slice --spec api.json --plan spec/slice.yaml --no-prose

Exit codes:
  0  success
  2  wrong usage, invalid input, or FILE cannot be written";

/// The commands of `spec`.
#[derive(Debug, Subcommand)]
pub enum SpecCommand {
    /// Write a document with only some operations and what they reach
    #[command(after_help = SLICE)]
    Slice(SliceArgs),
}

/// Arguments of `spec slice`.
#[derive(Debug, Args)]
pub struct SliceArgs {
    /// The OpenAPI document, YAML or JSON [default: spec/refunds.yaml]
    #[arg(long, value_name = "FILE")]
    pub spec: Option<PathBuf>,
    /// Which part of the document.
    #[command(flatten)]
    pub selection: Selection,
    /// Leave out descriptions and summaries
    #[arg(long)]
    pub no_prose: bool,
    /// The syntax to write [default: by the extension of --out, else yaml]
    #[arg(long, value_name = "FORMAT")]
    pub format: Option<Syntax>,
    /// The file to write [default: standard output]
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
    /// Replace the file, whatever is in it
    #[arg(long, requires = "out")]
    pub force: bool,
}

/// The syntax of a document.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum Syntax {
    /// YAML
    Yaml,
    /// JSON, indented
    Json,
}

/// Why there is no slice.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Error {
    /// No operations were selected.
    #[error(
        "no operations are selected; use --only, such as --only refunds,charges.create, or --plan FILE"
    )]
    NoSelection,
    /// The document cannot be written in the syntax that was asked for.
    #[error("the document cannot be written in this syntax; try the other --format")]
    NoText,
    /// An error that any command can have.
    #[error(transparent)]
    Shared(#[from] support::Error),
}

/// Runs the command.
pub(crate) fn run(
    command: &SpecCommand,
    project: &Project,
    console: &Console,
) -> Result<Completion, Error> {
    match command {
        SpecCommand::Slice(args) => slice(args, project, console),
    }
}

fn slice(args: &SliceArgs, project: &Project, console: &Console) -> Result<Completion, Error> {
    let spec = project.spec(args.spec.as_deref());
    if let Some(out) = &args.out {
        Project::keep_input(out, &spec)?;
    }
    let colour = console.colour_diagnostics();
    let plan = args.selection.plan(colour)?;
    let plan = plan.ok_or(Error::NoSelection)?;
    let inputs = Inputs::read(project, spec, &project.ledger())?;
    let data = inputs.data(colour)?;
    let what = format!("slicing {}", inputs.name);
    let slice = console.during("slice", &what, || {
        generator::slice(&inputs.with(&data), &plan)
    });
    let mut slice = slice.map_err(refused(colour))?;
    if args.no_prose {
        without_prose(&mut slice.document);
    }
    let text = print(&slice.document, format(args)).ok_or(Error::NoText)?;
    match &args.out {
        Some(out) if args.force => files::replace(out, text.as_bytes())?,
        Some(out) => files::replace_own(out, text.as_bytes(), "")?,
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
    Ok(Completion::Success)
}

fn format(args: &SliceArgs) -> Format {
    let is_json = |out: &Path| out.extension().is_some_and(|ending| ending == "json");
    match args.format {
        Some(Syntax::Json) => Format::Json,
        Some(Syntax::Yaml) => Format::Yaml,
        None if args.out.as_deref().is_some_and(is_json) => Format::Json,
        None => Format::Yaml,
    }
}
