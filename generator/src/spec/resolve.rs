//! Resolves `$ref`. In documents that have been rewritten, only schemas are referenced.

use openapiv3::{OpenAPI, ReferenceOr, Schema};

use crate::diagnostic::Pointer;

/// The name of the schema that a reference points to; `None` if it points to anything else.
pub fn schema_name(reference: &str) -> Option<String> {
    component_name(reference, "schemas")
}

/// The name in a section of `components` that a reference points to; `None` if it points to anything else.
pub(crate) fn component_name(reference: &str, section: &str) -> Option<String> {
    let pointer = Pointer::parse(reference)?;
    let mut segments = pointer.segments();
    match (
        segments.next(),
        segments.next(),
        segments.next(),
        segments.next(),
    ) {
        (Some("components"), Some(found), Some(name), None) if found == section => {
            Some(name.to_owned())
        }
        _ => None,
    }
}

/// The pointer to a schema of `components`.
pub fn schema_pointer(name: &str) -> Pointer {
    let mut pointer = Pointer::root();
    for segment in ["components", "schemas", name] {
        pointer.push(segment);
    }
    pointer
}

/// A schema by its name. References to other schemas are followed; loading refuses cycles of these.
pub fn schema<'a>(api: &'a OpenAPI, name: &str) -> Option<&'a Schema> {
    let schemas = &api.components.as_ref()?.schemas;
    let mut name = name.to_owned();
    // A chain is at most as long as the number of schemas; the limit stops at cycles in documents that were not loaded.
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
