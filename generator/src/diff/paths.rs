//! Finds all ways by which a caller comes to a change.

use super::types::{Found, Node};

/// Where ways begin.
#[derive(Debug)]
pub(super) struct Root {
    pub(super) title: String,
    pub(super) node: usize,
}

/// Everything that was found, with a way to it; once for each way.
pub(super) fn sites(nodes: &[Node], roots: Vec<Root>) -> Vec<(String, Found)> {
    let mut search = Search {
        nodes,
        worthwhile: worthwhile(nodes),
        open: vec![false; nodes.len()],
        sites: Vec::new(),
    };
    for root in roots {
        search.visit(root.node, &root.title);
    }
    search.sites
}

/// Pairs that something was found in or below: nothing else is visited.
fn worthwhile(nodes: &[Node]) -> Vec<bool> {
    let mut outer: Vec<Vec<usize>> = vec![Vec::new(); nodes.len()];
    for (number, node) in nodes.iter().enumerate() {
        for (_, inner) in &node.inner {
            if let Some(outer) = outer.get_mut(*inner) {
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
    sites: Vec<(String, Found)>,
}

impl Search<'_> {
    fn visit(&mut self, number: usize, path: &str) {
        let wanted = self.worthwhile.get(number).copied().unwrap_or_default();
        let (true, Some(node)) = (wanted, self.nodes.get(number)) else {
            return;
        };
        if self.mark(number, true) {
            return;
        }
        for found in &node.found {
            let site = format!("{path}{}", found.step);
            self.sites.push((site, found.clone()));
        }
        for (step, inner) in &node.inner {
            self.visit(*inner, &format!("{path}{step}"));
        }
        self.mark(number, false);
    }

    /// Whether it was open before.
    fn mark(&mut self, number: usize, open: bool) -> bool {
        let slot = self.open.get_mut(number);
        slot.is_some_and(|slot| std::mem::replace(slot, open))
    }
}
