//! The command line of `diff`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use crate::support::ReportFormat;

/// How `cargo xtask diff --help` ends.
pub(crate) const HELP: &str = "\
Compares what the generator makes of two documents: whether the next release is major, \
minor or patch, and why; what breaks callers and what they write instead; what changes \
behaviour; and what is new. The order of things does not count, and changed prose is \
only counted. A change is listed once, with all its locations:
  Refund#create.metadata   the parameter `metadata` of `refunds.create`
  Charge.refunds           the field `refunds` of `Charge`, in every response
  []  {}                   the items of a list, the values of a map
  Refund#create (reply)    the response of an operation, if it is not an object

BASE and HEAD are OpenAPI documents, YAML or JSON, or git revisions. Of a revision, \
spec/refunds.yaml is read, with its ledger and the other data in spec/. A file uses the \
data of the working tree; as HEAD, it continues the names of BASE.

If BASE is a revision, its generated/ is also compared with what this generator writes \
for its document. Those differences come from the generator or the runtime. They are \
listed at the end and do not affect the verdict.

--html also writes the report as a single HTML page, with the generated code before and \
after each change. The page needs no network and no scripts.

Examples:
  cargo xtask diff                        the working tree since the last commit
  cargo xtask diff v0.1.0                 the working tree since a tag
  cargo xtask diff main HEAD --format md  a branch, for a pull request
  cargo xtask diff old.json new.json --fail-on major
  cargo xtask diff old.json new.json --html target/diff.html

Exit codes:
  0  success
  1  the verdict is at least the one of --fail-on
  2  wrong usage or invalid input";

/// Arguments of `diff`.
#[derive(Debug, Args)]
pub struct DiffArgs {
    /// The old version: an OpenAPI document or a git revision [default: HEAD]
    pub base: Option<String>,
    /// The new version: an OpenAPI document or a git revision [default: the working tree]
    pub head: Option<String>,
    /// The output format
    #[arg(long, value_enum, default_value_t = ReportFormat::Term)]
    pub format: ReportFormat,
    /// Also write an HTML page, with the generated code before and after
    #[arg(long, value_name = "FILE")]
    pub html: Option<PathBuf>,
    /// Exit with 1 if the verdict is this or worse
    #[arg(long, value_name = "VERDICT")]
    pub fail_on: Option<FailOn>,
}

/// The least verdict that fails the command.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum FailOn {
    /// Programs may no longer compile
    Major,
    /// Anything but prose changed
    Minor,
}
