//! Escapes of JSON strings, read and written.

use std::borrow::Cow;

/// The meaning of the content of a JSON string that the parser has accepted.
pub(super) fn unescape(content: &str) -> Cow<'_, str> {
    let Some(first) = content.find('\\') else {
        return Cow::Borrowed(content);
    };
    let (plain, mut rest) = content.split_at(first);
    let mut out = String::with_capacity(content.len());
    out.push_str(plain);
    while let Some(escaped) = rest.strip_prefix('\\') {
        let mut after = escaped.chars();
        match after.next() {
            Some('b') => out.push('\u{8}'),
            Some('f') => out.push('\u{c}'),
            Some('n') => out.push('\n'),
            Some('r') => out.push('\r'),
            Some('t') => out.push('\t'),
            Some('u') => match unit_at(escaped.as_bytes(), 1) {
                Some(high @ 0xd800..0xdc00) => {
                    let low = unit_at(escaped.as_bytes(), 7).unwrap_or(0xdc00);
                    let code = 0x1_0000 + ((high - 0xd800) << 10) + (low & 0x3ff);
                    out.push(char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER));
                    after = escaped.get(11..).unwrap_or_default().chars();
                }
                unit => {
                    let character = unit.and_then(char::from_u32);
                    out.push(character.unwrap_or(char::REPLACEMENT_CHARACTER));
                    after = escaped.get(5..).unwrap_or_default().chars();
                }
            },
            // A quote, a backslash or a slash.
            Some(itself) => out.push(itself),
            None => {}
        }
        rest = after.as_str();
        let next = rest.find('\\').unwrap_or(rest.len());
        let (plain, tail) = rest.split_at(next);
        out.push_str(plain);
        rest = tail;
    }
    Cow::Owned(out)
}

/// The four hexadecimal digits at `at`, as a number.
pub(super) fn unit_at(bytes: &[u8], at: usize) -> Option<u32> {
    let digits = bytes.get(at..at + 4)?;
    digits.iter().try_fold(0, |unit, digit| {
        Some(unit << 4 | char::from(*digit).to_digit(16)?)
    })
}

/// Appends `text` as a JSON string, quotes included. Only what must be escaped is.
pub(super) fn escape(text: &str, out: &mut String) {
    out.push('"');
    let mut rest = text;
    while let Some(at) = rest.bytes().position(must_be_escaped) {
        let (plain, tail) = rest.split_at(at);
        out.push_str(plain);
        // What must be escaped is one byte long, so the tail behind it is whole.
        let (escaped, tail) = tail.split_at(1);
        match escaped {
            "\"" => out.push_str("\\\""),
            "\\" => out.push_str("\\\\"),
            "\n" => out.push_str("\\n"),
            "\r" => out.push_str("\\r"),
            "\t" => out.push_str("\\t"),
            "\u{8}" => out.push_str("\\b"),
            "\u{c}" => out.push_str("\\f"),
            control => {
                for byte in control.bytes() {
                    out.push_str("\\u00");
                    for nibble in [byte >> 4, byte & 15] {
                        out.extend(char::from_digit(nibble.into(), 16));
                    }
                }
            }
        }
        rest = tail;
    }
    out.push_str(rest);
    out.push('"');
}

fn must_be_escaped(byte: u8) -> bool {
    matches!(byte, b'"' | b'\\' | 0..0x20)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_escape_is_read() {
        assert_eq!(
            unescape(r#"a\"b\\c\/d\b\f\n\r\t\u00e9\ud83d\ude00\uD83D\uDE01\udbff\udfffz\uffff"#),
            "a\"b\\c/d\u{8}\u{c}\n\r\té😀😁\u{10ffff}z\u{ffff}"
        );
        assert!(matches!(unescape("plain é"), Cow::Borrowed("plain é")));
    }

    #[test]
    fn what_is_written_is_read_back() {
        let all: String = (0..0x300)
            .filter_map(char::from_u32)
            .chain("😀\"".chars())
            .collect();
        let mut out = String::new();
        escape(&all, &mut out);
        let content = &out[1..out.len() - 1];
        assert_eq!(unescape(content), all);
        assert_eq!(serde_json::from_str::<String>(&out).ok(), Some(all.clone()));
        assert_eq!(serde_json::to_string(&all).ok(), Some(out));
    }
}
