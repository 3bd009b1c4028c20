//! Compares pairs of types: what differs in them by themselves, and which pairs stand further in.

use std::collections::{BTreeSet, HashMap};

use super::change::{Kind, Level};
use super::fields::clearing_of_keys;
use super::sharing::Sharing;
use super::title;
use crate::Lowered;
use crate::emit::{Context, Signatures};
use crate::ir::{Api, Direction, Member, SchemaPath, Shape, Tag, Type, TypeDef};

/// A pair of definitions, or of operations.
#[derive(Debug, Default)]
pub(super) struct Node {
    /// What differs here.
    pub(super) found: Vec<Found>,
    /// Pairs further in.
    pub(super) inner: Vec<Inner>,
}

/// A way from a pair to another.
#[derive(Debug)]
pub(super) struct Inner {
    pub(super) step: String,
    /// The number of the pair that it leads to.
    pub(super) node: usize,
    /// What became of the name of the type there, if it is another one.
    pub(super) moved: Option<(Level, Kind)>,
}

/// Something that differs in a pair.
#[derive(Debug, Clone)]
pub(super) struct Found {
    pub(super) kind: Kind,
    pub(super) level: Level,
    /// What of the pair it is about, such as the name of a field.
    pub(super) name: Option<String>,
    /// Where it shows, below the pair.
    pub(super) step: String,
    pub(super) base: Option<String>,
    pub(super) head: Option<String>,
    pub(super) old: Option<String>,
    pub(super) new: Option<String>,
}

impl Found {
    pub(super) fn new(
        kind: Kind,
        direction: Direction,
        base: Option<&str>,
        head: Option<&str>,
    ) -> Self {
        Self {
            level: kind.level(direction),
            kind,
            name: None,
            step: String::new(),
            base: base.map(str::to_owned),
            head: head.map(str::to_owned),
            old: None,
            new: None,
        }
    }

    pub(super) fn named(mut self, name: &str) -> Self {
        self.name = Some(name.to_owned());
        self
    }

    pub(super) fn at(mut self, step: String) -> Self {
        self.step = step;
        self
    }
}

/// A side of the comparison.
pub(super) struct Half<'a> {
    pub(super) lowered: &'a Lowered,
    pub(super) signatures: Signatures<'a>,
}

impl<'a> Half<'a> {
    fn new(lowered: &'a Lowered) -> Self {
        let signatures = Signatures::new(Context::of(lowered));
        Self {
            lowered,
            signatures,
        }
    }

    pub(super) fn api(&self) -> &'a Api {
        &self.lowered.api
    }

    /// The place that holds the definition of a place, and the definition.
    pub(super) fn definition(
        &self,
        place: &'a SchemaPath,
    ) -> Option<(&'a SchemaPath, &'a TypeDef)> {
        let def = self.api().types.get(place)?;
        match &def.shape {
            Shape::Alias(other) => Some((other, self.api().types.get(other)?)),
            _ => Some((place, def)),
        }
    }

    pub(super) fn rust(&self, place: &SchemaPath) -> String {
        let path = self.lowered.names.of(place);
        path.map(ToString::to_string).unwrap_or_default()
    }

    /// The place that a name stands for.
    fn named(&self, path: &str) -> Option<&'a SchemaPath> {
        let mut places = self.api().types.keys();
        places.find(|place| self.rust(place) == path)
    }
}

/// A pair of places that hold definitions.
pub(super) type Pair<'a> = (&'a SchemaPath, &'a SchemaPath);

/// The comparison on its way.
pub(super) struct Walk<'a> {
    pub(super) base: Half<'a>,
    pub(super) head: Half<'a>,
    /// Schemas that have a title of their own; ways to changes begin at them.
    pub(super) tops: BTreeSet<&'a SchemaPath>,
    pub(super) nodes: Vec<Node>,
    sharing: Sharing<'a>,
    known: HashMap<Pair<'a>, usize>,
    waiting: Vec<(usize, Pair<'a>)>,
}

impl<'a> Walk<'a> {
    pub(super) fn new(base: &'a Lowered, head: &'a Lowered) -> Self {
        let (base, head) = (Half::new(base), Half::new(head));
        Self {
            sharing: Sharing::new(&base, &head),
            base,
            head,
            tops: BTreeSet::new(),
            nodes: Vec::new(),
            known: HashMap::new(),
            waiting: Vec::new(),
        }
    }

    /// The number of a pair of definitions, which is compared once.
    pub(super) fn pair(&mut self, pair: Pair<'a>) -> usize {
        if let Some(number) = self.known.get(&pair) {
            return *number;
        }
        let number = self.add(Node::default());
        self.known.insert(pair, number);
        self.waiting.push((number, pair));
        number
    }

