//! The command line of `bench`.

use std::collections::BTreeSet;
use std::fmt;
use std::path::PathBuf;

use clap::{Args, ValueEnum};
use serde::{Deserialize, Serialize};

/// How `cargo xtask bench --help` ends.
pub(crate) const HELP: &str = "\
Reads Stripe's documents and fixtures from ../shared/specs, or from specs/ in the \
folder that STRIPE_SHARED names. Writes docs/benchmarks.md (tables), .svg (chart) and \
.json (figures). A run replaces the figures that it measures and keeps the others. \
target/bench has the programs that are built; it can be deleted at any time.

`codegen` also needs Java, and Python 3 with venv and pip, which installs \
openapi-generator from PyPI. It builds ploidy and a release build of xtask first.

Times are user CPU seconds of all processes, with wall-clock seconds beside them. Other \
work on the machine distorts them. A missed target is marked in the table and does not \
fail the command.

Examples:
  cargo xtask bench                 everything; takes about 15 minutes
  cargo xtask bench runtime         one benchmark
  cargo xtask bench build size --runs 3 --thorough

Exit codes:
  0  success
  2  wrong usage, something is missing, or a step failed";

/// Arguments of `bench`.
#[derive(Debug, Args)]
pub struct BenchArgs {
    /// What to measure [default: everything]
    #[arg(value_enum)]
    pub benchmarks: Vec<Benchmark>,
    /// The whole OpenAPI document [default: ../shared/specs/stripe-2026-05-27.dahlia.json]
    #[arg(long, value_name = "FILE")]
    pub spec: Option<PathBuf>,
    /// Run `codegen` and `build` N times, and keep the best of each figure
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..))]
    pub runs: u32,
    /// In `build`, also build all crates of async-stripe, which takes minutes
    #[arg(long)]
    pub thorough: bool,
}

/// One of the benchmarks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, ValueEnum, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Benchmark {
    /// Generate the whole crate; peers: openapi-generator and ploidy
    Codegen,
    /// Build a program that uses the client; peers: without a client, and with async-stripe
    Build,
    /// The size of these programs
    Size,
    /// Decode and encode; peers: serde and async-stripe
    Runtime,
    /// Many calls at once; peers: reqwest and ureq with serde
    Load,
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

/// The command line that repeats the run.
impl fmt::Display for BenchArgs {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("cargo xtask bench")?;
        for benchmark in &self.benchmarks {
            let name = benchmark.to_possible_value();
            write!(f, " {}", name.as_ref().map_or("", |value| value.get_name()))?;
        }
        if let Some(spec) = &self.spec {
            // Its folder means nothing on another machine.
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
