//! The command line.

mod help;

use std::collections::BTreeSet;
use std::fmt;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use serde::{Deserialize, Serialize};

use crate::parity::Mode;
use crate::update::args::HELP as UPDATE_HELP;
pub use crate::update::args::UpdateArgs;

/// The package name of the emitted crate unless `--package` says otherwise.
pub const PACKAGE: &str = "stripe-client";

/// The commands of this workspace.
#[derive(Debug, Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask", version, about, after_help = help::EXIT_CODES)]
pub struct Cli {
    /// The command to run.
    #[command(subcommand)]
    pub command: Command,
}

/// One command each.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Generate the client crate from an OpenAPI document
    #[command(after_help = help::CODEGEN)]
    Codegen(CodegenArgs),
    /// Measure the client beside its peers, and write docs/benchmarks.md and the chart
    #[command(after_help = help::BENCH)]
    Bench(BenchArgs),
    /// Print the IR that the generator makes of an OpenAPI document
    #[command(after_help = help::IR)]
    Ir(IrArgs),
    /// Count the constructs of an OpenAPI document, and show that none is lost on the way to the IR
    #[command(after_help = help::COVERAGE)]
    Coverage(CoverageArgs),
    /// Tell what changes from one OpenAPI document to another for the callers of the client
    #[command(after_help = help::DIFF)]
    Diff(DiffArgs),
    /// Compare the requests that the client sends with vectors: calls and their requests
    #[command(after_help = help::PARITY)]
    Parity(ParityArgs),
    /// Work on the ledger of names
    Names {
        /// What to do.
        #[command(subcommand)]
        command: NamesCommand,
    },
    /// Generate from a chain of documents with one ledger, and tell what each step changes and means
    #[command(after_help = help::REPLAY)]
    Replay(ReplayArgs),
    /// Work on OpenAPI documents
    Spec {
        /// What to do.
        #[command(subcommand)]
        command: SpecCommand,
    },
    /// Put a new document of Stripe's in place: slice it, generate, and prepare the pull request
    #[command(after_help = UPDATE_HELP)]
    Update(UpdateArgs),
}

/// The commands of `spec`.
#[derive(Debug, Subcommand)]
pub enum SpecCommand {
    /// Write some operations of a document, and what they reach, as a document
    #[command(after_help = help::SLICE)]
    Slice(SliceArgs),
}

/// The commands of `names`.
#[derive(Debug, Subcommand)]
pub enum NamesCommand {
    /// Change one name, on purpose
    #[command(after_help = help::RENAME)]
    Rename(RenameArgs),
}

/// Arguments of `names rename`.
#[derive(Debug, Args)]
pub struct RenameArgs {
    /// The name to change, such as `objects::Refund` or `refunds.create`
    pub old: String,
    /// The name to change it to
    pub new: String,
    /// The ledger, for another output than generated/: OUT.names.tsv [default: spec/names.tsv]
    #[arg(long, value_name = "FILE")]
    pub ledger: Option<PathBuf>,
}

/// Arguments of `replay`.
#[derive(Debug, Args)]
pub struct ReplayArgs {
    /// The OpenAPI documents, YAML or JSON, oldest first
    #[arg(value_name = "FILE", required = true, num_args = 2..)]
    pub documents: Vec<PathBuf>,
    /// Keep the crate and the ledger of each step below this directory
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
}

/// What is wanted of a document.
#[derive(Debug, Args)]
pub struct PartArgs {
    /// Take these operations only, and what they reach: names and patterns between commas
    #[arg(long, value_name = "NAMES")]
    pub only: Option<String>,
    /// A file that says which operations (unless --only does) and where schemas are cut short
    #[arg(long, value_name = "FILE")]
    pub plan: Option<PathBuf>,
}

/// Arguments of `codegen`.
#[derive(Debug, Args)]
pub struct CodegenArgs {
    /// The OpenAPI document, YAML or JSON [default: spec/refunds.yaml]
    #[arg(long, value_name = "FILE")]
    pub spec: Option<PathBuf>,
    /// What is wanted of the document.
    #[command(flatten)]
    pub part: PartArgs,
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
    /// Markdown
    Md,
    /// JSON, for programs
    Json,
}

