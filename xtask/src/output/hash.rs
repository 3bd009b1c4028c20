//! Content hashes, as the manifest and the journal write them.

use std::fmt;
use std::num::NonZeroUsize;
use std::thread;

use sha2::{Digest, Sha256};

use super::threads::parts;

/// The SHA-256 of a file's content in lower-case hexadecimal.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Hash(String);

impl Hash {
    /// Hashes `content`.
    pub fn of(content: &[u8]) -> Self {
        use fmt::Write as _;
        let mut text = String::with_capacity(64);
        for byte in Sha256::digest(content) {
            // Writing to a string cannot fail.
            let _ = write!(text, "{byte:02x}");
        }
        Self(text)
    }

    /// Hashes each of `contents`, on all cores.
    pub fn of_all(contents: &[&[u8]]) -> Vec<Self> {
        let threads = thread::available_parallelism().map_or(1, NonZeroUsize::get);
        let hash = |part: &[&[u8]]| part.iter().map(|content| Self::of(content)).collect();
        parts(threads, contents, hash)
            .into_iter()
            .flat_map(|hashes: Vec<Self>| hashes)
            .collect()
    }

    /// Reads the text form back; anything but 64 lower-case hexadecimal digits is `None`.
    pub fn parse(text: &str) -> Option<Self> {
        let digit = |byte: u8| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
        (text.len() == 64 && text.bytes().all(digit)).then(|| Self(text.to_owned()))
    }
}

impl fmt::Display for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
