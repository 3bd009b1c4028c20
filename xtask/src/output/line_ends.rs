//! Line ends that version control converted on checkout.

use std::borrow::Cow;

/// The content with `\n` at the end of each line. The generator writes no other, so a `\r\n` is a conversion and no edit.
pub(super) fn normalised(content: &[u8]) -> Cow<'_, [u8]> {
    if !content.windows(2).any(|pair| pair == b"\r\n") {
        return Cow::Borrowed(content);
    }
    let mut text = Vec::with_capacity(content.len());
    for line in content.split_inclusive(|byte| *byte == b'\n') {
        match line.strip_suffix(b"\r\n") {
            Some(line) => {
                text.extend_from_slice(line);
                text.push(b'\n');
            }
            None => text.extend_from_slice(line),
        }
    }
    Cow::Owned(text)
}

#[cfg(test)]
mod tests {
    use super::normalised;

    #[test]
    fn only_line_ends_are_converted() {
        for (content, expected) in [
            (&b"a\r\nb\r\n"[..], &b"a\nb\n"[..]),
            (b"a\r\nb\n\rc\r", b"a\nb\n\rc\r"),
            (b"a\nb\n", b"a\nb\n"),
            (b"\r\n", b"\n"),
            (b"", b""),
        ] {
            assert_eq!(&*normalised(content), expected);
        }
    }
}
