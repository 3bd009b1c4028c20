//! The command line of `harden`.

use clap::Args;
use clap::builder::PossibleValuesParser;

use super::items;

/// How `cargo xtask harden --help` ends.
pub(crate) const HELP: &str = "\
Runs tests that `cargo test` runs too, `foreign` apart, with more points and more calls, and prints what they counted. The short form takes \
less than ten minutes on two idle cores, once everything is built.

  disk          runs of codegen that are killed, a full disk, a read-only
                output, several runs at once, converted line ends
  crowd         10,000 calls, 200 at once, through one client, dropped calls,
                slow readers, a server that restarts
  faults        a thousand sequences of faults, a call at a time
  dependencies  the packages that the client brings along
  foreign       other people's OpenAPI documents, from a package of npm

What the machine cannot do, such as mounting a small file system, is listed as skipped. docs/hardening.md has the figures of \
a run.

Examples:
  cargo xtask harden                        everything, in its short form
  cargo xtask harden disk crowd             some of it
  cargo xtask harden --long                 1,000 kills, 100,000 calls

Exit codes:
  0  all tests passed
  1  a test failed
  2  wrong usage, or the tests cannot be run";

/// Arguments of `harden`.
#[derive(Debug, Args)]
pub struct HardenArgs {
    /// What to run [default: everything]
    #[arg(value_name = "ITEM", value_parser = PossibleValuesParser::new(items::names()), hide_possible_values = true)]
    pub items: Vec<String>,
    /// Run the long form, about an hour
    #[arg(long)]
    pub long: bool,
}
