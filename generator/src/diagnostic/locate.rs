//! Finds the positions of JSON pointers in a text.
//!
//! JSON is close enough to a subset of YAML for one event parser with positions to handle both. It runs only if there
//! is something to report, and keeps only the requested positions.

use std::{borrow::Cow, collections::HashMap};

use saphyr_parser::{Event, Parser, Span};

use super::{Pointer, Position};

/// The position of each pointer, or of its nearest ancestor that the text contains.
pub(super) fn locate<'p>(
    text: &str,
    pointers: impl Iterator<Item = &'p Pointer> + Clone,
) -> Vec<Option<Position>> {
    let mut wanted = Wanted::default();
    for pointer in pointers.clone() {
        wanted.insert(pointer);
    }
    let text = as_yaml(text);
    let mut scan = Scan {
        wanted: &mut wanted,
        frames: Vec::new(),
    };
    let mut parser = Parser::new_from_str(&text);
    // If this parser refuses a text that another one accepted, the positions before the error are still valid.
    while let Some(Ok((event, span))) = parser.next_event() {
        scan.event(&event, span);
    }
    pointers.map(|pointer| wanted.position(pointer)).collect()
}

/// Replaces escaped surrogate pairs, the only JSON that the YAML parser refuses, by text of the same width.
pub(crate) fn as_yaml(text: &str) -> Cow<'_, str> {
    if !text.trim_start().starts_with(['{', '[']) {
        return Cow::Borrowed(text);
    }
    let mut text = Cow::Borrowed(text);
    for prefix in ["\\ud", "\\uD"] {
        if text.contains(prefix) {
            let mut pieces = text.split(prefix);
            let mut rewritten = pieces.next().unwrap_or_default().to_owned();
            for piece in pieces {
                let surrogate = piece.starts_with([
                    '8', '9', 'a', 'b', 'c', 'd', 'e', 'f', 'A', 'B', 'C', 'D', 'E', 'F',
                ]);
                // `\\ud800` is a backslash and five letters.
                let escaped = rewritten
                    .bytes()
                    .rev()
                    .take_while(|byte| *byte == b'\\')
                    .count()
                    % 2
                    == 1;
                rewritten.push_str(if surrogate && !escaped {
                    "\\u0"
                } else {
                    prefix
                });
                rewritten.push_str(piece);
            }
            text = Cow::Owned(rewritten);
        }
    }
    text
}

/// The requested pointers, as a tree.
struct Wanted<'p>(Vec<Node<'p>>);

#[derive(Default)]
struct Node<'p> {
    children: HashMap<&'p str, usize>,
    position: Option<Position>,
}

impl Default for Wanted<'_> {
    fn default() -> Self {
        Self(vec![Node::default()])
    }
}

impl<'p> Wanted<'p> {
    fn insert(&mut self, pointer: &'p Pointer) {
        let mut at = 0;
        for segment in pointer.segments() {
            let next = self.0.len();
            let Some(node) = self.0.get_mut(at) else {
                return;
            };
            at = *node.children.entry(segment).or_insert(next);
            if at == next {
                self.0.push(Node::default());
            }
        }
    }

    fn child(&self, at: Option<usize>, segment: &str) -> Option<usize> {
        self.0.get(at?)?.children.get(segment).copied()
    }

    /// A duplicate key has the position of its last occurrence, whose value is kept.
    fn set(&mut self, at: Option<usize>, position: Position) {
        if let Some(node) = at.and_then(|at| self.0.get_mut(at)) {
            node.position = Some(position);
        }
    }

    fn position(&self, pointer: &Pointer) -> Option<Position> {
        let mut node = self.0.first()?;
        let mut position = node.position;
        for segment in pointer.segments() {
            let Some(child) = node.children.get(segment).and_then(|at| self.0.get(*at)) else {
                break;
            };
            position = child.position.or(position);
            node = child;
        }
        position
    }
}

/// A collection that is being read.
enum Frame {
    Sequence {
        node: Option<usize>,
        next: usize,
    },
    Mapping {
        node: Option<usize>,
        key: Option<(Option<usize>, Span)>,
    },
}

struct Scan<'w, 'p> {
    wanted: &'w mut Wanted<'p>,
    frames: Vec<Frame>,
}

