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

/// Of two groups that overlap, neither is certain.
fn apply(lines: &Lines, groups: BTreeSet<Group>) -> Edited {
    let meets = |one: &Edit, other: &Edit| one.start < other.end && other.start < one.end;
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
mod tests {
    use std::collections::BTreeMap;

    use super::super::compiler::Location;
    use generator::impact::Move;

    use super::*;

    /// A use of an item at the first place of `name`.
    fn used(text: &str, name: &str, item: &str) -> Use {
        let at = text.find(name).expect("it is there");
        let before = text.get(..at).expect("a boundary");
        let line = before.matches('\n').count() + 1;
        let column = before.chars().rev().take_while(|c| *c != '\n').count() + 1;
        Use {
            at: Location {
                file: "a.rs".into(),
                line,
                column,
                last_line: line,
                last_column: column + name.chars().count(),
                in_macro: false,
            },
            item: item.to_owned(),
            changes: vec![1],
            depends: false,
            target: "a.rs".into(),
        }
    }

    fn certain(names: &[(&str, &str)], moves: Vec<Move>) -> Certain {
        let names = names.iter();
        let names = names.map(|(old, new)| ((*old).to_owned(), (*new).to_owned()));
        Certain {
            names: names.collect::<BTreeMap<_, _>>(),
            moves,
        }
    }

    #[test]
    fn a_path_is_renamed_as_far_as_it_is_written() {
        let text = "use a::services::tree::Kind; // é Kind\nfn f(_: Kind) {}\n";
        let names = [("services::tree", "services::plant")];
        let of = used(text, "Kind", "services::tree::Kind");
        let new = edited(text, &[&of], &certain(&names, Vec::new()));
        assert_eq!(new.text, text.replace("tree::", "plant::"));
        assert_eq!((new.edits, new.lines), (1, BTreeSet::from([1])));
    }

    #[test]
    fn uses_in_macros_and_other_texts_stay() {
        let text = "fn f() { g!(); cancel_all(); }";
        let names = [("s::S::cancel", "s::S::void")];
        let mut of = used(text, "cancel_all", "s::S::cancel");
        let certain = certain(&names, Vec::new());
        assert_eq!(edited(text, &[&of], &certain).text, text);
        of = used("fn f() { cancel(); }", "cancel", "s::S::cancel");
        of.at.in_macro = true;
        assert_eq!(edited("fn f() { cancel(); }", &[&of], &certain).edits, 0);
    }

    #[test]
    fn an_argument_with_a_comment_is_left_to_a_person() {
        let one = Move {
            makers: vec!["s::S::create".to_owned()],
            setter: "s::Create::name".to_owned(),
            position: 0,
            to_setter: false,
        };
        let certain = certain(&[], vec![one]);
        for (text, expected) in [
            (
                "fn f() { s.create().name(\"a\").send() }",
                "fn f() { s.create(\"a\").send() }",
            ),
            (
                "fn f() { s.create().name(/* A */ \"a\") }",
                "fn f() { s.create().name(/* A */ \"a\") }",
            ),
            (
                "fn f() { s.make().name(\"a\") }",
                "fn f() { s.make().name(\"a\") }",
            ),
        ] {
            let maker = if text.contains("create") {
                "create"
            } else {
                "make"
            };
            let uses = [
                used(
                    text,
                    maker,
                    if maker == "create" {
                        "s::S::create"
                    } else {
                        "s::S::make"
                    },
                ),
                used(text, "name", "s::Create::name"),
            ];
            let uses: Vec<&Use> = uses.iter().collect();
            assert_eq!(edited(text, &uses, &certain).text, expected);
        }
    }
}
