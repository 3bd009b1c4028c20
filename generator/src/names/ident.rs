//! Rust identifiers from names of the document.
//!
//! A name of the document is any text. Here it becomes an identifier that is
//! legal, follows Rust's conventions and differs from its neighbours; text of
//! the document never reaches the output in any other way as code.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::field::is_usual;
use heck::{ToPascalCase, ToSnakeCase};

/// How an identifier is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Case {
    /// `snake_case`: fields, methods, modules.
    Snake,
    /// `PascalCase`: types and variants.
    Pascal,
}

/// Words that cannot be identifiers, in any edition up to 2024. Raw identifiers
/// would do for most, but read worse and do not exist for `self` and `Self`.
const KEYWORDS: [&str; 54] = [
    "Self", "_", "abstract", "as", "async", "await", "become", "box", "break", "const", "continue",
    "crate", "do", "dyn", "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if",
    "impl", "in", "let", "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub",
    "ref", "return", "self", "static", "struct", "super", "trait", "true", "try", "type", "typeof",
    "unsafe", "unsized", "use", "virtual", "where", "while", "yield", "union",
];

/// Whether a word cannot be an identifier, in any edition.
pub(crate) fn is_keyword(word: &str) -> bool {
    KEYWORDS.contains(&word)
}

/// An identifier for one name, with no regard to its neighbours.
#[must_use]
pub fn identifier(name: &str, case: Case) -> String {
    finish(&cased(name, case), case)
}

/// Identifiers for variants of one type, all of them different.
///
/// `taken` are identifiers that the type has already. A name whose words can be
/// read off its identifier keeps that, whatever its neighbours are. Others that
/// come out alike are spelled with their punctuation in words (`GMT+1` and
/// `GMT-1` become `GmtPlus1` and `GmtMinus1`), and if they still clash, with
/// the code points of all that is not a letter or digit.
#[must_use]
pub fn identifiers<'a>(
    names: impl IntoIterator<Item = &'a str>,
    taken: &[&str],
) -> BTreeMap<&'a str, String> {
    let case = Case::Pascal;
    let names: Vec<&str> = names.into_iter().collect();
    let mut given: BTreeMap<&str, String> = names
        .iter()
        .map(|name| (*name, identifier(name, case)))
        .collect();
    for spelling in [in_words, in_code_points] {
        let mut uses: HashMap<&str, usize> = HashMap::with_capacity(given.len());
        for identifier in given.values() {
            *uses.entry(identifier).or_default() += 1;
        }
        if uses.len() == given.len() {
            break;
        }
        let is_used = |identifier: &str| uses.get(identifier).is_some_and(|&uses| uses > 1);
        let clashes: Vec<&str> = given
            .iter()
            .filter(|(name, identifier)| is_used(identifier) && !is_readable(name))
            .map(|(name, _)| *name)
            .collect();
        for name in clashes {
            given.insert(name, finish(&cased(&spelling(name), case), case));
        }
    }
    let mut used: BTreeSet<String> = taken.iter().map(|name| (*name).to_owned()).collect();
    for identifier in given.values_mut() {
        while !used.insert(identifier.clone()) {
            identifier.push('_');
        }
    }
    given
}

/// Whether a name can be read off its variant: no other name of this kind has that variant.
pub(super) fn is_readable(name: &str) -> bool {
    is_usual(name) && cased(name, Case::Pascal).to_snake_case() == name
}

fn cased(name: &str, case: Case) -> String {
    usual(name, case).unwrap_or_else(|| by_heck(name, case))
}

/// A name of lower-case words and digits, which nearly all are: an enumeration may have 100,000. `None` for any other.
fn usual(name: &str, case: Case) -> Option<String> {
    let mut bytes = name.bytes();
    if !bytes.all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'_')) {
        return None;
    }
    let mut text = String::with_capacity(name.len());
    for word in name.split('_').filter(|word| !word.is_empty()) {
        match case {
            Case::Snake if !text.is_empty() => text.push('_'),
            Case::Snake | Case::Pascal => {}
        }
        let start = text.len();
        text.push_str(word);
        if let (Case::Pascal, Some(word)) = (case, text.get_mut(start..start + 1)) {
            word.make_ascii_uppercase();
        }
    }
    (!text.is_empty()).then_some(text)
}

fn by_heck(name: &str, case: Case) -> String {
    // heck splits at letters only; `3d_secure` and `a.b` need help to be words.
    let words: String = name
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() { c } else { ' ' })
        .collect();
    let empty = words.trim().is_empty();
    let spelled = if empty { in_words(name) } else { words };
    match case {
        Case::Snake => spelled.to_snake_case(),
        Case::Pascal => spelled.to_pascal_case(),
    }
}

