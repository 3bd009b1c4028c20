//! Finds all ways by which a caller comes to a change.

use super::change::{ChangeKind, Level};
use super::found::{Found, Inner, Node};

/// Where ways begin.
#[derive(Debug)]
pub(super) struct Root {
    pub(super) title: String,
    pub(super) node: usize,
    /// What changes the names of the types below, if something does.
    pub(super) under: Option<Under>,
}

impl Root {
    pub(super) fn new(title: String, node: usize) -> Self {
        let under = None;
        Self { title, node, under }
    }
}

/// Something that was found, on one of the ways to it.
#[derive(Debug)]
pub(super) struct Reached {
    pub(super) path: String,
    pub(super) found: Found,
    /// The outermost type on the way that is another one at its place.
    pub(super) under: Option<Under>,
}

/// A place where the Rust type is another one.
#[derive(Debug, Clone)]
pub(super) struct Under {
    pub(super) path: String,
    pub(super) level: Level,
    pub(super) kind: ChangeKind,
}

/// Everything that was found, with a way to it; once for each way.
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

/// Pairs that something was found in or below: nothing else is visited.
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
    /// Pairs on the way that is gone: types may contain themselves.
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

/// What is further in is told under the outermost place, unless one below that is graver.
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
