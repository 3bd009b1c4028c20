//! The pages that rustdoc makes of a client, as its reader sees them.

use std::fs;
use tests::{emitted, read};

/// The page of an item of the client of `tests/specs/calls.yaml`.
fn page(path: &str) -> String {
    let folder = emitted::client("calls", &read("tests/specs/calls.yaml"));
    emitted::cargo(&folder, &["doc", "--quiet", "--all-features", "--no-deps"]);
    let path = emitted::target().join("doc/stripe_client").join(path);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// rustdoc lists impls in the order of the modules that they are in.
#[test]
#[ignore = "slow: documents a client"]
fn setters_come_before_the_rest() {
    let page = page("services/kites/struct.ListKites.html");
    let at = |method: &str| {
        let section = format!("id=\"method.{method}\"");
        page.find(&section).unwrap_or_else(|| panic!("no {method}"))
    };
    let methods = [
        "new",
        "flown",
        "limit",
        "status",
        "send",
        "stream",
        "pages",
        "on",
        "with_options",
        "param",
        "call",
    ];
    assert!(methods.is_sorted_by_key(|method| at(method)), "{page}");
    for result in [
        " of <code>Result&lt;List&lt;Kite&gt;, Error&gt;</code>",
        "Blocking: <code>Result&lt;List&lt;Kite&gt;, Error&gt;</code>",
    ] {
        assert!(page.contains(result), "no {result}");
    }
    assert!(page.contains("ListKites::new().on("), "no example");
}