    pub(super) fn add(&mut self, node: Node) -> usize {
        self.nodes.push(node);
        self.nodes.len() - 1
    }

    /// Compares all pairs that were asked for, and those that they lead to.
    pub(super) fn finish(&mut self) {
        while let Some((number, pair)) = self.waiting.pop() {
            let node = self.definitions(pair);
            if let Some(slot) = self.nodes.get_mut(number) {
                *slot = node;
            }
        }
    }

    fn definitions(&mut self, pair: Pair<'a>) -> Node {
        let mut node = Node::default();
        let (Some((_, base)), Some((_, head))) =
            (self.base.definition(pair.0), self.head.definition(pair.1))
        else {
            return node;
        };
        let direction = head.direction;
        let pointers = (base.pointer.as_str(), head.pointer.as_str());
        let (old, new) = (base.docs.deprecated, head.docs.deprecated);
        if let Some(kind) = deprecation(old, new) {
            let found = Found::new(kind, direction, Some(pointers.0), Some(pointers.1));
            node.found.push(found);
        }
        match (&base.shape, &head.shape) {
            (
                Shape::Object {
                    fields: old,
                    resource: was,
                },
                Shape::Object {
                    fields: new,
                    resource: is,
                },
            ) => {
                if was != is {
                    let (old, new) = (was.clone(), is.clone());
                    let kind = Kind::Resource { old, new };
                    let found = Found::new(kind, direction, Some(pointers.0), Some(pointers.1));
                    node.found.push(found);
                }
                let within =
                    |pointer: &str, field: &str| format!("{pointer}/properties/{}", escaped(field));
                self.fields(
                    (old, new),
                    direction,
                    &|name| (within(pointers.0, name), within(pointers.1, name)),
                    Some(pair),
                    &mut node,
                );
            }
            (Shape::Enum { values: old }, Shape::Enum { values: new }) => {
                for (one, other, kind) in [
                    (new, old, Kind::ValueAdded(direction)),
                    (old, new, Kind::ValueRemoved(direction)),
                ] {
                    for value in one.iter().filter(|value| !other.contains(value)) {
                        let found =
                            Found::new(kind.clone(), direction, Some(pointers.0), Some(pointers.1));
                        node.found.push(found.named(value));
                    }
                }
            }
            (Shape::Union { members: old }, Shape::Union { members: new }) => {
                self.members((old, new), direction, pointers, pair, &mut node);
            }
            _ => {
                let kind = Kind::Retyped {
                    old: title::of_shape(&self.base, pair.0, &base.shape),
                    new: title::of_shape(&self.head, pair.1, &head.shape),
                };
                let found = Found::new(kind, direction, Some(pointers.0), Some(pointers.1));
                node.found.push(found);
            }
        }
        node
    }

    fn members(
        &mut self,
        (old, new): (&'a [Member], &'a [Member]),
        direction: Direction,
        pointers: (&str, &str),
        pair: Pair<'a>,
        node: &mut Node,
    ) {
        let find = |members: &'a [Member], name: &str| members.iter().find(|m| m.name == name);
        let found = |kind: Kind, name: &str| {
            Found::new(kind, direction, Some(pointers.0), Some(pointers.1)).named(name)
        };
        for member in old {
            let Some(other) = find(new, &member.name) else {
                let kind = Kind::MemberRemoved(direction);
                node.found.push(found(kind, &shown(member)));
                continue;
            };
            if member.tag != other.tag {
                node.found.push(found(Kind::Tag, &shown(member)));
            }
            if let Some(kind) = deprecation(member.docs.deprecated, other.docs.deprecated) {
                node.found.push(found(kind, &shown(member)));
            }
            let (old, new) = (&member.ty, &other.ty);
            if self.types(old, new, String::new(), Some(pair), pointers, node) {
                let kinds = clearing_of_keys(old, new).into_iter();
                node.found
                    .extend(kinds.map(|kind| found(kind, &shown(member))));
            } else {
                let kind = self.retyped(old, new);
                node.found.push(found(kind, &shown(member)));
            }
        }
        for member in new.iter().filter(|m| find(old, &m.name).is_none()) {
            let kind = Kind::MemberAdded(direction);
            node.found.push(found(kind, &shown(member)));
        }
    }

    pub(super) fn retyped(&self, old: &'a Type, new: &'a Type) -> Kind {
        Kind::Retyped {
            old: title::of_type(&self.base, old),
            new: title::of_type(&self.head, new),
        }
    }

