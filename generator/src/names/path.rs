//! Paths of types in the client.

use std::fmt;

use super::is_keyword;

/// A path in the client, without `crate`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct RustPath {
    /// Modules, outermost first.
    pub module: Vec<String>,
    /// Name of the type.
    pub name: String,
}

impl RustPath {
    /// Reads what `Display` writes: names as Rust's conventions have them, and nothing that the lexer would skip or take
    /// for another name, such as a space or `r#`.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let mut module: Vec<String> = text.split("::").map(str::to_owned).collect();
        let name = module.pop()?;
        let is_module = |part: &String| is_legal(part, |c| c.is_ascii_lowercase());
        let is_type = is_legal(&name, |c| c.is_ascii_uppercase());
        (!module.is_empty() && module.iter().all(is_module) && is_type)
            .then_some(Self { module, name })
    }
}

fn is_legal(part: &str, begins: impl Fn(char) -> bool) -> bool {
    let is_word = |c: char| c.is_ascii_alphanumeric() || c == '_';
    part.starts_with(begins) && part.chars().all(is_word) && !is_keyword(part)
}

impl fmt::Display for RustPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for module in &self.module {
            write!(f, "{module}::")?;
        }
        f.write_str(&self.name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_printed_is_read_and_nothing_else() {
        for text in [
            "objects::Refund",
            "services::v2::core::ListEvents",
            "objects::Self_",
        ] {
            let read = RustPath::parse(text).map(|path| path.to_string());
            assert_eq!(read.as_deref(), Some(text));
        }
        for text in [
            "",
            "Refund",
            "::Refund",
            "objects::",
            "objects:: Refund",
            "objects::Refund ",
            " objects::Refund",
            "objects::r#fn",
            "objects::r#Refund",
            "objects::fn",
            "objects::Self",
            "objects::refund",
            "Objects::Refund",
            "objects::crate::Refund",
            "objects::Re-fund",
            "objects::Ref\u{fc}nd",
            "objects::Re/**/fund",
            "objects::1A",
            "objects::_A",
            "objects::Refund<C>",
        ] {
            assert_eq!(RustPath::parse(text), None, "{text}");
        }
    }
}
