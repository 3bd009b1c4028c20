//! The schemas of `components`, with references between them resolved once: a chain of them is as long as the document
//! makes it.

use std::collections::HashMap;

use openapiv3::{OpenAPI, ReferenceOr, Schema};

use super::schema::{SchemaRef, only_alternative};

/// The schemas of `components`.
pub(super) struct Components<'a> {
    targets: HashMap<&'a str, (&'a str, &'a Schema)>,
    nullable: HashMap<&'a str, bool>,
}

impl<'a> Components<'a> {
    pub(super) fn of(api: &'a OpenAPI) -> Self {
        let schemas = api.components.iter().flat_map(|all| &all.schemas);
        let schemas: HashMap<&'a str, &'a ReferenceOr<Schema>> = schemas
            .map(|(name, schema)| (name.as_str(), schema))
            .collect();
        let targets = end_of_each(&schemas, |name, schema| match SchemaRef::from(schema) {
            SchemaRef::Inline(schema) => Step::End(Some((name, schema))),
            SchemaRef::Named(next) => Step::Next(next),
        });
        let nullable = end_of_each(&schemas, |_, schema| {
            let mut schema = SchemaRef::from(schema);
            loop {
                match schema {
                    SchemaRef::Named(next) => return Step::Next(next),
                    SchemaRef::Inline(inline) if inline.schema_data.nullable => {
                        return Step::End(Some(true));
                    }
                    SchemaRef::Inline(inline) => match only_alternative(inline) {
                        Some(only) => schema = only,
                        None => return Step::End(None),
                    },
                }
            }
        });
        Self { targets, nullable }
    }

    /// The schema that a name stands for in the end, and its own name.
    pub(super) fn target(&self, name: &str) -> Option<(&'a str, &'a Schema)> {
        self.targets.get(name).copied()
    }

    /// Whether a value of this schema may be `null`, where it is written or by its name.
    pub(super) fn is_nullable(&self, name: &str) -> bool {
        self.nullable.get(name).copied().unwrap_or(false)
    }
}

/// What a schema says about itself.
enum Step<'a, T> {
    /// The same as another one.
    Next(&'a str),
    /// This.
    End(Option<T>),
}

/// Follows each name to the end of its chain, passing over each schema once. Nothing stands at the end of a chain that
/// is a circle.
fn end_of_each<'a, T: Copy>(
    schemas: &HashMap<&'a str, &'a ReferenceOr<Schema>>,
    step: impl Fn(&'a str, &'a ReferenceOr<Schema>) -> Step<'a, T>,
) -> HashMap<&'a str, T> {
    let mut ends: HashMap<&'a str, Option<T>> = HashMap::new();
    for start in schemas.keys() {
        let mut chain = Vec::new();
        let mut name = *start;
        let end = loop {
            if let Some(end) = ends.get(name) {
                break *end;
            }
            let Some((known, schema)) = schemas.get_key_value(name) else {
                break None;
            };
            // A circle meets itself here.
            ends.insert(known, None);
            chain.push(*known);
            match step(known, schema) {
                Step::Next(next) => name = next,
                Step::End(end) => break end,
            }
        };
        ends.extend(chain.into_iter().map(|name| (name, end)));
    }
    let ends = ends.into_iter();
    ends.filter_map(|(name, end)| Some((name, end?))).collect()
}
