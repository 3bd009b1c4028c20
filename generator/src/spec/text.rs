//! Decodes the bytes of a document.

use std::sync::Arc;

use crate::budget;
use crate::diagnostic::{Diagnostic, Pointer, Position, Report, Source};

/// The text of a document, which must be UTF-8 and not blank.
pub(super) fn decode(name: &str, bytes: &[u8]) -> Result<Arc<Source>, Report> {
    if bytes.len() > budget::FILE {
        let source = Arc::new(Source::new(name, ""));
        return Err(Report::new(source, vec![budget::too_long()]));
    }
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text.strip_prefix('\u{feff}').unwrap_or(text),
        Err(error) => {
            let problem = not_utf8(bytes, error.valid_up_to());
            return Err(Report::new(Arc::new(Source::new(name, "")), vec![problem]));
        }
    };
    let source = Arc::new(Source::new(name, text));
    if text.lines().all(says_nothing) {
        let problem = Diagnostic::error(
            "empty-document",
            Pointer::root(),
            "the file contains no document",
        )
        .with_position(Position::new(1, 1));
        return Err(Report::new(source, vec![problem]));
    }
    Ok(source)
}

fn not_utf8(bytes: &[u8], offset: usize) -> Diagnostic {
    let message =
        format!("the file is not UTF-8: the byte at offset {offset} does not belong there");
    let problem = Diagnostic::error("not-utf8", Pointer::root(), message)
        .with_position(Position::of_byte(bytes, offset));
    match bytes {
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => {
            problem.with_help("this looks like UTF-16; save the file as UTF-8")
        }
        _ => problem.with_help("save the file as UTF-8"),
    }
}

/// Whether a line is blank, a comment or a marker around a YAML document.
fn says_nothing(line: &str) -> bool {
    let line = line.trim();
    line.is_empty() || line.starts_with('#') || line == "---" || line == "..."
}
