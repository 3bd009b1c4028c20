//! Edits of a caller's file where the new text is certain. Pure.

use std::collections::BTreeSet;
use std::ops::Range;

use generator::impact::{Certain, Move};
use proc_macro2::{LineColumn, Span};
use syn::punctuated::Punctuated;
use syn::spanned::Spanned as _;
use syn::visit::{self, Visit};
use syn::{Expr, ExprCall, ExprMethodCall, Token};

use super::compiler::Use;

/// A part of a file and its new text.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Edit {
    start: usize,
    end: usize,
    text: String,
}

/// Edits that are made together or not at all.
type Group = Vec<Edit>;

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

/// The byte at which each line begins.
struct Lines<'a> {
    text: &'a str,
    starts: Vec<usize>,
}

impl<'a> Lines<'a> {
    fn new(text: &'a str) -> Self {
        let breaks = text.match_indices('\n').map(|(at, _)| at.saturating_add(1));
        // A byte order mark is no part of the first line.
        let mark = '\u{feff}';
        let first = text.strip_prefix(mark).map_or(0, |_| mark.len_utf8());
        Self {
            text,
            starts: std::iter::once(first).chain(breaks).collect(),
        }
    }

    /// The byte at a line, from 1 on, and a column in characters, from 0 on.
    fn offset(&self, line: usize, column: usize) -> usize {
        let start = self.starts.get(line.saturating_sub(1)).copied();
        let start = start.unwrap_or(self.text.len());
        let rest = self.text.get(start..).unwrap_or_default();
        let length: usize = rest.chars().take(column).map(char::len_utf8).sum();
        start.saturating_add(length)
    }

    /// The line of a byte, from 1 on.
    fn number(&self, byte: usize) -> usize {
        self.starts.partition_point(|start| *start <= byte)
    }

    fn range(&self, span: Span) -> Range<usize> {
        let at = |place: LineColumn| self.offset(place.line, place.column);
        at(span.start())..at(span.end())
    }
}

/// Moves arguments.
struct Moves<'a> {
    text: &'a str,
    lines: &'a Lines<'a>,
    uses: &'a [&'a Use],
    moves: &'a [Move],
    groups: BTreeSet<Group>,
}

impl<'ast> Visit<'ast> for Moves<'_> {
    fn visit_expr_method_call(&mut self, call: &'ast ExprMethodCall) {
        for one in self.moves {
            if one.to_setter && self.is_use(call.method.span(), &one.makers) {
                let after = self.lines.range(call.paren_token.span.close()).end;
                self.make_setter(one, &call.args, after);
            } else if !one.to_setter
                && self.is_use(call.method.span(), std::slice::from_ref(&one.setter))
            {
                self.make_argument(one, call);
            }
        }
        visit::visit_expr_method_call(self, call);
    }

    fn visit_expr_call(&mut self, call: &'ast ExprCall) {
        for one in self.moves.iter().filter(|one| one.to_setter) {
            if self.is_maker(call, one) {
                let after = self.lines.range(call.paren_token.span.close()).end;
                self.make_setter(one, &call.args, after);
            }
        }
        visit::visit_expr_call(self, call);
    }
}

