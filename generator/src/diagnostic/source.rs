//! The text of a document or a data file, and places in it.

use std::fmt;
use std::sync::Arc;

/// The text of a file and the name that it is shown under.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Source {
    /// The name of the file.
    pub name: String,
    /// The text, without a byte order mark.
    pub text: String,
}

impl Source {
    /// A file's name and text.
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            text: text.into(),
        }
    }
}

/// Omits the text, which may be megabytes long.
impl fmt::Debug for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Source")
            .field("name", &self.name)
            .field("bytes", &self.text.len())
            .finish()
    }
}

/// A place in a data file, such as `spec/names.tsv`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The file.
    pub file: Arc<Source>,
    /// The part of a line.
    pub position: Position,
}

impl Row {
    /// A part of a line of a file.
    pub fn new(file: &Arc<Source>, position: Position) -> Self {
        Self {
            file: Arc::clone(file),
            position,
        }
    }
}

/// A range within one line. Small numbers keep diagnostics small.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Position {
    /// The line, from 1.
    pub line: u32,
    /// The column, from 1, in characters.
    pub column: u32,
    /// The number of characters.
    pub width: u32,
}

impl Position {
    /// A single character.
    pub fn new(line: usize, column: usize) -> Self {
        Self {
            line: narrow(line).max(1),
            column: narrow(column).max(1),
            width: 1,
        }
    }

    /// The same start with another width, at least one character.
    #[must_use]
    pub fn with_width(self, width: usize) -> Self {
        Self {
            width: narrow(width).max(1),
            ..self
        }
    }

    /// The position of a byte of the text. Bytes that are not UTF-8 count as one column each.
    pub fn of_byte(bytes: &[u8], offset: usize) -> Self {
        let before = bytes.get(..offset).unwrap_or(bytes);
        let line = before
            .split(|byte| *byte == b'\n')
            .next_back()
            .unwrap_or_default();
        let newlines = before.iter().filter(|byte| **byte == b'\n').count();
        Self::new(
            newlines + 1,
            String::from_utf8_lossy(line).chars().count() + 1,
        )
    }
}

fn narrow(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
