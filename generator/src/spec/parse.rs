//! Parses YAML and JSON.

use std::cell::RefCell;

use saphyr_parser::{Event, Parser};
use serde::de::DeserializeSeed;
use serde_json::Value;

use super::prescan::prescan;
use super::raw::{Found, Raw};
use crate::budget::Spent;
use crate::diagnostic::{Diagnostic, Path, Pointer, Position, Source};

/// A text that was read.
pub(crate) struct Parsed {
    pub(crate) value: Value,
    /// An error for each duplicate key.
    pub(crate) problems: Vec<Diagnostic>,
    pub(crate) spent: Spent,
}

/// Reads a text within the budget.
pub(crate) fn parse(source: &Source) -> Result<Parsed, Diagnostic> {
    let found = RefCell::new(Found::default());
    let raw = Raw {
        path: Path::Root,
        depth: 0,
        found: &found,
    };
    let value = match is_json(source) {
        true => json(&source.text, raw),
        false => prescan(&source.text).and_then(|()| yaml(&source.text, raw)),
    };
    let found = found.into_inner();
    let value = value.map_err(|problem| match (found.over, found.failed) {
        // That is why there is so much of it.
        _ if problem.code == "anchor-cycle" => problem,
        // What the parsers make of it has no pointer and no help.
        (Some(over), _) => at_position_of(over, &problem, is_json(source)),
        (None, Some(failed)) if problem.code == "too-large" => Diagnostic {
            pointer: failed,
            ..problem
        },
        _ => problem,
    })?;
    Ok(Parsed {
        value,
        problems: found.duplicates.into_iter().map(duplicate).collect(),
        spent: found.budget.spent(),
    })
}

/// JSON is read in the order of the text, so the parser knows the line. Aliases of YAML are read where their anchor is.
fn at_position_of(over: Diagnostic, problem: &Diagnostic, is_json: bool) -> Diagnostic {
    match problem.position.filter(|_| is_json) {
        Some(position) => over.with_position(position),
        None => over,
    }
}

/// A truncated YAML file is often still valid YAML. If it has problems, a missing line break at its end is a hint.
pub(super) fn cut_off(source: &Source) -> Option<Diagnostic> {
    if is_json(source) || source.text.ends_with('\n') {
        return None;
    }
    let message = "the file does not end with a line break, so it may be cut off";
    let warning = Diagnostic::warning("truncated", Pointer::root(), message);
    Some(warning.with_position(end(&source.text)))
}

/// The last character that is not white space.
fn end(text: &str) -> Position {
    let text = text.trim_end();
    let last = text.char_indices().next_back().map_or(0, |(at, _)| at);
    Position::of_byte(text.as_bytes(), last)
}

fn is_json(source: &Source) -> bool {
    match source.name.rsplit_once('.') {
        Some((_, "json")) => true,
        Some((_, "yaml" | "yml")) => false,
        _ => source.text.trim_start().starts_with(['{', '[']),
    }
}

fn duplicate(pointer: Pointer) -> Diagnostic {
    let key = pointer.segments().last().unwrap_or_default();
    let message = format!("the key `{key}` is given more than once");
    Diagnostic::error("duplicate-key", pointer, message)
        .with_help("keep one of them; this is the last")
}

fn json(text: &str, raw: Raw<'_>) -> Result<Value, Diagnostic> {
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let value = raw.deserialize(&mut deserializer);
    let error = match value.and_then(|value| deserializer.end().map(|()| value)) {
        Ok(value) => return Ok(value),
        Err(error) => error,
    };
    let (line, column) = (error.line(), error.column());
    let message = without_place(&error.to_string(), line, column);
    Err(match error.is_eof() {
        true => truncated("JSON", &message, text),
        false => syntax("JSON", &message, Position::new(line, column)),
    })
}

/// Only this function and the printer use `serde_yaml`, which is archived.
fn yaml(text: &str, raw: Raw<'_>) -> Result<Value, Diagnostic> {
    let error = match raw.deserialize(serde_yaml::Deserializer::from_str(text)) {
        Ok(value) => return Ok(value),
        Err(error) => error,
    };
    // `serde_yaml` reports a cycle of anchors as too deep a recursion, which hides the cause.
    if let Some(cycle) = anchor_cycle(text) {
        return Err(cycle);
    }
    let message = error.to_string();
    // It counts the values that aliases stand for too, by the values that are written.
    if message == "repetition limit exceeded" {
        let message = "aliases stand for more than 100 times as many values as are written, which is the limit";
        return Err(Diagnostic::error("too-large", Pointer::root(), message));
    }
    let Some(at) = error.location() else {
        return Err(Diagnostic::error(
            "invalid-syntax",
            Pointer::root(),
            format!("not YAML: {message}"),
        ));
    };
    let message = if is_indented_with_tab(text, at.line()) {
        "a tab indents this line, and YAML takes only spaces there"
    } else {
        &without_place(&message, at.line(), at.column())
    };
    Err(match at.index() >= text.trim_end().len() {
        true => truncated("YAML", message, text),
        false => syntax("YAML", message, Position::new(at.line(), at.column())),
    })
}

/// Whether a tab is in the indentation of a line, the first of which is 1.
fn is_indented_with_tab(text: &str, line: usize) -> bool {
    let text = line
        .checked_sub(1)
        .and_then(|before| text.lines().nth(before));
    let indentation = text.map(|text| text.chars().take_while(|c| matches!(c, ' ' | '\t')));
    indentation.is_some_and(|mut indentation| indentation.any(|c| c == '\t'))
}

fn syntax(format: &str, message: &str, position: Position) -> Diagnostic {
    let problem = match message {
        "recursion limit exceeded" => Diagnostic::error(
            "too-deep",
            Pointer::root(),
            "the document is nested too deeply",
        ),
        _ => Diagnostic::error(
            "invalid-syntax",
            Pointer::root(),
            format!("not {format}: {message}"),
        ),
    };
    problem.with_position(position)
}

/// The error for a text that ends too early.
fn truncated(format: &str, message: &str, text: &str) -> Diagnostic {
    Diagnostic::error(
        "truncated",
        Pointer::root(),
        format!("the {format} is cut off: {message}"),
    )
    .with_position(end(text))
    .with_help("this is the end of the file; fetch it again if it was cut off")
}

/// Removes the position from a message, since the report shows it anyway.
fn without_place(message: &str, line: usize, column: usize) -> String {
    message.replacen(&format!(" at line {line} column {column}"), "", 1)
}

/// Finds an alias inside the anchor that it refers to.
fn anchor_cycle(text: &str) -> Option<Diagnostic> {
    let mut open = Vec::new();
    let mut parser = Parser::new_from_str(text);
    while let Some(Ok((event, span))) = parser.next_event() {
        match event {
            Event::SequenceStart(anchor, _) | Event::MappingStart(anchor, _) => open.push(anchor),
            Event::SequenceEnd | Event::MappingEnd => drop(open.pop()),
            Event::Alias(anchor) if open.contains(&anchor) => {
                let position =
                    Position::new(span.start.line(), span.start.col() + 1).with_width(span.len());
                let message =
                    "this alias is inside the anchor that it names, so it would never end";
                return Some(
                    Diagnostic::error("anchor-cycle", Pointer::root(), message)
                        .with_position(position)
                        .with_help("recursive schemas are written with `$ref`"),
                );
            }
            _ => {}
        }
    }
    None
}
