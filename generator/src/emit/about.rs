//! What services are for, and which objects and services come first: read off the document, which has no order of
//! importance.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::scope::Scope;
use super::{Context, docs};
use crate::ir::{Api, Direction, Field, Member, SchemaPath, Shape, Type};
use crate::names::{service_modules, service_type};

/// Number of objects and services that the overviews list.
const LISTED: usize = 12;

/// The main object of each service, the services below it, and the order of objects.
pub(super) struct About {
    /// Each service with the object that most of its operations return.
    objects: BTreeMap<Vec<String>, SchemaPath>,
    /// Each service or namespace with the services directly below it.
    below: BTreeMap<Vec<String>, BTreeSet<Vec<String>>>,
    /// Objects with a service that is not below another one, and that service; by the number of schemas that mention it times that of operations that return it.
    ranked: Vec<(SchemaPath, Vec<String>)>,
}

impl About {
    pub(super) fn new(context: &Context<'_>) -> Self {
        let api = context.api;
        let mut returned: BTreeMap<Vec<String>, BTreeMap<&SchemaPath, usize>> = BTreeMap::new();
        let mut below: BTreeMap<Vec<String>, BTreeSet<Vec<String>>> = BTreeMap::new();
        for operation in &api.operations {
            let Some(name) = context.names.operation(operation) else {
                continue;
            };
            for path in (1..=name.service.len()).filter_map(|end| name.service.get(..end)) {
                if let Some((_, parents)) = path.split_last() {
                    below
                        .entry(parents.to_vec())
                        .or_default()
                        .insert(path.to_vec());
                }
            }
            let counts = returned.entry(name.service.clone()).or_default();
            if let Some(place) = object(api, &operation.reply) {
                let count = counts.entry(place).or_default();
                *count = count.saturating_add(1);
            }
        }
        // The service that returns an object most often is the one of the object.
        let mut services: BTreeMap<SchemaPath, (usize, Vec<String>)> = BTreeMap::new();
        let mut objects = BTreeMap::new();
        for (service, counts) in &returned {
            let most = counts
                .iter()
                .max_by_key(|(place, n)| (**n, Reverse(**place)));
            let Some((place, count)) = most else { continue };
            objects.insert(service.clone(), (*place).clone());
            let mut parents = (1..service.len()).filter_map(|end| service.get(..end));
            if parents.any(|parent| returned.contains_key(parent)) {
                continue;
            }
            let known = services.entry((*place).clone()).or_default();
            if *count > known.0 {
                *known = (*count, service.clone());
            }
        }
        // Either number alone has objects at the top that few callers look for: files are referred to, and some actions
        // of a device return it.
        let mentions = mentions(api);
        let operations = |place: &SchemaPath| -> usize {
            let services = returned.values();
            services.filter_map(|counts| counts.get(place)).sum()
        };
        let weight = |place: &SchemaPath| {
            let mentions = mentions.get(place).copied().unwrap_or_default();
            mentions.saturating_mul(operations(place))
        };
        let mut ranked: Vec<_> = services.into_iter().collect();
        ranked.sort_by_key(|(place, _)| Reverse(weight(place)));
        let ranked = ranked.into_iter();
        Self {
            objects,
            below,
            ranked: ranked
                .map(|(place, (_, service))| (place, service))
                .collect(),
        }
    }
}

/// The object of a reply: the items of a list, and the first member of a union.
pub(super) fn object<'a>(api: &'a Api, ty: &'a Type) -> Option<&'a SchemaPath> {
    let place = ty.places().next()?;
    match api.shape(place)? {
        Shape::Object { .. } => place.steps().is_empty().then_some(place),
        Shape::Union { members } => {
            let mut members = members.iter();
            members.find_map(|member| object(api, &member.ty))
        }
        Shape::Enum { .. } | Shape::Alias(_) => None,
    }
}

