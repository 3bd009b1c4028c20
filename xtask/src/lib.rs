//! The commands of this workspace, one module each. All I/O lives here; the generator itself has none.

mod bench;
pub mod cli;
mod codegen;
mod console;
mod coverage;
mod diff;
mod failure;
mod inputs;
mod ir;
mod names;
pub mod output;
mod parity;
mod project;
mod replay;
mod report;
mod spec;
mod update;

use std::process::ExitCode;

use cli::{Cli, Command};
use console::Console;
use failure::Failure;
use project::Project;

/// How a command ended when it did not fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    /// Exit code 0.
    Fine,
    /// `--check`, `coverage` or `parity` found differences, `replay` a name that changed, or `diff` what it is to fail
    /// on: exit code 1.
    Differs,
}

/// Runs the command and reports how it went: 0 for fine, 1 for differences, 2 for a failure.
pub fn run(cli: &Cli) -> ExitCode {
    let console = Console::detect();
    let outcome = Project::find().and_then(|project| match &cli.command {
        Command::Codegen(args) => codegen::run(args, &project, &console),
        Command::Bench(args) => bench::run(args, &project, &console),
        Command::Ir(args) => ir::run(args, &project, &console),
        Command::Coverage(args) => coverage::run(args, &project, &console),
        Command::Diff(args) => diff::run(args, &project, &console),
        Command::Parity(args) => parity::run(args, &project, &console),
        Command::Names { command } => names::run(command, &project, &console),
        Command::Replay(args) => replay::run(args, &project, &console),
        Command::Spec { command } => spec::run(command, &project, &console),
        Command::Update(args) => update::run(args, &project, &console),
    });
    match outcome {
        Ok(Outcome::Fine) => ExitCode::SUCCESS,
        Ok(Outcome::Differs) => ExitCode::from(1),
        // The reader went away (`| head`): it has what it wanted.
        Err(Failure::Print(error)) if error.kind() == std::io::ErrorKind::BrokenPipe => {
            ExitCode::SUCCESS
        }
        Err(failure) => {
            console.failure(&failure);
            ExitCode::from(2)
        }
    }
}
