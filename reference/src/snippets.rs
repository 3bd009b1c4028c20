//! All Rust of the site, for the tests that compile it.

use generator::Lowered;
use generator::calls::Calls;

use crate::code::{CRATE, client, whole};

/// The Rust of one operation, as it is on the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Program {
    /// The operation, such as `refunds.create`.
    pub name: String,
    /// For the async client.
    pub asynchronous: String,
    /// For the blocking client.
    pub blocking: String,
}

/// The snippets of all operations, in the order of the document.
#[must_use]
pub fn programs(lowered: &Lowered) -> Vec<Program> {
    let calls = Calls::new(&lowered.api, &lowered.names, CRATE);
    let programs = lowered.named_operations().filter_map(|(operation, name)| {
        let asynchronous = whole(&calls.snippet(operation, &lowered.examples)?);
        Some(Program {
            name,
            blocking: client(&asynchronous),
            asynchronous,
        })
    });
    programs.collect()
}
