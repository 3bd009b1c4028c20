//! Changes that a person accepted: `spec/reviewed.tsv`, a fingerprint and a reason a line.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::diagnostic::{Report, Source};
use crate::tsv;

const CODE: &str = "reviewed";

/// Reads the file: the reason of each change by its fingerprint.
///
/// # Errors
///
/// Every line that is not a fingerprint and a reason between tabs, or whose fingerprint has a line already.
pub fn read_reviewed(file: &Arc<Source>) -> Result<BTreeMap<String, String>, Report> {
    let mut accepted = BTreeMap::new();
    let mut problems = Vec::new();
    for row in tsv::rows(file) {
        let columns = row.all();
        let [fingerprint, reason] = columns.as_slice() else {
            let expected = "a line is the fingerprint of a change and a reason, between tabs";
            problems.push(row.problem(CODE, None, expected));
            continue;
        };
        let is_hex = |c: char| c.is_ascii_digit() || ('a'..='f').contains(&c);
        if fingerprint.len() != 16 || !fingerprint.chars().all(is_hex) {
            let message =
                format!("`{fingerprint}` is no fingerprint: 16 digits and letters a to f");
            problems.push(row.problem(CODE, Some(0), message));
        } else if reason.trim().is_empty() {
            problems.push(row.problem(CODE, Some(1), "a change without a reason"));
        } else if accepted
            .insert((*fingerprint).to_owned(), reason.trim().to_owned())
            .is_some()
        {
            let message = format!("`{fingerprint}` has a line already");
            problems.push(row.problem(CODE, Some(0), message));
        }
    }
    if problems.is_empty() {
        Ok(accepted)
    } else {
        Err(Report::new(Arc::clone(file), problems))
    }
}
