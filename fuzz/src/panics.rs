//! Panics as findings.

use std::backtrace::Backtrace;
use std::panic::{self, AssertUnwindSafe, PanicHookInfo};
use std::sync::{Mutex, PoisonError};

use crate::targets::Target;

/// A panic: where, and its message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Panic {
    /// `file:line`, and what a message has in brackets at its start. Findings of the same place count as one.
    pub place: String,
    /// The message.
    pub message: String,
}

/// The first panic since the last look, in whichever thread.
static LAST: Mutex<Option<Panic>> = Mutex::new(None);

/// Collects panics instead of printing them.
pub fn collect() {
    panic::set_hook(Box::new(|info| {
        let mut last = LAST.lock().unwrap_or_else(PoisonError::into_inner);
        last.get_or_insert_with(|| read(info));
    }));
}

fn read(info: &PanicHookInfo<'_>) -> Panic {
    let text = info.payload().downcast_ref::<String>().cloned();
    let literal = info
        .payload()
        .downcast_ref::<&str>()
        .map(ToString::to_string);
    // A panic in the standard library says too little about the caller.
    let place = info.location().map_or_else(
        || "?".to_owned(),
        |at| format!("{}:{}", shortened(at.file()), at.line()),
    );
    let caller = place
        .contains("library/")
        .then(|| Backtrace::force_capture().to_string());
    let caller = caller.map(|trace| format!("\n{trace}"));
    let message = text.or(literal).unwrap_or_default() + &caller.unwrap_or_default();
    let kind = message
        .strip_prefix('[')
        .and_then(|rest| rest.split_once(']'));
    Panic {
        place: kind.map_or_else(|| place.clone(), |(kind, _)| format!("{place} {kind}")),
        message,
    }
}

/// The path within the project or the crate, which is the same on every machine.
fn shortened(file: &str) -> &str {
    let parts: Vec<usize> = file.match_indices(['/', '\\']).map(|(at, _)| at).collect();
    match parts.len().checked_sub(4) {
        Some(first) if file.starts_with('/') => &file[parts[first] + 1..],
        _ => file,
    }
}

/// Runs a target once.
pub fn check(target: Target, input: &[u8]) -> Option<Panic> {
    let result = panic::catch_unwind(AssertUnwindSafe(|| target(input)));
    let last = LAST.lock().unwrap_or_else(PoisonError::into_inner).take();
    // A panic in a thread that nobody joins is a finding as well.
    last.or_else(|| {
        result.err().map(|_| Panic {
            place: "?".to_owned(),
            message: String::new(),
        })
    })
}
