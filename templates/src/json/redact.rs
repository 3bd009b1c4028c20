//! The secrets that `Debug` hides in an object.

use crate::secret_fields::FIELDS;

/// The replacement for a secret, as JSON.
pub(super) const REDACTED: &str = "\"[redacted]\"";

/// What is known of an object while its fields are written for a log.
#[derive(Debug, Default)]
pub(super) struct Context {
    /// The name of the field that holds it; empty for the root.
    pub(super) parent: String,
    /// The value of its field `object`, as JSON.
    object: Option<String>,
    /// Values that are secret in some objects: where they are, and in which.
    open: Vec<(usize, usize, &'static str)>,
}

impl Context {
    pub(super) fn new(parent: String) -> Self {
        Self {
            parent,
            ..Self::default()
        }
    }

    /// Hides the value of the field `name`, which was just written from `start` on, if it is a secret.
    pub(super) fn field(&mut self, name: &str, start: usize, out: &mut String) {
        let value = out.get(start..).unwrap_or_default();
        if name == "object" && value.starts_with('"') {
            self.object = Some(value.to_owned());
        }
        let from = FIELDS.partition_point(|field| field.name < name);
        let rules = FIELDS.get(from..).unwrap_or_default().iter();
        let rules = rules.take_while(|field| field.name == name);
        let end = out.len();
        let mut secret = false;
        for rule in rules.filter(|field| field.values.contain(value)) {
            match rule.within {
                Some(within) if within != self.parent => self.open.push((start, end, within)),
                _ => secret = true,
            }
        }
        if secret {
            self.open.retain(|(at, ..)| *at != start);
            out.truncate(start);
            out.push_str(REDACTED);
        }
    }

    /// Hides the values that are secret in such an object, at its end.
    pub(super) fn end(&self, out: &mut String) {
        let object = self.object.as_deref().unwrap_or_default();
        let object = object.trim_matches('"');
        for (start, end, within) in self.open.iter().rev() {
            if *within == object && out.get(*start..*end).is_some() {
                out.replace_range(*start..*end, REDACTED);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use crate::json::Json;

    fn shown(text: &str) -> String {
        let shown = format!("{:?}", text.parse::<Json>().unwrap());
        shown
            .strip_prefix("Json ")
            .unwrap()
            .replace("[redacted]", "…")
    }

    #[test]
    fn secrets_are_known_by_their_names() {
        for (text, redacted) in [
            (r#"{"client_secret":"pi_1"}"#, r#"{"client_secret":"…"}"#),
            (r#"{"secret":{"a":1}}"#, r#"{"secret":"…"}"#),
            (r#"{"client_secret":null}"#, r#"{"client_secret":null}"#),
            (r#"{"last4":"4242"}"#, r#"{"last4":"4242"}"#),
            (r#"{"payload":"hush"}"#, r#"{"payload":"…"}"#),
            (r#"{"payload":{"value":1}}"#, r#"{"payload":{"value":1}}"#),
            (r#"{"cryptogram":"AAAB"}"#, r#"{"cryptogram":"…"}"#),
        ] {
            assert_eq!(shown(text), redacted);
        }
    }

    #[test]
    fn only_the_number_of_a_card_is_secret() {
        for (number, is_secret) in [
            ("\"4242424242424242\"", true),
            ("4242424242424242", true),
            ("\"INV-0001\"", false),
            ("\"4242\"", false),
            ("null", false),
        ] {
            let text = format!(r#"{{"number":{number}}}"#);
            assert_eq!(shown(&text) == r#"{"number":"…"}"#, is_secret, "{number}");
        }
    }

    #[test]
    fn urls_are_secret_in_some_objects() {
        for (text, redacted) in [
            (
                r#"{"object":"checkout.session","url":"x","z":[{"url":"y"}]}"#,
                r#"{"object":"checkout.session","url":"…","z":[{"url":"y"}]}"#,
            ),
            // Whatever the order of the fields.
            (
                r#"{"a":{"url":"y","object":"product"},"url":"x","b":{"c":1},"object":"login_link"}"#,
                r#"{"a":{"url":"y","object":"product"},"url":"…","b":{"c":1},"object":"login_link"}"#,
            ),
            (
                r#"{"next_action":[{"a":{"b":1},"redirect_to_url":[{"a":{},"url":"x"},{"url":"y"}],"url":"z"}]}"#,
                r#"{"next_action":[{"a":{"b":1},"redirect_to_url":[{"a":{},"url":"…"},{"url":"…"}],"url":"z"}]}"#,
            ),
            (
                r#"{"object":"webhook_endpoint","url":"x"}"#,
                r#"{"object":"webhook_endpoint","url":"x"}"#,
            ),
            (
                r#"{"object":"checkout.session","url":null}"#,
                r#"{"object":"checkout.session","url":null}"#,
            ),
        ] {
            assert_eq!(shown(text), redacted);
        }
    }
}
