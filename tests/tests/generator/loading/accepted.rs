//! Documents that load are kept completely.

use super::*;

/// `openapiv3` keeps every key that the walk accepts.
#[test]
fn keys_are_kept() {
    let document = loaded("all.yaml", include_str!("all-keys.yaml"));
    assert_eq!(document.warnings, []);
    assert_nothing_lost(&document);
}
