//! The command line: the list of the commands. Each command declares its arguments and the end of its `--help` itself.

use clap::error::{ContextKind, ContextValue};
use clap::{Parser, Subcommand};
use generator::suggest;

use crate::bench::{self, BenchArgs};
use crate::codegen::{self, CodegenArgs};
use crate::completions::{self, CompletionsArgs};
use crate::coverage::{self, CoverageArgs};
use crate::diff::{self, DiffArgs};
use crate::docs::{self, args::DocsArgs};
use crate::fuzz::{self, FuzzArgs};
use crate::harden::{self, HardenArgs};
use crate::impact::{self, ImpactArgs};
use crate::ir::{self, IrArgs};
use crate::mock::{self, MockArgs};
use crate::names::{self, NamesCommand};
use crate::parity::{self, ParityArgs};
use crate::replay::{self, ReplayArgs};
use crate::spec::{self, SpecCommand};
use crate::update::{self, UpdateArgs};

pub use crate::bench::args::Benchmark;

/// How `cargo xtask --help` ends.
const HELP: &str = "\
Examples:
  cargo xtask codegen                    regenerate generated/ after a change
  cargo xtask codegen --check            is generated/ up to date?
  cargo xtask diff                       what do my changes mean for callers?
  cargo xtask mock                       a local stand-in for Stripe
  cargo xtask update --tag v2186         move to a release of Stripe's document
  cargo xtask codegen --help             details and examples of a command

Exit codes:
  0  success
  1  the command compared something and found differences
  2  wrong usage, invalid input, or an I/O error";

/// Generates, compares, documents and tests a Rust client of Stripe's API
#[derive(Debug, Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask", version, after_help = HELP)]
pub struct Cli {
    /// The command to run; without one, the help is printed.
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// One command each.
#[derive(Debug, Subcommand)]
pub enum Command {
    // Those of users of the client come first.
    /// Generate the client crate from an OpenAPI document
    #[command(after_help = codegen::HELP)]
    Codegen(CodegenArgs),
    /// Move the project to a new version of Stripe's document
    #[command(after_help = update::HELP)]
    Update(UpdateArgs),
    /// Report what a change of the OpenAPI document means for callers
    #[command(after_help = diff::HELP)]
    Diff(DiffArgs),
    /// Report which lines of a crate a new document touches
    #[command(after_help = impact::HELP)]
    Impact(ImpactArgs),
    /// Write the reference of the client, as pages for a browser
    #[command(after_help = docs::HELP)]
    Docs(DocsArgs),
    /// Run a stand-in for Stripe's API on this machine
    #[command(after_help = mock::HELP)]
    Mock(MockArgs),
    /// Rename types and operations of the client
    #[command(after_help = names::HELP)]
    Names {
        /// What to do.
        #[command(subcommand)]
        command: NamesCommand,
    },
    /// Cut OpenAPI documents
    #[command(after_help = spec::HELP)]
    Spec {
        /// What to do.
        #[command(subcommand)]
        command: SpecCommand,
    },
    /// Print a script that completes cargo xtask in a shell
    #[command(after_help = completions::HELP)]
    Completions(CompletionsArgs),
    // Those of developers of the generator follow.
    /// Print the generator's IR of an OpenAPI document
    #[command(after_help = ir::HELP)]
    Ir(IrArgs),
    /// Check that the IR keeps everything that an OpenAPI document says
    #[command(after_help = coverage::HELP)]
    Coverage(CoverageArgs),
    /// Generate from successive documents, and report each step
    #[command(after_help = replay::HELP)]
    Replay(ReplayArgs),
    /// Compare the client's requests with those of Stripe's SDKs
    #[command(after_help = parity::HELP)]
    Parity(ParityArgs),
    /// Benchmark the client and its peers, and write docs/benchmarks.md
    #[command(after_help = bench::HELP)]
    Bench(BenchArgs),
    /// Run the fuzz targets
    #[command(after_help = fuzz::HELP)]
    Fuzz(FuzzArgs),
    /// Run the tests of disks, crowds and dependencies at length
    #[command(after_help = harden::HELP)]
    Harden(HardenArgs),
}

/// Reads the command line, or prints why it cannot be read and ends.
#[must_use]
pub fn read() -> Cli {
    Cli::try_parse().unwrap_or_else(|error| nearest_first(error).exit())
}

/// Of the commands that a misspelt one is similar to, the nearest alone: clap puts it last.
fn nearest_first(mut error: clap::Error) -> clap::Error {
    let (wanted, given) = (
        ContextKind::SuggestedSubcommand,
        ContextKind::InvalidSubcommand,
    );
    if let (Some(ContextValue::Strings(similar)), Some(ContextValue::String(given))) =
        (error.get(wanted), error.get(given))
        && let Some(near) = suggest::closest(given, similar.iter().map(String::as_str))
    {
        let near = vec![near.to_owned()];
        error.insert(wanted, ContextValue::Strings(near));
    }
    error
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::*;

    /// The ends of `--help` of all commands, by name.
    fn helps(command: &clap::Command, found: &mut Vec<(String, String)>) {
        for command in command.get_subcommands() {
            let help = command.get_after_help().map(ToString::to_string);
            found.push((command.get_name().to_owned(), help.unwrap_or_default()));
            // In the list of commands it stands behind 15 columns.
            let about = command
                .get_about()
                .map_or(0, |a| a.to_string().chars().count());
            assert!(about > 0 && about <= 65, "{}", command.get_name());
            helps(command, found);
        }
    }

    #[test]
    fn help_has_examples_and_exit_codes_and_fits_80_columns() {
        let mut found = vec![("xtask".to_owned(), HELP.to_owned())];
        helps(&Cli::command(), &mut found);
        assert_eq!(found.len(), 19);
        for (name, help) in found {
            let mut examples = help.lines().skip_while(|line| *line != "Examples:");
            let first = examples.nth(1).unwrap_or_default();
            assert!(first.contains("cargo xtask "), "{name}: {first}");
            assert!(help.contains("\nExit codes:\n  0  "), "{name}");
            // Paragraphs are wrapped; what is aligned must not be.
            for line in help.lines().filter(|line| line.starts_with("  ")) {
                assert!(line.chars().count() <= 80, "{name}: {line}");
            }
        }
    }
}
