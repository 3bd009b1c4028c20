//! Which items of the first client a change is about.

use std::collections::BTreeMap;

use crate::Lowered;
use crate::diff::{Item, Level, Site};
use crate::emit::{Context, Defined, Definitions};
use crate::ir::{Operation, SchemaPath, Shape, Type};
use crate::names::{
    Case, RustPath, Use, clashing_parameter, field, identifier, service_modules, service_type,
    setter, unset, unset_key,
};

/// A definition that a change is in, and the part of it that changes.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Anchor {
    /// The path of the type or request.
    pub(super) definition: String,
    /// The file that has it.
    pub(super) file: String,
    /// The field, parameter, value or member as the document names it; `None` where the whole definition changes.
    pub(super) member: Option<String>,
    /// The number of the change.
    pub(super) change: usize,
    pub(super) level: Level,
    pub(super) kind: &'static str,
}

impl Anchor {
    /// Whether a part of the definition, by its identifier, is the one that changes.
    pub(super) fn is_of(&self, identifier: &str) -> bool {
        let member = self.member.as_deref();
        member.is_some_and(|name| identifiers(name).iter().any(|one| one == identifier))
    }

    /// Whether a value is added to a type that callers match on, so that all its variants matter.
    pub(super) fn adds_value(&self) -> bool {
        matches!(self.kind, "value-added" | "member-added")
    }
}

/// What a field, parameter, value or member can be called in the client.
fn identifiers(name: &str) -> [String; 7] {
    let name = name.strip_suffix(" (deleted)").unwrap_or(name);
    [
        field(name, Use::Field),
        setter(name),
        unset(name),
        unset_key(name),
        clashing_parameter(name),
        identifier(name, Case::Pascal),
        identifier(name, Case::Snake),
    ]
}

/// The first client, by what changes refer to.
pub(super) struct Anchors<'a> {
    lowered: &'a Lowered,
    definitions: Definitions<'a>,
    /// Those of the second client, which alone has the places of additions.
    new: Definitions<'a>,
    /// The place of each type, by its path in the crate.
    places: BTreeMap<String, &'a SchemaPath>,
    /// The type of each module of what a type is made of, by its path.
    modules: BTreeMap<String, String>,
    /// The definitions that mention each definition, by their paths, each with the part that does.
    users: BTreeMap<String, Vec<(String, String)>>,
    /// The operation of each request, of each method that makes one, and of each module of its parameters, by path.
    operations: BTreeMap<String, &'a Operation>,
}

impl<'a> Anchors<'a> {
    pub(super) fn new(lowered: &'a Lowered, head: &'a Lowered) -> Self {
        let names = &lowered.names;
        let places = names.types();
        let mut operations = BTreeMap::new();
        for operation in &lowered.api.operations {
            let request = names.request(operation).map(ToString::to_string);
            operations.extend(request.map(|path| (path, operation)));
            operations.extend(method(lowered, operation).map(|path| (path, operation)));
            // What its parameters are made of.
            let module = names.request_module(operation).map(|path| path.join("::"));
            operations.extend(module.map(|path| (path, operation)));
        }
        Self {
            lowered,
            definitions: Definitions::new(Context::of(lowered)),
            new: Definitions::new(Context::of(head)),
            users: users(lowered),
            modules: modules(lowered),
            places: places
                .map(|(place, path)| (path.to_string(), place))
                .collect(),
            operations,
        }
    }

    /// The anchors of a change.
    pub(super) fn of(&self, number: usize, item: &Item) -> Vec<Anchor> {
        let mut anchors: Vec<Anchor> = Vec::new();
        for site in &item.places {
            let mut add = |of: Option<(String, String)>, member: Option<&str>| {
                anchors.extend(of.map(|(definition, file)| Anchor {
                    definition,
                    file,
                    member: member.map(str::to_owned),
                    change: number,
                    level: item.level,
                    kind: item.kind,
                }));
            };
            if item.kind.starts_with("event-") {
                add(self.event(&site.path), None);
                continue;
            }
            let Some([at, around]) = self.definitions_of(site) else {
                continue;
            };
            let home = |of: Option<Defined<'a>>| self.definitions.home(of?);
            let step = step(site);
            let is_field = item.kind.starts_with("field-");
            match (&site.name, at) {
                // A parameter of a query has the pointer of the list that it is in.
                (Some(name), Some(of @ Defined::Request(_))) => add(home(Some(of)), Some(name)),
                (Some(name), Some(of)) if is_field => {
                    add(home(Some(of)), None);
                    add(home(around), Some(name));
                }
                (Some(name), Some(of)) => add(home(Some(of)), Some(name)),
                (Some(name), None) => add(home(around), Some(name)),
                (None, Some(of @ Defined::Request(_))) => add(home(Some(of)), step),
                (None, None) => add(home(around), step),
                // A field and its type have one pointer.
                (None, Some(of)) => {
                    add(home(Some(of)), None);
                    add(home(around), step);
                }
            }
        }
        anchors.sort();
        anchors.dedup();
        anchors
    }

