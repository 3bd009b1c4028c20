//! The parser: JSON text in, entries of the [tape](super::tape) out.

use crate::json::escape::unit_at;
use crate::json::fault::Fault;
use crate::json::names::{Name, repeated};
use crate::json::tape::{Entry, MAX_LENGTH, Tag};

/// How deep arrays and objects may be nested. The limit bounds the stack of the parser and of every decoder.
pub(super) const MAX_DEPTH: u32 = 128;

/// What the parser missed at a position.
struct Stop {
    at: usize,
    expected: &'static str,
}

/// The parser at one position of a text.
pub(super) struct Parser<'a> {
    text: &'a str,
    bytes: &'a [u8],
    at: usize,
    entries: Vec<Entry>,
    /// Kept between objects for its allocation.
    fingerprints: Vec<u64>,
}

impl<'a> Parser<'a> {
    /// The entries of a whole text.
    pub(super) fn run(text: &'a str) -> Result<Vec<Entry>, Fault> {
        if text.len() >= MAX_LENGTH {
            return Err(Fault::new(
                format!("a text of less than {MAX_LENGTH} bytes"),
                "a longer one",
            ));
        }
        let mut parser = Self {
            text,
            bytes: text.as_bytes(),
            at: 0,
            // What a compact reply needs, more or less; an indented one needs half of it.
            entries: Vec::with_capacity(text.len() / 12 + 2),
            fingerprints: Vec::new(),
        };
        match parser.text() {
            Ok(()) => Ok(parser.entries),
            Err(stop) => Err(stop.fault(text)),
        }
    }

    fn text(&mut self) -> Result<(), Stop> {
        let first = self.token();
        self.value(first, MAX_DEPTH)?;
        match self.token() {
            None => Ok(()),
            Some(_) => Err(self.stop("the end of the text")),
        }
    }

    /// The first byte that is not white space; it stays unread.
    #[inline]
    fn token(&mut self) -> Option<u8> {
        loop {
            match self.bytes.get(self.at) {
                Some(b' ' | b'\n' | b'\r' | b'\t') => self.at += 1,
                other => return other.copied(),
            }
            // Indented texts spend a third of their bytes on this.
            while self.chunk() == Some(*b"        ") {
                self.at += 8;
            }
        }
    }

    #[inline]
    fn chunk(&self) -> Option<[u8; 8]> {
        self.bytes.get(self.at..)?.first_chunk().copied()
    }

    fn value(&mut self, first: Option<u8>, depth: u32) -> Result<(), Stop> {
        match first {
            Some(b'"') => self.string().map(|_| ()),
            Some(b'{') => self.object(depth),
            Some(b'[') => self.array(depth),
            Some(b'n') => self.literal(b"null", Tag::Null),
            Some(b'f') => self.literal(b"false", Tag::False),
            Some(b't') => self.literal(b"true", Tag::True),
            Some(b'-' | b'0'..=b'9') => self.number(),
            _ => Err(self.stop("a JSON value")),
        }
    }

    fn object(&mut self, depth: u32) -> Result<(), Stop> {
        let open = self.open(Tag::Object, depth)?;
        let mut members = 0;
        let mut ascending = true;
        let mut last = Name::default();
        if self.token() == Some(b'}') {
            self.close(Tag::Object, open, members);
            return Ok(());
        }
        loop {
            if self.token() != Some(b'"') {
                return Err(self.stop("a name in quotes"));
            }
            let from = self.at + 1;
            let tag = self.string()?;
            members += 1;
            let name = Name::at(self.bytes, from, self.at - 1);
            // Two spellings can be one name, so a name with escapes is not compared here.
            ascending = ascending && tag == Tag::Text && name.follows(last);
            last = name;
            if self.token() != Some(b':') {
                return Err(self.stop("`:`"));
            }
            self.at += 1;
            let first = self.token();
            self.value(first, depth - 1)?;
            match self.token() {
                Some(b',') => self.at += 1,
                Some(b'}') => break,
                _ => return Err(self.stop("`,` or `}`")),
            }
        }
        self.close(Tag::Object, open, members);
        // Names in ascending order, as Stripe mostly sends them, cannot repeat; the others are looked at together.
        if ascending {
            Ok(())
        } else {
            self.refuse_repeated(open)
        }
    }

