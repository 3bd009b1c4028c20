//! Numbers of payment cards in texts.

/// Redacts numbers as long as a card's, in one piece or in groups, whatever stands beside them. UUIDs stay, which
/// idempotency keys are.
pub(super) fn without_cards(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let (mut copied, mut at) = (0, 0);
    while let Some(byte) = text.as_bytes().get(at) {
        if is_uuid(text, at) {
            at += UUID;
        } else if byte.is_ascii_digit() {
            let end = at + digits(text, at, usize::MAX);
            let end = (at..end).find(|&at| is_uuid(text, at)).unwrap_or(end);
            if let Some((start, end)) = card(text, at, end) {
                out.push_str(text.get(copied..start).unwrap_or_default());
                out.push('…');
                (copied, at) = (end, end);
            } else {
                at = end;
            }
        } else if matches!(byte, b'%' | b'\\') {
            // The digits of an escape are none of the number behind it.
            let escape = text.get(at..).and_then(separator);
            at += escape.unwrap_or(1);
        } else {
            at += 1;
        }
    }
    out.push_str(text.get(copied..).unwrap_or_default());
    out
}

/// The length of a UUID's text.
const UUID: usize = 36;

/// Whether a UUID begins at `at`: of a known version and variant, so that groups of a card's digits are none.
fn is_uuid(text: &str, at: usize) -> bool {
    let Some(uuid) = text.as_bytes().get(at..at + UUID) else {
        return false;
    };
    // Almost every other text is refused by the ninth byte.
    uuid.get(8) == Some(&b'-')
        && uuid.iter().enumerate().all(|(index, byte)| match index {
            8 | 13 | 18 | 23 => *byte == b'-',
            14 => matches!(byte, b'1'..=b'8'),
            19 => matches!(byte, b'8' | b'9' | b'a' | b'b' | b'A' | b'B'),
            _ => byte.is_ascii_hexdigit(),
        })
        && !text
            .as_bytes()
            .get(at + UUID)
            .is_some_and(u8::is_ascii_alphanumeric)
}

/// The number of digits at `at`, counted up to `most`.
fn digits(text: &str, at: usize, most: usize) -> usize {
    let rest = text.as_bytes().get(at..).unwrap_or_default();
    let digits = rest.iter().take_while(|byte| byte.is_ascii_digit());
    digits.take(most).count()
}

/// The start and the end of a card's number whose first digits are those between `start` and `end`, or the last four of
/// them: then others precede, which are hidden too, since they may be the end of another number.
fn card(text: &str, start: usize, end: usize) -> Option<(usize, usize)> {
    let lead = |at: usize| text.as_bytes().get(at).copied();
    if is_card(lead(start)?, end - start) {
        return Some((start, end));
    }
    let first = lead(end.checked_sub(4).filter(|four| *four >= start)?)?;
    let (mut at, mut count, mut found) = (end, 4, None);
    // The groups are `4242 4242 4242 4242`, `3782 822463 10005` and the like. No more are read than a card can have, so
    // that the time is linear.
    while count < 19 {
        let next = at + gap(text, at);
        let group = match digits(text, next, 7) {
            0..3 => break,
            _ if next == at => break,
            // Something else was written right behind the last group.
            7.. => 4,
            group => group,
        };
        count += group;
        at = next + group;
        if is_card(first, count) {
            found = Some((start, at));
        }
        // Three digits end a number, but those of Visa's old ones, 4-3-3-3. Addresses have more such groups.
        if group == 3 && first != b'4' {
            break;
        }
    }
    found
}

/// Whether a card's number can begin with this digit and be so long. Times in milliseconds and dates with a time, also
/// of 13 digits and more, cannot be one.
fn is_card(first: u8, digits: usize) -> bool {
    match first {
        b'0' | b'1' => digits == 15,
        b'2' => matches!(digits, 15..=19),
        b'7'..=b'9' => matches!(digits, 16..=19),
        _ => matches!(digits, 13..=19),
    }
}

