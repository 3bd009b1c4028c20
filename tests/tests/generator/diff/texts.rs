//! Differences that do not affect programs: order, and prose, which is counted.

use generator::diff::Verdict;
use serde_json::json;
use tests::read;

use super::{BODY, CONSTRUCTS, FRAGMENT, REFUND, changed, diff_of, expect, reported, set};

#[test]
fn nothing() {
    let text = read(FRAGMENT);
    let (_, _, diff) = diff_of(&text, &text);
    expect(&diff, &[]);
    assert_eq!(diff.verdict(), Verdict::None);
}

#[test]
fn order_is_no_change() {
    for path in [FRAGMENT, CONSTRUCTS] {
        let text = read(path);
        let (_, _, diff) = diff_of(&text, &tests::reversed(&text));
        expect(&diff, &[]);
        assert_eq!(diff.verdict(), Verdict::None);
    }
}

#[test]
fn prose_is_counted() {
    let diff = changed(FRAGMENT, |document| {
        let text = json!("Other words.");
        set(document, REFUND, "description", text.clone());
        set(document, REFUND, "title", json!("Other title"));
        let amount = format!("{REFUND}/properties/amount");
        set(document, &amount, "description", text.clone());
        let amount = format!("{BODY}/properties/amount");
        set(document, &amount, "description", text.clone());
        set(document, "/paths/~1v1~1refunds/post", "summary", text);
    });
    assert_eq!(reported(&diff), []);
    assert_eq!(diff.prose, 4);
    assert_eq!(diff.verdict(), Verdict::Patch);
}
