//! Objects that require one another without end: no response could hold one.

use std::collections::HashMap;

use crate::diagnostic::{Diagnostic, Pointer};
use crate::ir::{Api, Presence, SchemaPath, Shape, Type};

/// Objects that contain themselves by required fields alone. Any other recursion
/// passes through something optional, which the client boxes.
pub(crate) fn endless(api: &Api) -> Vec<Diagnostic> {
    let numbers: HashMap<&SchemaPath, usize> = api.types.keys().zip(0..).collect();
    let required: Vec<Vec<usize>> = api
        .types
        .values()
        .map(|def| {
            let fields = match &def.shape {
                Shape::Object { fields, .. } => fields.as_slice(),
                _ => &[],
            };
            let fields = fields.iter();
            fields
                .filter(|field| field.presence == Presence::Required)
                .filter_map(|field| match &field.ty {
                    Type::Named(place) => numbers.get(place).copied(),
                    _ => None,
                })
                .collect()
        })
        .collect();
    let endless = in_circles(&required);
    let defs = api.types.values().zip(endless);
    defs.filter(|(_, endless)| *endless)
        .map(|(def, _)| {
            let pointer = Pointer::parse(&def.pointer).unwrap_or_default();
            Diagnostic::error(
                "endless-object",
                pointer,
                "an object that requires itself, directly or through others",
            )
        })
        .collect()
}

/// A node of the graph that is being searched.
#[derive(Clone, Copy, Default)]
struct Node {
    /// Its turn in the search, from 1; 0 before it.
    turn: usize,
    /// The earliest turn that it leads back to, among nodes whose circle is open.
    low: usize,
    is_open: bool,
}

/// Which nodes of a graph lead back to themselves: Tarjan's algorithm, without recursion, since a chain of objects is as
/// long as the document makes it.
fn in_circles(edges: &[Vec<usize>]) -> Vec<bool> {
    let mut nodes = vec![Node::default(); edges.len()];
    let mut circular = vec![false; edges.len()];
    let (mut turn, mut open) = (0, Vec::new());
    for start in 0..edges.len() {
        // Each with the number of its edges that were followed.
        let mut path = vec![(start, 0)];
        while let Some((at, followed)) = path.pop() {
            let Some(node) = nodes.get_mut(at) else {
                continue;
            };
            if followed == 0 {
                if node.turn > 0 {
                    continue;
                }
                turn += 1;
                *node = Node {
                    turn,
                    low: turn,
                    is_open: true,
                };
                open.push(at);
            }
            let next = edges.get(at).and_then(|edges| edges.get(followed));
            if let Some(next) = next.copied() {
                path.push((at, followed + 1));
                match nodes.get(next).copied() {
                    Some(Node { turn: 0, .. }) => path.push((next, 0)),
                    Some(Node {
                        turn,
                        is_open: true,
                        ..
                    }) => lower(&mut nodes, at, turn),
                    _ => {}
                }
                continue;
            }
            let Node { turn, low, .. } = nodes.get(at).copied().unwrap_or_default();
            if let Some((parent, _)) = path.last() {
                lower(&mut nodes, *parent, low);
            }
            if low == turn {
                close(at, edges, &mut open, &mut nodes, &mut circular);
            }
        }
    }
    circular
}

fn lower(nodes: &mut [Node], at: usize, low: usize) {
    if let Some(node) = nodes.get_mut(at) {
        node.low = node.low.min(low);
    }
}

/// Takes a circle off the open nodes, down to the node that it was entered by. One node alone is a circle if it leads to
/// itself.
fn close(
    first: usize,
    edges: &[Vec<usize>],
    open: &mut Vec<usize>,
    nodes: &mut [Node],
    circular: &mut [bool],
) {
    let start = open.iter().rposition(|node| *node == first).unwrap_or(0);
    let circle = open.split_off(start);
    let leads_to_itself = edges.get(first).is_some_and(|edges| edges.contains(&first));
    let is_circle = circle.len() > 1 || leads_to_itself;
    for node in circle {
        if let Some(node) = nodes.get_mut(node) {
            node.is_open = false;
        }
        if let Some(circular) = circular.get_mut(node) {
            *circular = is_circle;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::in_circles;

    fn circular(edges: &[&[usize]]) -> Vec<usize> {
        let edges: Vec<Vec<usize>> = edges.iter().map(|edges| edges.to_vec()).collect();
        let circular = in_circles(&edges).into_iter().enumerate();
        circular.filter_map(|(at, is)| is.then_some(at)).collect()
    }

    #[test]
    fn circles_and_what_leads_to_them() {
        assert_eq!(circular(&[&[1], &[2], &[]]), [0; 0]);
        assert_eq!(circular(&[&[0]]), [0]);
        assert_eq!(circular(&[&[1], &[2], &[1, 3], &[]]), [1, 2]);
        assert_eq!(
            circular(&[&[1, 2], &[0], &[3], &[2, 2], &[3]]),
            [0, 1, 2, 3]
        );
        assert_eq!(circular(&[&[1, 2], &[3], &[3], &[]]), [0; 0]);
    }

    #[test]
    fn a_long_chain_needs_no_stack() {
        let edges: Vec<Vec<usize>> = (1..=200_000).map(|next| vec![next % 200_000]).collect();
        assert!(
            in_circles(&edges)
                .into_iter()
                .all(|is_circular| is_circular)
        );
    }
}
