//! Documents that load are kept completely.

use super::*;

/// Every key that the walk lets through is one that `openapiv3` keeps.
#[test]
fn keys_are_kept() {
    let document = loaded("all.yaml", include_str!("all-keys.yaml"));
    assert_eq!(document.warnings, []);
    assert_nothing_lost(&document);
}
