//! What `$ref` points to. Only schemas are shared by reference in the documents that load.

use openapiv3::{OpenAPI, ReferenceOr, Schema};

use crate::diagnostic::Pointer;

/// The name of the schema that a reference points to; `None` if it points to anything else.
pub fn schema_name(reference: &str) -> Option<String> {
    let pointer = Pointer::parse(reference)?;
    let mut segments = pointer.segments();
    match (
        segments.next(),
        segments.next(),
        segments.next(),
        segments.next(),
    ) {
        (Some("components"), Some("schemas"), Some(name), None) => Some(name.to_owned()),
        _ => None,
    }
}

/// The place of a schema in the document.
pub fn schema_pointer(name: &str) -> Pointer {
    let mut pointer = Pointer::root();
    for segment in ["components", "schemas", name] {
        pointer.push(segment);
    }
    pointer
}

/// A schema by its name. A name that only stands for another one is followed; loading refuses cycles of these.
pub fn schema<'a>(api: &'a OpenAPI, name: &str) -> Option<&'a Schema> {
    let schemas = &api.components.as_ref()?.schemas;
    let mut name = name.to_owned();
    // As many steps as there are schemas end every chain, even in a document that was not loaded but put together.
    for _ in 0..schemas.len() {
        match schemas.get(&name)? {
            ReferenceOr::Item(schema) => return Some(schema),
            ReferenceOr::Reference { reference } => name = schema_name(reference)?,
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_whole_schemas_have_names() {
        assert_eq!(
            schema_name("#/components/schemas/v2.core.event").as_deref(),
            Some("v2.core.event")
        );
        for other in [
            "#/components/schemas",
            "#/components/schemas/a/properties/b",
            "#/components/parameters/a",
            "other.yaml#/components/schemas/a",
            "a",
        ] {
            assert_eq!(schema_name(other), None, "{other}");
        }
        assert_eq!(schema_pointer("a").to_string(), "#/components/schemas/a");
    }
}
