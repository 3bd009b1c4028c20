//! A page of an object: what is on it, in its order.

use std::collections::{BTreeMap, HashMap};

use generator::ir::{Operation, SchemaPath};
use serde::Serialize;

use super::Link;
use super::object::Object;
use super::operation::OperationPart;
use super::rows::Known;
use super::schema::Schemas;
use crate::anchor::anchor;
use crate::homes::Home;
use crate::html::Html;
use crate::prose;
use crate::search::{Entry, Kind};
use crate::world::World;

/// A page of an object and its operations.
#[derive(Debug, Serialize)]
pub(crate) struct ObjectPage {
    pub(crate) file: String,
    pub(crate) title: String,
    pub(crate) area: String,
    pub(crate) lead: Html,
    /// The same as plain text, for search engines.
    pub(crate) summary: String,
    /// Services that have its operations, such as `charges().refunds()`.
    pub(crate) services: Vec<ServicePart>,
    pub(crate) object: Object,
    pub(crate) operations: Vec<OperationPart>,
    /// Rows that the release changed.
    pub(crate) changed: Vec<Link>,
    /// What search finds on it.
    #[serde(skip)]
    pub(crate) entries: Vec<Entry>,
    /// Where it describes what, by the pointer into the document.
    #[serde(skip)]
    pub(crate) places: HashMap<String, String>,
    /// Schemas that are files of their own.
    #[serde(skip)]
    pub(crate) files: BTreeMap<String, String>,
}

/// A service and its operations on the page.
#[derive(Debug, Serialize)]
pub(crate) struct ServicePart {
    /// Such as `charges().refunds()`.
    pub(crate) path: String,
    pub(crate) operations: Vec<ServiceOperation>,
}

/// An operation in the rail and in overviews.
#[derive(Debug, Serialize)]
pub(crate) struct ServiceOperation {
    pub(crate) name: String,
    pub(crate) href: String,
    pub(crate) method: &'static str,
    pub(crate) path: String,
}

/// Writes one page.
pub(crate) struct Writer<'a, 'w> {
    pub(super) world: &'w World<'a>,
    pub(super) home: &'w Home<'a>,
    pub(super) schemas: &'w Schemas,
    /// The module of the service of the current operation.
    pub(super) service: String,
    /// Where each definition is described on this page.
    pub(super) seen: HashMap<&'w SchemaPath, String>,
    pub(super) known: Known,
    /// Where the constants of each object are listed.
    pub(super) expand: HashMap<SchemaPath, String>,
    pub(super) entries: Vec<Entry>,
    pub(super) changed: Vec<Link>,
    pub(super) places: HashMap<String, String>,
    pub(super) files: BTreeMap<String, String>,
}

impl<'a, 'w> Writer<'a, 'w> {
    pub(crate) fn new(world: &'w World<'a>, home: &'w Home<'a>, schemas: &'w Schemas) -> Self {
        Self {
            world,
            home,
            schemas,
            service: String::new(),
            seen: HashMap::new(),
            known: Known::default(),
            expand: HashMap::new(),
            entries: Vec::new(),
            changed: Vec::new(),
            places: HashMap::new(),
            files: BTreeMap::new(),
        }
    }

    /// The page.
    pub(crate) fn page(mut self) -> ObjectPage {
        let def = self.world.lowered.api.types.get(self.home.place);
        let text = def.and_then(|def| def.docs.description.as_deref());
        let lines = self.world.described.prose(text);
        let object = self.object();
        let operations: Vec<&Operation> = self.home.operations.clone();
        let operations = operations
            .into_iter()
            .map(|operation| self.operation(operation))
            .collect();
        ObjectPage {
            file: self.home.file.clone(),
            title: self.home.title.clone(),
            area: self.home.area.clone(),
            lead: prose::html(&lines),
            summary: prose::first_sentence(&lines),
            services: services(self.world, self.home, &self.home.operations),
            object,
            operations,
            changed: self.changed,
            entries: self.entries,
            places: self.places,
            files: self.files,
        }
    }

    pub(super) fn object_anchor(&self, place: &SchemaPath) -> String {
        anchor(&[self.world.type_name(place)])
    }

    /// Remembers what search finds at an anchor.
    pub(super) fn entry(&mut self, kind: Kind, names: [&str; 3], anchor: &str, summary: String) {
        let [rust, wire, path] = names.map(str::to_owned);
        self.entries.push(Entry {
            kind,
            rust,
            wire,
            path,
            method: None,
            page: self.home.file.clone(),
            anchor: anchor.to_owned(),
            summary,
        });
    }

    /// Remembers a type that has no page, at the row or the fold that describes it.
    pub(super) fn type_entry(&mut self, path: &str, anchor: &str) {
        let (parent, wire) = anchor.rsplit_once('.').unwrap_or(("", anchor));
        self.entry(Kind::Type, [path, wire, parent], anchor, String::new());
    }

    /// Remembers where a pointer is described, and what changed there.
    pub(super) fn place(&mut self, pointer: &str, anchor: &str, marks: &[String]) {
        let href = format!("{}#{anchor}", self.home.file);
        self.places.entry(pointer.to_owned()).or_insert(href);
        if !marks.is_empty() {
            self.changed.push(Link {
                href: format!("#{anchor}"),
                text: anchor.to_owned(),
            });
        }
    }
}

/// The services of some operations, in their order.
pub(super) fn services(
    world: &World<'_>,
    home: &Home<'_>,
    operations: &[&Operation],
) -> Vec<ServicePart> {
    let mut parts: Vec<ServicePart> = Vec::new();
    for operation in operations {
        let Some(name) = world.lowered.names.operation(operation) else {
            continue;
        };
        let path = service_path(&name.modules());
        let part = ServiceOperation {
            name: name.identifier(),
            href: world.operation_href(operation, home),
            method: operation.method.as_str(),
            path: operation.template(),
        };
        match parts.iter_mut().find(|known| known.path == path) {
            Some(known) => known.operations.push(part),
            None => parts.push(ServicePart {
                path,
                operations: vec![part],
            }),
        }
    }
    parts
}

/// The methods that lead to a service, such as `charges().refunds()`.
pub(super) fn service_path(modules: &[String]) -> String {
    let steps: Vec<String> = modules.iter().map(|step| format!("{step}()")).collect();
    steps.join(".")
}
