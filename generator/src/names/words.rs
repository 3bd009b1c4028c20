//! English for names: the singular of a plural.

/// The singular of a word such as `refunds`, `entries` or `line_items`.
///
/// Only regular plurals: names that Stripe gives to collections have no others.
#[must_use]
pub fn singular(word: &str) -> String {
    if let Some(stem) = word.strip_suffix("ies") {
        return format!("{stem}y");
    }
    let long = ["sses", "xes", "ches", "shes", "uses"];
    if long.iter().any(|ending| word.ends_with(ending)) {
        return word.strip_suffix("es").unwrap_or(word).to_owned();
    }
    match word.strip_suffix('s') {
        Some(stem) if !stem.ends_with(['s', 'u', 'i']) => stem.to_owned(),
        _ => word.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::singular;

    #[test]
    fn plurals_become_singular() {
        let cases = [
            ("refunds", "refund"),
            ("entries", "entry"),
            ("addresses", "address"),
            ("taxes", "tax"),
            ("branches", "branch"),
            ("invoice_items", "invoice_item"),
            ("files", "file"),
            ("purchases", "purchase"),
        ];
        for (plural, expected) in cases {
            assert_eq!(singular(plural), expected);
        }
    }

    #[test]
    fn what_is_no_plural_stays() {
        for word in [
            "balance",
            "status",
            "address",
            "analysis",
            "tax",
            "cash_balance",
        ] {
            assert_eq!(singular(word), word);
        }
    }
}
