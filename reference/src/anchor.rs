//! Anchors: functions of a place, as names are.

use std::fmt::Write as _;

/// An anchor such as `refunds.create.metadata`. Characters that a URL or an attribute could misread are escaped.
pub(crate) fn anchor(steps: &[&str]) -> String {
    let mut out = String::new();
    for (index, step) in steps.iter().enumerate() {
        if index > 0 {
            out.push('.');
        }
        for c in step.chars() {
            match c {
                '.' | '-' | '_' => out.push(c),
                c if c.is_ascii_alphanumeric() => out.push(c),
                // Writing to a string does not fail.
                c => drop(write!(out, "~{:x}", u32::from(c))),
            }
        }
    }
    out
}

/// The anchor of a step below a place that has this anchor, which is escaped already.
pub(crate) fn below(at: &str, step: &str) -> String {
    format!("{at}.{}", anchor(&[step]))
}

#[cfg(test)]
mod tests {
    use super::{anchor, below};

    #[test]
    fn an_anchor_is_the_path_of_a_place() {
        assert_eq!(
            anchor(&["refunds.create", "metadata"]),
            "refunds.create.metadata"
        );
        assert_eq!(anchor(&["a b", "\"><x"]), "a~20b.~22~3e~3cx");
        assert_eq!(below(&anchor(&["a b"]), "c d"), "a~20b.c~20d");
    }
}