impl Moves<'_> {
    /// Whether the compiler says that one of these items is used at a place.
    fn is_use(&self, span: Span, items: &[String]) -> bool {
        let end = self.lines.range(span).end;
        let mut uses = self.uses.iter();
        uses.any(|used| {
            let at = &used.at;
            let used_end = self
                .lines
                .offset(at.last_line, at.last_column.saturating_sub(1));
            !at.in_macro && used_end == end && items.contains(&used.item)
        })
    }

    fn is_maker(&self, call: &ExprCall, one: &Move) -> bool {
        match &*call.func {
            Expr::Path(path) => self.is_use(path.span(), &one.makers),
            _ => false,
        }
    }

    /// `create(a)` becomes `create().name(a)`.
    fn make_setter(&mut self, one: &Move, all: &Punctuated<Expr, Token![,]>, after: usize) {
        let arguments: Vec<Range<usize>> =
            all.iter().map(|of| self.lines.range(of.span())).collect();
        let Some(argument) = arguments.get(one.position).cloned() else {
            return;
        };
        let Some(value) = self.text.get(argument.clone()) else {
            return;
        };
        let name = one.setter.rsplit("::").next().unwrap_or_default();
        // With the comma that separates it.
        let next = arguments.get(one.position.saturating_add(1));
        let before = one.position.checked_sub(1).and_then(|at| arguments.get(at));
        let (start, end) = match (before, next) {
            (_, Some(next)) => (argument.start, next.start),
            (Some(before), None) => (before.end, argument.end),
            (None, None) => (argument.start, argument.end),
        };
        let around = [start..argument.start, argument.end..end];
        if !around.into_iter().all(|part| self.is_plain(part)) {
            return;
        }
        let setter = format!(".{name}({value})");
        let mut edits = vec![(start..end, String::new()), (after..after, setter)];
        // The only argument may have one too.
        let last = all.pairs().next().filter(|_| arguments.len() == 1);
        let comma = last.and_then(|pair| Some(self.lines.range(pair.punct()?.span())));
        edits.extend(comma.map(|comma| (comma, String::new())));
        self.push(edits);
    }

    /// `create().name(a)` becomes `create(a)`.
    fn make_argument(&mut self, one: &Move, call: &ExprMethodCall) {
        let Some(value) = call.args.first().filter(|_| call.args.len() == 1) else {
            return;
        };
        let Some(maker) = self.maker(&call.receiver, one) else {
            return;
        };
        let removed = self.lines.range(call.receiver.span()).end..self.lines.range(call.span()).end;
        let value = self
            .text
            .get(self.lines.range(value.span()))
            .unwrap_or_default()
            .to_owned();
        let Some((at, text)) = maker
            .with(one.position, &value)
            .filter(|_| self.is_plain(removed.clone()))
        else {
            return;
        };
        self.push([(removed, String::new()), (at..at, text)]);
    }

    /// Whether a part that is removed has no comment, which would be lost.
    fn is_plain(&self, part: Range<usize>) -> bool {
        let text = self.text.get(part);
        text.is_some_and(|text| !text.contains("//") && !text.contains("/*"))
    }

    fn push(&mut self, edits: impl IntoIterator<Item = (Range<usize>, String)>) {
        let edits = edits
            .into_iter()
            .map(|(Range { start, end }, text)| Edit { start, end, text });
        self.groups.insert(edits.collect());
    }

    /// The call that a chain begins with, if it makes the request or object.
    fn maker(&self, receiver: &Expr, one: &Move) -> Option<Maker> {
        match receiver {
            Expr::MethodCall(call) if self.is_use(call.method.span(), &one.makers) => {
                Some(self.maker_of(call.args.iter(), call.paren_token.span.close()))
            }
            Expr::MethodCall(call) => self.maker(&call.receiver, one),
            Expr::Call(call) if self.is_maker(call, one) => {
                Some(self.maker_of(call.args.iter(), call.paren_token.span.close()))
            }
            _ => None,
        }
    }

    fn maker_of<'e>(&self, arguments: impl Iterator<Item = &'e Expr>, close: Span) -> Maker {
        Maker {
            arguments: arguments.map(|of| self.lines.range(of.span())).collect(),
            close: self.lines.range(close).start,
        }
    }
}

/// A call that takes the arguments.
struct Maker {
    arguments: Vec<Range<usize>>,
    /// The byte of its closing parenthesis.
    close: usize,
}

impl Maker {
    /// Where an argument is inserted, and its text with a comma.
    fn with(&self, position: usize, value: &str) -> Option<(usize, String)> {
        if let Some(next) = self.arguments.get(position) {
            return Some((next.start, format!("{value}, ")));
        }
        let is_last = position == self.arguments.len();
        let last = self.arguments.last();
        is_last.then(|| match last {
            Some(last) => (last.end, format!(", {value}")),
            None => (self.close, value.to_owned()),
        })
    }
}

#[cfg(test)]
mod tests;
