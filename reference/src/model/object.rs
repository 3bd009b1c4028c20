//! The section of an object: where it comes from, its fields, and one as JSON.

use generator::emit::Described;
use generator::ir::{Direction, Field, SchemaPath, Shape, Type, TypeDef};
use serde::Serialize;

use super::fields::Parent;
use super::page::{ServicePart, Writer, services};
use super::rows::grouped;
use super::types::{Own, response_flags};
use super::{Fold, Group, Link, Row};
use crate::anchor::below;
use crate::html::Html;
use crate::search::Kind;

/// How many of the fields that hold an object are listed.
const FOUND_IN: usize = 12;

/// An object.
#[derive(Debug, Serialize)]
pub(crate) struct Object {
    pub(crate) anchor: String,
    pub(crate) name: String,
    /// Its path in the crate.
    pub(crate) path: String,
    /// Its JSON pointer in the document.
    pub(crate) pointer: String,
    pub(crate) returned_by: Vec<ServicePart>,
    pub(crate) found_in: Vec<Link>,
    /// How many more fields hold it.
    pub(crate) found_more: usize,
    /// Paths of event types in the crate, and the types on the wire.
    pub(crate) events: Vec<Event>,
    pub(crate) deprecated: bool,
    pub(crate) fields: Group,
    pub(crate) json: Html,
}

/// A type of event.
#[derive(Debug, Serialize)]
pub(crate) struct Event {
    pub(crate) name: String,
    pub(crate) wire: String,
}

