//! Relative paths that are safe to join to the output directory, on every platform.

use std::fmt;
use std::path::{Path, PathBuf};

/// A path below the output: `/` between its parts, no `..`, and nothing that depends on the file system.
///
/// Paths of the manifest and the journal go through the same check as the generator's: no removal can leave the
/// output.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct RelPath(String);

/// Why a text is not a [`RelPath`].
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum PathFault {
    /// A part is empty: the path is absolute, ends in `/`, or is empty as a whole.
    #[error("it is empty, absolute, or has an empty part")]
    EmptyPart,
    /// A part is `.` or `..`.
    #[error("it has a part `.` or `..`")]
    Dots,
    /// A character that is a separator or forbidden on some platform.
    #[error("it contains {0:?}, which not every file system takes")]
    Character(char),
    /// A part that Windows reserves or trims.
    #[error("its part `{0}` is not a usable file name on Windows")]
    Windows(String),
    /// A part that is too long for file systems.
    #[error("its part `{0}` is longer than {LONGEST_PART} bytes")]
    Long(String),
}

/// File systems allow 255 bytes.
const LONGEST_PART: usize = 200;

impl RelPath {
    /// Checks `text`.
    pub fn parse(text: &str) -> Result<Self, PathFault> {
        for part in text.split('/') {
            check_part(part)?;
        }
        Ok(Self(text.to_owned()))
    }

    /// The path as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The parts, outermost first.
    pub fn parts(&self) -> impl Iterator<Item = &str> {
        self.0.split('/')
    }

    /// The directories above the file as texts, outermost first: `a`, `a/b` for `a/b/c`.
    pub fn parents(&self) -> impl DoubleEndedIterator<Item = &str> {
        self.0
            .match_indices('/')
            .filter_map(|(at, _)| self.0.get(..at))
    }

    /// The path below `root`.
    pub fn below(&self, root: &Path) -> PathBuf {
        let mut path = root.to_path_buf();
        path.extend(self.parts());
        path
    }
}

impl fmt::Display for RelPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

fn check_part(part: &str) -> Result<(), PathFault> {
    if part.len() > LONGEST_PART {
        return Err(PathFault::Long(part.to_owned()));
    }
    if part.is_empty() {
        return Err(PathFault::EmptyPart);
    }
    if part == "." || part == ".." {
        return Err(PathFault::Dots);
    }
    let forbidden = |c: &char| c.is_control() || r#"\:*?"<>|"#.contains(*c);
    if let Some(character) = part.chars().find(forbidden) {
        return Err(PathFault::Character(character));
    }
    if part.ends_with(['.', ' ']) || is_device(part) {
        return Err(PathFault::Windows(part.to_owned()));
    }
    Ok(())
}

/// Windows opens a device for these names, with any extension.
fn is_device(part: &str) -> bool {
    let stem = part.split('.').next().unwrap_or(part).to_ascii_lowercase();
    let numbered = |prefix: &str| {
        stem.strip_prefix(prefix)
            .is_some_and(|rest| matches!(rest.as_bytes(), [b'1'..=b'9']))
    };
    matches!(stem.as_str(), "con" | "prn" | "aux" | "nul") || numbered("com") || numbered("lpt")
}
