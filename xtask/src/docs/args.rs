//! Arguments of `docs`.

use std::path::PathBuf;

use clap::Args;

/// How `cargo xtask docs --help` ends.
pub(crate) const HELP: &str = "\
Writes the reference of the client: static pages that need no server. Each object that \
the API returns has a page, with its fields and the operations that return it; each \
operation has its parameters, its response, and the call in Rust (async and blocking) \
and with curl. The pages send no request to another host.

Names and calls are those of the crate that `cargo xtask codegen` writes. Descriptions \
are those of the document. spec/reference.tsv says in which area a path is, and where \
an operation is described that no rule places well.

With --since, what the document changed since an older one is marked, and listed on a \
page of its own. Files are replaced all together, as by codegen.

Examples:
  cargo xtask docs                            spec/refunds.yaml
  cargo xtask docs --spec api.json            all of another document
  cargo xtask docs --spec api.json --since old.json
  cargo xtask docs --out target/site

Exit codes:
  0  success
  2  wrong usage, invalid input, or the output cannot be written";

/// Arguments of `docs`.
#[derive(Debug, Args)]
pub struct DocsArgs {
    /// The OpenAPI document, YAML or JSON [default: spec/refunds.yaml]
    #[arg(long, value_name = "FILE")]
    pub spec: Option<PathBuf>,
    /// The directory for the site [default: target/reference]
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// An older document: mark what changed since
    #[arg(long, value_name = "FILE")]
    pub since: Option<PathBuf>,
}
