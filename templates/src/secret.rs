//! Secrets that must not be printed.

mod cards;
mod field;

use std::fmt;

use zeroize::Zeroizing;

use cards::without_cards;
#[allow(unused_imports, reason = "a table may have no values")]
pub(crate) use field::{SecretField, Values};

/// A string that `Debug` hides, and whose memory is zeroed when it is dropped.
///
/// That covers the copies of this crate. It does not cover the caller's own text, nor the header that is passed to the
/// HTTP library: that one is marked as sensitive, so that it is not printed, and its memory is freed as it is.
#[derive(Clone, PartialEq)]
pub(crate) struct Secret(Zeroizing<String>);

impl Secret {
    pub(crate) fn new(secret: impl Into<String>) -> Self {
        Self(Zeroizing::new(secret.into()))
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

/// Redacts API keys, client secrets and card numbers in a text from Stripe, a transport or a caller.
///
/// Keys that Stripe has masked itself (`sk_test_****1234`) stay: they help and reveal nothing.
pub(crate) fn redact(text: &str) -> String {
    let words = without_keys(text);
    let out = without_cards(&words);
    // A prefix of a key may have stood right behind a card's number.
    if out.len() < words.len() {
        without_keys(&out)
    } else {
        out
    }
}

fn without_keys(text: &str) -> String {
    let is_word = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '*');
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while !rest.is_empty() {
        let end = rest.find(|c| !is_word(c)).unwrap_or(rest.len());
        let (word, tail) = rest.split_at(end);
        let shown = visible(word);
        out.push_str(shown);
        let mut tail = tail;
        if shown.len() < word.len() {
            out.push('…');
            // A signing secret may continue after a character of Base64.
            tail = tail.trim_start_matches(|c| is_word(c) || matches!(c, '+' | '/' | '='));
        }
        let end = tail.find(is_word).unwrap_or(tail.len());
        let (gap, next) = tail.split_at(end);
        out.push_str(gap);
        rest = next;
    }
    out
}

/// The prefixes of Stripe's secrets.
const PREFIXES: [&str; 5] = ["sk_", "rk_", "pk_", "ek_", "whsec_"];

/// Prefixes that count anywhere in a word: an escape such as `\n` or `%20` may precede them.
const INNER_PREFIXES: [&str; 10] = [
    "sk_live_", "sk_test_", "sk_org_", "rk_live_", "rk_test_", "rk_org_", "ek_live_", "ek_test_",
    "whsec_", "_secret_",
];

/// The part of a word that is shown: all of it, unless it is a secret.
fn visible(word: &str) -> &str {
    // All prefixes have one.
    if !word.contains('_') || is_masked(word) {
        return word;
    }
    let first = PREFIXES.into_iter().find(|prefix| word.starts_with(prefix));
    let first = first.map(str::len);
    let anywhere = INNER_PREFIXES
        .into_iter()
        .filter_map(|prefix| Some(word.find(prefix)? + prefix.len()));
    match first.into_iter().chain(anywhere).min() {
        Some(end) => word.get(..end).unwrap_or_default(),
        None => word,
    }
}

/// Whether it is a key that Stripe has masked: a prefix, stars, and at most the last four characters.
fn is_masked(word: &str) -> bool {
    let Some((prefix, rest)) = word.split_once("**") else {
        return false;
    };
    let end = rest.trim_start_matches('*');
    let is_prefix = PREFIXES.contains(&prefix) || INNER_PREFIXES.contains(&prefix);
    is_prefix && end.len() <= 4 && !end.contains('*')
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is in freed memory cannot be read without unsafe code; that the type zeroes it is a promise of zeroize.
    #[test]
    fn a_secret_is_zeroed_on_drop() {
        fn is_zeroed(_: &impl zeroize::ZeroizeOnDrop) {}
        is_zeroed(&Secret::new("sk_test_1").0);
    }

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
            (
                "sk_live_************************abcd",
                "sk_live_************************abcd",
            ),
            (
                "Key **sk_live_51abc** or sk_live_51abc** or sk_test_**51abc",
                "Key **sk_live_… or sk_… or sk_…",
            ),
            (
                "3782 822463 10005, a-4242 4242 4242 4242, 4242.4242.4242.4242, 4242  4242  4242  4242",
                "…, a-…, …, …",
            ),
            ("on 2026-11-21 at 13.09", "on 2026-11-21 at 13.09"),
            (r"\nsk_live_51abc %20sk_test_x", r"\nsk_live_… %20sk_test_…"),
            (r"\nrk_org_live_51abc", r"\nrk_org_…"),
            ("charge ch_1 über: é", "charge ch_1 über: é"),
            ("4242424242424242, 378282246310005.", "…, …."),
            ("number=4242424242424242&cvc=1", "number=…&cvc=1"),
            ("3782 822463 10005sk_e", "…sk_…"),
            ("%20600124124900262208", "%20…"),
            (r"\u00a0600124124900262208", r"\u00a0…"),
            ("42424242424242424242-424242-424", "…"),
            (
                r"card \n4242 4242 4242 4242 or 4242-4242-4242-4242",
                r"card \n… or …",
            ),
            (
                "at 1700000000, 123456789012 of it",
                "at 1700000000, 123456789012 of it",
            ),
            ("4242 4242 4242", "4242 4242 4242"),
            (
                "12345678-1234-4234-8234-123456789012",
                "12345678-1234-4234-8234-123456789012",
            ),
            (
                "a2345678-1234-4234-8234-1234a6789012",
                "a2345678-1234-4234-8234-1234a6789012",
            ),
            ("", ""),
        ] {
            assert_eq!(redact(text), redacted);
        }
    }

    /// Each text takes a fraction of a second; with a look at the rest of it for each number, it would take minutes.
    #[test]
    fn the_time_is_linear() {
        for text in [
            "1234 ",
            "1234",
            "4242-",
            "12345678-1234-",
            "a1",
            r"\u{",
            "%",
            "sk_",
            "**",
            "_secret_",
        ] {
            let long = text.repeat(500_000 / text.len());
            assert!(!redact(&long).is_empty());
        }
    }
}
