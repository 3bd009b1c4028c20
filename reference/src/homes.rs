//! Where things are: the page of each object, and the home of each operation.
//!
//! An operation is on the page of the object that it returns: that of a list's items, and of what was deleted. One that
//! returns none, such as a download, is with the others of its service. The table of `spec/` overrides both.

use std::collections::{BTreeMap, BTreeSet};

use generator::Lowered;
use generator::emit::main_object;
use generator::ir::{Operation, SchemaPath, Segment, Tag};
use generator::names::{Case, identifier, singular};

use crate::table::Table;

/// A page of an object.
#[derive(Debug, Clone)]
pub(crate) struct Home<'a> {
    /// The object.
    pub(crate) place: &'a SchemaPath,
    /// The file, relative to the root of the site.
    pub(crate) file: String,
    /// What the page is called, such as `Refunds`.
    pub(crate) title: String,
    /// The area that it is in.
    pub(crate) area: String,
    /// Its operations, in the order of the page.
    pub(crate) operations: Vec<&'a Operation>,
}

/// All pages of objects, by area and then by title.
pub(crate) fn homes<'a>(lowered: &'a Lowered, table: &Table) -> Vec<Home<'a>> {
    let mut pages: BTreeMap<&SchemaPath, Vec<&Operation>> = BTreeMap::new();
    let tombstones = tombstones(lowered);
    let object_of = |operation: &Operation| {
        let place = main_object(&lowered.api, &operation.reply)?;
        let place = tombstones.get(place).copied().unwrap_or(place);
        lowered
            .api
            .types
            .get_key_value(place)
            .map(|(place, _)| place)
    };
    let main = by_service(lowered, object_of);
    for operation in &lowered.api.operations {
        let given = table.home(&operation.route()).map(SchemaPath::schema);
        let given = given.and_then(|place| lowered.api.types.get_key_value(&place));
        let own = given
            .map(|(place, _)| place)
            .or_else(|| object_of(operation));
        let home = own.or_else(|| {
            let service = &lowered.names.operation(operation)?.service;
            main.get(service.as_slice()).copied()
        });
        // Of a document whose operation returns no object and has no neighbour: the first object of all.
        let home = home.or_else(|| main.values().next().copied());
        if let Some(place) = home {
            pages.entry(place).or_default().push(operation);
        }
    }
    let mut taken = BTreeSet::new();
    let mut homes: Vec<Home<'_>> = pages
        .into_iter()
        .map(|(place, operations)| home(lowered, table, place, operations, &mut taken))
        .collect();
    homes.sort_by(|one, other| {
        let key = |home: &Home<'_>| {
            (
                table.position(&home.area),
                home.area.clone(),
                home.title.clone(),
            )
        };
        key(one).cmp(&key(other))
    });
    homes
}

fn home<'a>(
    lowered: &Lowered,
    table: &Table,
    place: &'a SchemaPath,
    mut operations: Vec<&'a Operation>,
    taken: &mut BTreeSet<String>,
) -> Home<'a> {
    let name = lowered
        .names
        .of(place)
        .map_or("object", |path| path.name.as_str());
    let service = |operation: &Operation| {
        let name = lowered.names.operation(operation);
        name.map(|name| name.service.clone()).unwrap_or_default()
    };
    let method = |operation: &Operation| {
        let name = lowered.names.operation(operation);
        name.map(|name| name.method.clone()).unwrap_or_default()
    };
    let mut counts: BTreeMap<Vec<String>, usize> = BTreeMap::new();
    for operation in &operations {
        let count = counts.entry(service(operation)).or_default();
        *count = count.saturating_add(1);
    }
    // The service of the page: that of most of its operations, the shortest of equals.
    let main = counts.iter().max_by_key(|(service, count)| {
        let is_outer = std::cmp::Reverse(service.len());
        (**count, is_outer, std::cmp::Reverse((*service).clone()))
    });
    let main = main.map(|(service, _)| service.clone()).unwrap_or_default();
    let title = match sentence(&words(&main, &operations)) {
        title if !title.is_empty() && taken.insert(title.clone()) => title,
        _ => {
            let title = sentence(&identifier(name, Case::Snake).replace('_', " "));
            taken.insert(title.clone());
            title
        }
    };
    operations.sort_by_key(|operation| {
        let of = service(operation);
        (
            of != main,
            of,
            rank(&method(operation)),
            operation.template(),
        )
    });
    let area = operations.first().map(|operation| area(table, operation));
    Home {
        place,
        file: format!("{}.html", identifier(name, Case::Snake)),
        title,
        area: area.unwrap_or_default(),
        operations,
    }
}

