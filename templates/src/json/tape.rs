//! A parsed JSON text: its source and one small entry for each value, name and end of a container, in document order.
//!
//! A tree of values would allocate for each of them; the tape is one vector, and a container knows where it ends, so
//! skipping it is one step.

use std::cell::Cell;
use std::fmt;

use crate::json::fault::Fault;
use crate::json::node::{Kind, Node};
use crate::json::parser::Parser;

/// The kind of an entry. Names are entries of kind `Text` or `Escaped`, each followed by its value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum Tag {
    Null,
    False,
    True,
    Number,
    /// A string without escapes: its content is a slice of the source.
    Text,
    /// A string that holds escapes.
    Escaped,
    Array,
    Object,
    /// The end of an array or object.
    Close,
}

/// One step of the tape: the tag in the low bits of `packed`, a payload in the others.
///
/// | tag | `start` | payload |
/// |---|---|---|
/// | `Text`, `Escaped` | first byte after the quote | length up to the closing quote |
/// | `Array`, `Object` | the bracket | index of the matching `Close` |
/// | `Close` | first byte after the bracket | number of members |
/// | the others | first byte | length |
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Entry {
    start: u32,
    packed: u32,
}

const TAG_BITS: u32 = 4;

/// The longest text that a payload can describe.
pub(super) const MAX_LENGTH: usize = 1 << (u32::BITS - TAG_BITS);

impl Entry {
    /// Positions and payloads are below [`MAX_LENGTH`], which the parser checks once for the whole text.
    #[inline]
    pub(super) const fn new(tag: Tag, start: usize, payload: usize) -> Self {
        Self {
            start: start as u32,
            packed: (payload as u32) << TAG_BITS | tag as u32,
        }
    }

    #[inline]
    pub(super) const fn start(self) -> usize {
        self.start as usize
    }

    #[inline]
    pub(super) const fn payload(self) -> usize {
        (self.packed >> TAG_BITS) as usize
    }

    #[inline]
    pub(super) const fn tag(self) -> Tag {
        match self.packed & ((1 << TAG_BITS) - 1) {
            0 => Tag::Null,
            1 => Tag::False,
            2 => Tag::True,
            3 => Tag::Number,
            4 => Tag::Text,
            5 => Tag::Escaped,
            6 => Tag::Array,
            7 => Tag::Object,
            _ => Tag::Close,
        }
    }

    /// Whether this is a string without escapes, `length` bytes long.
    #[inline]
    pub(super) const fn is_text_of(self, length: usize) -> bool {
        self.packed as usize == (length << TAG_BITS | Tag::Text as usize)
    }
}

/// A parsed JSON text.
pub(crate) struct Tape<'a> {
    text: &'a str,
    entries: Vec<Entry>,
    /// The number of undocumented values that the decoders have met.
    undocumented: Cell<usize>,
    /// How deep a fixture is within others; `None` if the text is no fixture.
    #[cfg(feature = "testing")]
    fixture: Option<u8>,
}

/// Hides the text, which may contain secrets.
impl fmt::Debug for Tape<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Tape")
            .field("bytes", &self.text.len())
            .finish_non_exhaustive()
    }
}

impl<'a> Tape<'a> {
    /// Parses the whole of `bytes`.
    pub(crate) fn parse(bytes: &'a [u8]) -> Result<Self, Fault> {
        let text = std::str::from_utf8(bytes).map_err(|error| {
            Fault::new(
                "UTF-8",
                format!("a malformed sequence at byte {}", error.valid_up_to()),
            )
        })?;
        let entries = Parser::run(text)?;
        Ok(Self {
            text,
            entries,
            undocumented: Cell::new(0),
            #[cfg(feature = "testing")]
            fixture: None,
        })
    }

    /// The same text, whose missing fields have plausible values.
    #[cfg(feature = "testing")]
    pub(super) fn into_fixture(mut self, depth: u8) -> Self {
        self.fixture = Some(depth);
        self
    }

    #[cfg(feature = "testing")]
    pub(super) fn fixture(&self) -> Option<u8> {
        self.fixture
    }

    /// The number of undocumented values that the decoders have met so far.
    pub(super) fn undocumented(&self) -> usize {
        self.undocumented.get()
    }

    #[cold]
    pub(super) fn count_undocumented(&self, more: usize) {
        self.undocumented.set(self.undocumented.get() + more);
    }

    /// Resets the number, after a decoder whose value was not used.
    pub(super) fn set_undocumented(&self, count: usize) {
        self.undocumented.set(count);
    }

