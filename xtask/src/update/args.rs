//! The command line of `update`.

use std::path::PathBuf;

use clap::{ArgGroup, Args};

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
In target/update it writes pr-body.md (the text of the pull request, with a checklist) \
and cache/ (downloaded documents; a second run needs no network).

The version is counted from the last release in CHANGELOG.md, else from the current \
version. Below 1.0, a breaking change bumps 0.x and any other change 0.x.y.

The same document again changes nothing. If spec/stripe.lock has another sha256 for the \
tag, the document is refused. Downloads and redirects must use https; plain http is for \
this machine only. The first download builds xtask-fetch, which has the TLS stack.

Examples:
  cargo xtask update --tag v2186                a release of Stripe's document
  cargo xtask update --tag v2186 --dry-run      what would it change?
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
    /// A tag of Stripe's repository, such as v2186; its document is downloaded
    #[arg(long, value_name = "vNNNN", value_parser = tag, group = "document")]
    pub tag: Option<String>,
    /// Download from a mirror with the same paths, instead of Stripe's repository
    #[arg(long, value_name = "URL", requires = "tag")]
    pub from: Option<String>,
    /// The file for the text of the pull request [default: target/update/pr-body.md]
    #[arg(long, value_name = "FILE")]
    pub body: Option<PathBuf>,
    /// Change nothing in the project; print what would change
    #[arg(long)]
    pub dry_run: bool,
}

/// A tag becomes part of paths and URLs, so only the form of Stripe's tags is accepted.
fn tag(text: &str) -> Result<String, String> {
    let digits = text.strip_prefix('v').unwrap_or_default();
    let is_number = (1..=9).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
    if is_number {
        Ok(text.to_owned())
    } else {
        Err("a tag of Stripe's repository is `v` and a number, such as v2186".to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::tag;

    #[test]
    fn a_tag_is_v_and_a_number() {
        assert_eq!(tag("v2186").as_deref(), Ok("v2186"));
        for text in [
            "",
            "v",
            "2186",
            "v1.2",
            "v../x",
            "main",
            "v1234567890",
            "v1 ",
        ] {
            assert!(tag(text).is_err(), "{text}");
        }
    }
}
