//! What must not be shown.

use std::fmt;

/// A string that `Debug` does not show.
#[derive(Clone, PartialEq)]
pub(crate) struct Secret(String);

impl Secret {
    pub(crate) fn new(secret: impl Into<String>) -> Self {
        Self(secret.into())
    }

    pub(crate) fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("…")
    }
}

/// Replaces API keys and client secrets in a text that Stripe or a transport wrote.
///
/// Keys that Stripe has masked itself (`sk_test_****1234`) stay: they help and tell nothing.
pub(crate) fn redact(text: &str) -> String {
    let is_word = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '*');
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while !rest.is_empty() {
        let end = rest.find(|c| !is_word(c)).unwrap_or(rest.len());
        let (word, tail) = rest.split_at(end);
        out.push_str(visible(word));
        let mut tail = tail;
        if visible(word).len() < word.len() {
            out.push('…');
            // A signing secret may go on after a character of Base64.
            tail = tail.trim_start_matches(|c| is_word(c) || matches!(c, '+' | '/' | '='));
        }
        let end = tail.find(is_word).unwrap_or(tail.len());
        let (gap, next) = tail.split_at(end);
        out.push_str(gap);
        rest = next;
    }
    out
}

/// The part of a word that may be shown: all of it, unless it is a secret.
fn visible(word: &str) -> &str {
    const KEYS: [&str; 5] = ["sk_", "rk_", "pk_", "ek_", "whsec_"];
    const SECRET: &str = "_secret_";
    if word.contains("**") {
        return word;
    }
    if let Some(prefix) = KEYS.into_iter().find(|prefix| word.starts_with(prefix)) {
        return word.get(..prefix.len()).unwrap_or_default();
    }
    match word.find(SECRET) {
        Some(at) => word.get(..at + SECRET.len()).unwrap_or_default(),
        None => word,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_are_redacted() {
        for (text, redacted) in [
            (
                "No such intent: 'pi_1_secret_abc9'; check",
                "No such intent: 'pi_1_secret_…'; check",
            ),
            (
                "Key sk_live_51abc. Also rk_test_x and whsec_y",
                "Key sk_…. Also rk_… and whsec_…",
            ),
            ("secret whsec_ab+cd/ef= is wrong", "secret whsec_… is wrong"),
            (
                "Invalid API Key: sk_test_****1234",
                "Invalid API Key: sk_test_****1234",
            ),
            ("charge ch_1 über: é", "charge ch_1 über: é"),
            ("", ""),
        ] {
            assert_eq!(redact(text), redacted);
        }
    }
}