    /// The root value.
    pub(crate) fn root(&self) -> Node<'_> {
        Node::new(self, 0)
    }

    /// The entry at `index`; past the end it is a `Close`, which no reader steps over.
    #[inline]
    pub(super) fn entry(&self, index: usize) -> Entry {
        const END: Entry = Entry::new(Tag::Close, 0, 0);
        self.entries.get(index).copied().unwrap_or(END)
    }

    /// The source between two positions that the parser recorded.
    #[inline]
    pub(super) fn slice(&self, start: usize, end: usize) -> &'a str {
        self.text.get(start..end).unwrap_or_default()
    }

    /// Whether the entry at `index` is the name `name`, written without escapes.
    #[inline]
    pub(super) fn is_name(&self, index: usize, name: &str) -> bool {
        let entry = self.entry(index);
        entry.is_text_of(name.len())
            && self
                .text
                .as_bytes()
                .get(entry.start()..entry.start() + name.len())
                == Some(name.as_bytes())
    }

    /// The index that follows the value at `index`.
    #[inline]
    pub(super) fn after(&self, index: usize) -> usize {
        let entry = self.entry(index);
        match entry.tag() {
            Tag::Array | Tag::Object => entry.payload() + 1,
            _ => index + 1,
        }
    }

    /// What the value at `index` is.
    pub(super) fn kind(&self, index: usize) -> Kind {
        match self.entry(index).tag() {
            Tag::Null | Tag::Close => Kind::Null,
            Tag::False | Tag::True => Kind::Bool,
            Tag::Number => Kind::Number,
            Tag::Text | Tag::Escaped => Kind::String,
            Tag::Array => Kind::Array,
            Tag::Object => Kind::Object,
        }
    }

    /// The source of the value at `index`.
    pub(super) fn raw(&self, index: usize) -> &'a str {
        let entry = self.entry(index);
        let start = entry.start();
        match entry.tag() {
            Tag::Text | Tag::Escaped => self.slice(start - 1, start + entry.payload() + 1),
            Tag::Array | Tag::Object => self.slice(start, self.entry(entry.payload()).start()),
            Tag::Close => "",
            _ => self.slice(start, start + entry.payload()),
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn an_entry_is_eight_bytes_and_keeps_what_it_is_given() {
        assert_eq!(size_of::<Entry>(), 8);
        for tag in [
            Tag::Null,
            Tag::False,
            Tag::True,
            Tag::Number,
            Tag::Text,
            Tag::Escaped,
            Tag::Array,
            Tag::Object,
            Tag::Close,
        ] {
            let entry = Entry::new(tag, MAX_LENGTH - 1, MAX_LENGTH - 2);
            assert_eq!(entry.tag(), tag);
            assert_eq!(entry.start(), MAX_LENGTH - 1);
            assert_eq!(entry.payload(), MAX_LENGTH - 2);
        }
        assert!(Entry::new(Tag::Text, 9, 3).is_text_of(3));
        assert!(!Entry::new(Tag::Text, 9, 3).is_text_of(4));
        assert!(!Entry::new(Tag::Escaped, 9, 3).is_text_of(3));
    }

    /// The tape of a text takes at most eight times its memory, however short the values are.
    #[test]
    fn a_long_text_of_short_values_is_not_given_twice_its_memory() {
        let array = |item: &str| format!("[{}0]", item.repeat(2_000_000 / item.len()));
        let nested = |levels| format!("{}{},", "[".repeat(levels), "]".repeat(levels));
        // Of these texts the second half is denser than the first.
        let late = |item: &str| format!("[\"{}\",{}0]", "x".repeat(500_000), item.repeat(400_000));
        for (text, most) in [
            (array("1,"), 4.2),
            (array("[],"), 5.5),
            (array("\"\","), 2.8),
            (array("{\"a\":1},"), 4.1),
            (array(&nested(100)), 8.0),
            (late("1,"), 4.2),
            (late("[],"), 5.5),
            (array("\"x            x\","), 0.7),
        ] {
            let tape = Tape::parse(text.as_bytes()).unwrap();
            let memory = tape.entries.capacity() * size_of::<Entry>();
            let times = memory as f64 / text.len() as f64;
            assert!(
                times <= most,
                "{times} > {most}: {}",
                text.get(..20).unwrap()
            );
        }
    }

    #[test]
    fn containers_end_where_they_say() {
        let tape = Tape::parse(br#" {"a": [1, {}], "b\n": "x"} "#).unwrap();
        // { "a" [ 1 { } ] "b\n" "x" }
        assert_eq!(tape.entries.len(), 10);
        assert_eq!(tape.after(0), 10);
        assert_eq!(tape.after(2), 7);
        assert_eq!(tape.raw(0), r#"{"a": [1, {}], "b\n": "x"}"#);
        assert_eq!(tape.raw(2), "[1, {}]");
        assert_eq!(tape.raw(4), "{}");
        assert_eq!(tape.raw(7), r#""b\n""#);
        assert!(tape.is_name(1, "a"));
        assert!(!tape.is_name(1, "b"));
        assert!(!tape.is_name(9, ""));
    }
}
