//! Why there is no document of a release, and what to do about it.

use std::path::PathBuf;

use crate::output::{Hash, show};
use crate::support;

/// Why there is no document of a release.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Error {
    /// A URL that cannot be fetched from.
    #[error("cannot fetch from {url}: {why}")]
    From { url: String, why: &'static str },
    /// The tag does not exist, or has no document.
    #[error(
        "{url} does not exist (status 404); is there a tag {tag}? {from}/tags lists them. Older tags have the \
         document at another path: download it by hand and give it with --spec FILE"
    )]
    NoTag {
        url: String,
        tag: String,
        from: String,
    },
    /// Another status than 200.
    #[error(
        "{url} returned status {status}; try again later, or download it by hand and give it with --spec FILE"
    )]
    Status { url: String, status: String },
    /// The latest release is not known.
    #[error("{url} {found}, which is no release of Stripe's document; name one with --tag")]
    NoRelease { url: String, found: String },
    /// A redirect to a connection on which the document could be changed.
    #[error(
        "{url} redirects to {to}, which is not followed: a redirect must lead to https, and not to a loop; give \
         another URL with --from"
    )]
    Redirect { url: String, to: String },
    /// There is no network, or no server.
    #[error(
        "cannot fetch {url}: {why}; if this machine has no network, download it by hand and give it with --spec FILE"
    )]
    Unreachable { url: String, why: String },
    /// The transfer ended early.
    #[error("{url} broke off after {received} bytes{}: {why}; nothing is kept, run again", of(*.total))]
    Cut {
        url: String,
        received: String,
        total: Option<u64>,
        why: String,
    },
    /// cargo cannot build the program that downloads, or the program crashed.
    #[error(
        "cannot run xtask-fetch, which downloads documents. Without a network, download the document by hand and give it \
         with --spec FILE. The output is in {}, which ends with:\n{said}",
        show(.log)
    )]
    Downloader { said: String, log: PathBuf },
    /// The document is too large.
    #[error("{url} is larger than {limit} bytes, so it is not Stripe's document")]
    TooLarge { url: String, limit: u64 },
    /// The tag has another document than before.
    #[error(
        "the document of {tag} is not the one recorded in {}: its sha256 is {found}, not {recorded}. A tag should not \
         move: find out why before you trust it. To use it anyway, give the document with --spec FILE",
        show(.lock)
    )]
    OtherHash {
        tag: String,
        lock: PathBuf,
        recorded: Hash,
        found: Hash,
    },
    /// The lock cannot be parsed.
    #[error("{}, line {line}: {why}; restore the file from version control", show(.path))]
    Lock {
        path: PathBuf,
        line: usize,
        why: String,
    },
    /// An error that any command can have.
    #[error(transparent)]
    Shared(#[from] support::Error),
}

fn of(total: Option<u64>) -> String {
    total.map_or_else(String::new, |total| format!(" of {total}"))
}
