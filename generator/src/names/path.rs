//! Paths of types in the client.

use std::fmt;

/// A path in the client, without `crate`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct RustPath {
    /// Modules, outermost first.
    pub module: Vec<String>,
    /// Name of the type.
    pub name: String,
}

impl RustPath {
    pub(super) fn parse(text: &str) -> Option<Self> {
        let mut module: Vec<String> = text.split("::").map(str::to_owned).collect();
        let name = module.pop()?;
        let legal = |part: &String| syn::parse_str::<syn::Ident>(part).is_ok();
        (!module.is_empty() && module.iter().all(legal) && legal(&name))
            .then_some(Self { module, name })
    }
}

impl fmt::Display for RustPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for module in &self.module {
            write!(f, "{module}::")?;
        }
        f.write_str(&self.name)
    }
}
