//! The tokens of Rust, as far as colours need them.

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    Keyword,
    Type,
    String,
    Number,
    Comment,
    Name,
    Plain,
}

/// A part of the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Token<'a> {
    pub(super) class: Class,
    pub(super) text: &'a str,
}

const KEYWORDS: [&str; 26] = [
    "as", "async", "await", "break", "const", "continue", "else", "enum", "false", "fn", "for",
    "if", "impl", "in", "let", "loop", "match", "mod", "move", "mut", "pub", "return", "struct",
    "true", "use", "while",
];

/// All tokens; joined, they are the text.
pub(super) fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let length = length(rest, first);
        let (token, after) = rest.split_at(length);
        tokens.push(Token {
            class: class(token, first),
            text: token,
        });
        rest = after;
    }
    tokens
}

fn length(rest: &str, first: char) -> usize {
    let word = |c: char| c.is_alphanumeric() || c == '_';
    if rest.starts_with("//") {
        rest.find('\n').unwrap_or(rest.len())
    } else if first == '"' {
        let mut escaped = false;
        let end = rest.char_indices().skip(1).find(|(_, c)| {
            let ends = *c == '"' && !escaped;
            escaped = *c == '\\' && !escaped;
            ends
        });
        end.map_or(rest.len(), |(at, _)| at.saturating_add(1))
    } else if word(first) {
        rest.find(|c| !word(c)).unwrap_or(rest.len())
    } else {
        first.len_utf8()
    }
}

fn class(token: &str, first: char) -> Class {
    match first {
        '"' => Class::String,
        '/' if token.starts_with("//") => Class::Comment,
        c if c.is_ascii_digit() => Class::Number,
        _ if KEYWORDS.contains(&token) => Class::Keyword,
        c if c.is_uppercase() => Class::Type,
        c if c.is_alphabetic() || c == '_' => Class::Name,
        _ => Class::Plain,
    }
}

#[cfg(test)]
mod tests {
    use super::{Class, tokens};

    #[test]
    fn tokens_are_the_text() {
        let text = "let a = x.b(\"c \\\" d\", 1_000)?; // e";
        let tokens = tokens(text);
        let joined: String = tokens.iter().map(|token| token.text).collect();
        assert_eq!(joined, text);
        let of = |class| {
            let tokens = tokens.iter().filter(move |token| token.class == class);
            tokens.map(|token| token.text).collect::<Vec<_>>()
        };
        assert_eq!(of(Class::String), [r#""c \" d""#]);
        assert_eq!(of(Class::Number), ["1_000"]);
        assert_eq!(of(Class::Keyword), ["let"]);
        assert_eq!(of(Class::Comment), ["// e"]);
    }
}
