//! `cargo xtask ir`: prints the IR of a document.

use std::cell::Cell;
use std::collections::BTreeSet;
use std::path::PathBuf;

use clap::Args;

use crate::support::{self, Completion, Console, Inputs, Project, refused};

/// How `cargo xtask ir --help` ends.
pub(crate) const HELP: &str = "\
The IR is what the generator knows about a document after reading it, one node a line. \
A name can be a type or an operation, as the document or the crate writes it.

Examples:
  cargo xtask ir                      all of spec/refunds.yaml
  cargo xtask ir Refund               a type
  cargo xtask ir refunds.create       an operation, by service and method
  cargo xtask ir 'POST /v1/refunds'   the same operation, by method and path
  cargo xtask ir CreateRefund         the same operation, by its request type

Exit codes:
  0  success
  2  wrong usage, invalid input, or no such name";

/// Arguments of `ir`.
#[derive(Debug, Args)]
pub struct IrArgs {
    /// The OpenAPI document, YAML or JSON [default: spec/refunds.yaml]
    #[arg(long, value_name = "FILE")]
    pub spec: Option<PathBuf>,
    /// An operation or a type [default: all]
    pub name: Option<String>,
}

/// Why there is no IR to print.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Error {
    /// Nothing in the document has that name.
    #[error("no operation and no type is called `{name}`; {help}")]
    Unknown {
        /// What was asked for.
        name: String,
        /// What to do.
        help: String,
    },
    /// An error that any command can have.
    #[error(transparent)]
    Shared(#[from] support::Error),
}

/// Runs the command.
pub(crate) fn run(
    args: &IrArgs,
    project: &Project,
    console: &Console,
) -> Result<Completion, Error> {
    let spec = project.spec(args.spec.as_deref());
    let inputs = Inputs::read(project, spec, &project.ledger())?;
    let colour = console.colour_diagnostics();
    let what = format!("reading {}", inputs.name);
    let text = console.during("ir", &what, || text(&inputs, args.name.as_deref(), colour))?;
    console.answer(&text)?;
    Ok(Completion::Success)
}

/// The IR as text: all of it, or what has this name in the document or in the crate.
fn text(inputs: &Inputs, name: Option<&str>, colour: bool) -> Result<String, Error> {
    let data = inputs.data(colour)?;
    let lowered = generator::lower(&inputs.with(&data)).map_err(refused(colour))?;
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
        let name = name.to_owned();
        let help = match suggestion(&lowered, &name) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "`cargo xtask ir` without a name prints all".to_owned(),
        };
        Err(Error::Unknown { name, help })
    }
}

/// The name of an operation or a type, by the document or by the crate, that is nearest to a misspelt one.
fn suggestion(lowered: &generator::Lowered, name: &str) -> Option<String> {
    let of_types = lowered.names.types().map(|(_, path)| path.name.clone());
    let places = lowered.api.types.keys().map(ToString::to_string);
    let operations = lowered.named_operations();
    let of_operations = operations.flat_map(|(operation, full_name)| {
        let request = lowered.names.request(operation);
        let request = request.map(|path| path.name.clone());
        [
            Some(full_name),
            Some(operation.id.clone()),
            Some(operation.route()),
            request,
        ]
    });
    let all: Vec<String> = of_types
        .chain(places)
        .chain(of_operations.flatten())
        .collect();
    let near = generator::suggest::closest(name, all.iter().map(String::as_str));
    near.map(str::to_owned)
}
