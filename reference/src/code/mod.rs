//! Code on the page, highlighted when the site is built.

mod curl;
mod json;
mod lexer;
mod rust;

use generator::calls::Calls;
use generator::ir::Operation;
use serde::Serialize;

use crate::html::Html;
use crate::world::World;

pub(crate) use json::{Json, Key, pretty};
pub(crate) use rust::{client, whole};

/// The name that snippets import the crate by.
pub(crate) const CRATE: &str = "stripe_client";

/// The calls of one operation.
#[derive(Debug, Serialize)]
pub(crate) struct Pane {
    /// Rust for both clients: spans of class `as` are of the async one alone, `bl` of the blocking one.
    pub(crate) rust: Html,
    pub(crate) curl: Html,
    /// How many lines the longest has.
    pub(crate) lines: usize,
}

/// The calls of an operation. Setters lead to the anchors of `setters`.
pub(crate) fn pane(world: &World<'_>, operation: &Operation, setters: &[(String, String)]) -> Pane {
    let calls = Calls::new(&world.lowered.api, &world.lowered.names, CRATE);
    let text = match calls.snippet(operation, &world.lowered.examples) {
        Some(snippet) => whole(&snippet),
        None => String::new(),
    };
    let curl = curl::command(world.lowered, operation);
    let rust = rust::html(&text, setters);
    let lines = text.lines().count().max(curl.lines().count());
    Pane {
        rust,
        curl: curl::html(&curl),
        lines,
    }
}

/// A block of Rust, highlighted.
pub(crate) fn rust_block(text: &str) -> Html {
    rust::block(text)
}
