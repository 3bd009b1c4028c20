//! A value in a parsed text.

use std::borrow::Cow;

use crate::json::escape::unescape;
use crate::json::fault::Fault;
use crate::json::object::Object;
use crate::json::tape::{Tag, Tape};
use crate::json::value::Json;

/// The kinds of JSON values.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// `null`
    Null,
    /// `true` or `false`
    Bool,
    /// A number, integral or not.
    Number,
    /// A string.
    String,
    /// An array.
    Array,
    /// An object.
    Object,
}

/// Reads a value as one member of a union.
pub type ReadMember<'a, T> = fn(Node<'a>) -> Result<T, Fault>;

/// A value in a parsed JSON text. It is a position, and cheap to copy.
#[derive(Clone, Copy)]
pub struct Node<'a> {
    tape: &'a Tape<'a>,
    index: usize,
}

impl<'a> Node<'a> {
    #[inline]
    pub(super) const fn new(tape: &'a Tape<'a>, index: usize) -> Self {
        Self { tape, index }
    }

    /// The kind of this value.
    #[must_use]
    pub fn kind(self) -> Kind {
        self.tape.kind(self.index)
    }

    /// Whether this is `null`.
    #[inline]
    #[must_use]
    pub fn is_null(self) -> bool {
        self.tape.entry(self.index).tag() == Tag::Null
    }

    /// The source text of this value.
    #[must_use]
    pub fn raw(self) -> &'a str {
        self.tape.raw(self.index)
    }

    /// This value as a boolean.
    #[must_use]
    pub fn as_bool(self) -> Option<bool> {
        match self.tape.entry(self.index).tag() {
            Tag::True => Some(true),
            Tag::False => Some(false),
            _ => None,
        }
    }

    /// This value as an integer: a number without fraction and exponent, in the range of `i64`.
    #[must_use]
    pub fn as_i64(self) -> Option<i64> {
        self.as_number()?.parse().ok()
    }

    /// The text of this value if it is a number.
    #[must_use]
    pub fn as_number(self) -> Option<&'a str> {
        match self.tape.entry(self.index).tag() {
            Tag::Number => Some(self.raw()),
            _ => None,
        }
    }

    /// This value as a string. It borrows from the source text unless it contains escapes.
    #[must_use]
    pub fn as_str(self) -> Option<Cow<'a, str>> {
        match self.as_plain_str() {
            Some(text) => Some(Cow::Borrowed(text)),
            None => self.as_escaped_str().map(Cow::Owned),
        }
    }

    /// This value as a string, if it is written without escapes.
    #[inline]
    pub(crate) fn as_plain_str(self) -> Option<&'a str> {
        let entry = self.tape.entry(self.index);
        match entry.tag() {
            Tag::Text => Some(
                self.tape
                    .slice(entry.start(), entry.start() + entry.payload()),
            ),
            _ => None,
        }
    }

    #[cold]
    fn as_escaped_str(self) -> Option<String> {
        let entry = self.tape.entry(self.index);
        let content = self
            .tape
            .slice(entry.start(), entry.start() + entry.payload());
        (entry.tag() == Tag::Escaped).then(|| unescape(content).into_owned())
    }

    /// The items of this array; empty if it is not an array.
    #[must_use]
    pub fn items(self) -> Items<'a> {
        Items {
            tape: self.tape,
            index: self.index + 1,
            left: self.members(Tag::Array),
        }
    }

    /// The names and values of this object; empty if it is not an object.
    #[must_use]
    pub fn entries(self) -> Entries<'a> {
        Entries {
            tape: self.tape,
            index: self.index + 1,
            left: self.members(Tag::Object),
        }
    }

    fn members(self, tag: Tag) -> usize {
        let entry = self.tape.entry(self.index);
        if entry.tag() == tag {
            self.tape.entry(entry.payload()).payload()
        } else {
            0
        }
    }

    /// The value under `name`, if this is an object that has it.
    #[must_use]
    pub fn field(self, name: &str) -> Option<Node<'a>> {
        self.entries()
            .find(|(other, _)| other == name)
            .map(|(_, value)| value)
    }

    /// Whether this is an object with a value other than `null` under `name`.
    #[must_use]
    pub fn has(self, name: &str) -> bool {
        self.field(name).is_some_and(|value| !value.is_null())
    }

    /// Whether this is an object with `true` under `name`.
    #[must_use]
    pub fn is_true(self, name: &str) -> bool {
        self.field(name).and_then(Node::as_bool) == Some(true)
    }

    /// The string under `name`, which identifies the member of a union.
    #[must_use]
    pub fn tag(self, name: &str) -> Option<Cow<'a, str>> {
        self.field(name)?.as_str()
    }

    /// A reader for the fields of this object.
    ///
    /// # Errors
    ///
    /// A [`Fault`] if this is not an object.
    #[inline]
    pub fn object(self) -> Result<Object<'a>, Fault> {
        let entry = self.tape.entry(self.index);
        match entry.tag() {
            Tag::Object => Ok(Object::new(self.tape, self.index, entry.payload())),
            _ => Err(self.mismatch("an object")),
        }
    }

    /// The number of undocumented fields, values of enumerations and constants, and kinds of objects that the decoders
    /// of this text have met so far. JSON that is kept undecoded does not count.
    #[must_use]
    pub fn undocumented_count(self) -> usize {
        self.tape.undocumented()
    }

    /// Counts this value as undocumented.
    pub(crate) fn count_undocumented(self) {
        self.tape.count_undocumented(1);
    }

    /// This value as JSON, counted as undocumented: it is no documented member of a union.
    #[cold]
    #[must_use]
    pub fn undocumented(self) -> Json {
        self.count_undocumented();
        self.into()
    }

    /// Decodes a union whose members have no tag: as the member that leaves the fewest undocumented values, and of
    /// several such the first. So no member hides the fields of a later one.
    pub fn best_of<T>(self, members: &[ReadMember<'a, T>]) -> Option<T> {
        let before = self.tape.undocumented();
        let mut best: Option<(T, usize)> = None;
        for member in members {
            self.tape.set_undocumented(before);
            if let Ok(value) = member(self) {
                let count = self.tape.undocumented();
                if best.as_ref().is_none_or(|(_, least)| count < *least) {
                    best = Some((value, count));
                }
                if count == before {
                    break;
                }
            }
        }
        let count = best.as_ref().map_or(before, |(_, count)| *count);
        self.tape.set_undocumented(count);
        best.map(|(value, _)| value)
    }

    /// A fault: this value was found where `expected` should be.
    #[cold]
    pub fn mismatch(self, expected: impl Into<Cow<'static, str>>) -> Fault {
        let found = match (self.kind(), self.raw()) {
            (Kind::Null, _) => "null",
            (Kind::Bool, _) => "a boolean",
            (Kind::Number, raw) if raw.contains(['.', 'e', 'E']) => {
                "a number with a fraction or an exponent"
            }
            (Kind::Number, raw) if raw.parse::<i64>().is_err() => "an integer out of range",
            (Kind::Number, _) => "an integer",
            (Kind::String, _) => "a string",
            (Kind::Array, _) => "an array",
            (Kind::Object, _) => "an object",
        };
        Fault::new(expected, found)
    }
}

