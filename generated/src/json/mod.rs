//! JSON as this crate reads and writes it.
//!
//! A reply is scanned once into a flat tape that borrows the body; types read themselves off it with [`Decode`]
//! and write themselves with [`Encode`]. Neither is generic over a data format, so a type costs one call for each of its
//! fields and nothing is compiled for a type that a program does not use.
//!
//! What is accepted:
//!
//! - RFC 8259 to the letter, in UTF-8, nested at most 128 deep, at most 256 MiB long.
//! - A `\u` escape must name a character. A lone surrogate is refused: replaced by U+FFFD it would change a value unseen.
//! - A name that occurs twice in one object is refused. Parsers differ on which of the two counts, and where money is
//!   concerned that must not be left to chance. (`serde_json` refuses it too when it fills a struct.)
//! - Nothing is coerced: `1.0`, `"1"` and `true` are no integers.
//!
//! With the feature `serde` each type that has [`Decode`] and [`Encode`] has `Deserialize` and `Serialize` as well.

#[cfg(feature = "serde")]
mod bridge;
mod constant;
mod decode;
mod encode;
mod escape;
mod fault;
mod fields;
mod macros;
mod names;
mod node;
mod object;
mod parser;
mod redact;
mod tape;
mod value;
mod writer;

#[cfg(test)]
mod conformance;

#[cfg(feature = "serde")]
#[doc(hidden)]
pub use bridge::{deserialize, serialize};
pub use constant::Constant;
pub use decode::Decode;
pub use encode::Encode;
pub use fault::Fault;
pub use fields::Fields;
#[allow(unused_imports, reason = "a document may have no objects")]
pub(crate) use macros::{object, read, serde_bridge, text, value};
pub use node::{Kind, Node, ReadMember};
pub use object::Object;
pub use value::Json;
pub use writer::{ArrayWriter, ObjectWriter, Writer};
#[doc(hidden)]
pub use writer::{debug, equal};

use tape::Tape;

/// Reads a value from the bytes of a JSON text.
///
/// # Errors
///
/// A [`Fault`] when the bytes are not JSON or do not hold a `T`.
pub fn parse<T: Decode>(bytes: &[u8]) -> Result<T, Fault> {
    parse_with(bytes, T::decode)
}

/// Parses a JSON text and hands its root to `read`, for readers that need more than one look at the same text.
///
/// # Errors
///
/// A [`Fault`] when the bytes are not JSON, or whatever `read` answers.
pub fn parse_with<T>(
    bytes: &[u8],
    read: impl FnOnce(Node<'_>) -> Result<T, Fault>,
) -> Result<T, Fault> {
    let tape = Tape::parse(bytes)?;
    read(tape.root())
}

/// Reads a value from JSON text, such as a reply that a test makes up.
///
/// # Errors
///
/// A [`Fault`] when the text is not JSON or does not hold a `T`.
pub fn from_json<T: Decode>(text: &str) -> Result<T, Fault> {
    parse(text.as_bytes())
}

/// Writes a value as compact JSON text. Secrets are written as they are.
pub fn to_json<T: Encode + ?Sized>(value: &T) -> String {
    let mut out = Writer::new();
    value.encode(&mut out);
    out.into_string()
}