/// Arguments of `diff`.
#[derive(Debug, Args)]
pub struct DiffArgs {
    /// What to compare with: an OpenAPI document, or a git revision [default: HEAD]
    pub base: Option<String>,
    /// What it has become: an OpenAPI document, or a git revision [default: the working tree]
    pub head: Option<String>,
    /// How to print the answer
    #[arg(long, value_enum, default_value_t = Format::Term)]
    pub format: Format,
    /// Write the report as a page too, with the generated code before and after
    #[arg(long, value_name = "FILE")]
    pub html: Option<PathBuf>,
    /// Exit with 1 if the verdict is this or graver
    #[arg(long, value_name = "VERDICT")]
    pub fail_on: Option<FailOn>,
}

/// A verdict that is one too many.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum FailOn {
    /// Programs may no longer compile
    Major,
    /// Anything but prose
    Minor,
}

/// Arguments of `parity`.
#[derive(Debug, Args)]
pub struct ParityArgs {
    /// The OpenAPI document, YAML or JSON [default: spec/refunds.yaml]
    #[arg(long, value_name = "FILE")]
    pub spec: Option<PathBuf>,
    /// Files of vectors, one a line
    #[arg(long, value_name = "FILE", required = true, num_args = 1..)]
    pub vectors: Vec<PathBuf>,
    /// The async client alone
    #[arg(long = "async", conflicts_with = "blocking")]
    pub asynchronous: bool,
    /// The blocking client alone
    #[arg(long)]
    pub blocking: bool,
}

impl ParityArgs {
    /// The clients to compare; both when none is named.
    pub(crate) fn modes(&self) -> Vec<Mode> {
        match (self.asynchronous, self.blocking) {
            (true, false) => vec![Mode::Async],
            (false, true) => vec![Mode::Blocking],
            _ => vec![Mode::Async, Mode::Blocking],
        }
    }
}

/// Arguments of `spec slice`.
#[derive(Debug, Args)]
pub struct SliceArgs {
    /// The OpenAPI document, YAML or JSON [default: spec/refunds.yaml]
    #[arg(long, value_name = "FILE")]
    pub spec: Option<PathBuf>,
    /// What is wanted of the document.
    #[command(flatten)]
    pub part: PartArgs,
    /// Leave out descriptions and summaries
    #[arg(long)]
    pub no_prose: bool,
    /// The syntax to write [default: that of FILE's ending, else yaml]
    #[arg(long, value_name = "FORMAT")]
    pub format: Option<FormatName>,
    /// The file to write [default: standard output]
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
}

/// A syntax that documents are written in.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum FormatName {
    /// YAML
    Yaml,
    /// JSON, indented
    Json,
}

/// Arguments of `bench`.
#[derive(Debug, Args)]
pub struct BenchArgs {
    /// What to measure; everything when left out
    #[arg(value_enum)]
    pub benchmarks: Vec<Benchmark>,
    /// The whole OpenAPI document [default: specs/stripe-2026-05-27.dahlia.json of the shared folder]
    #[arg(long, value_name = "FILE")]
    pub spec: Option<PathBuf>,
    /// Run `codegen` and `build` this often, and keep the best of each figure
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..))]
    pub runs: u32,
    /// In `build`, build all crates of async-stripe too, which takes minutes
    #[arg(long)]
    pub thorough: bool,
}

/// One of the benchmarks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, ValueEnum, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Benchmark {
    /// Generating the whole crate, beside openapi-generator
    Codegen,
    /// Building a program that uses the client, beside one with no client and one with async-stripe
    Build,
    /// The binaries of these programs
    Size,
    /// Decoding and encoding, beside serde and async-stripe
    Runtime,
}

impl BenchArgs {
    /// What to measure.
    #[must_use]
    pub fn wanted(&self) -> BTreeSet<Benchmark> {
        if self.benchmarks.is_empty() {
            Benchmark::value_variants().iter().copied().collect()
        } else {
            self.benchmarks.iter().copied().collect()
        }
    }
}

/// The command line, for who wants to repeat the run.
impl fmt::Display for BenchArgs {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("cargo xtask bench")?;
        for benchmark in &self.benchmarks {
            let name = benchmark.to_possible_value();
            write!(f, " {}", name.as_ref().map_or("", |value| value.get_name()))?;
        }
        if let Some(spec) = &self.spec {
            // Its folder is of this machine only.
            let name = spec.file_name().unwrap_or_default();
            write!(f, " --spec {}", name.to_string_lossy())?;
        }
        if self.runs != 1 {
            write!(f, " --runs {}", self.runs)?;
        }
        if self.thorough {
            f.write_str(" --thorough")?;
        }
        Ok(())
    }
}