/// The words of a service: a collection that an item is taken from is in the singular.
fn words(service: &[String], operations: &[&Operation]) -> String {
    let Some((last, outer)) = service.split_last() else {
        return String::new();
    };
    let has_items = |step: &str| {
        operations.iter().any(|operation| {
            let pairs = operation.path.windows(2);
            pairs.into_iter().any(|pair| matches!(pair, [Segment::Literal(name), Segment::Argument(_)] if name == step))
        })
    };
    let outer = outer.iter().map(|step| {
        if has_items(step) {
            singular(step)
        } else {
            step.clone()
        }
    });
    let steps: Vec<String> = outer.chain([last.clone()]).collect();
    steps.join(" ").replace('_', " ")
}

/// Creation first, then what one does with what was made.
fn rank(method: &str) -> usize {
    let order = ["create", "update", "retrieve", "list", "search", "delete"];
    order
        .iter()
        .position(|known| *known == method)
        .unwrap_or(order.len())
}

/// The area of an operation: that of the table, else the first word of its path.
fn area(table: &Table, operation: &Operation) -> String {
    let mut literals = operation.path.iter().filter_map(|segment| match segment {
        Segment::Literal(text) => Some(text.as_str()),
        Segment::Argument(_) => None,
    });
    let version = literals.next().unwrap_or_default();
    let rest: Vec<&str> = match version {
        "v1" => literals.collect(),
        other => std::iter::once(other).chain(literals).collect(),
    };
    match table.area(&rest) {
        Some(area) => area.to_owned(),
        None => sentence(&rest.first().copied().unwrap_or_default().replace('_', " ")),
    }
}

/// Words with a capital at the start.
pub(crate) fn sentence(words: &str) -> String {
    let mut chars = words.chars();
    match chars.next() {
        Some(first) => first.to_uppercase().chain(chars).collect(),
        None => String::new(),
    }
}

/// The object that most operations of each service return.
fn by_service<'a>(
    lowered: &'a Lowered,
    object_of: impl Fn(&Operation) -> Option<&'a SchemaPath>,
) -> BTreeMap<&'a [String], &'a SchemaPath> {
    let mut counts: BTreeMap<&[String], BTreeMap<&SchemaPath, usize>> = BTreeMap::new();
    for operation in &lowered.api.operations {
        let Some(name) = lowered.names.operation(operation) else {
            continue;
        };
        if let Some(place) = object_of(operation) {
            let counts = counts.entry(name.service.as_slice()).or_default();
            let count = counts.entry(place).or_default();
            *count = count.saturating_add(1);
        }
    }
    let most = counts.into_iter().filter_map(|(service, counts)| {
        let most = counts.into_iter().max_by_key(|(_, count)| *count)?;
        Some((service, most.0))
    });
    most.collect()
}

/// The live object of each tombstone.
fn tombstones(lowered: &Lowered) -> BTreeMap<&SchemaPath, &SchemaPath> {
    let mut live = BTreeMap::new();
    let mut deleted = Vec::new();
    for (place, def) in &lowered.api.types {
        match def.tag() {
            Some(Tag::Object {
                value,
                deleted: true,
            }) => deleted.push((place, value)),
            Some(Tag::Object { value, .. }) => drop(live.entry(value).or_insert(place)),
            _ => {}
        }
    }
    let pairs = deleted
        .into_iter()
        .filter_map(|(place, value)| Some((place, *live.get(&value)?)));
    pairs.collect()
}
