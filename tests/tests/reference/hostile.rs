//! A document is not trusted: whatever its names and descriptions contain, they stay text on each page.

use generator::text::is_hidden;
use tests::hostile::{NAMES, document};

use super::{attributes, files};

#[test]
fn names_and_prose_are_text() {
    let document = document("2026-05-27.dahlia", &NAMES).to_string();
    let files = files(&tests::lower("hostile", &document), None);
    let mut seen = 0;
    for (path, text) in &files {
        // Elements of the document's would have an attribute or a name that ours never have.
        let elements = path.ends_with(".html");
        for element in [
            "<script>evil",
            "<script>alert",
            "<img",
            "<!--",
            "<iframe",
            "<b>evil",
        ] {
            assert!(
                !(elements && text.contains(element)),
                "{path} has {element}"
            );
        }
        assert!(
            !text.contains(|c| is_hidden(c) && c != '\n'),
            "{path} has what nobody sees"
        );
        if path.ends_with(".html") {
            seen += text.matches("evil").count();
            for href in attributes(text, "href") {
                let is_ours = ["https://", "http://", "#", "data:,"]
                    .iter()
                    .any(|start| href.starts_with(start))
                    || href
                        .chars()
                        .all(|c| c.is_ascii_alphanumeric() || "./_#~-".contains(c));
                assert!(is_ours, "{path} links to {href}");
            }
            for name in [" onerror=", " onclick=", " onload="] {
                // As text its quotes and brackets are escaped; as an attribute it would follow a tag that is open.
                for (at, _) in text.match_indices(name) {
                    let before = &text[..at];
                    assert!(before.rfind('<') < before.rfind('>'), "{path} has {name}");
                }
            }
        }
    }
    assert!(seen > 4 * NAMES.len(), "{seen}");
}
