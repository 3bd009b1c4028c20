//! The line of a file that a problem is shown with.

use std::borrow::Cow;
use std::ops::Range;

use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Message, Snippet};

use super::{Position, Source};
use crate::text::{is_hidden, visible};

/// Lines longer than this (JSON without line breaks) are cut around the place.
const LONGEST_LINE: usize = 400;

/// Why a line is shown.
#[derive(Clone, Copy)]
pub(super) enum Kind {
    /// It contains the problem.
    Primary,
    /// The problem refers to it.
    Context,
}

/// A line with its annotation, and a note with its position if the line is cut.
pub(super) struct Elements<'a> {
    snippet: Snippet<'a, Annotation<'a>>,
    note: Option<Message<'a>>,
}

impl<'a> Elements<'a> {
    pub(super) fn add_to(self, group: Group<'a>) -> Group<'a> {
        let group = group.element(self.snippet);
        match self.note {
            Some(note) => group.element(note),
            None => group,
        }
    }
}

/// The line at a position; `None` if it is empty or missing.
pub(super) fn of(file: &Source, place: Position, kind: Kind) -> Option<Elements<'_>> {
    let index = place.line.saturating_sub(1) as usize;
    let line = file.text.lines().nth(index)?;
    if line.is_empty() {
        return None;
    }
    if line.len() <= LONGEST_LINE {
        return Some(Elements {
            snippet: snippet(line, place, kind).path(name(file)),
            note: None,
        });
    }
    // Without a path, since the renderer would count columns from the start of the cut line.
    let at = format!("at {}:{}:{}", name(file), place.line, place.column);
    let (window, place) = window(line, place);
    Some(Elements {
        snippet: snippet(window, place, kind),
        note: Some(Level::NOTE.message(at)),
    })
}

/// The name of a file, for a terminal.
pub(super) fn name(file: &Source) -> Cow<'_, str> {
    visible(&file.name)
}

fn snippet(line: &str, place: Position, kind: Kind) -> Snippet<'_, Annotation<'_>> {
    let kind = match kind {
        Kind::Primary => AnnotationKind::Primary,
        Kind::Context => AnnotationKind::Context,
    };
    // One character for each, so that columns stay.
    let is_odd = |c: char| is_hidden(c) && c != '\t';
    let line = match line.contains(is_odd) {
        true => Cow::Owned(line.replace(is_odd, "\u{fffd}")),
        false => Cow::Borrowed(line),
    };
    let bytes = bytes(&line, place);
    Snippet::source(line)
        .line_start(place.line as usize)
        .annotation(kind.span(bytes))
}

/// The bytes of a line that a position covers; none for a position after the end.
fn bytes(line: &str, place: Position) -> Range<usize> {
    let start = place.column.saturating_sub(1) as usize;
    offset(line, start)..offset(line, start + place.width as usize)
}

/// The byte at which a character begins.
fn offset(line: &str, characters: usize) -> usize {
    line.char_indices()
        .nth(characters)
        .map_or(line.len(), |(at, _)| at)
}

/// The part of a long line around a position, and the position within that part.
fn window(line: &str, place: Position) -> (&str, Position) {
    const BEFORE: u32 = 40;
    const WIDTH: u32 = 120;
    let skipped = place.column.saturating_sub(1 + BEFORE);
    let column = place.column - skipped;
    let range =
        offset(line, skipped as usize)..offset(line, skipped.saturating_add(WIDTH) as usize);
    let width = place.width.min(WIDTH - BEFORE);
    (
        line.get(range).unwrap_or_default(),
        Position {
            column,
            width,
            ..place
        },
    )
}
