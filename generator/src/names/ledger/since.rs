//! When a name was given.

use std::fmt;

/// The document that a name came with; the oldest is the least.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Since {
    /// The API version. It begins with a date, so that versions compare as text.
    version: String,
    /// Which of the documents of this version that brought names.
    document: u32,
}

impl Since {
    /// Reads what `Display` writes; `None` if the number is not one.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let (version, document) = match text.split_once('+') {
            Some((version, number)) => (version, number.parse().ok().filter(|n| *n > 1)?),
            None => (text, 1),
        };
        let version = version.to_owned();
        Some(Self { version, document })
    }

    /// The first document of a version.
    pub(in super::super) fn first(version: &str) -> Self {
        Self {
            version: version.to_owned(),
            document: 1,
        }
    }

    /// The next document of the same version.
    pub(super) fn next(&self) -> Self {
        Self {
            version: self.version.clone(),
            document: self.document.saturating_add(1),
        }
    }

    pub(super) fn version(&self) -> &str {
        &self.version
    }
}

impl fmt::Display for Since {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.document {
            ..=1 => f.write_str(&self.version),
            document => write!(f, "{}+{document}", self.version),
        }
    }
}