    #[inline(never)]
    fn refuse_repeated(&mut self, open: usize) -> Result<(), Stop> {
        match repeated(self.text, &self.entries, open, &mut self.fingerprints) {
            Some(at) => Err(Stop {
                at,
                expected: "each name once in an object",
            }),
            None => Ok(()),
        }
    }

    fn array(&mut self, depth: u32) -> Result<(), Stop> {
        let open = self.open(Tag::Array, depth)?;
        let mut members = 0;
        let mut first = self.token();
        if first == Some(b']') {
            self.close(Tag::Array, open, members);
            return Ok(());
        }
        loop {
            self.value(first, depth - 1)?;
            members += 1;
            match self.token() {
                Some(b',') => self.at += 1,
                Some(b']') => break,
                _ => return Err(self.stop("`,` or `]`")),
            }
            first = self.token();
        }
        self.close(Tag::Array, open, members);
        Ok(())
    }

    #[inline]
    fn push(&mut self, entry: Entry) {
        if self.entries.len() == self.entries.capacity() {
            self.grow();
        }
        self.entries.push(entry);
    }

    /// Makes room for the rest of the text, if it is as dense as the text so far. Doubling would take twice the memory
    /// of a long text of short values. An entry is at least one byte of the text.
    #[cold]
    #[inline(never)]
    fn grow(&mut self) {
        let (used, rest) = (
            self.entries.len(),
            self.text.len() - self.at.min(self.text.len()),
        );
        let density = used as f64 / self.at.max(1) as f64;
        let more = (rest as f64 * density * 1.02) as usize;
        self.entries.reserve_exact(more.max(used / 4).min(rest) + 1);
    }

    fn open(&mut self, tag: Tag, depth: u32) -> Result<usize, Stop> {
        if depth == 0 {
            return Err(self.stop("at most 128 nested arrays and objects"));
        }
        let open = self.entries.len();
        self.push(Entry::new(tag, self.at, 0));
        self.at += 1;
        Ok(open)
    }

    /// Reads the closing bracket and records its index in the opening one.
    fn close(&mut self, tag: Tag, open: usize, members: usize) {
        self.at += 1;
        let close = self.entries.len();
        self.push(Entry::new(Tag::Close, self.at, members));
        if let Some(entry) = self.entries.get_mut(open) {
            *entry = Entry::new(tag, entry.start(), close);
        }
    }

    fn literal(&mut self, literal: &[u8], tag: Tag) -> Result<(), Stop> {
        let end = self.at + literal.len();
        if self.bytes.get(self.at..end) != Some(literal) {
            return Err(self.stop("a JSON value"));
        }
        self.push(Entry::new(tag, self.at, literal.len()));
        self.at = end;
        Ok(())
    }

    fn number(&mut self) -> Result<(), Stop> {
        let start = self.at;
        self.skip(b'-');
        if !self.skip(b'0') {
            self.digits()?;
        }
        if self.skip(b'.') {
            self.digits()?;
        }
        if self.skip(b'e') || self.skip(b'E') {
            let _ = self.skip(b'-') || self.skip(b'+');
            self.digits()?;
        }
        self.push(Entry::new(Tag::Number, start, self.at - start));
        Ok(())
    }

    fn digits(&mut self) -> Result<(), Stop> {
        let start = self.at;
        while let Some(b'0'..=b'9') = self.bytes.get(self.at) {
            self.at += 1;
        }
        if self.at == start {
            return Err(self.stop("a digit"));
        }
        Ok(())
    }

    #[inline]
    fn skip(&mut self, byte: u8) -> bool {
        let there = self.bytes.get(self.at) == Some(&byte);
        self.at += usize::from(there);
        there
    }

