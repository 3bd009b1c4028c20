//! Identifiers of fields and parameters: a function of the name alone, which gives no two names one identifier.
//!
//! So no neighbour, old or new, decides what a field is called. The price: names that are not written as Stripe writes
//! them are spelled with code points, even where no other name would clash.

use super::ident::is_keyword;
use super::{Use, is_reserved};

/// Prefix of functions that clear a parameter.
const UNSET: &str = "unset_";

/// Prefix of a parameter that has the name of an argument of the path.
const PARAMETER: &str = "parameter_";

/// The identifier of a field, or of whatever else its owner has by this name.
#[must_use]
pub fn field(name: &str, to: Use) -> String {
    finish(stem(name), to)
}

/// The setter of a parameter, or its argument in `new`. A name that looks like a function that clears another parameter,
/// or like one of [`clashing_parameter`], gets the prefix `set_`.
#[must_use]
pub fn setter(name: &str) -> String {
    let mut stem = stem(name);
    let mut rest = stem.text.as_str();
    while let Some(inner) = rest.strip_prefix("set_") {
        rest = inner;
    }
    if rest.starts_with(UNSET) || rest.starts_with(PARAMETER) {
        stem.text.insert_str(0, "set_");
    }
    finish(stem, Use::Setter)
}

/// The argument of a parameter with the same name as a path argument.
#[must_use]
pub fn clashing_parameter(name: &str) -> String {
    within(PARAMETER, name, "")
}

/// The function that clears a parameter.
#[must_use]
pub fn unset(name: &str) -> String {
    within(UNSET, name, "")
}

/// The function that clears a key of a parameter.
#[must_use]
pub fn unset_key(name: &str) -> String {
    within(UNSET, name, "_key")
}

/// The text for a name, and whether it is the name itself.
struct Stem {
    text: String,
    is_name: bool,
}

fn within(before: &str, name: &str, after: &str) -> String {
    let Stem { text, is_name } = stem(name);
    let text = format!("{before}{text}{after}");
    finish(Stem { text, is_name }, Use::Setter)
}

/// A spelled name ends in an underscore, which no usual name does.
fn finish(stem: Stem, to: Use) -> String {
    let Stem { mut text, is_name } = stem;
    if !is_name || is_keyword(&text) || is_reserved(&text, to) {
        text.push('_');
    }
    text
}

fn stem(name: &str) -> Stem {
    let is_name = is_usual(name);
    let text = if is_name {
        name.to_owned()
    } else {
        spelled(name)
    };
    Stem { text, is_name }
}

/// Whether a name is written as Stripe writes names: words of lower-case letters and digits, between single underscores.
pub(super) fn is_usual(name: &str) -> bool {
    let letter = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit();
    name.starts_with(|c: char| c.is_ascii_lowercase())
        && name
            .split('_')
            .all(|word| !word.is_empty() && word.chars().all(letter))
}

/// A name with code points for all but small letters and digits, such as `foo_u42_ar` for `fooBar`. An underscore between
/// words stays. Words that look like code points are spelled too, so that the name can be read back.
fn spelled(name: &str) -> String {
    let is_word = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit();
    let mut parts: Vec<String> = Vec::new();
    let mut chars = name.chars().peekable();
    let mut after_word = false;
    while let Some(c) = chars.next() {
        let before_word = chars.peek().copied().is_some_and(is_word);
        if c == '_' && after_word && before_word {
            after_word = false;
            continue;
        }
        // An identifier does not begin with a digit.
        if !is_word(c) || (parts.is_empty() && c.is_ascii_digit()) {
            parts.push(format!("u{:x}", u32::from(c)));
            after_word = false;
            continue;
        }
        let mut word = String::from(c);
        while let Some(c) = chars.next_if(|c| is_word(*c)) {
            word.push(c);
        }
        match word.strip_prefix('u') {
            Some(hex) if !hex.is_empty() && hex.chars().all(|c| c.is_ascii_hexdigit()) => {
                parts.push("u75".to_owned());
                parts.push(hex.to_owned());
            }
            _ => parts.push(word),
        }
        after_word = true;
    }
    if parts.is_empty() {
        return "empty".to_owned();
    }
    parts.join("_")
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    #[test]
    fn usual_names_are_their_identifiers() {
        for name in ["amount", "iban_last4", "form_1099_k", "a", "unset_at"] {
            assert_eq!(field(name, Use::Field), name);
        }
        assert_eq!(field("type", Use::Field), "type_");
        assert_eq!(setter("send"), "send_");
        assert_eq!(setter("into"), "into_");
        assert_eq!(field("into", Use::Field), "into");
        assert_eq!(setter("amount"), "amount");
        assert_eq!(unset("type"), "unset_type");
        assert_eq!(unset_key("metadata"), "unset_metadata_key");
        assert_eq!(clashing_parameter("id"), "parameter_id");
    }

    #[test]
    fn other_names_are_spelled() {
        assert_eq!(field("fooBar", Use::Field), "foo_u42_ar_");
        assert_eq!(field("foo-bar_baz", Use::Field), "foo_u2d_bar_baz_");
        assert_eq!(field("3ds", Use::Field), "u33_ds_");
        assert_eq!(field("", Use::Field), "empty_");
        assert_eq!(field("_a__b_", Use::Field), "u5f_a_u5f_u5f_b_u5f_");
        assert_eq!(field("a.u2d", Use::Field), "a_u2e_u75_2d_");
        assert_eq!(unset("foo-bar"), "unset_foo_u2d_bar_");
        assert_eq!(setter("unset_a"), "set_unset_a");
        assert_eq!(setter("set_unset_a"), "set_set_unset_a");
        assert_eq!(setter("parameter_id"), "set_parameter_id");
        assert_eq!(setter("set_a"), "set_a");
    }

    /// All names of up to four of these parts, in one object and in one request.
    #[test]
    fn no_two_names_have_one_identifier() {
        let parts = [
            "a",
            "u",
            "2d",
            "type",
            "_",
            "-",
            "B",
            "set",
            "unset",
            "parameter",
            "into",
            "undocumented",
            "é",
        ];
        let mut names = vec![String::new()];
        let mut last = names.clone();
        for _ in 0..4 {
            last = last
                .iter()
                .flat_map(|name| parts.map(|part| format!("{name}{part}")))
                .collect();
            names.extend(last.iter().cloned());
        }
        names.sort();
        names.dedup();
        assert!(names.len() > 10_000);
        let mut fields = BTreeMap::new();
        let mut functions = BTreeMap::new();
        for name in &names {
            let identifier = field(name, Use::Field);
            assert!(is_legal(&identifier), "{identifier}");
            let other = fields.insert(identifier, name);
            assert_eq!(other, None, "{name}");
            for identifier in [setter(name), unset(name), clashing_parameter(name)] {
                assert!(is_legal(&identifier), "{identifier}");
                let other = functions.insert(identifier.clone(), name);
                assert_eq!(other, None, "{name}: {identifier}");
            }
        }
    }

    /// Whether it is legal and no lint complains.
    fn is_legal(identifier: &str) -> bool {
        let snake = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
        syn::parse_str::<syn::Ident>(identifier).is_ok()
            && identifier.chars().all(snake)
            && identifier.starts_with(|c: char| c.is_ascii_lowercase())
            && !identifier.contains("__")
    }
}
