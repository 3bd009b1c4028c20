//! Prints single definitions as the crate has them, for reports that show code.

use std::collections::{BTreeMap, HashMap};

use super::format::print_items;
use super::{Context, Emitter};
use crate::ir::{Direction, Operation, SchemaPath};
use crate::names::RustPath;

/// A definition as the crate has it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Definition {
    /// Its path in the crate, without `crate`.
    pub path: String,
    /// The file that contains it.
    pub file: String,
    /// Its text: the type or the request, with the impl of its setters.
    pub text: String,
}

/// The part of the IR that a definition is generated from.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Defined<'a> {
    /// The type at a place.
    Type(&'a SchemaPath),
    /// The request of an operation.
    Request(&'a Operation),
}

impl<'a> Defined<'a> {
    /// What separates it from all others of its document.
    pub(crate) fn key(self) -> Key<'a> {
        match self {
            Self::Type(place) => Key::Type(place),
            Self::Request(operation) => Key::Request(&operation.pointer),
        }
    }
}

/// See [`Defined::key`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Key<'a> {
    /// The place of a type.
    Type(&'a SchemaPath),
    /// The JSON pointer of an operation.
    Request(&'a str),
}

/// The definitions generated from a document, by JSON pointer.
pub(crate) struct Definitions<'a> {
    emitter: Emitter<'a>,
    by_pointer: BTreeMap<&'a str, Defined<'a>>,
    by_route: HashMap<String, &'a Operation>,
}

impl<'a> Definitions<'a> {
    pub(crate) fn new(context: Context<'a>) -> Self {
        let types = context.api.types.iter();
        let types = types.map(|(place, def)| (def.pointer.as_str(), Defined::Type(place)));
        let operations = context.api.operations.iter();
        let operations = operations.map(|o| (o.pointer.as_str(), Defined::Request(o)));
        // Of equal routes, which documents do not have, the first.
        let by_route = context.api.operations.iter().rev();
        Self {
            by_pointer: types.chain(operations).collect(),
            by_route: by_route.map(|o| (o.route(), o)).collect(),
            emitter: Emitter::new(context),
        }
    }

    /// The definition at a pointer.
    pub(crate) fn at(&self, pointer: &str) -> Option<Defined<'a>> {
        self.by_pointer.get(pointer).copied()
    }

    /// The nearest definition above a pointer.
    pub(crate) fn around(&self, pointer: &str) -> Option<Defined<'a>> {
        let mut ends = pointer.rmatch_indices('/').map(|(end, _)| end);
        ends.find_map(|end| self.at(pointer.get(..end)?))
    }

    /// The type of a parameter of a request.
    pub(crate) fn parameter(&self, of: Defined<'_>, name: &str) -> Option<Defined<'a>> {
        let Defined::Request(operation) = of else {
            return None;
        };
        let place = SchemaPath::operation(&operation.route()).child(name);
        self.same(Defined::Type(&place))
    }

    /// The definition with the same place or route in this document.
    pub(crate) fn same(&self, other: Defined<'_>) -> Option<Defined<'a>> {
        Some(match other {
            Defined::Type(place) => Defined::Type(self.emitter.api.types.get_key_value(place)?.0),
            Defined::Request(operation) => {
                Defined::Request(self.by_route.get(&operation.route()).copied()?)
            }
        })
    }

    /// The path of a definition in the crate, and its file.
    pub(crate) fn home(&self, what: Defined<'a>) -> Option<(String, String)> {
        let (path, file) = match what {
            Defined::Request(operation) => {
                let path = self.emitter.names.request(operation)?;
                (path, self.emitter.scope(path.module.clone()).file())
            }
            Defined::Type(place) => {
                let path = self.emitter.names.of(place)?;
                (path, self.emitter.file_of(place)?.file())
            }
        };
        Some((RustPath::to_string(path), format!("src/{file}.rs")))
    }

    /// Prints a definition. With `resolve_alias`, an alias is replaced by its target.
    pub(crate) fn print(&self, what: Defined<'a>, resolve_alias: bool) -> Option<Definition> {
        let (path, file, items) = match what {
            Defined::Request(operation) => {
                let path = self.emitter.names.request(operation)?;
                let scope = self.emitter.scope(path.module.clone());
                let items = scope.request(operation).into_iter().collect();
                (path, scope.file(), items)
            }
            Defined::Type(place) => {
                let api = self.emitter.api;
                let (place, def) = match resolve_alias {
                    true => api.definition(place)?,
                    false => api.types.get_key_value(place)?,
                };
                let path = self.emitter.names.of(place)?;
                let file = self.emitter.file_of(place)?;
                let scope = file.module(path);
                let items = match def.direction {
                    Direction::Request => scope.parameter_definition(place, def),
                    Direction::Response => scope.reply_definition(place, def),
                };
                (path, file.file(), items)
            }
        };
        let items: Vec<String> = items.into_iter().flat_map(print_items).collect();
        Some(Definition {
            path: RustPath::to_string(path),
            file: format!("src/{file}.rs"),
            text: items.join("\n"),
        })
    }
}