/// How many schemas of responses mention each type.
fn mentions(api: &Api) -> BTreeMap<&SchemaPath, usize> {
    let mut schemas: BTreeMap<&SchemaPath, BTreeSet<&str>> = BTreeMap::new();
    let defs = api.types.iter();
    for (at, def) in defs.filter(|(_, def)| def.direction == Direction::Response) {
        let types: Vec<&Type> = match &def.shape {
            Shape::Object { fields, .. } => fields.iter().map(|Field { ty, .. }| ty).collect(),
            Shape::Union { members } => members.iter().map(|Member { ty, .. }| ty).collect(),
            Shape::Enum { .. } | Shape::Alias(_) => Vec::new(),
        };
        for place in types.into_iter().flat_map(Type::places) {
            schemas.entry(place).or_default().insert(at.root());
        }
    }
    let counts = schemas.into_iter();
    counts.map(|(place, roots)| (place, roots.len())).collect()
}

impl Scope<'_> {
    /// The first line of a text, unless it begins a block of code, which would have no end.
    pub(super) fn first_line(&self, text: Option<&str>) -> Option<String> {
        let line = self.docs(text).into_iter().next()?;
        (!line.trim_start().starts_with("```")).then_some(line)
    }

    /// The first sentence of what the document says about an object.
    fn sentence(&self, place: &SchemaPath) -> Option<String> {
        let def = self.api.types.get(place)?;
        let line = self.first_line(def.docs.description.as_deref())?;
        Some(docs::first_sentence(&line).to_owned())
    }

    /// A line about a service.
    pub(super) fn service_title(&self, service: &[String]) -> String {
        let title = format!("The service {}.", docs::code(&service.join(".")));
        let object = self.about.objects.get(service);
        match object.and_then(|place| self.sentence(place)) {
            Some(sentence) => format!("{title} {sentence}"),
            None => title,
        }
    }

    /// Links to the object of a service, its operations, and the services below it.
    pub(super) fn service_links(&self, service: &[String], operations: &[String]) -> Vec<String> {
        let links = |methods: &[String]| {
            let methods = methods.iter();
            let links: Vec<_> = methods
                .map(|name| format!("[`{name}`](Self::{name})"))
                .collect();
            links.join(", ")
        };
        let mut lines = Vec::new();
        if !operations.is_empty() {
            let object = self.about.objects.get(service).cloned();
            let on = object.map(|place| format!(" on {}", self.reply_link(&Type::Named(place))));
            let on = on.unwrap_or_default();
            lines.extend([
                String::new(),
                format!("Operations{on}: {}.", links(operations)),
            ]);
        }
        let below = self.about.below.get(service).into_iter().flatten();
        let below: Vec<String> = below
            .filter_map(|path| service_modules(path).pop())
            .collect();
        if !below.is_empty() {
            lines.extend([
                String::new(),
                format!("Services below it: {}.", links(&below)),
            ]);
        }
        lines
    }

    /// The overview of all objects.
    pub(super) fn objects_overview(&self) -> Vec<String> {
        let lines = self.about.ranked.iter().map(|(place, _)| {
            let link = self.reply_link(&Type::Named(place.clone()));
            self.listed(link, place)
        });
        overview(
            "The objects that most operations return and most others refer to:",
            lines,
        )
    }

    /// The overview of all services.
    pub(super) fn services_overview(&self) -> Vec<String> {
        let lines = self.about.ranked.iter().map(|(place, service)| {
            let modules = service_modules(service).join("::");
            let link = format!(
                "[`{}`](crate::services::{modules}::{})",
                service.join("."),
                service_type(service)
            );
            self.listed(link, place)
        });
        overview(
            "Services of the objects that most operations return and most others refer to:",
            lines,
        )
    }

    fn listed(&self, link: String, place: &SchemaPath) -> String {
        match self.sentence(place) {
            // A colon would make a definition of a link of it, if the sentence is one word.
            Some(sentence) => format!("- {link} – {sentence}"),
            None => format!("- {link}"),
        }
    }
}

fn overview(title: &str, lines: impl Iterator<Item = String>) -> Vec<String> {
    let lines: Vec<String> = lines.take(LISTED).collect();
    if lines.is_empty() {
        return Vec::new();
    }
    let head = ["", title, ""].map(str::to_owned);
    head.into_iter().chain(lines).collect()
}
