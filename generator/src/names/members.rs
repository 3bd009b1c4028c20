//! Identifiers of fields of responses and of variants, and names of the alternatives of a parameter.

use std::collections::BTreeMap;

use super::{OTHER, Use, field, identifiers};
use crate::ir::{Field, Member};

/// The fields of a response's object, by their names on the wire.
pub(crate) fn field_names(fields: &[Field]) -> BTreeMap<&str, String> {
    let fields = fields.iter();
    fields
        .map(|of| (of.name.as_str(), field(&of.name, Use::Field)))
        .collect()
}

/// The variants of a response's union, by the names of their members.
pub(crate) fn response_variants(members: &[Member]) -> BTreeMap<&str, String> {
    identifiers(members.iter().map(|member| member.name.as_str()), &[OTHER])
}

/// The variants of a request's union, by the names of their members. It is not open, so no name is taken.
pub(crate) fn request_variants(members: &[Member]) -> BTreeMap<&str, String> {
    identifiers(members.iter().map(|member| member.name.as_str()), &[])
}

/// The values of an enumeration and their variants, in the document's order.
pub(crate) fn variants(values: &[String]) -> Vec<(&str, String)> {
    let mut names = identifiers(values.iter().map(String::as_str), &[OTHER]);
    let values = values.iter();
    values
        .filter_map(|value| Some((value.as_str(), names.remove(value.as_str())?)))
        .collect()
}

/// An alternative of a parameter, as far as its name depends on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Alternative {
    /// An object: the paths of its required fields and of those of the objects that it requires.
    Object(Vec<String>),
    /// Any other, by what it is called: its JSON type, or what its format or its values make of that.
    Plain(&'static str),
}

/// What a caller calls the alternatives of a parameter: each by its JSON type, and one
/// object among several also by the required field that only it has.
pub(crate) fn alternatives(all: &[Alternative]) -> Vec<String> {
    let objects: Vec<&Vec<String>> = all
        .iter()
        .filter_map(|alternative| match alternative {
            Alternative::Object(required) => Some(required),
            Alternative::Plain(_) => None,
        })
        .collect();
    let is_of_one = |path: &&String| {
        let having = objects.iter().filter(|object| object.contains(path));
        having.count() == 1
    };
    let name = |alternative: &Alternative| match alternative {
        Alternative::Plain(name) => (*name).to_owned(),
        Alternative::Object(required) => {
            let own = required.iter().filter(is_of_one);
            let shortest = own.min_by_key(|path| (path.split(' ').count(), *path));
            match shortest {
                Some(path) if objects.len() > 1 => format!("{path} object"),
                _ => "object".to_owned(),
            }
        }
    };
    all.iter().map(name).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn objects_are_named_after_a_required_field_of_their_own() {
        let object = |paths: &[&str]| {
            Alternative::Object(paths.iter().map(|path| (*path).to_owned()).collect())
        };
        let all = [
            object(&["type", "card", "card number"]),
            object(&["type", "bank", "bank iban"]),
            object(&["type"]),
            Alternative::Plain("string"),
        ];
        let expected = ["card object", "bank object", "object", "string"];
        assert_eq!(alternatives(&all), expected);
        assert_eq!(alternatives(&[object(&["type"])]), ["object"]);
    }
}