/// The length of what can separate two groups of digits: up to three spaces, dashes and the like, plain or escaped.
fn gap(text: &str, at: usize) -> usize {
    let mut rest = text.get(at..).unwrap_or_default();
    let before = rest.len();
    for _ in 0..3 {
        let Some(tail) = separator(rest).and_then(|length| rest.get(length..)) else {
            break;
        };
        rest = tail;
    }
    before - rest.len()
}

/// The length of the separator at the start of `text`.
fn separator(text: &str) -> Option<usize> {
    let are_hex = |at, count| {
        let bytes: Option<&[u8]> = text.as_bytes().get(at..at + count);
        bytes.is_some_and(|bytes| bytes.iter().all(u8::is_ascii_hexdigit))
    };
    let first = text.chars().next()?;
    match (first, text.as_bytes().get(1)) {
        (
            '-'
            | '_'
            | '/'
            | '.'
            | '+'
            | '\u{ad}'
            | '\u{b7}'
            | '\u{200b}'
            | '\u{2010}'..='\u{2015}'
            | '\u{2212}',
            _,
        ) => Some(first.len_utf8()),
        (space, _) if space.is_whitespace() => Some(space.len_utf8()),
        ('\\', Some(b't' | b'n' | b'r' | b'/')) => Some(2),
        ('\\', Some(b'u')) if are_hex(2, 4) => Some(6),
        ('\\', Some(b'u')) => (4..=9)
            .find(|end| {
                text.as_bytes().get(2) == Some(&b'{')
                    && are_hex(3, end - 3)
                    && text.as_bytes().get(*end) == Some(&b'}')
            })
            .map(|end| end + 1),
        ('%', _) if are_hex(1, 2) => Some(3),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn card_numbers_are_redacted_whatever_is_between_or_beside_the_digits() {
        for gap in [
            " ", "\t", "\u{a0}", "-", "_", "/", ".", "+", "  ", " - ", "\u{2009}", "\u{2011}",
            "\n", r"\t", r"\u00a0", r"\u{a0}", "%20", "%C2%A0",
        ] {
            for number in [
                "4242 4242 4242 4242",
                "3782 822463 10005",
                "2223 0031 2200 3222",
                "6205 5000 0000 0000 004",
            ] {
                let number = number.replace(' ', gap);
                assert_eq!(without_cards(&number), "…", "{number}");
                for beside in ["a", "Z", "-", "_", "\t", "\u{a0}", "/", " ", ".", "é", "\""] {
                    assert_eq!(
                        without_cards(&format!("{beside}{number}")),
                        format!("{beside}…")
                    );
                    assert_eq!(
                        without_cards(&format!("{number}{beside}")),
                        format!("…{beside}")
                    );
                    assert_eq!(
                        without_cards(&format!("x{beside}{number}{beside}x")),
                        format!("x{beside}…{beside}x")
                    );
                }
            }
        }
        for (text, redacted) in [
            ("a4242424242424242b_378282246310005/", "a…b_…/"),
            ("4242 4242 4242 4242 12/30 123", "… 12/30 123"),
            ("1234 4242 4242 4242 4242", "1234 …"),
            ("4242 4242 4242 4242 1234", "… 1234"),
            ("4242 4242 4242 42421230", "…1230"),
            ("%204242 4242 4242 4242", "%20…"),
            ("4242-4242-4242-4242-424242424242", "…-424242424242"),
        ] {
            assert_eq!(without_cards(text), redacted);
        }
    }

    #[test]
    fn ids_keys_times_and_amounts_stay_readable() {
        for text in [
            "re_3N1234567890abcd req_aBc123DeF456 acct_1032D82eZvKYlo2C",
            "abcdef12-1234-4234-8234-1234abcdef12, x_12345678-1234-4234-9234-123456789012_y",
            "%2012345678-1234-4234-8234-123456789012",
            "2026-11-21T13:09:00.123456Z 2026/11/21 20261121130900",
            "1700000000 1700000000000 1700000000000000 1700000000000000000",
            "99999999 1,234,567.89 [2000,2500,3000,3500] 1000-2000",
            "127.0.0.1:8080 192.168.100.200 +1 415 555 2671",
            "4242 4242 4242 x4242",
        ] {
            assert_eq!(without_cards(text), text);
        }
    }
}
