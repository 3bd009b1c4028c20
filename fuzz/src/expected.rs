//! What a comparison of two documents must say, by a comparison of its own that is as plain as possible: place by place.

use std::collections::BTreeMap;

use generator::diff::{Item, Level, Report};
use generator::ir::{Api, Direction, Field, Operation, SchemaPath, Shape, Type};

/// Kinds of changes after which a report may leave out what is inside of a type: the place itself is another, or is lost.
const AROUND: &[&str] = &[
    "retyped",
    "reply-retyped",
    "type-at-place",
    "split",
    "object-added",
    "object-removed",
    "operation-added",
    "operation-removed",
    "operation-moved",
    "member-added",
    "member-removed",
    "field-added",
    "field-removed",
];

/// A change that a report must have.
#[derive(Debug, Clone)]
struct Expected {
    /// As one of these kinds.
    kinds: &'static [&'static str],
    /// JSON pointer into the first document to the place or to what is around it; empty if it is not there.
    base: String,
    /// JSON pointer into the second document.
    head: String,
    /// The field or value, if any.
    name: Option<String>,
    /// The field that the place is in, where several places may share what is there.
    step: Option<String>,
    /// Whether callers have to change their programs.
    is_breaking: bool,
    /// Whether another change can hide it: one of what is around it.
    is_inside: bool,
}

/// Panics if a report lacks a change.
pub fn check(base: &Api, head: &Api, report: &Report) {
    let mut items = Vec::new();
    for section in &report.sections {
        collect(&section.items, &mut items);
    }
    let hides = items.iter().any(|item| AROUND.contains(&item.kind));
    for expected in expected(base, head) {
        let kind = expected.kinds.first().copied().unwrap_or_default();
        let mut found = items.iter().filter(|item| expected.is(item)).peekable();
        assert!(
            expected.is_inside && hides || found.peek().is_some(),
            "[untold {kind}] {expected:?}"
        );
        let is_told = found.peek().is_none() || found.any(|item| item.level == Level::Breaking);
        assert!(
            !expected.is_breaking || is_told,
            "[level {kind}] {expected:?}"
        );
    }
}

fn collect<'a>(items: &'a [Item], all: &mut Vec<&'a Item>) {
    for item in items {
        all.push(item);
        collect(&item.within, all);
    }
}

impl Expected {
    fn new(kinds: &'static [&'static str], (base, head): (&str, &str), is_breaking: bool) -> Self {
        Self {
            kinds,
            base: base.to_owned(),
            head: head.to_owned(),
            name: None,
            step: None,
            is_breaking,
            is_inside: false,
        }
    }

    fn named(mut self, name: &str) -> Self {
        self.name = Some(name.to_owned());
        self
    }

    fn is(&self, item: &Item) -> bool {
        let is_there = |mine: &str, pointer: &Option<String>| {
            mine.is_empty()
                || pointer
                    .as_ref()
                    .is_some_and(|other| other.starts_with(mine))
        };
        self.kinds.contains(&item.kind)
            && item.places.iter().any(|site| {
                let is_name = self.name.as_ref().is_none_or(|name| {
                    item.names.contains(name) || site.path.ends_with(&format!(".{name}"))
                });
                let is_step = self
                    .step
                    .as_ref()
                    .is_none_or(|step| site.path.contains(step));
                is_name
                    && is_step
                    && is_there(&self.base, &site.base)
                    && is_there(&self.head, &site.head)
            })
    }
}

fn expected(base: &Api, head: &Api) -> Vec<Expected> {
    let mut all = operations(base, head);
    for place in base.types.keys() {
        let before = all.len();
        let (Some((_, old)), Some((_, new))) = (base.definition(place), head.definition(place))
        else {
            continue;
        };
        let at = (old.pointer.as_str(), new.pointer.as_str());
        match (&old.shape, &new.shape) {
            (Shape::Object { fields: old, .. }, Shape::Object { fields: now, .. }) => {
                fields((old, now), new.direction, at, &mut all);
            }
            (Shape::Enum { values: old }, Shape::Enum { values: new }) => {
                let lost = old.iter().filter(|value| !new.contains(value));
                let lost =
                    lost.map(|value| Expected::new(&["value-removed"], at, true).named(value));
                let more = new.iter().filter(|value| !old.contains(value));
                let more =
                    more.map(|value| Expected::new(&["value-added"], at, false).named(value));
                all.extend(lost.chain(more));
            }
            (Shape::Union { members: old }, Shape::Union { members: new }) => {
                // A report names a member by its tag.
                if old
                    .iter()
                    .any(|one| new.iter().all(|other| one.name != other.name))
                {
                    all.push(Expected::new(&["member-removed"], at, true));
                }
                if new
                    .iter()
                    .any(|one| old.iter().all(|other| one.name != other.name))
                {
                    all.push(Expected::new(&["member-added"], at, false));
                }
            }
            _ => {}
        }
        for one in all.iter_mut().skip(before) {
            one.is_inside = true;
            one.step = step(base, place);
        }
    }
    all
}

