//! The command line of `fuzz`.

use std::path::PathBuf;

use clap::Args;

/// The time for each target in seconds, if none is given.
pub(super) const TIME: u32 = 10;

/// How `cargo xtask fuzz --help` ends.
pub(crate) const HELP: &str = "\
Without arguments it lists the targets. Each one is a function of bytes in fuzz/src/targets, which panics when it finds \
something. The inputs are the files of fuzz/corpus, mutations of them, and the decisions of a generator, all random with a \
seed: the same seed makes the same inputs. The first run builds the client with optimisations, in target/fuzz.

A finding is a panic in a new place. Its input is made shorter and written to target/fuzz/findings, with the command that \
repeats it. Fuzzing that is guided by coverage needs a nightly toolchain: see fuzz/README.md.

Examples:
  cargo xtask fuzz                          list the targets
  cargo xtask fuzz json                     run one target for 10 seconds
  cargo xtask fuzz json urls --time 300     run two, 300 seconds each
  cargo xtask fuzz --total 60               run all, 60 s together, as in CI
  cargo xtask fuzz --time 600               run all, 600 seconds each
  cargo xtask fuzz json --input FILE        repeat one input

Exit codes:
  0  no findings
  1  findings
  2  wrong usage, or the targets cannot be built or run";

/// Arguments of `fuzz`.
#[derive(Debug, Args)]
pub struct FuzzArgs {
    /// The targets to run [default: list them, or run all if a time is given]
    #[arg(value_name = "TARGET")]
    pub targets: Vec<String>,
    /// Run all targets
    #[arg(long, conflicts_with = "targets")]
    pub all: bool,
    /// The time for each target, in seconds [default: 10]
    #[arg(long, value_name = "SECONDS")]
    pub time: Option<u32>,
    /// The time for all targets together, in seconds
    #[arg(long, value_name = "SECONDS", conflicts_with = "time")]
    pub total: Option<u32>,
    /// The seed of the random inputs
    #[arg(long, value_name = "NUMBER", default_value_t = 1)]
    pub seed: u64,
    /// Run a target once, with this input
    #[arg(long, value_name = "FILE", conflicts_with_all = ["all", "time", "total"], requires = "targets")]
    pub input: Option<PathBuf>,
}
