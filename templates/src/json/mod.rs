//! JSON as this crate reads and writes it.
//!
//! A response is scanned once into a flat tape that borrows the body. Types decode themselves from it with [`Decode`]
//! and encode themselves with [`Encode`]. Neither is generic over a data format, so each field costs one call, and
//! nothing is compiled for a type that a program does not use.
//!
//! What the parser accepts:
//!
//! - RFC 8259, in UTF-8, nested at most 128 levels deep, at most 256 MiB long.
//! - A `\u` escape must be a character. A lone surrogate is an error: replacing it with U+FFFD would change the value
//!   silently.
//! - A name that occurs twice in one object is an error. Parsers differ on which of the two wins, and with money
//!   involved that is a risk. (`serde_json` also refuses it when it fills a struct.)
//! - Nothing is coerced: `1.0`, `"1"` and `true` are not integers.
//!
//! With the feature `serde`, each type with [`Decode`] and [`Encode`] also has `Deserialize` and `Serialize`.

#[cfg(feature = "serde")]
mod bridge;
mod compact;
mod constant;
mod decode;
mod encode;
mod escape;
mod fault;
mod fields;
#[cfg(feature = "testing")]
mod fixture;
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
pub(crate) use compact::Compact;
pub use constant::Constant;
pub use decode::Decode;
pub use encode::Encode;
pub use fault::Fault;
pub use fields::Fields;
#[cfg(feature = "testing")]
#[doc(hidden)]
pub use fixture::Placeholder;
#[cfg(feature = "testing")]
pub(crate) use fixture::parse_fixture;
#[allow(unused_imports, reason = "a document may have no objects")]
pub(crate) use macros::{object, read, serde_bridge, text, value};
pub use node::{Kind, Node, ReadMember};
pub use object::Object;
pub use value::Json;
pub use writer::{ArrayWriter, ObjectWriter, Writer};
#[doc(hidden)]
pub use writer::{debug, equal, last};

use tape::Tape;

/// Decodes a value from the bytes of a JSON text.
///
/// # Errors
///
/// A [`Fault`] when the bytes are not JSON or not a `T`.
pub fn parse<T: Decode>(bytes: &[u8]) -> Result<T, Fault> {
    parse_with(bytes, T::decode)
}

/// Parses a JSON text and passes its root to `read`, for readers that need more than one look at it.
///
/// # Errors
///
/// A [`Fault`] when the bytes are not JSON, or the fault of `read`.
pub fn parse_with<T>(
    bytes: &[u8],
    read: impl FnOnce(Node<'_>) -> Result<T, Fault>,
) -> Result<T, Fault> {
    let tape = Tape::parse(bytes)?;
    read(tape.root())
}

/// Decodes a value from JSON text, such as a response in a test.
///
/// # Errors
///
/// A [`Fault`] when the text is not JSON or not a `T`.
pub fn from_json<T: Decode>(text: &str) -> Result<T, Fault> {
    parse(text.as_bytes())
}

/// Encodes a value as compact JSON text, including secrets.
pub fn to_json<T: Encode + ?Sized>(value: &T) -> String {
    let mut out = Writer::new();
    value.encode(&mut out);
    out.into_string()
}
