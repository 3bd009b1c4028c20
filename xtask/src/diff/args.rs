//! The command line of `diff`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

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

Changes whose fingerprint is in spec/reviewed.tsv, with a reason, were judged before: \
they are only listed at the end, and do not count for --fail-on.

--html also writes the report as a single HTML page, with the generated code before and \
after each change. The page needs no network and no scripts.

Examples:
  cargo xtask diff                        the working tree since the last commit
  cargo xtask diff v0.1.0                 the working tree since a tag
  cargo xtask diff main HEAD --format md  a branch, for a pull request
  cargo xtask diff old.json new.json --fail-on major
  git config diff.stripe.command \"cargo xtask diff --git-driver\"
  cargo xtask diff old.json new.json --html target/diff.html

With that setting `git diff` lists the changes of a document instead of its lines, \
given `spec/refunds.yaml diff=stripe` in .git/info/attributes.

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
    #[arg(long, value_enum, default_value_t = Format::Term)]
    pub format: Format,
    /// Also write an HTML page, with the generated code before and after
    #[arg(long, value_name = "FILE")]
    pub html: Option<PathBuf>,
    /// Exit with 1 if the verdict is this or worse
    #[arg(long, value_name = "VERDICT")]
    pub fail_on: Option<FailOn>,
    /// Compare what git passes to an external diff driver: the path, and file,
    /// hash and mode of each side
    #[arg(
        long,
        num_args = 7..=9,
        value_names = ["PATH", "ARGUMENT"],
        conflicts_with_all = ["base", "head", "html", "fail_on"]
    )]
    pub git_driver: Option<Vec<String>>,
}

/// How the report is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// Aligned text, coloured in a terminal
    Term,
    /// Markdown
    Md,
    /// JSON, for programs
    Json,
    /// Annotations of GitHub Actions, on lines of generated/
    Github,
}

/// The least verdict that fails the command.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum FailOn {
    /// Programs may no longer compile
    Major,
    /// Anything but prose changed
    Minor,
}
