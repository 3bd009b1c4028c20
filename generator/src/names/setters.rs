//! Identifiers of all methods and arguments of a request or an object parameter.

use std::collections::BTreeMap;

use super::{clashing_parameter, setter, unset, unset_key};
use crate::ir::{ClearWith, Field, Presence, Type};

/// The use of an identifier.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Part {
    /// An argument of the path.
    Path,
    /// A parameter: a setter, or an argument of `new` if it is required.
    Parameter,
    /// The argument of a required parameter with the same name as a path argument.
    ClashingParameter,
    /// The function that clears a parameter.
    Clear,
    /// The function that clears a key of a parameter.
    ClearKey,
}

/// The identifiers of path arguments, required parameters, setters and the functions that clear parameters.
pub(crate) struct Setters<'a> {
    identifiers: BTreeMap<Part, BTreeMap<&'a str, String>>,
}

impl<'a> Setters<'a> {
    /// The identifiers of a request with these path arguments, or of an object parameter, which has none.
    pub(crate) fn new(fields: &'a [Field], path: &[&'a str]) -> Self {
        let mut setters = Self {
            identifiers: BTreeMap::new(),
        };
        for name in path {
            setters.add(name, Part::Path, setter(name));
        }
        for field in fields {
            let name = field.name.as_str();
            if field.presence == Presence::Required && path.contains(&name) {
                setters.add(name, Part::ClashingParameter, clashing_parameter(name));
            } else {
                setters.add(name, Part::Parameter, setter(name));
            }
            if matches!(field.ty, Type::ClearableMap(..)) {
                setters.add(name, Part::ClearKey, unset_key(name));
            }
        }
        // A parameter that is named like a key of another one, a map, may be cleared too.
        for field in fields {
            if field.clear_with == ClearWith::Nothing {
                continue;
            }
            let mut identifier = unset(&field.name);
            while setters.has(&identifier) {
                identifier.push('_');
            }
            setters.add(&field.name, Part::Clear, identifier);
        }
        setters
    }

    /// The identifier of a path argument.
    pub(crate) fn path(&self, name: &str) -> Option<&str> {
        self.get(name, Part::Path)
    }

    /// The setter of a parameter, or its argument if it is required.
    pub(crate) fn parameter(&self, name: &str) -> Option<&str> {
        self.get(name, Part::ClashingParameter)
            .or_else(|| self.get(name, Part::Parameter))
    }

    /// The function that clears a parameter.
    pub(crate) fn clear(&self, name: &str) -> Option<&str> {
        self.get(name, Part::Clear)
    }

    /// The function that clears a key of a parameter.
    pub(crate) fn clear_key(&self, name: &str) -> Option<&str> {
        self.get(name, Part::ClearKey)
    }

    fn get(&self, name: &str, part: Part) -> Option<&str> {
        self.identifiers.get(&part)?.get(name).map(String::as_str)
    }

    /// Whether anything has this identifier.
    pub(crate) fn has(&self, identifier: &str) -> bool {
        let mut all = self.identifiers.values().flat_map(BTreeMap::values);
        all.any(|other| other == identifier)
    }

    fn add(&mut self, name: &'a str, part: Part, identifier: String) {
        let of_part = self.identifiers.entry(part).or_default();
        of_part.insert(name, identifier);
    }

    /// All identifiers, each with the part of the request that it is for.
    pub(crate) fn all(&self) -> impl Iterator<Item = (String, &str)> {
        let parts = self.identifiers.iter();
        let all = parts.flat_map(|(part, names)| names.iter().map(move |pair| (part, pair)));
        all.map(|(part, (name, identifier))| {
            let of = match part {
                Part::Path | Part::Parameter => (*name).to_owned(),
                Part::ClashingParameter => format!("{name} parameter"),
                Part::Clear => format!("unset {name}"),
                Part::ClearKey => format!("unset {name} key"),
            };
            (of, identifier.as_str())
        })
    }
}
