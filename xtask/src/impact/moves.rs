//! Parameters that became arguments of their request, or stopped being one. Pure.

use std::collections::BTreeSet;
use std::ops::Range;

use generator::impact::Move;
use proc_macro2::Span;
use syn::punctuated::Punctuated;
use syn::spanned::Spanned as _;
use syn::visit::{self, Visit};
use syn::{Expr, ExprCall, ExprMethodCall, Token};

use super::compiler::Use;
use super::lines::{Edit, Group, Lines};

/// Moves arguments.
pub(super) struct Moves<'a> {
    pub(super) text: &'a str,
    pub(super) lines: &'a Lines<'a>,
    pub(super) uses: &'a [&'a Use],
    pub(super) moves: &'a [Move],
    pub(super) groups: BTreeSet<Group>,
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
