//! The command line of `update`.

use std::path::PathBuf;

use clap::{ArgGroup, Args};

/// What `cargo xtask update --help` ends with.
pub(crate) const HELP: &str = "\
Puts a new document of Stripe's in the place of the one that the project is generated from:
  1. takes FILE, or fetches the document of a tag from Stripe's public repository
  2. slices it as spec/slice.yaml says, and leaves out its prose
  3. lays the prose of spec/refunds.yaml over it, each text at its place
  4. generates the crate, and compares it with the one before
  5. sets the version of the crate by what that means for callers

Writes, in one step that a crash cannot tear:
  spec/refunds.yaml    the slice with our prose
  spec/stripe.lock     which document it was sliced from: source, tag, API version, sha256
  spec/names.tsv       names of what is new
  generated/           the crate
  templates/Cargo.toml and Cargo.lock    the version of the crate
  CHANGELOG.md         an entry below [Unreleased]
And before that, to target/update:
  pr-body.md           what to say in the pull request, and what is left to do: texts to write, to read again, to move
  cache/               documents that were fetched, with their sha256; a second run needs no network

The version is counted from the last release in CHANGELOG.md, or, where there is none, from the version as it is. While it \
begins with 0, what breaks callers takes the next 0.x and all else the next 0.x.y, as cargo reads versions.

The same document again changes nothing. A document with another sha256 than the lock has for its tag is refused. \
Nothing is fetched but https, or http from this machine; a redirect leads to https or is not followed.

Examples:
  cargo xtask update --tag v2186                    a release of Stripe's
  cargo xtask update --tag v2186 --dry-run          what that would change
  cargo xtask update --spec openapi.json            a document that was downloaded by hand
  cargo xtask update --tag v2186 --from https://mirror.example.com/stripe/openapi

Exit codes:
  0  updated, or nothing to update
  2  bad input or usage, no document, or the output could not be written; then nothing is changed";

/// Arguments of `update`.
#[derive(Debug, Args)]
#[command(group = ArgGroup::new("document").required(true))]
pub struct UpdateArgs {
    /// The new OpenAPI document, YAML or JSON
    #[arg(long, value_name = "FILE", group = "document")]
    pub spec: Option<PathBuf>,
    /// A tag of Stripe's public repository, such as v2186: its document is fetched
    #[arg(long, value_name = "vNNNN", value_parser = tag, group = "document")]
    pub tag: Option<String>,
    /// Fetch from here instead of Stripe's repository: a mirror with the paths that the forge has
    #[arg(long, value_name = "URL", requires = "tag")]
    pub from: Option<String>,
    /// The file for the text of the pull request [default: target/update/pr-body.md]
    #[arg(long, value_name = "FILE")]
    pub body: Option<PathBuf>,
    /// Change nothing of the project; tell what would change
    #[arg(long)]
    pub dry_run: bool,
}

/// A tag becomes a part of paths, so it is what Stripe's tags are and nothing else.
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
