//! Counts descriptions that differ. The diff of the crate shows them.

use std::collections::{BTreeMap, BTreeSet};

use crate::ir::{Api, Docs, Field, SchemaPath, Shape, Type, TypeDef};

/// Descriptions that differ, at places that are in both.
pub(super) fn count(base: &Api, head: &Api) -> usize {
    let (old, new) = (texts(base), texts(head));
    let differ =
        |(key, text): &(&Key<'_>, &Vec<&str>)| new.get(*key).is_some_and(|other| other != *text);
    old.iter().filter(differ).count()
}

/// A place, and the part of it that is described: the place itself, a field or a response.
type Key<'a> = (String, &'a str);

fn texts(api: &Api) -> BTreeMap<Key<'_>, Vec<&str>> {
    let mut texts = BTreeMap::new();
    for operation in &api.operations {
        let place = operation.route();
        let replies = &operation.replies;
        texts.insert((place.clone(), "()"), words(&operation.docs));
        texts.insert(
            (place.clone(), "() reply"),
            vec![replies.description.as_str()],
        );
        texts.insert((place.clone(), "() schema"), words(&replies.schema));
        if let Some(error) = &replies.error {
            texts.insert(
                (place.clone(), "() error"),
                vec![error.description.as_str()],
            );
        }
        let fields = operation
            .path_parameters
            .iter()
            .chain(&operation.parameters);
        for field in fields {
            texts.insert((place.clone(), field.name.as_str()), of_field(field));
        }
    }
    let repeated = repeated(api);
    for (place, def) in &api.types {
        let name = format!("<{place}>");
        if !repeated.contains(place) {
            texts.insert((name.clone(), "()"), words(&def.docs));
        }
        for (part, docs) in parts(api, place, def) {
            texts.insert((name.clone(), part), words(docs));
        }
    }
    texts
}

/// Types whose description is that of their field: one text in the document.
fn repeated(api: &Api) -> BTreeSet<&SchemaPath> {
    let of_types = api.types.values().filter_map(|def| match &def.shape {
        Shape::Object { fields, .. } => Some(fields),
        _ => None,
    });
    let of_operations = api.operations.iter().map(|operation| &operation.parameters);
    let mut found = BTreeSet::new();
    for field in of_types.chain(of_operations).flatten() {
        let places = field.ty.places().filter(|place| {
            let docs = api.types.get(*place).map(|def| &def.docs.description);
            !place.steps().is_empty() && docs == Some(&field.docs.description)
        });
        found.extend(places);
    }
    found
}

/// Descriptions of fields or members at a place, even if the definition is elsewhere.
fn parts<'a>(api: &'a Api, place: &SchemaPath, def: &'a TypeDef) -> Vec<(&'a str, &'a Docs)> {
    let Some((holder, definition)) = api.definition(place) else {
        return Vec::new();
    };
    let parts: Vec<(&str, &Docs)> = match &definition.shape {
        Shape::Object { fields, .. } => fields.iter().map(|f| (f.name.as_str(), &f.docs)).collect(),
        Shape::Union { members } => members.iter().map(|m| (m.name.as_str(), &m.docs)).collect(),
        Shape::Enum { .. } | Shape::Alias(_) => Vec::new(),
    };
    if holder == place {
        return parts;
    }
    let names = parts.into_iter().map(|(name, _)| name);
    names.zip(&def.prose).collect()
}

/// The description of a field, and those of the bounds of a range, which have no place of their own.
fn of_field(field: &Field) -> Vec<&str> {
    let mut all = words(&field.docs);
    if let Type::Range(range) = &field.ty {
        all.extend(range.docs.iter().flat_map(words));
    }
    all
}

fn words(docs: &Docs) -> Vec<&str> {
    let texts = [&docs.summary, &docs.description];
    texts.map(|text| text.as_deref().unwrap_or_default()).into()
}
