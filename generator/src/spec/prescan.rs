//! Looks over YAML before it is parsed.
//!
//! `serde_yaml` collects all events of a text before it gives any of them away, and its scanner needs time that is
//! quadratic in the depth. So the text first goes through a parser that can be stopped at the limits. Aliases are counted
//! later, when they are read.

use saphyr_parser::{Event, Parser, Span};

use crate::budget::{Budget, Exceeded, VALUES};
use crate::diagnostic::{Diagnostic, Pointer, Position, as_yaml};

/// The parser's own limit. It looks ahead on a line, so this may come before the events.
const TOO_DEEP: &str = "recursion limit exceeded";

/// How much text may be left unseen where the two parsers do not agree.
const UNSEEN: usize = 4 << 20;

/// The steps of `serde_yaml`'s scanner over such text, at worst: as many as it has bytes, for each bracket.
const STEPS: usize = 200_000_000;

/// Refuses a text that is nested too deeply, or that has too many values.
pub(super) fn prescan(text: &str) -> Result<(), Diagnostic> {
    let text = as_yaml(text);
    let mut scan = Scan {
        budget: Budget::new(VALUES),
        open: Vec::new(),
    };
    let mut parser = Parser::new_from_str(&text);
    while let Some(event) = parser.next_event() {
        match event {
            Ok((event, span)) => scan.event(&event, span)?,
            Err(error) => {
                let mark = error.marker();
                let (line, column) = (mark.line(), mark.col() + 1);
                if error.info() == TOO_DEEP {
                    let problem = Exceeded::Depth(VALUES).at(scan.pointer());
                    return Err(problem.with_position(Position::new(line, column)));
                }
                // The other parser may have better words for it, or read the text.
                if is_harmless(rest(&text, line)) {
                    return Ok(());
                }
                let message = format!("not YAML: {}", error.info());
                let problem = Diagnostic::error("invalid-syntax", scan.pointer(), message);
                return Err(problem.with_position(Position::new(line, column)));
            }
        }
    }
    Ok(())
}

/// The text from a line on.
fn rest(text: &str, line: usize) -> &str {
    let mut breaks = text.match_indices('\n').map(|(at, _)| at + 1);
    let start = match line.checked_sub(2) {
        Some(before) => breaks.nth(before).unwrap_or(text.len()),
        None => 0,
    };
    text.get(start..).unwrap_or_default()
}

fn is_harmless(rest: &str) -> bool {
    let brackets = rest.bytes().filter(|byte| b"[{".contains(byte)).count();
    rest.len() <= UNSEEN && brackets.saturating_mul(rest.len()) <= STEPS
}

/// A collection that is being read.
enum Open {
    Sequence { next: usize },
    Mapping { key: Option<String> },
}

struct Scan {
    budget: Budget,
    open: Vec<Open>,
}

impl Scan {
    fn event(&mut self, event: &Event<'_>, span: Span) -> Result<(), Diagnostic> {
        match event {
            Event::Scalar(text, ..) => {
                if let Some(Open::Mapping { key: key @ None }) = self.open.last_mut() {
                    *key = Some(text.to_string());
                    return Ok(());
                }
                self.value(text.len(), span)?;
                self.ended();
            }
            Event::Alias(_) => {
                self.value(0, span)?;
                self.ended();
            }
            Event::SequenceStart(..) => {
                self.value(0, span)?;
                self.open.push(Open::Sequence { next: 0 });
            }
            Event::MappingStart(..) => {
                self.value(0, span)?;
                self.open.push(Open::Mapping { key: None });
            }
            Event::SequenceEnd | Event::MappingEnd => {
                self.open.pop();
                self.ended();
            }
            _ => {}
        }
        Ok(())
    }

    fn value(&mut self, bytes: usize, span: Span) -> Result<(), Diagnostic> {
        let spent = self.budget.node(self.open.len(), bytes);
        spent.map_err(|exceeded| {
            let position = Position::new(span.start.line(), span.start.col() + 1);
            exceeded.at(self.pointer()).with_position(position)
        })
    }

    /// A value is complete: the next one is at the next index, or has another key. A key that is no scalar counts as an
    /// empty one.
    fn ended(&mut self) {
        match self.open.last_mut() {
            Some(Open::Sequence { next }) => *next += 1,
            Some(Open::Mapping { key }) => {
                *key = match key {
                    Some(_) => None,
                    None => Some(String::new()),
                };
            }
            None => {}
        }
    }

    /// The place of the value that is being read.
    fn pointer(&self) -> Pointer {
        let mut pointer = Pointer::root();
        for open in &self.open {
            match open {
                Open::Sequence { next } => pointer.push(next.to_string()),
                Open::Mapping { key } => pointer.push(key.clone().unwrap_or_default()),
            }
        }
        pointer
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(text: &str) -> (&'static str, String, Option<Position>) {
        let problem = prescan(text).expect_err("a problem");
        (problem.code, problem.pointer.to_string(), problem.position)
    }

    #[test]
    fn brackets_are_counted_before_the_parser_sees_them() {
        let text = format!("a: 1\nb:\n- x\n- {}", "[".repeat(100_000));
        let (code, pointer, position) = refused(&text);
        assert_eq!(code, "too-deep");
        // The scanner looks ahead on a line, so the place may be the whole of what is too deep.
        assert!(pointer.starts_with("#/b/1"), "{pointer}");
        assert_eq!(position.map(|position| position.line), Some(4));
    }

    #[test]
    fn values_are_counted_before_the_parser_keeps_them() {
        let text = format!("a: [{}1]", "1,".repeat(VALUES.nodes));
        let (code, pointer, _) = refused(&text);
        assert_eq!(
            (code, pointer),
            ("too-large", format!("#/a/{}", VALUES.nodes - 2))
        );
    }

    /// What only the other parser reads is not handed to it where it could take long.
    #[test]
    fn text_that_cannot_be_counted_is_refused() {
        let text = format!("a: %\nb: {}", "[".repeat(100_000));
        assert_eq!(refused(&text).0, "invalid-syntax");
        assert_eq!(prescan("a: %\nb: []"), Ok(()));
    }
}
