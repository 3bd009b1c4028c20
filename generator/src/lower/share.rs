//! Finds request types and enumerations of one structure, so that the client
//! defines it once.
//!
//! Every place has a name of its own, as an alias where the definition is elsewhere:
//! sharing and un-sharing never take a name from a caller. What lies below an alias is
//! pruned, since the module that the alias re-exports has it. Prose is no part of a
//! structure, and stays where it is.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fmt::Write;

use crate::ir::{Api, Direction, Field, SchemaPath, Shape, Tag, Type};
use crate::names::{Ledger, Words, method_key};

/// Replaces all but one of equal structures by [`Shape::Alias`].
///
/// Only types of one name share: an error of the compiler names the definition, and its last part has to be what the
/// caller wrote. The definition stays at the place of the oldest operation; among those of one age at the one with the
/// shortest path.
pub(crate) fn share(api: &mut Api, ledger: &Ledger, irregular: &BTreeMap<String, String>) {
    let words = Words { api, irregular };
    let given = |place: &SchemaPath| {
        let path = ledger.path(&place.to_string())?;
        path.rsplit("::")
            .next()
            .filter(|name| *name != words.name(place))
    };
    let mut classes = Classes {
        api,
        given: &given,
        ids: HashMap::new(),
        of_place: HashMap::new(),
    };
    let mut members: HashMap<(usize, String), Vec<&SchemaPath>> = HashMap::new();
    for (place, def) in &classes.api.types {
        // Objects of responses are schemas of their own, and each gains fields by itself. So does an enumeration of one value
        // gain its second.
        let alone = match &def.shape {
            Shape::Enum { values } => values.len() == 1,
            _ => true,
        };
        if def.direction == Direction::Request || !alone {
            let key = (classes.class(place), words.of(place).0);
            members.entry(key).or_default().push(place);
        }
    }
    let now = ledger.release(&api.version);
    let age = |place: &SchemaPath| {
        let since = ledger.since(&method_key(place.root()));
        since.unwrap_or_else(|| now.clone())
    };
    let mut same: Vec<(SchemaPath, SchemaPath)> = Vec::new();
    for places in members.values() {
        let Some(definition) = places.iter().min_by_key(|place| (age(place), **place)) else {
            continue;
        };
        for place in places.iter().filter(|place| place != &definition) {
            same.push(((*place).clone(), (*definition).clone()));
        }
    }
    for (place, definition) in same {
        if let Some(def) = api.types.get_mut(&place) {
            def.prose = match &def.shape {
                Shape::Object { fields, .. } => fields.iter().map(|f| f.docs.clone()).collect(),
                Shape::Union { members } => members.iter().map(|m| m.docs.clone()).collect(),
                Shape::Enum { .. } | Shape::Alias(_) => Vec::new(),
            };
            def.shape = Shape::Alias(definition);
        }
    }
}

/// Drops the request types that nothing mentions: those below an alias.
pub(crate) fn prune(api: &mut Api) {
    let parameters = api.operations.iter().flat_map(|o| &o.parameters);
    let mentioned = api.reach(parameters.flat_map(|field| field.ty.places()));
    let mentioned: BTreeSet<SchemaPath> = mentioned.into_iter().cloned().collect();
    api.types
        .retain(|place, def| def.direction == Direction::Response || mentioned.contains(place));
}

/// Numbers for structures: equal structures have equal numbers.
struct Classes<'a> {
    api: &'a Api,
    /// The names of the ledger that are not those by rule. They separate what has one, since the module of a definition is that
    /// of its aliases.
    given: &'a dyn Fn(&SchemaPath) -> Option<&'a str>,
    ids: HashMap<String, usize>,
    of_place: HashMap<&'a SchemaPath, usize>,
}

impl<'a> Classes<'a> {
    /// Request types are written out in the document and so are never recursive.
    fn class(&mut self, place: &'a SchemaPath) -> usize {
        if let Some(class) = self.of_place.get(place) {
            return *class;
        }
        let direction = self.api.types.get(place).map(|def| def.direction);
        let mut structure = match self.api.types.get(place).map(|def| &def.shape) {
            Some(Shape::Object { fields, .. }) => fields
                .iter()
                .fold("object".to_owned(), |text, field| text + &self.field(field)),
            Some(Shape::Enum { values }) => format!("{direction:?} enum {values:?}"),
            Some(Shape::Union { members }) => {
                members.iter().fold("union".to_owned(), |text, member| {
                    let tag = if member.tag == Tag::None {
                        ""
                    } else {
                        "tagged "
                    };
                    text + tag + &member.name + ":" + &self.ty(&member.ty) + "\n"
                })
            }
            // Nothing is shared with a type that is not there or already shared.
            Some(Shape::Alias(other)) => format!("same {other}"),
            None => format!("place {place}"),
        };
        if let Some(name) = (self.given)(place) {
            // Writing to a String cannot fail.
            let _ = write!(structure, "\nnamed {name}");
        }
        let next = self.ids.len();
        let class = *self.ids.entry(structure).or_insert(next);
        self.of_place.insert(place, class);
        class
    }

    fn field(&mut self, field: &'a Field) -> String {
        let deprecated = field.docs.deprecated;
        let ty = self.ty(&field.ty);
        format!(
            "\n{:?} {ty} {:?} {:?} {deprecated}",
            field.name, field.presence, field.clear_with
        )
    }

    fn ty(&mut self, ty: &'a Type) -> String {
        let mut text = String::new();
        // Writing to a String cannot fail.
        let _ = match ty {
            Type::Named(place) => write!(text, "#{}", self.class(place)),
            Type::Array(inner) => write!(text, "array {}", self.ty(inner)),
            Type::Map(inner) => write!(text, "map {}", self.ty(inner)),
            Type::ClearableMap(inner, clear_with) => {
                write!(text, "map {clear_with:?} {}", self.ty(inner))
            }
            other => write!(text, "{other}"),
        };
        text
    }
}
