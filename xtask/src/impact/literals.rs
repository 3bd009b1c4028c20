//! Names in the caller's string literals, which no compiler checks: parameters, fields, paths and event types.

use std::fs;
use std::path::{Path, PathBuf};

use generator::diff::{Item, Report};
use generator::impact::numbered;
use syn::visit::{self, Visit};
use syn::{Expr, ExprMethodCall, Lit, LitStr, Member};

use super::caller::Caller;
use super::compiler::Location;

/// A string that is likely to be about a change.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Literal {
    pub(super) at: Location,
    /// The number of the change.
    pub(super) change: usize,
}

/// The literals in the Rust files of the folder that the user named, without those of the client itself.
pub(super) fn search(caller: &Caller, report: &Report) -> Vec<Literal> {
    let changes: Vec<(usize, &Item)> = (1..).zip(numbered(report)).collect();
    let mut found = Vec::new();
    for file in sources(&caller.root.join(&caller.folder)) {
        let path = file.strip_prefix(&caller.root).unwrap_or(&file);
        if path
            .ancestors()
            .any(|folder| caller.clients.contains(folder))
        {
            continue;
        }
        let text = fs::read_to_string(&file).unwrap_or_default();
        found.extend(in_text(&text, path, &changes));
    }
    found.sort();
    found.dedup();
    found
}

/// The Rust files below a folder, without those that cargo builds and those behind links.
fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let (path, name) = (entry.path(), entry.file_name());
        let name = name.to_string_lossy();
        let Ok(kind) = entry.file_type() else {
            continue;
        };
        if kind.is_dir() && name != "target" && !name.starts_with('.') {
            files.extend(sources(&path));
        } else if kind.is_file() && name.ends_with(".rs") {
            files.push(path);
        }
    }
    files
}

fn in_text(text: &str, path: &Path, changes: &[(usize, &Item)]) -> Vec<Literal> {
    let Ok(file) = syn::parse_file(text) else {
        return Vec::new();
    };
    let mut search = Search {
        path,
        changes,
        found: Vec::new(),
    };
    search.visit_file(&file);
    search.found
}

struct Search<'a> {
    path: &'a Path,
    changes: &'a [(usize, &'a Item)],
    found: Vec<Literal>,
}

impl<'ast> Visit<'ast> for Search<'_> {
    fn visit_expr_method_call(&mut self, call: &'ast ExprMethodCall) {
        let method = call.method.to_string();
        let first = call.args.first().and_then(text);
        match (method.as_str(), first) {
            // The client's own, which takes a name and a value.
            ("param", Some(name)) if call.args.len() == 2 => {
                let methods = methods(&call.receiver);
                self.add(name, |item| is_parameter(item, &name.value(), &methods));
            }
            ("get", Some(name)) if is_undocumented(&call.receiver) => {
                self.add(name, |item| is_field(item, &name.value()));
            }
            ("expand", Some(name)) => {
                let value = name.value();
                let mut steps = value.split('.');
                let gone = |item: &Item| matches!(item.kind, "field-removed" | "retyped");
                self.add(name, |item| {
                    gone(item) && steps.clone().any(|step| is_field(item, step))
                });
                steps.by_ref().for_each(drop);
            }
            ("raw", _) => {
                if let Some(path) = call.args.iter().nth(1).and_then(text) {
                    self.add(path, |item| is_route(item, &path.value()));
                }
            }
            _ => {}
        }
        visit::visit_expr_method_call(self, call);
    }

    fn visit_lit_str(&mut self, literal: &'ast LitStr) {
        let value = literal.value();
        self.add(literal, |item| {
            item.kind.starts_with("event-") && item.places.iter().any(|site| site.path == value)
        });
    }
}

impl Search<'_> {
    fn add(&mut self, literal: &LitStr, mut is_about: impl FnMut(&Item) -> bool) {
        let span = literal.span();
        let (start, end) = (span.start(), span.end());
        for (number, item) in self.changes {
            if is_about(item) {
                self.found.push(Literal {
                    at: Location {
                        file: self.path.to_path_buf(),
                        line: start.line,
                        column: start.column.saturating_add(1),
                        last_line: end.line,
                        last_column: end.column.saturating_add(1),
                        in_macro: false,
                    },
                    change: *number,
                });
            }
        }
    }
}

fn text(expr: &Expr) -> Option<&LitStr> {
    match expr {
        Expr::Lit(literal) => match &literal.lit {
            Lit::Str(text) => Some(text),
            _ => None,
        },
        Expr::Reference(reference) => text(&reference.expr),
        _ => None,
    }
}

/// The methods that a chain of calls begins with, the last first.
fn methods(receiver: &Expr) -> Vec<String> {
    match receiver {
        Expr::MethodCall(call) => {
            let mut found = vec![call.method.to_string()];
            found.extend(methods(&call.receiver));
            found
        }
        _ => Vec::new(),
    }
}

fn is_undocumented(receiver: &Expr) -> bool {
    match receiver {
        Expr::Field(field) => {
            matches!(&field.member, Member::Named(name) if name == "undocumented")
        }
        _ => false,
    }
}

