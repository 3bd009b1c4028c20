//! Refunds.

use super::Rule;

pub(super) fn rule(_route: &str) -> Option<Rule> {
    None
}
