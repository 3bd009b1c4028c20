//! Bodies of responses.

use std::fmt;

use crate::json::{Encode, from_json, to_json};

/// The body of a response: a reference to an object of the API, to any other value with [`Encode`], or to a text; a text
/// or bytes by value.
#[derive(Clone, Default)]
pub struct Body(pub(super) Vec<u8>);

/// A string is the body itself: no response of Stripe's is a JSON string.
impl<T: Encode + ?Sized> From<&T> for Body {
    fn from(value: &T) -> Self {
        let json = to_json(value);
        from_json::<String>(&json).unwrap_or(json).into()
    }
}

impl From<String> for Body {
    fn from(text: String) -> Self {
        Self(text.into_bytes())
    }
}

/// A file.
impl From<Vec<u8>> for Body {
    fn from(bytes: Vec<u8>) -> Self {
        Self(bytes)
    }
}

/// Hides the bytes.
impl fmt::Debug for Body {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Body")
            .field("bytes", &self.0.len())
            .finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::Json;

    #[test]
    fn texts_are_bodies_and_values_are_encoded() {
        let text = r#"{"a": "\u00e9"}"#;
        let owned = text.to_owned();
        for body in [
            Body::from(text),
            Body::from(&owned),
            Body::from(owned.clone()),
        ] {
            assert_eq!(body.0, text.as_bytes());
        }
        let json: Result<Json, _> = text.parse();
        assert_eq!(
            json.map(|json| Body::from(&json).0),
            Ok(br#"{"a":"\u00e9"}"#.to_vec())
        );
        assert_eq!(Body::from(vec![1, 2]).0, [1, 2]);
        assert_eq!(Body::from("\"").0, b"\"");
    }
}
