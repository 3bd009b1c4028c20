//! `cargo xtask ir`: prints what the generator makes of a document.

use crate::Outcome;
use crate::cli::IrArgs;
use crate::codegen;
use crate::console::Console;
use crate::failure::Failure;
use crate::inputs::Inputs;
use crate::project::Project;

/// Runs the command.
pub(crate) fn run(args: &IrArgs, project: &Project, console: &Console) -> Result<Outcome, Failure> {
    let inputs = Inputs::read(
        project,
        project.spec(args.spec.as_deref()),
        &project.ledger(),
    )?;
    let text = codegen::ir_text(&inputs, args.name.as_deref(), console.colour_diagnostics())?;
    console.answer(&text)?;
    Ok(Outcome::Fine)
}
