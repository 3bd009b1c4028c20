//! The new fragment: a slice of the document, with our prose. Pure.

use generator::diagnostic::Report;
use generator::slice::{Overlay, Plan, fragment, lay_prose, without_prose};
use generator::{Input, spec};
use serde_json::Value;

/// A fragment to be written.
pub(super) struct Fragment {
    /// The file.
    pub(super) text: String,
    /// Its prose: what is missing, may be stale, or lost its location.
    pub(super) overlay: Overlay,
    /// The API version.
    pub(super) version: String,
    /// Operations in it and in the whole document, and schemas likewise.
    pub(super) sizes: [(usize, usize); 2],
    /// Whether the current file has comments or line breaks that are lost.
    pub(super) reformats: bool,
}

/// Slices `whole` by `plan`, and adds the prose of the current fragment. `None` if the result cannot be written as YAML.
pub(super) fn make(
    whole: &Input<'_>,
    plan: &Plan,
    (name, ours): (&str, &str),
) -> Result<Option<Fragment>, Report> {
    let there = spec::load(name, ours.as_bytes())?.raw;
    let mut slice = generator::slice(whole, plan)?;
    without_prose(&mut slice.document);
    let overlay = lay_prose(slice.document, &there);
    let head = head(ours);
    let text = |document: &Value| Some(head.to_owned() + &fragment(document)?);
    let version = overlay.document.pointer("/info/version");
    let version = version
        .and_then(Value::as_str)
        .unwrap_or_default()
        .to_owned();
    Ok(text(&overlay.document).map(|new| Fragment {
        version,
        reformats: text(&there).is_none_or(|text| text != ours),
        text: new,
        overlay,
        sizes: [slice.operations, slice.schemas],
    }))
}

/// The comment at the beginning of a file, up to the document.
fn head(text: &str) -> &str {
    let is_head = |line: &&str| line.starts_with('#') || line.trim().is_empty();
    let lines = text.split_inclusive('\n').take_while(is_head);
    let length = lines.map(str::len).sum();
    text.get(..length).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::head;

    #[test]
    fn the_comment_at_the_beginning_is_kept() {
        assert_eq!(
            head("# a\n\n# b\n\nopenapi: 3.0.0\n# c\n"),
            "# a\n\n# b\n\n"
        );
        assert_eq!(head("openapi: 3.0.0\n"), "");
        assert_eq!(head("# only"), "# only");
    }
}
