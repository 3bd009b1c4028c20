//! The command line of `replay`.

use std::path::PathBuf;

use clap::Args;

/// How `cargo xtask replay --help` ends.
pub(crate) const HELP: &str = "\
Generates the crate of each document, oldest first, with one ledger that starts empty. \
For each step it prints:
  verdict   the release that the step needs, and the number of changes
  seconds   the time to read, lower, name and print
  names     types, requests and operations added and retired (no longer in the
            document), and whatever is renamed (a type, operation, field,
            setter or variant with another name than before)
  lines     added and removed in definitions, which reviewers read, in plumbing,
            which review tools fold, and in the rest of the crate
  files     added, changed and removed

The first step has no verdict. `cargo xtask diff` lists the changes behind a verdict.

Nothing is written unless --out is given. Then step N goes to DIR/N-VERSION and \
DIR/N-VERSION.names.tsv, so that `diff -r` can compare two steps.

Examples:
  cargo xtask replay 2026-04-22.json 2026-05-27.json
  cargo xtask replay specs/*.json --out target/replay

Exit codes:
  0  no name changed
  1  a name changed
  2  wrong usage or invalid input";

/// Arguments of `replay`.
#[derive(Debug, Args)]
pub struct ReplayArgs {
    /// The OpenAPI documents, YAML or JSON, oldest first
    #[arg(value_name = "FILE", required = true, num_args = 2..)]
    pub documents: Vec<PathBuf>,
    /// Keep the crate and the ledger of each step in this directory
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
}
