//! Finds names that occur twice in one object, at almost no cost for objects whose names ascend.

use crate::json::escape::unescape;
use crate::json::tape::{Entry, Tag};

/// A name between its quotes, with its first eight bytes as a number that sorts in the same order.
#[derive(Clone, Copy, Default)]
pub(super) struct Name<'a> {
    bytes: &'a [u8],
    prefix: u64,
}

impl<'a> Name<'a> {
    /// The name between two positions; the quote that ends it follows.
    #[inline]
    pub(super) fn at(text: &'a [u8], start: usize, end: usize) -> Self {
        let bytes = text.get(start..end).unwrap_or_default();
        let chunk = text.get(start..).and_then(<[u8]>::first_chunk);
        let prefix = match (chunk, bytes.len()) {
            (_, 0) => 0,
            (Some(chunk), 8..) => u64::from_be_bytes(*chunk),
            (Some(chunk), length) => u64::from_be_bytes(*chunk) & (u64::MAX << (64 - 8 * length)),
            (None, _) => bytes
                .iter()
                .zip((0..8).rev())
                .fold(0, |prefix, (byte, place)| {
                    prefix | u64::from(*byte) << (8 * place)
                }),
        };
        Self { bytes, prefix }
    }

    /// Whether this name sorts after `last`, as written.
    #[inline]
    pub(super) fn follows(self, last: Self) -> bool {
        self.prefix > last.prefix || (self.prefix == last.prefix && self.bytes > last.bytes)
    }
}

/// Where a name occurs again among the names of the object at `open`, whose entries are complete.
///
/// Stripe writes `id` and `object` before the ascending names, so most objects come here; comparing fingerprints first
/// keeps that cheap.
pub(super) fn repeated(
    text: &str,
    entries: &[Entry],
    open: usize,
    fingerprints: &mut Vec<u64>,
) -> Option<usize> {
    fingerprints.clear();
    for entry in names(entries, open) {
        if entry.tag() == Tag::Escaped {
            return repeated_exactly(text, entries, open);
        }
        let start = entry.start();
        fingerprints.push(fingerprint(text.as_bytes(), start, start + entry.payload()));
    }
    fingerprints.sort_unstable();
    let mut pairs = fingerprints.iter().zip(fingerprints.iter().skip(1));
    if pairs.any(|(one, other)| one == other) {
        repeated_exactly(text, entries, open)
    } else {
        None
    }
}

/// A number that is the same for the same names: of their length, their first and their last bytes.
fn fingerprint(text: &[u8], start: usize, end: usize) -> u64 {
    let first = Name::at(text, start, end).prefix;
    let last = Name::at(text, end.saturating_sub(8).max(start), end).prefix;
    let length = (end - start) as u64;
    (first ^ last.rotate_left(27)).wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ length
}

#[cold]
fn repeated_exactly(text: &str, entries: &[Entry], open: usize) -> Option<usize> {
    let mut sorted: Vec<_> = names(entries, open)
        .map(|entry| {
            let content = text.get(entry.start()..entry.start() + entry.payload());
            (unescape(content.unwrap_or_default()), entry.start() - 1)
        })
        .collect();
    sorted.sort_unstable();
    let mut pairs = sorted.iter().zip(sorted.iter().skip(1));
    let (_, second) = pairs.find(|(first, second)| first.0 == second.0)?;
    Some(second.1)
}

/// The names of the object at `open`.
fn names(entries: &[Entry], open: usize) -> impl Iterator<Item = Entry> {
    let mut index = open + 1;
    std::iter::from_fn(move || {
        let name = *entries.get(index)?;
        index = match entries.get(index + 1) {
            Some(value) if matches!(value.tag(), Tag::Array | Tag::Object) => value.payload() + 1,
            _ => index + 2,
        };
        (name.tag() != Tag::Close).then_some(name)
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn name(text: &str) -> Name<'_> {
        let start = text.find('"').unwrap() + 1;
        let length = text[start..].find('"').unwrap();
        Name::at(text.as_bytes(), start, start + length)
    }

    #[test]
    fn names_sort_as_their_bytes_do() {
        let names = [
            "",
            "!",
            "a",
            "aa",
            "ab",
            "abcdefg",
            "abcdefgh",
            "abcdefghi",
            "abcdefghj",
            "b",
            "é",
        ];
        for (i, one) in names.iter().enumerate() {
            for (j, two) in names.iter().enumerate() {
                // What follows the closing quote must not count, nor whether anything does.
                for tail in ["\"", "\":1,\"x\":2", "\": \"zzzzzzzz\""] {
                    let (one, two) = (format!("\"{one}{tail}"), format!("\"{two}\":9999999"));
                    assert_eq!(name(&one).follows(name(&two)), i > j, "{one} {two}");
                }
            }
        }
    }
}
