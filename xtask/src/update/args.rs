//! The command line of `update`.

use std::path::PathBuf;

use clap::{ArgGroup, Args};

use crate::release::ReleaseArgs;

/// How `cargo xtask update --help` ends.
pub(crate) const HELP: &str = "\
What it does:
  1. reads FILE, or downloads the document of a tag of github.com/stripe/openapi
  2. slices it by spec/slice.yaml, and drops Stripe's prose
  3. adds our own prose from spec/refunds.yaml, by location
  4. generates the crate, and compares it with the current one
  5. bumps the version of the crate by what the change means for callers

Then it replaces, all or none, even if it crashes:
  spec/refunds.yaml    the slice with our prose
  spec/stripe.lock     its source, tag, API version and sha256
  spec/names.tsv       with the new names
  generated/           the crate
  CHANGELOG.md         an entry in [Unreleased]
  templates/Cargo.toml, Cargo.lock    the version of the crate
It also writes target/update/pr-body.md (the text of the pull request, with a \
checklist). Downloaded documents are kept in target/documents; a second run needs no \
network.

The version is counted from the last release in CHANGELOG.md, else from the current \
version. Below 1.0, a breaking change bumps 0.x and any other change 0.x.y.

The same document again changes nothing. If spec/stripe.lock has another sha256 for the \
tag, the document is refused. Downloads and redirects must use https; plain http is for \
this machine only. The first download builds xtask-fetch, which has the TLS stack.

Examples:
  cargo xtask update --tag v2186                a release of Stripe's document
  cargo xtask update --tag v2186 --dry-run      what would it change?
  cargo xtask update --latest                   the latest release
  cargo xtask update --spec openapi.json        a document downloaded by hand
  cargo xtask update --tag v2186 --from https://example.com/openapi   a mirror

Exit codes:
  0  success, or nothing to update
  2  wrong usage, an invalid document, or an I/O error; nothing is changed";

/// Arguments of `update`.
#[derive(Debug, Args)]
#[command(group = ArgGroup::new("document").required(true))]
pub struct UpdateArgs {
    /// The new OpenAPI document, YAML or JSON
    #[arg(long, value_name = "FILE", group = "document")]
    pub spec: Option<PathBuf>,
    #[command(flatten)]
    pub release: ReleaseArgs,
    /// The file for the text of the pull request [default: target/update/pr-body.md]
    #[arg(long, value_name = "FILE")]
    pub body: Option<PathBuf>,
    /// Change nothing in the project; print what would change
    #[arg(long)]
    pub dry_run: bool,
}