impl Scan<'_, '_> {
    fn event(&mut self, event: &Event<'_>, span: Span) {
        match event {
            Event::Scalar(text, ..) => {
                if let Some(Frame::Mapping {
                    node,
                    key: key @ None,
                }) = self.frames.last_mut()
                {
                    *key = Some((self.wanted.child(*node, text), span));
                    return;
                }
                self.enter(span, true);
                self.leave();
            }
            Event::Alias(_) => {
                self.enter(span, true);
                self.leave();
            }
            Event::SequenceStart(..) => {
                let node = self.enter(span, false);
                self.frames.push(Frame::Sequence { node, next: 0 });
            }
            Event::MappingStart(..) => {
                let node = self.enter(span, false);
                self.frames.push(Frame::Mapping { node, key: None });
            }
            Event::SequenceEnd | Event::MappingEnd => {
                self.frames.pop();
                self.leave();
            }
            _ => {}
        }
    }

    /// Begins a value: determines its pointer and records its position.
    fn enter(&mut self, span: Span, scalar: bool) -> Option<usize> {
        let whole = |from: Span| {
            let one_line = scalar && from.start.line() == span.end.line();
            extent(from, if one_line { span } else { from })
        };
        match self.frames.last_mut() {
            None => {
                self.wanted.set(
                    Some(0),
                    Position::new(span.start.line(), span.start.col() + 1),
                );
                Some(0)
            }
            Some(Frame::Sequence { node, next }) => {
                let item = node.and_then(|node| self.wanted.child(Some(node), &next.to_string()));
                *next += 1;
                self.wanted.set(item, whole(span));
                item
            }
            Some(Frame::Mapping {
                key: Some((node, key)),
                ..
            }) => {
                let (node, key) = (*node, *key);
                self.wanted.set(node, whole(key));
                node
            }
            Some(Frame::Mapping { key: None, .. }) => None,
        }
    }

    /// Ends a value: in a mapping, a key follows, or the value of a key that was not a scalar.
    fn leave(&mut self) {
        if let Some(Frame::Mapping { key, .. }) = self.frames.last_mut() {
            *key = match key {
                Some(_) => None,
                None => Some((None, Span::default())),
            };
        }
    }
}

/// From the start of one span to the end of another, if they are on one line.
fn extent(from: Span, to: Span) -> Position {
    let position = Position::new(from.start.line(), from.start.col() + 1);
    match to.end.line() == from.start.line() {
        true => position.with_width(to.end.col().saturating_sub(from.start.col())),
        false => position,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The text from each pointer's place on, as wide as the place is.
    fn found(text: &str, pointers: &[&str]) -> Vec<String> {
        let pointers: Vec<_> = pointers
            .iter()
            .filter_map(|text| Pointer::parse(text))
            .collect();
        let shown = |position: Option<Position>| {
            let Some(position) = position else {
                return "nothing".to_owned();
            };
            let line = text
                .lines()
                .nth(position.line as usize - 1)
                .unwrap_or_default();
            line.chars()
                .skip(position.column as usize - 1)
                .take(position.width as usize)
                .collect()
        };
        locate(text, pointers.iter())
            .into_iter()
            .map(shown)
            .collect()
    }

    #[test]
    fn keys_items_and_the_nearest_ancestor() {
        let text = "a:\n  - b: 1\n  - é: [x, \"y\"]\n200: z\n";
        let places = ["#/a", "#/a/0/b", "#/a/1/é/1", "#/200", "#/a/1/c", "#/d"];
        assert_eq!(
            found(text, &places),
            ["a", "b: 1", "\"y\"", "200: z", "é", "a"]
        );
    }

    #[test]
    fn json_with_tabs_and_surrogates() {
        let text = "{\n\t\"a\"\t:\t[\t1\t,\t2\t]\t,\n\t\"b\":\"\\uD83D\\uDE00\",\"c\":\"\\\\ud83d\",\n\"\\\\ud83d\":0}";
        let places = ["#/a/1", "#/b", "#/c", "#/\\ud83d"];
        let expected = [
            "2",
            "\"b\":\"\\uD83D\\uDE00\"",
            "\"c\":\"\\\\ud83d\"",
            "\"\\\\ud83d\":0",
        ];
        assert_eq!(found(text, &places), expected);
    }

    #[test]
    fn aliases_as_keys_and_values() {
        let text = "a: &x b\n*x : 1\nc: {d: e}\n";
        assert_eq!(found(text, &["#/a", "#/c/d"]), ["a: &x b", "d: e"]);
    }
}
