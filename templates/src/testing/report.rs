//! What a test reads when its requests are not those that it expects.

use std::error::Error;
use std::fmt;

use super::expected::Expected;
use super::request::Request;

/// A request that a test did not expect. Its `Debug` is its text, in lines, because `unwrap` prints that.
#[derive(Clone)]
pub(super) struct Unexpected(String);

impl Unexpected {
    /// No answer is left for a request. What is expected follows, nearest first.
    pub(super) fn new(request: &Request, expected: &[Expected]) -> Self {
        let mut text = request.to_string();
        let mut nearest: Vec<&Expected> = expected.iter().collect();
        nearest.sort_by_key(|expected| (expected.distance(request), expected.is_used));
        text += if nearest.is_empty() {
            "\nnothing is expected"
        } else {
            "\nexpected, nearest first:"
        };
        for expected in nearest {
            let used = if expected.is_used { " (used)" } else { "" };
            text += &format!("\n  {expected}{used}");
        }
        Self(text)
    }

    /// The answer for a request cannot be given.
    pub(super) fn invalid(request: &Request, reason: &str) -> Self {
        Self(format!("{request}: {reason}"))
    }
}

impl fmt::Display for Unexpected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Unexpected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Error for Unexpected {}

/// A request, and what it was answered with: nothing if it was not expected.
#[derive(Debug)]
pub(super) struct Seen {
    pub(super) request: Request,
    pub(super) answer: Option<String>,
}

/// The difference between what was expected and what came; `None` if there is none.
pub(super) fn difference(
    expected: &[Expected],
    seen: &[Seen],
    faults: &[String],
) -> Option<String> {
    let unused = expected.iter().filter(|expected| !expected.is_used);
    let unused: Vec<String> = unused
        .map(|expected| format!("\n- {expected}: did not come"))
        .collect();
    let is_expected = |seen: &Seen| seen.answer.is_some();
    if unused.is_empty() && faults.is_empty() && seen.iter().all(is_expected) {
        return None;
    }
    let mut text = "the requests are not those that were expected (- expected, + came):".to_owned();
    for Seen { request, answer } in seen {
        text += &match answer {
            Some(answer) => format!("\n  {request} → {answer}"),
            None => format!("\n+ {request}: was not expected"),
        };
    }
    text += &unused.concat();
    for fault in faults {
        text += &format!("\n! {fault}");
    }
    Some(text)
}
