//! The command line of `impact`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

/// How `cargo xtask impact --help` ends.
pub(crate) const HELP: &str = "\
Says which lines of a crate a new version of the document touches. The client of BASE \
is emitted below target/ with every changed item marked as deprecated, and the compiler \
checks the crate against it, so each use is found: through aliases, inference and \
macros. Then it checks the crate against the client of HEAD. What no compiler sees is \
searched in string literals, and marked as likely: names in `.param(…)`, \
`.undocumented.get(…)`, `.expand(…)` and `.raw(…)`, and event types.

PATH is a package or a workspace that depends on the client, by path, git, registry or \
workspace, under any name; --package says what its dependency is called. It is checked \
in a copy of its manifests below target/, with links to its sources: none of its files \
is written, its Cargo.lock included, unless --fix is given or its own build scripts do. \
Members must lie inside of the workspace, and another dependency that uses the client keeps its own.

BASE and HEAD are as in `cargo xtask diff`.

Examples:
  cargo xtask impact --crate ../shop old.json new.json
  cargo xtask impact --crate ../shop HEAD~1 HEAD --fail-on breaking
  cargo xtask impact --crate ../shop HEAD~1 HEAD --fix
  cargo xtask impact --crate ../shop --format sarif > impact.sarif

Exit codes:
  0  success
  1  a finding is at least as severe as --fail-on
  2  wrong usage, invalid input, or a crate that does not compile against BASE";

/// Arguments of `impact`.
#[derive(Debug, Args)]
pub struct ImpactArgs {
    /// The package or workspace that uses the client
    #[arg(long = "crate", value_name = "PATH")]
    pub caller: PathBuf,
    /// The old version: an OpenAPI document or a git revision [default: HEAD]
    pub base: Option<String>,
    /// The new version: an OpenAPI document or a git revision [default: the working tree]
    pub head: Option<String>,
    /// The name of the package of the client in the crate's manifests
    #[arg(long, value_name = "NAME", default_value = crate::support::PACKAGE)]
    pub package: String,
    /// Check the crate with all its features
    #[arg(long)]
    pub all_features: bool,
    /// Write what is certain into the crate: new names, and parameters that
    /// moved between a setter and an argument
    #[arg(long)]
    pub fix: bool,
    /// Fix a crate that has changes which are not committed to git
    #[arg(long, requires = "fix")]
    pub allow_dirty: bool,
    /// Where cargo builds [default: target/impact/out]
    #[arg(long, value_name = "DIR")]
    pub target_dir: Option<PathBuf>,
    /// The output format
    #[arg(long, value_enum, default_value_t = Format::Term)]
    pub format: Format,
    /// Exit with 1 if a finding is this severe, or more
    #[arg(long, value_name = "LEVEL")]
    pub fail_on: Option<FailOn>,
}

/// How the findings are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// Text, coloured in a terminal
    Term,
    /// Markdown
    Md,
    /// JSON, for programs
    Json,
    /// SARIF 2.1.0, for code scanning
    Sarif,
    /// Annotations of GitHub Actions
    Github,
}

/// The least severe finding that fails the command.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum FailOn {
    /// The crate may no longer compile
    Breaking,
    /// It compiles, but may behave differently
    Behaviour,
}
