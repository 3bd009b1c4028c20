//! Edits of a caller's file where the new text is certain. Pure.

use std::collections::BTreeSet;

use generator::impact::Certain;
use syn::visit::Visit as _;

use super::compiler::Use;
use super::lines::{Edit, Group, Lines};
use super::moves::Moves;

/// A file after its edits.
pub(super) struct Edited {
    pub(super) text: String,
    /// The number of edits.
    pub(super) edits: usize,
    /// The lines of the old text that they change.
    pub(super) lines: BTreeSet<usize>,
}

/// Makes all certain edits of a file. `uses` are those of this file.
pub(super) fn edited(text: &str, uses: &[&Use], certain: &Certain) -> Edited {
    let lines = Lines::new(text);
    let mut groups: BTreeSet<Group> = BTreeSet::new();
    for used in uses.iter().filter(|used| !used.at.in_macro) {
        let edits = renames(text, &lines, used, certain).into_iter();
        groups.extend(edits.map(|edit| vec![edit]));
    }
    if let Ok(file) = syn::parse_file(text) {
        let mut moves = Moves {
            text,
            lines: &lines,
            uses,
            moves: &certain.moves,
            groups: BTreeSet::new(),
        };
        moves.visit_file(&file);
        groups.extend(moves.groups);
    }
    apply(&lines, groups)
}

/// Of two groups that overlap, or insert at the same place, neither is certain.
fn apply(lines: &Lines, groups: BTreeSet<Group>) -> Edited {
    let inserts_at = |edit: &Edit| (edit.start == edit.end).then_some(edit.start);
    let meets = |one: &Edit, other: &Edit| {
        (one.start < other.end && other.start < one.end)
            || inserts_at(one).is_some_and(|at| inserts_at(other) == Some(at))
    };
    let is_apart = |group: &&Group| {
        let mut others = groups.iter().filter(|other| other != group);
        !others.any(|other| {
            group
                .iter()
                .any(|one| other.iter().any(|two| meets(one, two)))
        })
    };
    let apart: Vec<&Group> = groups.iter().filter(is_apart).collect();
    let edits: BTreeSet<&Edit> = apart.iter().copied().flatten().collect();
    let changed = edits.iter();
    let changed = changed.flat_map(|edit| lines.number(edit.start)..=lines.number(edit.end));
    let changed = changed.collect();
    let mut text = lines.text.to_owned();
    // From the end on, so that positions stay right.
    for edit in edits.into_iter().rev() {
        if text.get(edit.start..edit.end).is_some() {
            text.replace_range(edit.start..edit.end, &edit.text);
        }
    }
    Edited {
        text,
        edits: apart.len(),
        lines: changed,
    }
}

/// The edits of a use of an item that has another name: of the last step of its path, and of the module before it.
fn renames(text: &str, lines: &Lines, used: &Use, certain: &Certain) -> Vec<Edit> {
    let mut edits = Vec::new();
    let mut end = lines.offset(used.at.last_line, used.at.last_column.saturating_sub(1));
    let mut old = used.item.as_str();
    let Some(new) = new_path(old, certain) else {
        return edits;
    };
    let mut new = new.as_str();
    // As far as the path is written.
    while let Some((old_rest, old_step)) = old.rsplit_once("::") {
        let Some((new_rest, new_step)) = new.rsplit_once("::") else {
            break;
        };
        let before = text.get(..end).unwrap_or_default();
        let Some(written) = before.strip_suffix(old_step) else {
            break;
        };
        if old_step != new_step {
            edits.push(Edit {
                start: written.len(),
                end,
                text: new_step.to_owned(),
            });
        }
        let Some(rest) = written.strip_suffix("::") else {
            break;
        };
        end = rest.len();
        (old, new) = (old_rest, new_rest);
    }
    edits
}

/// The new path of an item, or of a member of a type or module that has one.
fn new_path(item: &str, certain: &Certain) -> Option<String> {
    if let Some(new) = certain.names.get(item) {
        return Some(new.clone());
    }
    let ends = item.rmatch_indices("::").map(|(end, _)| end);
    ends.filter_map(|end| item.split_at_checked(end))
        .find_map(|(around, rest)| Some(certain.names.get(around)?.clone() + rest))
}

#[cfg(test)]
mod tests;