    /// A string, from its opening quote on. Returns whether it contains escapes.
    #[inline]
    fn string(&mut self) -> Result<Tag, Stop> {
        self.at += 1;
        let start = self.at;
        let mut tag = Tag::Text;
        loop {
            while let Some(chunk) = self.chunk() {
                let plain = plain_bytes(chunk);
                self.at += plain;
                if plain < 8 {
                    break;
                }
            }
            match self.bytes.get(self.at) {
                Some(b'"') => break,
                Some(b'\\') => {
                    tag = Tag::Escaped;
                    self.escape()?;
                }
                None | Some(0..0x20) => {
                    return Err(self.stop("the rest of a string, without control characters"));
                }
                Some(_) => self.at += 1,
            }
        }
        self.push(Entry::new(tag, start, self.at - start));
        self.at += 1;
        Ok(tag)
    }

    #[cold]
    fn escape(&mut self) -> Result<(), Stop> {
        match self.bytes.get(self.at + 1) {
            Some(b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't') => self.at += 2,
            Some(b'u') => match unit_at(self.bytes, self.at + 2) {
                // Two units that make one character: the second must follow at once.
                Some(0xd800..0xdc00) => {
                    let escape = self.bytes.get(self.at + 6..self.at + 8);
                    match unit_at(self.bytes, self.at + 8) {
                        Some(0xdc00..0xe000) if escape == Some(b"\\u") => self.at += 12,
                        _ => return Err(self.stop("an escape that names a character")),
                    }
                }
                Some(0xdc00..0xe000) | None => {
                    return Err(self.stop("an escape that names a character"));
                }
                Some(_) => self.at += 6,
            },
            _ => return Err(self.stop("an escape that JSON knows")),
        }
        Ok(())
    }

    #[cold]
    fn stop(&self, expected: &'static str) -> Stop {
        Stop {
            at: self.at,
            expected,
        }
    }
}

/// How many bytes at the beginning of `chunk` are neither a quote, a backslash nor a control character.
#[inline]
fn plain_bytes(chunk: [u8; 8]) -> usize {
    const ONES: u64 = u64::from_ne_bytes([1; 8]);
    const HIGH: u64 = ONES << 7;
    let word = u64::from_le_bytes(chunk);
    // The top bit of each byte that is below `limit`. A borrow can set bits of later bytes only, and the first counts.
    let below = |word: u64, limit: u8| word.wrapping_sub(ONES * u64::from(limit)) & !word;
    let quotes = below(word ^ (ONES * u64::from(b'"')), 1);
    let backslashes = below(word ^ (ONES * u64::from(b'\\')), 1);
    let special = (below(word, 0x20) | quotes | backslashes) & HIGH;
    (special.trailing_zeros() / 8) as usize
}

impl Stop {
    fn fault(self, text: &str) -> Fault {
        let before = text.as_bytes().get(..self.at).unwrap_or_default();
        let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
        let column = before
            .iter()
            .rev()
            .take_while(|byte| **byte != b'\n')
            .count()
            + 1;
        let what = match text.as_bytes().get(self.at) {
            None => "the end of the text",
            Some(_) => "something else",
        };
        Fault::new(
            self.expected,
            format!("{what} at line {line}, column {column}"),
        )
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::indexing_slicing)]
    use super::*;

    #[test]
    fn plain_bytes_are_counted_up_to_the_first_special_one() {
        for byte in 0..=u8::MAX {
            let special = byte < 0x20 || byte == b'"' || byte == b'\\';
            for at in 0..8 {
                for other in [b'a', 0x20, 0x7f, 0x80, 0xff, b'#', b'!', b'[', b']'] {
                    let mut chunk = [other; 8];
                    chunk[at] = byte;
                    assert_eq!(
                        plain_bytes(chunk),
                        if special { at } else { 8 },
                        "{chunk:?}"
                    );
                }
            }
        }
    }
}
