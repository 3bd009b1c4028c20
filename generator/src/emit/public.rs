//! All names that callers write, for comparing the crates of two documents.

use std::collections::BTreeMap;

use crate::ir::{Api, Direction, SchemaPath, Shape};
use crate::names::{Names, Setters, field_names, request_variants, response_variants, variants};

/// The item that a name belongs to: the place of a type or operation, and a part of it. The part is empty for the type
/// itself, `()` for the method that makes a request, else the document's name of a field, parameter, value or member.
pub type Named = (String, String);

/// Types, requests and methods by their paths, and their fields, setters and variants by identifier. An alias has the
/// members of its definition; types below it have the paths that its re-export gives them.
#[must_use]
pub fn public_names(api: &Api, names: &Names) -> BTreeMap<Named, String> {
    let mut found = BTreeMap::new();
    for operation in &api.operations {
        let route = operation.route();
        if let Some(path) = names.request(operation) {
            found.insert((route.clone(), String::new()), path.to_string());
        }
        found.insert((route.clone(), "()".to_owned()), names.full_name(operation));
        let path: Vec<&str> = operation.arguments().collect();
        let setters = Setters::new(&operation.parameters, &path);
        let setters = setters.all();
        found.extend(setters.map(|(of, is)| ((route.clone(), of), is.to_owned())));
    }
    for (place, path) in names.types() {
        let place_text = place.to_string();
        found.insert((place_text.clone(), String::new()), path.to_string());
        let members = members(api, place).into_iter();
        found.extend(members.map(|(of, is)| ((place_text.clone(), of), is)));
    }
    found
}

/// Identifiers of the fields, values or members of a type, by their names in the document.
fn members(api: &Api, place: &SchemaPath) -> BTreeMap<String, String> {
    let owned = |names: BTreeMap<&str, String>| -> BTreeMap<String, String> {
        let names = names.into_iter();
        names.map(|(of, is)| (of.to_owned(), is)).collect()
    };
    let Some((_, def)) = api.definition(place) else {
        return BTreeMap::new();
    };
    match (&def.shape, def.direction) {
        (Shape::Object { fields, .. }, Direction::Response) => owned(field_names(fields)),
        (Shape::Object { fields, .. }, Direction::Request) => Setters::new(fields, &[])
            .all()
            .map(|(of, is)| (of, is.to_owned()))
            .collect(),
        (Shape::Enum { values }, _) => variants(values)
            .into_iter()
            .map(|(of, is)| (of.to_owned(), is))
            .collect(),
        (Shape::Union { members }, Direction::Response) => owned(response_variants(members)),
        (Shape::Union { members }, Direction::Request) => owned(request_variants(members)),
        // A definition is never an alias.
        (Shape::Alias(_), _) => BTreeMap::new(),
    }
}
