//! The documents that Stripe publishes.

use super::*;

fn check(name: &str) {
    let shared = std::env::var("STRIPE_SHARED")
        .unwrap_or_else(|_| concat!(env!("CARGO_MANIFEST_DIR"), "/../../shared").to_owned());
    let path = format!("{shared}/specs/{name}");
    let Ok(bytes) = std::fs::read(&path) else {
        tests::say(&format!(
            "skipped: {path} is not there (STRIPE_SHARED names the folder)"
        ));
        return;
    };
    let document = spec::load(name, &bytes).unwrap_or_else(|report| panic!("{report}"));
    assert_eq!(document.warnings, []);
    assert_eq!(document.api.operations().count(), 619);
    assert_nothing_lost(&document);
}

#[test]
fn april() {
    check("stripe-2026-04-22.dahlia.json");
}

#[test]
fn may() {
    check("stripe-2026-05-27.dahlia.json");
}
