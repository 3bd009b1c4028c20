//! Why a document could not be put in place, and what to do about it.

use std::path::PathBuf;

use crate::output::{Hash, show};

/// Nothing of the project has been changed.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Error {
    /// Not a place to fetch from.
    #[error("cannot fetch from {url}: {why}")]
    From { url: String, why: &'static str },
    /// There is nothing at that tag.
    #[error(
        "there is no document at {url} (status 404); is there a tag {tag}? {from}/tags lists them. Older ones have \
         the document elsewhere: download it by hand and give it with --spec FILE"
    )]
    NoTag {
        url: String,
        tag: String,
        from: String,
    },
    /// The server says something else.
    #[error(
        "{url} answers with status {status}; try again later, or download it by hand and give it with --spec FILE"
    )]
    Status { url: String, status: String },
    /// It leads somewhere where the document could be changed on its way.
    #[error(
        "{url} redirects to {to}, which is not followed: redirects must lead to https, and to an end; give the right \
         place with --from"
    )]
    Redirect { url: String, to: String },
    /// There is no network, or nobody at its other end.
    #[error(
        "cannot fetch {url}: {why}; if this machine has no network, download it by hand and give it with --spec FILE"
    )]
    Unreachable { url: String, why: String },
    /// The document broke off.
    #[error("{url} broke off after {received} bytes{}: {why}; nothing of it is kept, run again", of(*.total))]
    Cut {
        url: String,
        received: String,
        total: Option<u64>,
        why: String,
    },
    /// cargo cannot build the program, or it was killed.
    #[error(
        "cannot run xtask-fetch, which downloads documents. Without a network, download the document by hand and give it \
         with --spec FILE. The output is in {}, which ends with:\n{said}",
        show(.log)
    )]
    Downloader { said: String, log: PathBuf },
    /// No document is that large.
    #[error("{url} is larger than {limit} bytes, which no document of Stripe's is")]
    TooLarge { url: String, limit: u64 },
    /// A tag does not move, so somebody or something has changed the document.
    #[error(
        "the document of {tag} is not the one that {} has recorded: its sha256 is {found}, and was {recorded}. A tag should \
         not move: find out why before you trust it. To take it all the same, give the document with --spec FILE",
        show(.lock)
    )]
    OtherHash {
        tag: String,
        lock: PathBuf,
        recorded: Hash,
        found: Hash,
    },
    /// The lock is not what this command writes.
    #[error("{}, line {line}: {why}; restore the file from version control", show(.path))]
    Lock {
        path: PathBuf,
        line: usize,
        why: String,
    },
    /// A file that is to be changed has no place for the change.
    #[error("{} has no {what}, so {why} cannot be written", show(.path))]
    NoPlace {
        path: PathBuf,
        what: &'static str,
        why: &'static str,
    },
}

fn of(total: Option<u64>) -> String {
    total.map_or_else(String::new, |total| format!(" of {total}"))
}