    /// Whether two types are of one kind. What differs further in is found there.
    pub(super) fn types(
        &mut self,
        old: &'a Type,
        new: &'a Type,
        step: String,
        parent: Option<Pair<'a>>,
        pointers: (&str, &str),
        node: &mut Node,
    ) -> bool {
        match (old, new) {
            (Type::Array(old), Type::Array(new)) => {
                self.types(old, new, step + "[]", parent, pointers, node)
            }
            (
                Type::Map(old) | Type::ClearableMap(old, _),
                Type::Map(new) | Type::ClearableMap(new, _),
            ) => self.types(old, new, step + "{}", parent, pointers, node),
            (Type::List(paging, old), Type::List(other, new)) if paging == other => {
                self.types(old, new, step, parent, pointers, node)
            }
            (Type::Expandable(old), Type::Expandable(new)) => {
                self.types(old, new, step, parent, pointers, node)
            }
            (Type::Named(old), Type::Named(new)) => {
                self.named((old, new), step, parent, pointers, node)
            }
            _ => old == new,
        }
    }

    fn named(
        &mut self,
        (old, new): Pair<'a>,
        step: String,
        parent: Option<Pair<'a>>,
        pointers: (&str, &str),
        node: &mut Node,
    ) -> bool {
        let written = (old, new);
        let (Some((old, base)), Some((new, head))) =
            (self.base.definition(old), self.head.definition(new))
        else {
            return old == new;
        };
        if self.tops.contains(old) || self.tops.contains(new) {
            return old == new;
        }
        if old != new && !alike(&base.shape, &head.shape) {
            return false;
        }
        if std::mem::discriminant(&base.shape) != std::mem::discriminant(&head.shape) {
            return false;
        }
        // What lies inside of a type moves with it.
        let follows = parent.is_some_and(|(from, to)| {
            let follow = |(old, new): Pair<'_>| old.moved(from, to).is_some_and(|m| m == *new);
            from != to && (follow((old, new)) || follow(written))
        });
        let mut moved = None;
        if !follows && let Some(kind) = self.named_otherwise(written, (old, new)) {
            let found = Found::new(kind, head.direction, Some(pointers.0), Some(pointers.1));
            moved = Some((found.level, found.kind.clone()));
            node.found.push(found.at(step.clone()));
        }
        let inner = self.pair((old, new));
        node.inner.push(Inner {
            step,
            node: inner,
            moved,
        });
        true
    }

    /// What became of the name of the type at a place, which names it by another definition than before. `written` are the
    /// places that have the names that a caller writes there, if he keeps to the rules.
    fn named_otherwise(&self, written: Pair<'_>, (old, new): Pair<'_>) -> Option<Kind> {
        let names = (self.base.rust(old), self.head.rust(new));
        if names.0 == names.1 {
            return None;
        }
        if let (true, Some(split)) = (written.0 == written.1, self.sharing.split(written.0)) {
            return Some(split.clone());
        }
        let known = self.head.named(&names.0);
        let own = (self.base.rust(written.0), self.head.rust(written.1));
        // Where the definition was is gone. What else shared it is one type still, by names that all stay.
        if written.0 == written.1 && own.0 == own.1 && known.is_none() {
            return None;
        }
        let alias = known
            .and_then(|place| self.head.definition(place))
            .is_some_and(|(place, _)| place == new);
        Some(Kind::TypeAtPlace {
            old: names.0,
            new: names.1,
            alias,
        })
    }
}

/// Whether a definition can be said to have become another, instead of being replaced by it.
fn alike(old: &Shape, new: &Shape) -> bool {
    match (old, new) {
        (Shape::Object { fields: old, .. }, Shape::Object { fields: new, .. }) => {
            let kept = old
                .iter()
                .filter(|field| new.iter().any(|f| f.name == field.name));
            kept.count() * 2 >= old.len()
        }
        (Shape::Enum { values: old }, Shape::Enum { values: new }) => {
            old.iter().any(|value| new.contains(value))
        }
        (Shape::Union { members: old }, Shape::Union { members: new }) => old
            .iter()
            .any(|member| new.iter().any(|m| m.name == member.name)),
        _ => false,
    }
}

/// A step of a JSON pointer.
pub(super) fn escaped(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}

fn shown(member: &Member) -> String {
    match &member.tag {
        Tag::Object {
            value,
            deleted: true,
        } => format!("{value} (deleted)"),
        Tag::Object { value, .. } => value.clone(),
        Tag::None => member.name.clone(),
    }
}

pub(super) fn deprecation(old: bool, new: bool) -> Option<Kind> {
    match (old, new) {
        (false, true) => Some(Kind::Deprecated),
        (true, false) => Some(Kind::Undeprecated),
        _ => None,
    }
}
