//! Fields of responses whose values are secret.

/// A field of responses whose values are secret.
#[derive(Debug)]
pub(crate) struct SecretField {
    pub(crate) name: &'static str,
    /// The value of `object` beside it, or the name of the field that holds its object; `None` where it is secret
    /// anywhere.
    pub(crate) within: Option<&'static str>,
    pub(crate) values: Values,
}

/// Which values of a field are secret. A `null` never is.
#[derive(Clone, Copy, Debug)]
#[allow(dead_code, reason = "a table may not have all of them")]
pub(crate) enum Values {
    Any,
    /// Strings.
    Text,
    /// `number` is that of a card in some objects and that of an invoice or a document in others.
    CardNumber,
}

impl Values {
    /// Whether a value is one of them, given as JSON.
    pub(crate) fn contain(self, json: &str) -> bool {
        match self {
            Self::Any => json != "null",
            Self::Text => json.starts_with('"'),
            Self::CardNumber => {
                let digits = json.trim_matches('"');
                matches!(digits.len(), 12..=19) && digits.bytes().all(|byte| byte.is_ascii_digit())
            }
        }
    }
}
