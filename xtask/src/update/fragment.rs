//! The new fragment: the slice of a document, with our prose. Pure.

use generator::diagnostic::Report;
use generator::slice::{Overlay, Plan, fragment, lay_prose, without_prose};
use generator::{Input, spec};
use serde_json::Value;

/// A fragment that is to be written.
pub(super) struct Fragment {
    /// The file.
    pub(super) text: String,
    /// What is left to do about its prose.
    pub(super) overlay: Overlay,
    /// The API version.
    pub(super) version: String,
    /// Operations in it and in the whole, and schemas in it and in the whole.
    pub(super) sizes: [(usize, usize); 2],
    /// Whether the file that was there has something that is not kept: comments, or lines broken otherwise.
    pub(super) reformats: bool,
}

/// Slices `whole` as `plan` says, and lays the prose of the fragment that is there over it. `None` for a document that no
/// text can say.
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