    /// The definition at a place, and the one around it.
    fn definitions_of(&self, site: &Site) -> Option<[Option<Defined<'a>>; 2]> {
        if let Some(pointer) = &site.base {
            let of = &self.definitions;
            return Some([of.at(pointer), of.around(pointer)]);
        }
        let pointer = site.head.as_deref()?;
        let both = [self.new.at(pointer), self.new.around(pointer)];
        Some(both.map(|of| self.definitions.same(of?)))
    }

    fn event(&self, event_type: &str) -> Option<(String, String)> {
        let mut facts = self.lowered.events.facts();
        let fact = facts.find(|fact| fact.event_type == event_type)?;
        Some((format!("events::{}", fact.name), "src/events.rs".to_owned()))
    }

    /// The request that an item is, or makes.
    pub(super) fn request(&self, path: &str) -> Option<String> {
        let operation = self.operations.get(path)?;
        let request = self.lowered.names.request(operation)?;
        Some(request.to_string())
    }

    /// The method that makes a request.
    pub(super) fn method(&self, request: &str) -> Option<String> {
        method(self.lowered, self.operations.get(request)?)
    }

    /// The definitions around a type, inner ones first: each with the name of the part that leads to it.
    pub(super) fn around(&self, path: &str) -> Vec<(String, String)> {
        let mut found = Vec::new();
        let mut place = self.places.get(path).map(|place| (*place).clone());
        while let Some((at, parent)) = place.and_then(|at| Some((at.clone(), at.parent()?))) {
            let name = at.steps().last().cloned().unwrap_or_default();
            let outer = self.lowered.names.of(&parent).map(ToString::to_string);
            let route = || {
                let mut operations = self.lowered.api.operations.iter();
                let of = operations.find(|operation| operation.route() == parent.root())?;
                self.lowered.names.request(of).map(ToString::to_string)
            };
            found.extend(outer.or_else(route).map(|outer| (outer, name)));
            place = Some(parent);
        }
        found
    }

    /// The type that a module has the insides of.
    pub(super) fn type_of(&self, module: &str) -> Option<&str> {
        self.modules.get(module).map(String::as_str)
    }

    /// The definitions that mention a type, each with the part that does.
    pub(super) fn users(&self, path: &str) -> &[(String, String)] {
        self.users.get(path).map_or(&[], Vec::as_slice)
    }

    /// The requests of the services at and below a path.
    pub(super) fn requests_below(&self, path: &str) -> Vec<String> {
        let operations = self.operations.iter();
        let below = operations.filter(|(of, _)| of.starts_with(path));
        below.filter_map(|(of, _)| self.request(of)).collect()
    }
}

fn modules(lowered: &Lowered) -> BTreeMap<String, String> {
    let types = lowered.names.types();
    let modules = types.filter_map(|(place, path)| {
        let mut module = path.module.clone();
        module.push(lowered.names.module(place)?.to_owned());
        Some((module.join("::"), path.to_string()))
    });
    modules.collect()
}

fn users(lowered: &Lowered) -> BTreeMap<String, Vec<(String, String)>> {
    let mut users: BTreeMap<String, Vec<(String, String)>> = BTreeMap::new();
    let mut add = |user: Option<&RustPath>, part: &str, ty: &Type| {
        for place in ty.places() {
            let used = lowered
                .api
                .definition(place)
                .map_or(place, |(place, _)| place);
            if let Some((user, used)) = user.zip(lowered.names.of(used)) {
                let users = users.entry(used.to_string()).or_default();
                users.push((user.to_string(), part.to_owned()));
            }
        }
    };
    for (place, def) in &lowered.api.types {
        let user = lowered.names.of(place);
        match &def.shape {
            Shape::Object { fields, .. } => {
                fields
                    .iter()
                    .for_each(|field| add(user, &field.name, &field.ty));
            }
            Shape::Union { members } => {
                members
                    .iter()
                    .for_each(|member| add(user, &member.name, &member.ty));
            }
            Shape::Enum { .. } | Shape::Alias(_) => {}
        }
    }
    for operation in &lowered.api.operations {
        let user = lowered.names.request(operation);
        add(user, "", &operation.reply);
        for field in &operation.parameters {
            add(user, &field.name, &field.ty);
        }
    }
    users
}

/// The path of the method of a service.
pub(super) fn method(lowered: &Lowered, operation: &Operation) -> Option<String> {
    let name = lowered.names.operation(operation)?;
    let module = service_modules(&name.service).join("::");
    let service = service_type(&name.service);
    Some(format!(
        "services::{module}::{service}::{}",
        name.identifier()
    ))
}

/// The last step of the path to a place; `None` for an object or an operation itself.
fn step(site: &Site) -> Option<&str> {
    let path = site.path.trim_end_matches(['[', ']', '{', '}']);
    let rest = path.split_once('#').map_or(path, |(_, rest)| rest);
    let (_, step) = rest.rsplit_once('.')?;
    Some(step)
}
