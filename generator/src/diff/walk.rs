//! The state of a comparison, which goes from pair to pair.

use std::collections::{BTreeSet, HashMap};

use super::client::Client;
use super::found::Node;
use super::sharing::Sharing;
use crate::Lowered;
use crate::ir::{Direction, SchemaPath};

/// A pair of places that hold definitions.
pub(super) type Pair<'a> = (&'a SchemaPath, &'a SchemaPath);

/// The place in both documents that mentions the compared items.
#[derive(Clone, Copy)]
pub(super) struct Mention<'a, 'p> {
    /// The definitions that it is written in, unless those are operations.
    pub(super) parent: Option<Pair<'a>>,
    pub(super) direction: Direction,
    /// JSON pointers.
    pub(super) pointers: (&'p str, &'p str),
}

/// The state of a comparison.
pub(super) struct Walk<'a> {
    pub(super) base: Client<'a>,
    pub(super) head: Client<'a>,
    /// Schemas with a title of their own, which are roots of paths.
    pub(super) tops: BTreeSet<&'a SchemaPath>,
    pub(super) nodes: Vec<Node>,
    pub(super) sharing: Sharing<'a>,
    known: HashMap<Pair<'a>, usize>,
    waiting: Vec<(usize, Pair<'a>)>,
}

impl<'a> Walk<'a> {
    pub(super) fn new(base: &'a Lowered, head: &'a Lowered) -> Self {
        let (base, head) = (Client::new(base), Client::new(head));
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
    pub(super) fn finish(&mut self, compare: impl Fn(&mut Self, Pair<'a>) -> Node) {
        while let Some((number, pair)) = self.waiting.pop() {
            let node = compare(self, pair);
            if let Some(slot) = self.nodes.get_mut(number) {
                *slot = node;
            }
        }
    }
}
