//! What all pages know: the document, the crate, and where everything is described.

use std::collections::{BTreeMap, HashMap};

use generator::Lowered;
use generator::emit::{Described, main_object};
use generator::events::Fact;
use generator::ir::{Direction, Operation, SchemaPath, Shape};

use crate::anchor::anchor;
use crate::changes::Changes;
use crate::homes::{Home, homes};
use crate::html::Html;
use crate::prose;
use crate::table::Table;

/// The document and the site that is made of it.
pub(crate) struct World<'a> {
    pub(crate) lowered: &'a Lowered,
    pub(crate) table: &'a Table,
    pub(crate) described: Described<'a>,
    /// All pages of objects.
    pub(crate) homes: Vec<Home<'a>>,
    pub(crate) changes: Changes,
    /// The page of each object that has one.
    page_of: HashMap<&'a SchemaPath, usize>,
    /// The page of each operation, by its route.
    page_of_operation: HashMap<String, usize>,
    /// The place of each type, by its path in the crate.
    by_path: HashMap<String, &'a SchemaPath>,
    /// The operations that return each object.
    returned_by: HashMap<&'a SchemaPath, Vec<&'a Operation>>,
    /// The types of events that carry each object.
    events: BTreeMap<SchemaPath, Vec<&'a Fact>>,
    /// The fields of other objects that hold each object.
    found_in: HashMap<&'a SchemaPath, Vec<FoundIn>>,
}

/// A field that holds an object.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct FoundIn {
    /// Such as `Charge.refunds`.
    pub(crate) label: String,
    /// Where it is described, from the root of the site.
    pub(crate) href: String,
}

impl<'a> World<'a> {
    pub(crate) fn new(lowered: &'a Lowered, table: &'a Table, changes: Changes) -> Self {
        let homes = homes(lowered, table);
        let pages = homes.iter().enumerate();
        let page_of: HashMap<_, _> = pages
            .clone()
            .map(|(index, home)| (home.place, index))
            .collect();
        let page_of_operation = pages
            .flat_map(|(index, home)| home.operations.iter().map(move |of| (of.route(), index)))
            .collect();
        let by_path = lowered.names.types();
        let by_path = by_path
            .map(|(place, path)| (path.to_string(), place))
            .collect();
        let mut world = Self {
            lowered,
            table,
            described: Described::new(lowered),
            homes,
            changes,
            page_of,
            page_of_operation,
            by_path,
            returned_by: HashMap::new(),
            events: events(lowered),
            found_in: HashMap::new(),
        };
        world.found_in = world.mentions();
        world.returned_by = world.returns();
        world
    }

    /// The page of an object, if it has one.
    pub(crate) fn home(&self, place: &SchemaPath) -> Option<&Home<'a>> {
        self.homes.get(*self.page_of.get(place)?)
    }

    /// The page of an operation.
    fn home_of(&self, operation: &Operation) -> Option<&Home<'a>> {
        self.homes
            .get(*self.page_of_operation.get(&operation.route())?)
    }

    /// The type with a path in the crate.
    pub(crate) fn place(&self, path: &str) -> Option<&'a SchemaPath> {
        self.by_path.get(path).copied()
    }

    /// Where an operation is described, from a page.
    pub(crate) fn operation_href(&self, operation: &Operation, from: &Home<'_>) -> String {
        let file = self
            .home_of(operation)
            .map_or("", |home| home.file.as_str());
        let file = if file == from.file { "" } else { file };
        format!("{file}#{}", self.operation_anchor(operation))
    }

    pub(crate) fn operation_anchor(&self, operation: &Operation) -> String {
        anchor(&[&self.lowered.names.full_name(operation)])
    }

    /// The path of a type in the crate.
    pub(crate) fn type_path(&self, place: &SchemaPath) -> String {
        let path = self.lowered.names.of(place);
        path.map(ToString::to_string).unwrap_or_default()
    }

    /// The last part of the path of a type.
    pub(crate) fn type_name(&self, place: &SchemaPath) -> &str {
        let path = self.lowered.names.of(place);
        path.map_or("Json", |path| path.name.as_str())
    }

    /// Types of events that carry an object.
    pub(crate) fn events(&self, place: &SchemaPath) -> &[&'a Fact] {
        self.events.get(place).map_or(&[], Vec::as_slice)
    }

    /// Operations that return an object, by page.
    pub(crate) fn returned_by(&self, place: &SchemaPath) -> &[&'a Operation] {
        self.returned_by.get(place).map_or(&[], Vec::as_slice)
    }

    /// Fields that hold an object, sorted.
    pub(crate) fn found_in(&self, place: &SchemaPath) -> &[FoundIn] {
        self.found_in.get(place).map_or(&[], Vec::as_slice)
    }

    /// A text of the document as HTML.
    pub(crate) fn prose(&self, text: Option<&str>) -> Html {
        prose::html(&self.described.prose(text))
    }

    /// The first sentence of a text of the document.
    pub(crate) fn summary(&self, text: Option<&str>) -> String {
        prose::first_sentence(&self.described.prose(text))
    }

    fn returns(&self) -> HashMap<&'a SchemaPath, Vec<&'a Operation>> {
        let mut returned: HashMap<&SchemaPath, Vec<&Operation>> = HashMap::new();
        for operation in self.homes.iter().flat_map(|home| &home.operations) {
            if let Some(place) = main_object(&self.lowered.api, &operation.reply) {
                returned.entry(place).or_default().push(operation);
            }
        }
        returned
    }

    /// Which fields of the objects with pages hold which of these objects.
    fn mentions(&self) -> HashMap<&'a SchemaPath, Vec<FoundIn>> {
        let mut found: HashMap<&SchemaPath, Vec<FoundIn>> = HashMap::new();
        let types = self.lowered.api.types.iter();
        for (place, def) in types.filter(|(_, def)| def.direction == Direction::Response) {
            let (Some(home), Shape::Object { fields, .. }) = (self.home(place), &def.shape) else {
                continue;
            };
            let name = self.type_name(place);
            for field in fields {
                let mut targets: Vec<&SchemaPath> = field.ty.places().collect();
                // One level of union, such as the targets of an expandable field.
                for target in targets.clone() {
                    if let Some(Shape::Union { members }) = self.lowered.api.shape(target) {
                        targets.extend(members.iter().flat_map(|member| member.ty.places()));
                    }
                }
                for target in targets {
                    let Some(target) = self.home(target).map(|home| home.place) else {
                        continue;
                    };
                    found.entry(target).or_default().push(FoundIn {
                        label: format!("{name}.{}", field.name),
                        href: format!("{}#{}", home.file, anchor(&[name, &field.name])),
                    });
                }
            }
        }
        for fields in found.values_mut() {
            fields.sort();
            fields.dedup();
        }
        found
    }
}

/// The types of events that carry each object. Those that the document cannot carry are refused when a crate is written.
fn events(lowered: &Lowered) -> BTreeMap<SchemaPath, Vec<&Fact>> {
    let mut events: BTreeMap<SchemaPath, Vec<&Fact>> = BTreeMap::new();
    for (fact, place) in lowered.events.known(&lowered.api).unwrap_or_default() {
        if let Some(place) = place {
            events.entry(place).or_default().push(fact);
        }
    }
    events
}