/// Makes an identifier legal.
fn finish(identifier: &str, case: Case) -> String {
    let starts_with_digit = identifier.starts_with(|c: char| c.is_ascii_digit());
    let text = match case {
        _ if identifier.is_empty() => match case {
            Case::Snake => "empty".to_owned(),
            Case::Pascal => "Empty".to_owned(),
        },
        Case::Snake if starts_with_digit => format!("n{identifier}"),
        Case::Pascal if starts_with_digit => format!("N{identifier}"),
        _ => identifier.to_owned(),
    };
    if is_keyword(&text) { text + "_" } else { text }
}

/// Punctuation in words; what has none becomes a code point.
fn in_words(name: &str) -> String {
    let word = |c: char| match c {
        '+' => "plus",
        '-' => "minus",
        '*' => "star",
        '.' => "dot",
        '/' => "slash",
        '&' => "and",
        '%' => "percent",
        '#' => "hash",
        '@' => "at",
        '<' => "less",
        '>' => "greater",
        '=' => "equals",
        '!' => "not",
        '?' => "question",
        ':' => "colon",
        '$' => "dollar",
        '(' | ')' | '[' | ']' | '{' | '}' => "bracket",
        '"' | '\'' | '`' => "quote",
        _ => "",
    };
    spelled(name, |c| match word(c) {
        "" if c == '_' || c.is_whitespace() => " ".to_owned(),
        "" => format!(" u{:x} ", c as u32),
        word => format!(" {word} "),
    })
}

fn in_code_points(name: &str) -> String {
    // Case is what heck takes away, so upper-case letters are spelled too.
    let mut text = String::new();
    for c in name.chars() {
        if c.is_ascii_lowercase() || c.is_ascii_digit() {
            text.push(c);
        } else {
            text.push_str(&format!(" u{:x} ", c as u32));
        }
    }
    text
}

fn spelled(name: &str, spell: impl Fn(char) -> String) -> String {
    name.chars()
        .map(|c| {
            if c.is_ascii_alphanumeric() {
                c.to_string()
            } else {
                spell(c)
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn snake(name: &str) -> String {
        identifier(name, Case::Snake)
    }

    fn pascal(name: &str) -> String {
        identifier(name, Case::Pascal)
    }

    #[test]
    fn ordinary_names_follow_convention() {
        assert_eq!(snake("balance_transaction"), "balance_transaction");
        assert_eq!(snake("iban_last4"), "iban_last4");
        assert_eq!(pascal("requested_by_customer"), "RequestedByCustomer");
        assert_eq!(pascal("checkout.session"), "CheckoutSession");
        assert_eq!(pascal("America/New_York"), "AmericaNewYork");
    }

    /// All names of up to seven of these characters.
    #[test]
    fn usual_names_are_as_heck_has_them() {
        let mut names = vec![String::new()];
        let mut from = 0;
        for _ in 0..7 {
            let end = names.len();
            for at in from..end {
                for c in ['a', 'z', '7', '_'] {
                    names.push(format!("{}{c}", names[at]));
                }
            }
            from = end;
        }
        for name in &names {
            for case in [Case::Snake, Case::Pascal] {
                let text = usual(name, case);
                assert_eq!(text.is_some(), !name.trim_matches('_').is_empty(), "{name}");
                assert!(
                    text.is_none_or(|text| text == by_heck(name, case)),
                    "{name}"
                );
            }
        }
        assert!(usual("A", Case::Snake).is_none() && usual("a.b", Case::Pascal).is_none());
    }

    #[test]
    fn keywords_and_digits_are_made_legal() {
        assert_eq!(snake("type"), "type_");
        assert_eq!(snake("in"), "in_");
        assert_eq!(snake("self"), "self_");
        assert_eq!(pascal("self"), "Self_");
        assert_eq!(pascal("3d_secure"), "N3dSecure");
        assert_eq!(snake("3ds"), "n3ds");
    }

    #[test]
    fn what_has_no_letters_is_spelled() {
        assert_eq!(pascal("*"), "Star");
        assert_eq!(pascal(""), "Empty");
        assert_eq!(pascal("é"), "Ue9");
        assert_eq!(snake("\n"), "empty");
    }

    #[test]
    fn neighbours_stay_apart() {
        let given = identifiers(["Etc/GMT+1", "Etc/GMT-1", "Etc/GMT1"], &[]);
        assert_eq!(given["Etc/GMT+1"], "EtcSlashGmtPlus1");
        assert_eq!(given["Etc/GMT-1"], "EtcSlashGmtMinus1");
        let given = identifiers(["foo_bar", "foo-bar", "fooBar", "FooBar"], &[]);
        assert_eq!(given["foo_bar"], "FooBar");
        assert_eq!(given["foo-bar"], "FooMinusBar");
        let mut all: Vec<_> = given.values().collect();
        all.sort();
        all.dedup();
        assert_eq!(all.len(), 4, "{given:?}");
    }

    #[test]
    fn what_is_taken_is_left_alone() {
        let given = identifiers(["other", "amount"], &["Other"]);
        assert_eq!(given["other"], "Other_");
        assert_eq!(given["amount"], "Amount");
    }
}
