//! The name of the emitted package.

use std::fmt;
use std::str::FromStr;

use crate::names::{Use, is_keyword, is_reserved};

/// The name of a package, as cargo takes it for a library that others import.
///
/// Sources import the crate by this name with underscores, so it has to be an identifier then.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PackageName(String);

/// Why a text is not a [`PackageName`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PackageNameError {
    /// It is empty.
    #[error("a package name is not empty")]
    Empty,
    /// A character that cargo does not take.
    #[error("a package name has letters and digits of ASCII, `-` and `_`, not {0:?}")]
    Character(char),
    /// It begins with a digit or a dash.
    #[error("a package name begins with a letter or `_`, not {0:?}")]
    Start(char),
    /// It is longer than registries take.
    #[error("a package name has at most {LONGEST} characters, not {0}")]
    Long(usize),
    /// A word of the language.
    #[error("`{0}` is a keyword, so no crate can be imported by this name")]
    Keyword(String),
    /// A crate that every program has.
    #[error("`{0}` is the name of a crate that comes with Rust")]
    BuiltIn(String),
    /// A device of Windows.
    #[error("`{0}` is the name of a device on Windows, so cargo cannot check it out there")]
    Device(String),
}

/// The limit of the public registry.
const LONGEST: usize = 64;

/// Crates that come with the compiler.
const BUILT_IN: [&str; 5] = ["alloc", "core", "proc_macro", "std", "test"];

impl PackageName {
    /// The name, as in the manifest.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The name that sources import the crate by.
    #[must_use]
    pub fn crate_name(&self) -> String {
        self.0.replace('-', "_")
    }
}

/// The name that sources import the crate of the usual name by.
pub(crate) const USUAL_CRATE: &str = "stripe_client";

/// `stripe-client`.
impl Default for PackageName {
    fn default() -> Self {
        Self("stripe-client".to_owned())
    }
}

impl FromStr for PackageName {
    type Err = PackageNameError;

    fn from_str(text: &str) -> Result<Self, PackageNameError> {
        let first = text.chars().next().ok_or(PackageNameError::Empty)?;
        let is_allowed = |c: &char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
        if let Some(other) = text.chars().find(|c| !is_allowed(c)) {
            return Err(PackageNameError::Character(other));
        }
        if first.is_ascii_digit() || first == '-' {
            return Err(PackageNameError::Start(first));
        }
        if text.len() > LONGEST {
            return Err(PackageNameError::Long(text.len()));
        }
        let name = Self(text.to_owned());
        let imported = name.crate_name();
        if is_keyword(&imported) {
            return Err(PackageNameError::Keyword(imported));
        }
        if BUILT_IN.contains(&imported.as_str()) {
            return Err(PackageNameError::BuiltIn(text.to_owned()));
        }
        if is_reserved(&text.to_ascii_lowercase(), Use::File) {
            return Err(PackageNameError::Device(text.to_owned()));
        }
        Ok(name)
    }
}

impl fmt::Display for PackageName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Result<PackageName, PackageNameError> {
        text.parse()
    }

    #[test]
    fn names_that_cargo_takes() {
        for name in [
            "stripe-client",
            "a",
            "_a",
            "A1",
            "my_client-2",
            "async-stripe",
            "i64",
        ] {
            assert_eq!(
                parse(name).map(|name| name.to_string()),
                Ok(name.to_owned())
            );
        }
        assert_eq!(
            parse("a-b_c").map(|name| name.crate_name()),
            Ok("a_b_c".to_owned())
        );
    }

    #[test]
    fn names_that_would_not_build_are_refused() {
        use PackageNameError::{BuiltIn, Character, Device, Empty, Keyword, Long, Start};
        for (text, why) in [
            ("", Empty),
            ("a b", Character(' ')),
            ("a/b", Character('/')),
            ("1a b", Character(' ')),
            ("a\"\n[x]", Character('"')),
            ("\u{e9}", Character('\u{e9}')),
            ("r#fn", Character('#')),
            ("1a", Start('1')),
            ("-a", Start('-')),
            ("fn", Keyword("fn".to_owned())),
            ("_", Keyword("_".to_owned())),
            ("-", Start('-')),
            ("proc-macro", BuiltIn("proc-macro".to_owned())),
            ("CON", Device("CON".to_owned())),
        ] {
            assert_eq!(parse(text), Err(why), "{text}");
        }
        assert_eq!(parse(&"a".repeat(65)), Err(Long(65)));
    }
}