/// The path from a schema to a place right below it, as a report has it.
fn step(api: &Api, place: &SchemaPath) -> Option<String> {
    let (Some(parent), [step]) = (place.parent(), place.steps()) else {
        return None;
    };
    match &api.types.get(&parent)?.shape {
        Shape::Object { fields, .. } => {
            let mut fields = fields.iter();
            fields.find(|field| field.name == *step)?;
            Some(format!(".{step}"))
        }
        _ => None,
    }
}

fn operations(base: &Api, head: &Api) -> Vec<Expected> {
    let by_route = |api: &'_ Api| -> BTreeMap<String, Operation> {
        let operations = api.operations.iter();
        operations.map(|one| (one.route(), one.clone())).collect()
    };
    let (before, after) = (by_route(base), by_route(head));
    let mut all = Vec::new();
    for (route, old) in &before {
        let Some(new) = after.get(route) else {
            let kinds = &["operation-removed", "operation-moved", "argument-renamed"];
            all.push(Expected::new(kinds, (&old.pointer, ""), false));
            continue;
        };
        let at = (old.pointer.as_str(), new.pointer.as_str());
        let parameters = (old.parameters.as_slice(), new.parameters.as_slice());
        fields(parameters, Direction::Request, at, &mut all);
        if old.docs.deprecated != new.docs.deprecated {
            all.push(Expected::new(&["deprecated", "undeprecated"], at, false));
        }
        if old.id != new.id {
            all.push(Expected::new(&["operation-id"], at, false));
        }
        if (old.encoding, &old.base) != (new.encoding, &new.base) {
            all.push(Expected::new(&["transport"], at, false));
        }
        if old.paging != new.paging {
            all.push(Expected::new(&["transport"], at, true));
        }
        if kind(&old.reply) != kind(&new.reply) {
            all.push(Expected::new(&["reply-retyped"], at, true));
        }
    }
    for new in after
        .values()
        .filter(|new| !before.contains_key(&new.route()))
    {
        let kinds = &["operation-added", "operation-moved", "argument-renamed"];
        all.push(Expected::new(kinds, ("", &new.pointer), false));
    }
    all
}

/// What changes in fields and parameters.
fn fields(
    (old, new): (&[Field], &[Field]),
    direction: Direction,
    at: (&str, &str),
    all: &mut Vec<Expected>,
) {
    let is_request = direction == Direction::Request;
    for one in old {
        let mut expect = |kinds, is_breaking| {
            all.push(Expected::new(kinds, at, is_breaking).named(&one.name));
        };
        let Some(other) = new.iter().find(|other| other.name == one.name) else {
            let gone = Expected::new(&["field-removed"], (at.0, ""), true);
            all.push(gone.named(&one.name));
            continue;
        };
        if kind(&one.ty) != kind(&other.ty) {
            expect(&["retyped"], false);
        } else if one.presence.is_required() != other.presence.is_required() {
            // If what it refers to is another, the whole field is.
            match other.presence.is_required() {
                true => expect(&["required", "retyped"], true),
                false => expect(&["optional", "retyped"], true),
            }
        } else if one.presence != other.presence && !one.presence.is_required() {
            expect(&["null", "retyped"], false);
        }
        if one.clear_with != other.clear_with {
            expect(&["clearable", "not-clearable", "cleared-by"], false);
        }
        if one.docs.deprecated != other.docs.deprecated {
            expect(&["deprecated", "undeprecated"], false);
        }
    }
    for other in new {
        if old.iter().all(|one| one.name != other.name) {
            let is_breaking = is_request && other.presence.is_required();
            all.push(Expected::new(&["field-added"], ("", at.1), is_breaking).named(&other.name));
        }
    }
}

/// A type without what its names stand for.
fn kind(ty: &Type) -> String {
    match ty {
        Type::Named(_) => "named".to_owned(),
        Type::MaybeDeleted { .. } => "named or deleted".to_owned(),
        Type::Array(inner) => format!("[{}]", kind(inner)),
        // What clears a key is not a part of the type.
        Type::Map(inner) | Type::ClearableMap(inner, _) => format!("{{{}}}", kind(inner)),
        Type::List(paging, inner) => format!("{paging:?} {}", kind(inner)),
        Type::Expandable(inner) => format!("id of {}", kind(inner)),
        Type::Range(range) => format!("range {} {}", range.single, kind(&range.bound)),
        other => format!("{other:?}"),
    }
}
