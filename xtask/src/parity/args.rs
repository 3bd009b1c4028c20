//! The command line of `parity`.

use std::path::PathBuf;

use clap::Args;

use super::mode::Mode;

/// How `cargo xtask parity --help` ends.
pub(crate) const HELP: &str = "\
Builds a program that makes each call with the client's typed API, runs it against a \
server on loopback, and compares the requests with the vectors: method, host, path, \
content type, query and body. Queries and forms are compared as decoded pairs in any \
order, JSON bodies as values. A call that the typed API cannot express is reported with \
the JSON pointer of the parameter.

A vector is a line of JSON with a call (method, template, path_params, params) and its \
request (api_base, path, query, body, is_json). In params, \"\" and null clear a \
parameter.

The async client builds the requests and both clients send them; with --blocking, the \
blocking client does both. Programs are built in target/parity, one folder for each \
document. A second run rebuilds only what changed; the folder can be deleted.

Examples:
  cargo xtask parity --spec api.json --vectors wire.jsonl
  cargo xtask parity --spec api.json --vectors a.jsonl b.jsonl --async

Exit codes:
  0  all requests are equal
  1  some requests differ
  2  wrong usage, invalid input, or the program cannot be built";

/// Arguments of `parity`.
#[derive(Debug, Args)]
pub struct ParityArgs {
    /// The OpenAPI document, YAML or JSON [default: spec/refunds.yaml]
    #[arg(long, value_name = "FILE")]
    pub spec: Option<PathBuf>,
    /// Files of vectors, one vector a line
    #[arg(long, value_name = "FILE", required = true, num_args = 1..)]
    pub vectors: Vec<PathBuf>,
    /// Only the async client
    #[arg(long = "async", conflicts_with = "blocking")]
    pub asynchronous: bool,
    /// Only the blocking client
    #[arg(long)]
    pub blocking: bool,
}

impl ParityArgs {
    /// The clients to compare; both by default.
    pub(crate) fn modes(&self) -> Vec<Mode> {
        match (self.asynchronous, self.blocking) {
            (true, false) => vec![Mode::Async],
            (false, true) => vec![Mode::Blocking],
            _ => vec![Mode::Async, Mode::Blocking],
        }
    }
}
