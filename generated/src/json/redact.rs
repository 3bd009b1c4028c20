//! The secrets that `Debug` hides.

/// Fields that contain a credential, or the code of a payment card.
///
/// `secret` is that of an ephemeral key, a connection token and a webhook endpoint, `authentication_token` that of a v2
/// meter event session, `client_token` Klarna's, `password` that of a network that a card reader joins.
const SECRETS: [&str; 9] = [
    "api_key",
    "authentication_token",
    "client_secret",
    "client_token",
    "cvc",
    "password",
    "private_key_file_password",
    "secret",
    "signing_secret",
];

/// The replacement for a secret, as JSON.
pub(super) const REDACTED: &str = "\"[redacted]\"";

/// Whether to hide the field `name` with the JSON text `value`. A `null` is shown.
pub(super) fn is_secret(name: &str, value: &str) -> bool {
    match name {
        "number" => is_card_number(value),
        // The text of an `apps.secret`. That of a meter's event is a map of its own names.
        "payload" => value.starts_with('"'),
        _ => SECRETS.contains(&name) && value != "null",
    }
}

/// `number` is that of a card in some objects and that of an invoice or document in others.
fn is_card_number(value: &str) -> bool {
    let digits = value.trim_matches('"');
    matches!(digits.len(), 12..=19) && digits.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_are_known_by_their_names() {
        assert!(is_secret("client_secret", "\"pi_1_secret_2\""));
        assert!(is_secret("secret", "{\"a\":1}"));
        assert!(!is_secret("client_secret", "null"));
        assert!(!is_secret("last4", "\"4242\""));
        assert!(is_secret("payload", "\"hush\""));
        assert!(!is_secret("payload", "{\"value\":1}"));
    }

    #[test]
    fn only_the_number_of_a_card_is_secret() {
        assert!(is_secret("number", "\"4242424242424242\""));
        assert!(is_secret("number", "4242424242424242"));
        assert!(!is_secret("number", "\"INV-0001\""));
        assert!(!is_secret("number", "\"4242\""));
        assert!(!is_secret("number", "null"));
    }
}
