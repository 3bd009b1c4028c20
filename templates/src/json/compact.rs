//! Texts of which most are short, kept without an allocation of their own.

use std::hash::{Hash, Hasher};

/// The longest text that is kept in place.
const SHORT: usize = 14;

/// A text. A list of a million numbers would spend most of its memory on the allocation for each of them. It has no
/// `Debug`, because it may be a secret.
#[derive(Clone)]
pub(crate) enum Compact {
    Short([u8; SHORT], u8),
    Long(Box<Box<str>>),
}

impl Compact {
    pub(crate) fn as_str(&self) -> &str {
        match self {
            Self::Short(bytes, length) => {
                let bytes = bytes.get(..usize::from(*length)).unwrap_or_default();
                std::str::from_utf8(bytes).unwrap_or_default()
            }
            Self::Long(text) => text,
        }
    }

    fn short(text: &str) -> Option<Self> {
        let mut bytes = [0; SHORT];
        bytes
            .get_mut(..text.len())?
            .copy_from_slice(text.as_bytes());
        Some(Self::Short(bytes, u8::try_from(text.len()).ok()?))
    }
}

impl From<&str> for Compact {
    fn from(text: &str) -> Self {
        Self::short(text).unwrap_or_else(|| Self::Long(Box::new(text.into())))
    }
}

impl From<String> for Compact {
    fn from(text: String) -> Self {
        Self::short(&text).unwrap_or_else(|| Self::Long(Box::new(text.into())))
    }
}

impl PartialEq for Compact {
    fn eq(&self, other: &Self) -> bool {
        self.as_str() == other.as_str()
    }
}

impl Eq for Compact {}

impl Hash for Compact {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.as_str().hash(state);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_texts_are_kept_in_place_and_all_are_kept_whole() {
        assert_eq!(size_of::<Compact>(), 16);
        for text in [
            "",
            "1",
            "éééé",
            "12345678901234",
            "123456789012345",
            "ééééééé",
            "éééééééé",
        ] {
            for compact in [Compact::from(text), Compact::from(text.to_owned())] {
                assert_eq!(compact.as_str(), text);
                assert_eq!(matches!(compact, Compact::Short(..)), text.len() <= SHORT);
                assert!(compact == compact.clone());
            }
        }
        assert!(Compact::from("1") != Compact::from("2"));
    }
}
