//! The command line.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

/// The package name of the emitted crate unless `--package` says otherwise.
pub const PACKAGE: &str = "stripe-client";

const EXIT_CODES: &str = "\
Exit codes:
  0  fine
  1  --check or coverage found differences
  2  bad input or usage, or the output could not be written";

const CODEGEN_HELP: &str = "\
Reads:
  the OpenAPI document (YAML or JSON), templates/, the name ledger, spec/exceptions.tsv
Writes:
  the crate to --out, a manifest of it to .codegen-manifest in there, and the name ledger:
  spec/names.tsv for generated/, and OUT.names.tsv beside any other --out

All files are staged beside the output and swapped in together; after a crash the next run completes \
the change or discards it. Files that are already right are not touched; files that no run wrote are \
never replaced or removed.

Examples:
  cargo xtask codegen                 regenerate generated/ from spec/refunds.yaml
  cargo xtask codegen --check         fail, with a diff, if generated/ is out of date
  cargo xtask codegen --dry-run       list what would change
  cargo xtask codegen --spec api.json --out target/whole-api

Exit codes:
  0  fine
  1  --check found differences
  2  bad input or usage, or the output could not be written";

const IR_HELP: &str = "\
Examples:
  cargo xtask ir                      the whole of spec/refunds.yaml
  cargo xtask ir Refund               one type, by its name in Rust or in the document
  cargo xtask ir refunds.create       one operation, by service and method
  cargo xtask ir 'POST /v1/refunds'   the same, by its route
  cargo xtask ir CreateRefund         the same, by the type of its request";

const COVERAGE_HELP: &str = "\
Lowers the document to the IR, prints the IR as an OpenAPI document again, and compares that with what was read. \
What is not compared is listed: each normalisation with its reason, and how often it applied. What differs \
otherwise is shown by JSON pointer: it is something that the document says and the generator has lost.

The table before it counts each construct: how often it occurs, what it became in the IR, how often it was refused.

Examples:
  cargo xtask coverage                spec/refunds.yaml
  cargo xtask coverage --spec api.json
  cargo xtask coverage --format json  everything, all differences included, for a program
  cargo xtask coverage --format md    the tables in Markdown

Exit codes:
  0  nothing is lost
  1  parts of the document were refused, or the round trip differs
  2  bad input or usage";

/// The commands of this workspace.
#[derive(Debug, Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask", version, about, after_help = EXIT_CODES)]
pub struct Cli {
    /// The command to run.
    #[command(subcommand)]
    pub command: Command,
}

/// One command each.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Generate the client crate from an OpenAPI document
    #[command(after_help = CODEGEN_HELP)]
    Codegen(CodegenArgs),
    /// Print the IR that the generator makes of an OpenAPI document
    #[command(after_help = IR_HELP)]
    Ir(IrArgs),
    /// Count the constructs of an OpenAPI document, and show that none is lost on the way to the IR
    #[command(after_help = COVERAGE_HELP)]
    Coverage(CoverageArgs),
}

/// Arguments of `codegen`.
#[derive(Debug, Args)]
pub struct CodegenArgs {
    /// The OpenAPI document, YAML or JSON [default: spec/refunds.yaml]
    #[arg(long, value_name = "FILE")]
    pub spec: Option<PathBuf>,
    /// The directory to write the crate to [default: generated]
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// The package name of the emitted crate [default: stripe-client]
    #[arg(long, value_name = "NAME")]
    pub package: Option<String>,
    /// Write nothing; fail with a diff if the output is not what would be written
    #[arg(long)]
    pub check: bool,
    /// Write nothing; list what would be written and removed
    #[arg(long, conflicts_with = "check")]
    pub dry_run: bool,
}

/// Arguments of `ir`.
#[derive(Debug, Args)]
pub struct IrArgs {
    /// The OpenAPI document, YAML or JSON [default: spec/refunds.yaml]
    #[arg(long, value_name = "FILE")]
    pub spec: Option<PathBuf>,
    /// An operation or a type; everything when left out
    pub name: Option<String>,
}

/// Arguments of `coverage`.
#[derive(Debug, Args)]
pub struct CoverageArgs {
    /// The OpenAPI document, YAML or JSON [default: spec/refunds.yaml]
    #[arg(long, value_name = "FILE")]
    pub spec: Option<PathBuf>,
    /// How to print the answer
    #[arg(long, value_enum, default_value_t = Format::Term)]
    pub format: Format,
}

/// How an answer is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// Aligned text, with colours in a terminal
    Term,
    /// Tables in Markdown
    Md,
    /// JSON, for programs
    Json,
}
