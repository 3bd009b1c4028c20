//! Positions in a file, and edits of it. Pure.

use std::ops::Range;

use proc_macro2::{LineColumn, Span};

/// A part of a file and its new text.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Edit {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) text: String,
}

/// Edits that are made together or not at all.
pub(super) type Group = Vec<Edit>;

/// The byte at which each line begins.
pub(super) struct Lines<'a> {
    pub(super) text: &'a str,
    starts: Vec<usize>,
}

impl<'a> Lines<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        let breaks = text.match_indices('\n').map(|(at, _)| at.saturating_add(1));
        // A byte order mark is no part of the first line.
        let mark = '\u{feff}';
        let first = text.strip_prefix(mark).map_or(0, |_| mark.len_utf8());
        Self {
            text,
            starts: std::iter::once(first).chain(breaks).collect(),
        }
    }

    /// The byte at a line, from 1 on, and a column in characters, from 0 on.
    pub(super) fn offset(&self, line: usize, column: usize) -> usize {
        let start = self.starts.get(line.saturating_sub(1)).copied();
        let start = start.unwrap_or(self.text.len());
        let rest = self.text.get(start..).unwrap_or_default();
        let length: usize = rest.chars().take(column).map(char::len_utf8).sum();
        start.saturating_add(length)
    }

    /// The line of a byte, from 1 on.
    pub(super) fn number(&self, byte: usize) -> usize {
        self.starts.partition_point(|start| *start <= byte)
    }

    pub(super) fn range(&self, span: Span) -> Range<usize> {
        let at = |place: LineColumn| self.offset(place.line, place.column);
        at(span.start())..at(span.end())
    }
}
