//! The commands of this workspace. All I/O is here; the generator itself has none.
//!
//! Three layers, each of which imports only those below it:
//!
//! 1. [`cli`], `failure` and [`run`] list the commands.
//! 2. Each command is a module with its arguments, its help and its errors. Commands do not import each other.
//! 3. `release` downloads Stripe's documents, `report` has the texts that several commands print, [`output`] writes
//!    directories of files, and `support` reads inputs, prints, and runs other programs.

mod bench;
pub mod cli;
mod codegen;
mod completions;
#[cfg(test)]
mod corpus;
mod coverage;
mod diff;
mod docs;
mod failure;
mod fuzz;
mod harden;
mod impact;
mod ir;
mod mock;
mod names;
pub mod output;
mod parity;
mod release;
mod replay;
mod report;
mod revision;
mod spec;
mod support;
mod update;

use std::process::ExitCode;

pub use diff::formats;
pub use impact::run_compiler;

use clap::CommandFactory as _;
use cli::{Cli, Command};
use failure::Failure;
use support::{Completion, Console, Project};

/// Runs a command. The exit code is 0 for success, 1 for differences and 2 for a failure.
pub fn run(cli: &Cli) -> ExitCode {
    let console = Console::detect();
    let Some(command) = &cli.command else {
        // Whoever asks for nothing is told what there is. A reader that goes away has read enough.
        let _ = Cli::command().print_help();
        return ExitCode::SUCCESS;
    };
    match dispatch(command, &console) {
        Ok(Completion::Success) => ExitCode::SUCCESS,
        Ok(Completion::Differences) => ExitCode::from(1),
        Err(failure) if failure.is_closed_pipe() => ExitCode::SUCCESS,
        Err(failure) => {
            failure.print(&console);
            ExitCode::from(2)
        }
    }
}

fn dispatch(command: &Command, console: &Console) -> Result<Completion, Failure> {
    let project = &Project::find()?;
    Ok(match command {
        Command::Codegen(args) => codegen::run(args, project, console)?,
        Command::Completions(args) => completions::run(args, Cli::command(), console)?,
        Command::Bench(args) => bench::run(args, project, console)?,
        Command::Docs(args) => docs::run(args, project, console)?,
        Command::Fuzz(args) => fuzz::run(args, project, console)?,
        Command::Harden(args) => harden::run(args, project, console)?,
        Command::Impact(args) => impact::run(args, project, console)?,
        Command::Ir(args) => ir::run(args, project, console)?,
        Command::Coverage(args) => coverage::run(args, project, console)?,
        Command::Diff(args) => diff::run(args, project, console)?,
        Command::Parity(args) => parity::run(args, project, console)?,
        Command::Mock(args) => mock::run(args, project)?,
        Command::Names { command } => names::run(command, project, console)?,
        Command::Replay(args) => replay::run(args, project, console)?,
        Command::Spec { command } => spec::run(command, project, console)?,
        Command::Update(args) => update::run(args, project, console)?,
    })
}
