//! The options of the stand-in, in one place: `cargo xtask mock` checks them and shows their help without building an HTTP
//! server, and hands them on as they are to the program that has one.

use std::net::{IpAddr, Ipv4Addr};
use std::path::PathBuf;

use clap::Args;

/// How `cargo xtask mock --help` ends.
pub const HELP: &str = "\
A stand-in for Stripe's API on this machine, made from the OpenAPI document. It checks \
requests as the document says, keeps what they make until it ends, and answers in the \
document's form. Refunds, payments and cards in test mode behave as Stripe documents. All else is \
generic; an answer with `Mock-Fidelity: schema` fits its schema, with values that are made up. No money \
moves, and any key that begins with `sk_test_` is taken. See docs/stand-in.md.

Trouble on demand, by a header of a request or by a plan:
  Mock-Fault: lost-after     it is done, but the answer is lost
  Mock-Fault: 500-before     it is not done
  429, 429-retry, 429-no-retry, lock_timeout, 503-after, lost-before,
  slow-250 (milliseconds) and cut are the others

Requests to the stand-in itself:
  GET /_mock/requests        what arrived
  GET /_mock/writes          what was done, once each
  POST /_mock/clock          {\"advance\": 86400}, in seconds
  POST /_mock/faults         {\"next\": [\"lost-after\", \"ok\", \"429-retry\"]}
  POST /_mock/reset          forget everything

Examples:
  cargo xtask mock
  cargo xtask mock --spec api.json --port 0 --seed 7
  cargo xtask mock --webhook http://127.0.0.1:3000/stripe --secret whsec_test
  curl -u sk_test_1: 127.0.0.1:12111/v1/refunds -d charge=ch_123 -d amount=500

Exit codes:
  0  success
  2  wrong usage, invalid input, or the port is taken";

/// The options.
#[derive(Debug, Args)]
pub struct MockArgs {
    /// The OpenAPI document, YAML or JSON [default: spec/refunds.yaml]
    #[arg(long, value_name = "FILE")]
    pub spec: Option<PathBuf>,
    /// Where it listens; 0 is any free port
    #[arg(long, value_name = "PORT", default_value_t = 12111)]
    pub port: u16,
    /// The address it listens at; any but that of this machine opens it to the network
    #[arg(long, value_name = "IP", default_value_t = IpAddr::V4(Ipv4Addr::LOCALHOST))]
    pub listen: IpAddr,
    /// The seed of ids and of random choices
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub seed: u64,
    /// Any id that is requested exists
    #[arg(long)]
    pub any_id: bool,
    /// Stop the clock at this time, in seconds since 1970
    #[arg(long, value_name = "SECONDS")]
    pub clock: Option<i64>,
    /// Send events there; needs --secret
    #[arg(long, value_name = "URL", requires = "secret")]
    pub webhook: Option<String>,
    /// The secret that events are signed with; needs --webhook
    #[arg(long, value_name = "WHSEC", requires = "webhook")]
    pub secret: Option<String>,
    /// Send events twice and out of order, by --seed; needs --webhook
    #[arg(long, requires = "webhook")]
    pub disorder: bool,
    /// Log nothing
    #[arg(long, conflicts_with = "json")]
    pub quiet: bool,
    /// Log one JSON object a request, or a delivery to --webhook
    #[arg(long)]
    pub json: bool,
}