impl<'w> Writer<'_, 'w> {
    pub(super) fn object(&mut self) -> Object {
        let place = self.home.place;
        let anchor = self.object_anchor(place);
        let world = self.world;
        let api = &world.lowered.api;
        let path = world.type_path(place);
        let def = api.types.get(place);
        let rows = match def {
            Some(def) => self.shape_rows(place, def, &Parent::object(&anchor, def)),
            None => Vec::new(),
        };
        let text = def.and_then(|def| def.docs.description.as_deref());
        let summary = world.summary(text);
        self.entry(Kind::Type, [&path, place.root(), &path], &anchor, summary);
        if let Some(def) = def {
            let marks = world.changes.at(&def.pointer);
            self.place(&def.pointer, &anchor, &marks);
        }
        let found = world.found_in(place);
        let link = |found: &crate::world::FoundIn| {
            let own = found.href.strip_prefix(self.home.file.as_str());
            Link {
                href: own.unwrap_or(&found.href).to_owned(),
                text: found.label.clone(),
            }
        };
        let events = world.events(place).iter().map(|fact| Event {
            name: fact.name.clone(),
            wire: fact.event_type.clone(),
        });
        let optional = rows.iter().filter(|row| !row.flags.is_empty()).count();
        let note = match (rows.len(), optional) {
            (all, 0) => format!("{all}, all of them always present"),
            (all, some) => format!("{all}, of which {some} may be absent or null: an Option"),
        };
        Object {
            name: world.type_name(place).to_owned(),
            pointer: def.map(|def| def.pointer.clone()).unwrap_or_default(),
            returned_by: services(world, self.home, world.returned_by(place)),
            found_in: found.iter().take(FOUND_IN).map(link).collect(),
            found_more: found.len().saturating_sub(FOUND_IN),
            events: events.collect(),
            deprecated: def.is_some_and(|def| def.docs.deprecated),
            json: self.object_json(place, &anchor),
            fields: Group {
                title: "Fields",
                note,
                rows,
            },
            anchor,
            path,
        }
    }

    /// The rows of what a type of a response is made of.
    pub(super) fn shape_rows(
        &mut self,
        place: &'w SchemaPath,
        def: &'w TypeDef,
        parent: &Parent,
    ) -> Vec<Row> {
        self.seen.insert(place, parent.anchor.clone());
        match &def.shape {
            Shape::Object { fields, .. } => {
                let constants = self.world.described.expand_constants(place, fields);
                let names = Described::fields(fields);
                let mut sorted: Vec<&Field> = fields.iter().collect();
                // What an object is comes first.
                sorted.sort_by_key(|field| match field.name.as_str() {
                    "id" => 0,
                    "object" => 1,
                    _ => 2,
                });
                let rows = sorted.into_iter().map(|field| {
                    let constant = constants
                        .get(&field.name)
                        .map(|constant| (place, constant.as_str()));
                    let rust = names.get(field.name.as_str()).map_or("", String::as_str);
                    self.field_row(field, rust, constant, parent)
                });
                grouped(rows.collect())
            }
            _ => Vec::new(),
        }
    }

    fn field_row(
        &mut self,
        field: &'w Field,
        rust: &str,
        constant: Option<(&SchemaPath, &str)>,
        parent: &Parent,
    ) -> Row {
        let at = below(&parent.anchor, &field.name);
        let text = field.docs.description.as_deref();
        let mut how = Html::default();
        if rust != field.name {
            how.markup("In Rust ");
            how.code(rust);
            how.markup(". ");
        }
        let prose = self.world.prose(text);
        if let Type::Constant(value) = &field.ty
            && !prose.to_string().contains(value.as_str())
        {
            how.markup("Always ");
            how.code(value);
            how.markup(".");
        }
        if let Some((place, constant)) = constant.filter(|_| is_expandable(&field.ty)) {
            how.markup("Expanded by ");
            how.code(&format!("{}::{constant}", self.world.type_name(place)));
            how.markup(".");
        }
        let pointer = parent.pointer_of(&field.name);
        let mut row = Row {
            name: field.name.clone(),
            wire: self.wire_type(&field.ty),
            flags: response_flags(field.presence, &field.ty),
            prose,
            how,
            ty: self.rust_type(
                &self.world.described.field_type(field),
                &Own::place(self.home.place),
            ),
            changed: self.world.changes.at(&pointer),
            ..Row::default()
        };
        if field.docs.deprecated {
            row.flags.push(super::Flag::Deprecated);
        }
        self.content(&field.ty, &at, &mut row);
        self.place(&pointer, &at, &row.changed.clone());
        let summary = self.world.summary(text);
        self.entry(
            Kind::Field,
            [
                &format!("{}.{rust}", parent.rust),
                &field.name,
                &parent.anchor,
            ],
            &at,
            summary,
        );
        row.anchor = at;
        row
    }

    /// What a field of a response holds: values, fields, kinds.
    fn content(&mut self, ty: &Type, at: &str, row: &mut Row) {
        // Of a live object and its tombstone, the first: the other has an id and says that it is deleted.
        for place in ty.places().take(1) {
            let world = self.world;
            let Some((definition, def)) = world.lowered.api.definition(place) else {
                continue;
            };
            if world.home(definition).is_some() {
                continue;
            }
            if let Some(known) = self.seen.get(definition).cloned() {
                row.see(&known);
                continue;
            }
            let path = world.type_path(place);
            match &def.shape {
                Shape::Enum { values } => {
                    self.seen.insert(definition, at.to_owned());
                    row.changed.extend(world.changes.at(&def.pointer));
                    self.type_entry(&path, at);
                    row.values = Some(self.values(values, &path, at, "Undocumented(_)"));
                }
                Shape::Object { fields, .. } if fields.is_empty() => row.is_empty_object = true,
                Shape::Object { .. } => {
                    self.type_entry(&path, at);
                    let parent = Parent::nested(at, &path, def);
                    let rows = self.shape_rows(definition, def, &parent);
                    let title = count(rows.len());
                    row.folds
                        .push(Fold::new(format!("{at}~fields"), title, path, rows));
                }
                Shape::Union { members } => {
                    self.seen.insert(definition, at.to_owned());
                    row.changed.extend(world.changes.at(&def.pointer));
                    self.type_entry(&path, at);
                    let names = Described::members(members, Direction::Response);
                    let mut list = Html::text("One of ");
                    for (index, member) in members.iter().enumerate() {
                        if index > 0 {
                            list.push(", ");
                        }
                        let name = names.get(member.name.as_str()).map_or("", String::as_str);
                        let inner = member.ty.places().next();
                        let mut code = Html::default();
                        code.code(&format!("::{name}"));
                        match inner.and_then(|place| self.href(place)) {
                            Some(href) => list.link("", &href, &code),
                            None => list.add(&code),
                        }
                    }
                    list.push(".");
                    if !row.how.is_empty() {
                        row.how.markup(" ");
                    }
                    row.how.add(&list);
                    for member in members {
                        self.member(member, at, row);
                    }
                }
                Shape::Alias(_) => {}
            }
        }
    }

    /// The fields of a union's member that has no page.
    fn member(&mut self, member: &'w generator::ir::Member, at: &str, row: &mut Row) {
        for place in member.ty.places() {
            let Some((definition, def)) = self.world.lowered.api.definition(place) else {
                continue;
            };
            let is_object = matches!(def.shape, Shape::Object { .. });
            let is_known =
                self.seen.contains_key(definition) || self.world.home(definition).is_some();
            if is_known || !is_object {
                continue;
            }
            let path = self.world.type_path(place);
            let inner = below(at, &member.name);
            self.type_entry(&path, &inner);
            let parent = Parent::nested(&inner, &path, def);
            let rows = self.shape_rows(definition, def, &parent);
            let title = format!("{}: {}", member.name, count(rows.len()));
            row.folds.push(Fold::new(inner, title, path, rows));
        }
    }
}

fn count(fields: usize) -> String {
    match fields {
        1 => "1 field".to_owned(),
        many => format!("{many} fields"),
    }
}

/// Whether a field may be asked for: others that have constants are in each response.
fn is_expandable(ty: &Type) -> bool {
    match ty {
        Type::Array(item) => is_expandable(item),
        Type::Expandable(_) | Type::List(..) => true,
        _ => false,
    }
}
