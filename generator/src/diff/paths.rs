//! Finds all paths from objects and operations to a difference.

use super::change::{ChangeKind, Level};
use super::found::{Found, Inner, Node};

/// Where paths begin.
#[derive(Debug)]
pub(super) struct Root {
    pub(super) title: String,
    pub(super) node: usize,
    /// The change that renames the types below, if any.
    pub(super) under: Option<Under>,
}

impl Root {
    pub(super) fn new(title: String, node: usize) -> Self {
        let under = None;
        Self { title, node, under }
    }
}

/// A difference, on one of the paths to it.
#[derive(Debug)]
pub(super) struct Reached {
    pub(super) path: String,
    pub(super) found: Found,
    /// The outermost replaced type on the path.
    pub(super) under: Option<Under>,
}

/// A place where the Rust type is replaced.
#[derive(Debug, Clone)]
pub(super) struct Under {
    pub(super) path: String,
    pub(super) level: Level,
    pub(super) kind: ChangeKind,
}

/// All differences, once for each path to them.
pub(super) fn sites(nodes: &[Node], roots: Vec<Root>) -> Vec<Reached> {
    let mut search = Search {
        nodes,
        worthwhile: worthwhile(nodes),
        open: vec![false; nodes.len()],
        sites: Vec::new(),
    };
    for root in roots {
        search.visit(root.node, &root.title, root.under.as_ref());
    }
    search.sites
}

/// Pairs with differences in or below them. Only these are visited.
fn worthwhile(nodes: &[Node]) -> Vec<bool> {
    let mut outer: Vec<Vec<usize>> = vec![Vec::new(); nodes.len()];
    for (number, node) in nodes.iter().enumerate() {
        for inner in &node.inner {
            if let Some(outer) = outer.get_mut(inner.node) {
                outer.push(number);
            }
        }
    }
    let mut marks = vec![false; nodes.len()];
    let with_something = nodes.iter().enumerate();
    let mut next: Vec<usize> = with_something
        .filter(|(_, node)| !node.found.is_empty())
        .map(|(number, _)| number)
        .collect();
    while let Some(number) = next.pop() {
        if let Some(mark @ false) = marks.get_mut(number) {
            *mark = true;
            next.extend(outer.get(number).into_iter().flatten());
        }
    }
    marks
}

struct Search<'a> {
    nodes: &'a [Node],
    worthwhile: Vec<bool>,
    /// Pairs on the current path: types may contain themselves.
    open: Vec<bool>,
    sites: Vec<Reached>,
}

impl Search<'_> {
    fn visit(&mut self, number: usize, path: &str, under: Option<&Under>) {
        let wanted = self.worthwhile.get(number).copied().unwrap_or_default();
        let (true, Some(node)) = (wanted, self.nodes.get(number)) else {
            return;
        };
        if self.mark(number, true) {
            return;
        }
        for found in &node.found {
            self.sites.push(Reached {
                path: format!("{path}{}", found.step),
                found: found.clone(),
                under: under.cloned(),
            });
        }
        for inner in &node.inner {
            let path = format!("{path}{}", inner.step);
            let under = self::under(inner, &path, under);
            self.visit(inner.node, &path, under.as_ref());
        }
        self.mark(number, false);
    }

    /// Whether it was open before.
    fn mark(&mut self, number: usize, open: bool) -> bool {
        let slot = self.open.get_mut(number);
        slot.is_some_and(|slot| std::mem::replace(slot, open))
    }
}

/// Nested differences are grouped under the outermost place, unless an inner one is more severe.
fn under(inner: &Inner, path: &str, outer: Option<&Under>) -> Option<Under> {
    match (&inner.moved, outer) {
        (Some((level, kind)), outer) if outer.is_none_or(|outer| outer.level < *level) => {
            Some(Under {
                path: path.to_owned(),
                level: *level,
                kind: kind.clone(),
            })
        }
        (_, outer) => outer.cloned(),
    }
}