/// The operation and the rest of the path of a place in a request.
fn request(path: &str) -> Option<(&str, &str)> {
    let (_, rest) = path.split_once('#')?;
    let end = rest.find(['.', ' ', '[', '{']).unwrap_or(rest.len());
    let (method, rest) = rest.split_at_checked(end)?;
    (!rest.starts_with(" (reply)")).then_some((method, rest))
}

fn last_step(path: &str) -> &str {
    let path = path.trim_end_matches(['[', ']', '{', '}']);
    path.rsplit_once('.').map_or("", |(_, step)| step)
}

/// Whether a change is of a field or parameter, rather than of values or of a whole operation.
fn is_of_member(item: &Item) -> bool {
    matches!(
        item.kind,
        "field-added"
            | "field-removed"
            | "retyped"
            | "required"
            | "optional"
            | "type-at-place"
            | "split"
            | "deprecated"
    )
}

/// Whether a change is of a parameter, of an operation that is among these methods if there are any.
fn is_parameter(item: &Item, name: &str, methods: &[String]) -> bool {
    is_of_member(item)
        && item.places.iter().any(|site| {
            let is_named = site
                .name
                .as_deref()
                .unwrap_or_else(|| last_step(&site.path))
                == name;
            let of = request(&site.path);
            let is_here = |(method, _): (&str, &str)| {
                methods.is_empty()
                    || methods
                        .iter()
                        .any(|one| one.trim_end_matches('_') == method)
            };
            is_named && of.is_some_and(is_here)
        })
}

fn is_field(item: &Item, name: &str) -> bool {
    is_of_member(item)
        && item.places.iter().any(|site| {
            let is_named = site
                .name
                .as_deref()
                .unwrap_or_else(|| last_step(&site.path))
                == name;
            is_named && request(&site.path).is_none()
        })
}

/// Whether a change is of the operation at a path such as `/v1/refunds/re_1`.
fn is_route(item: &Item, path: &str) -> bool {
    let is_of_operation = matches!(
        item.kind,
        "operation-removed" | "operation-moved" | "reply-retyped" | "transport" | "deprecated"
    );
    is_of_operation
        && item.places.iter().any(|site| {
            let pointer = site.base.as_deref().unwrap_or_default();
            let route = pointer
                .strip_prefix("#/paths/")
                .and_then(|rest| rest.split('/').next());
            let route = route
                .unwrap_or_default()
                .replace("~1", "/")
                .replace("~0", "~");
            matches(&route, path)
        })
}

fn matches(route: &str, path: &str) -> bool {
    let path = path.split('?').next().unwrap_or(path);
    let mut steps = path.trim_start_matches('/').split('/');
    let same = route.trim_start_matches('/').split('/').all(|step| {
        let other = steps.next();
        other.is_some_and(|other| other == step || step.starts_with('{'))
    });
    same && steps.next().is_none()
}

#[cfg(test)]
mod tests {
    use generator::diff::{Level, Site};

    use super::*;

    fn item(kind: &'static str, path: &str, name: Option<&str>, base: &str) -> Item {
        Item {
            fingerprint: String::new(),
            kind,
            level: Level::Breaking,
            names: Vec::new(),
            sentence: String::new(),
            short: String::new(),
            says_rust: false,
            rust: Vec::new(),
            instead: None,
            places: vec![Site {
                path: path.to_owned(),
                name: name.map(str::to_owned),
                base: Some(base.to_owned()),
                head: None,
                old: None,
                new: None,
            }],
            within: Vec::new(),
        }
    }

    /// The lines and numbers of what is found.
    fn found(text: &str, changes: &[Item]) -> Vec<(usize, usize)> {
        let changes: Vec<(usize, &Item)> = (1..).zip(changes).collect();
        let found = in_text(text, Path::new("a.rs"), &changes);
        found
            .into_iter()
            .map(|one| (one.at.line, one.change))
            .collect()
    }

    #[test]
    fn names_are_those_of_the_operation_or_of_a_response() {
        let changes = [
            item("field-removed", "Refund#create", Some("note"), "#/a"),
            item("retyped", "Charge.fraud.note", None, "#/b"),
        ];
        let text = "fn f() {
            stripe.refunds().create().param(\"note\", 1);
            stripe.refunds().update(\"re_1\").param(\"note\", 1);
            request.param(\"note\", 1);
            charge.undocumented.get(\"note\");
            other.get(\"note\");
            stripe.charges().list().expand(\"data.fraud.note\");
        }";
        assert_eq!(found(text, &changes), [(2, 1), (4, 1), (5, 2), (7, 2)]);
    }

    #[test]
    fn routes_match_with_their_arguments() {
        let route = "#/paths/~1v1~1refunds~1{refund}~1cancel/post";
        let changes = [item("operation-removed", "Refund#cancel", None, route)];
        let text = "fn f() {
            stripe.raw(Method::Post, \"/v1/refunds/re_1/cancel\");
            stripe.raw(Method::Post, \"/v1/refunds/re_1\");
            stripe.raw(Method::Post, path);
        }";
        assert_eq!(found(text, &changes), [(2, 1)]);
    }

    #[test]
    fn event_types_are_found_anywhere() {
        let changes = [item("event-removed", "refund.failed", None, "#/a")];
        let text = "const A: &str = \"refund.failed\";\nconst B: &str = \"refund.created\";";
        assert_eq!(found(text, &changes), [(1, 1)]);
    }
}
