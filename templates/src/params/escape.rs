//! Percent-encoding of paths and forms.

use percent_encoding::percent_encode_byte;

/// Appends a text with all but the unreserved characters of RFC 3986 percent-encoded, and a space as `space`.
///
/// Runs of unreserved characters are copied at once: most texts, and nearly all names, are one run. The sets of the
/// crate percent-encoding take two to three times as long.
pub(crate) fn escape(out: &mut String, text: &str, space: &str) {
    let mut rest = text;
    if is_plain(text.as_bytes()) {
        out.push_str(text);
        return;
    }
    loop {
        let plain = rest.bytes().position(is_reserved);
        let Some((run, tail)) = plain.and_then(|plain| rest.split_at_checked(plain)) else {
            out.push_str(rest);
            return;
        };
        out.push_str(run);
        let width = tail.chars().next().map_or(0, char::len_utf8);
        let Some((escaped, tail)) = tail.split_at_checked(width) else {
            return;
        };
        for byte in escaped.bytes() {
            out.push_str(if byte == b' ' {
                space
            } else {
                percent_encode_byte(byte)
            });
        }
        rest = tail;
    }
}

/// Whether there is nothing to escape. It looks at all bytes of a chunk before it decides: a branch for each byte
/// would take longer than the rest of the encoding.
fn is_plain(text: &[u8]) -> bool {
    let none = |bytes: &[u8]| {
        !bytes
            .iter()
            .fold(false, |any, &byte| any | is_reserved(byte))
    };
    let (chunks, rest) = text.as_chunks::<8>();
    chunks.iter().all(|chunk| none(chunk)) && none(rest)
}

fn is_reserved(byte: u8) -> bool {
    #[allow(clippy::indexing_slicing, reason = "evaluated by the compiler")]
    const TABLE: [bool; 256] = {
        let mut table = [true; 256];
        let mut byte = 0;
        while byte < 128 {
            let unreserved = (byte as u8).is_ascii_alphanumeric()
                || matches!(byte as u8, b'-' | b'.' | b'_' | b'~');
            table[byte] = !unreserved;
            byte += 1;
        }
        table
    };
    TABLE
        .get(usize::from(byte))
        .is_none_or(|reserved| *reserved)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unreserved_characters_stay() {
        let mut out = String::from("?");
        escape(&mut out, "AZaz09-._~", "+");
        assert_eq!(out, "?AZaz09-._~");
    }

    #[test]
    fn all_others_are_escaped() {
        for (text, expected) in [
            (" a  b ", "+a++b+"),
            ("%20+/[]", "%2520%2B%2F%5B%5D"),
            ("\u{7f}é\u{1f600}x", "%7F%C3%A9%F0%9F%98%80x"),
            ("", ""),
        ] {
            let mut out = String::new();
            escape(&mut out, text, "+");
            assert_eq!(out, expected);
        }
        for byte in 0..128_u8 {
            let kept = byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
            assert_eq!(is_reserved(byte), !kept);
        }
    }
}
