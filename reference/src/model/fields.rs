//! What rows of responses and requests share: where they are, and the values of enums.

use generator::emit::Described;
use generator::ir::TypeDef;

use super::page::Writer;
use super::{Value, Values};
use crate::anchor::below;
use crate::search::Kind;

/// Above this number values are shown on demand.
const LONG: usize = 12;

/// What a row is in.
#[derive(Debug, Clone)]
pub(super) struct Parent {
    pub(super) anchor: String,
    /// What its name in Rust begins with.
    pub(super) rust: String,
    /// JSON pointer of the object that has the fields.
    pub(super) pointer: String,
}

impl Parent {
    pub(super) fn object(anchor: &str, def: &TypeDef) -> Self {
        Self {
            anchor: anchor.to_owned(),
            rust: anchor.to_owned(),
            pointer: def.pointer.clone(),
        }
    }

    pub(super) fn nested(anchor: &str, path: &str, def: &TypeDef) -> Self {
        let rust = path.rsplit("::").next().unwrap_or(path).to_owned();
        Self {
            anchor: anchor.to_owned(),
            rust,
            pointer: def.pointer.clone(),
        }
    }

    /// The JSON pointer of a field.
    pub(super) fn pointer_of(&self, name: &str) -> String {
        format!("{}/properties/{}", self.pointer, escaped(name))
    }
}

/// A step of a JSON pointer.
pub(super) fn escaped(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}

impl Writer<'_, '_> {
    /// The values of an enum.
    pub(super) fn values(
        &mut self,
        values: &[String],
        path: &str,
        at: &str,
        other: &str,
    ) -> Values {
        let items: Vec<Value> = Described::variants(values)
            .into_iter()
            .map(|(wire, variant)| Value {
                anchor: below(at, wire),
                wire: wire.to_owned(),
                variant,
            })
            .collect();
        let name = self.label(path).to_owned();
        for value in &items {
            let rust = format!("{name}::{}", value.variant);
            self.entry(
                Kind::Value,
                [&rust, &value.wire, at],
                &value.anchor,
                String::new(),
            );
        }
        Values {
            path: path.to_owned(),
            is_long: items.len() > LONG,
            items,
            other: other.to_owned(),
        }
    }
}
