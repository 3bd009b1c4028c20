//! The site of the reference as files: what is on it, that its links resolve, that a document stays text, and its size.
//!
//! Nothing here starts a process. `../projects/reference.rs` compiles its Rust.

#![allow(
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod content;
mod hostile;
mod links;
mod search;
mod sizes;

use std::collections::BTreeMap;
use std::sync::OnceLock;

use generator::Lowered;
use tests::site::files;

/// The committed fragment.
fn fragment() -> Lowered {
    tests::lower("refunds", &tests::read("spec/refunds.yaml"))
}

/// The site of Stripe's document, with marks of what changed since the one before; `None` without the shared folder.
fn whole() -> Option<&'static BTreeMap<String, String>> {
    static SITE: OnceLock<Option<BTreeMap<String, String>>> = OnceLock::new();
    let lowered = |version: &str| {
        let document = tests::shared(&format!("specs/stripe-{version}.dahlia.json"))?;
        Some(tests::lower(version, &document))
    };
    let site = SITE.get_or_init(|| {
        Some(files(
            &lowered("2026-05-27")?,
            Some(&lowered("2026-04-22")?),
        ))
    });
    site.as_ref()
}

/// The values of an attribute, with their references to characters resolved.
fn attributes(html: &str, name: &str) -> Vec<String> {
    let mark = format!(" {name}=");
    let values = html.match_indices(&mark).map(|(at, _)| {
        let rest = &html[at + mark.len()..];
        let value = match rest.strip_prefix('"') {
            Some(rest) => rest.split('"').next(),
            None => rest.split([' ', '>']).next(),
        };
        let value = value.unwrap_or_default();
        value
            .replace("&quot;", "\"")
            .replace("&lt;", "<")
            .replace("&gt;", ">")
            .replace("&amp;", "&")
    });
    values.collect()
}