impl std::fmt::Debug for Node<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        crate::json::writer::debug("Node", self, f)
    }
}

/// The items of an array, made by [`Node::items`].
#[derive(Clone, Debug)]
pub struct Items<'a> {
    tape: &'a Tape<'a>,
    index: usize,
    left: usize,
}

impl<'a> Iterator for Items<'a> {
    type Item = Node<'a>;

    #[inline]
    fn next(&mut self) -> Option<Node<'a>> {
        self.left = self.left.checked_sub(1)?;
        let item = Node::new(self.tape, self.index);
        self.index = self.tape.after(self.index);
        Some(item)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.left, Some(self.left))
    }
}

impl ExactSizeIterator for Items<'_> {}

/// The names and values of an object, made by [`Node::entries`].
#[derive(Clone, Debug)]
pub struct Entries<'a> {
    tape: &'a Tape<'a>,
    index: usize,
    left: usize,
}

impl<'a> Iterator for Entries<'a> {
    type Item = (Cow<'a, str>, Node<'a>);

    fn next(&mut self) -> Option<Self::Item> {
        self.left = self.left.checked_sub(1)?;
        let name = Node::new(self.tape, self.index)
            .as_str()
            .unwrap_or_default();
        let value = Node::new(self.tape, self.index + 1);
        self.index = self.tape.after(self.index + 1);
        Some((name, value))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.left, Some(self.left))
    }
}

impl ExactSizeIterator for Entries<'_> {}

#[cfg(test)]
mod tests;
