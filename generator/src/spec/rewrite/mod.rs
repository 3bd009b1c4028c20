//! Writes a document with fewer kinds of constructs, before it is lowered.
//!
//! OpenAPI has several ways to say the same, and says much that means nothing to a client. Each rewrite here removes one
//! of them, so that the lowering knows a single way. A document of Stripe's of today is not changed by any. What cannot be
//! rewritten without a loss is a problem, or is left for the lowering to refuse.

mod all_of;
mod effect;
mod media;
mod operations;
mod schemas;
mod servers;
pub(super) mod shared;
mod walk;

pub(crate) use walk::{entries, operations};

use serde::Serialize;
use serde_json::{Map, Value};

use crate::budget::{self, Budget, Spent, VALUES};
use crate::diagnostic::{Diagnostic, Pointer};

/// A JSON object.
type Object = Map<String, Value>;

/// How often a rewrite or a normalisation applied to a document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Applied {
    /// Its name.
    pub name: &'static str,
    /// Why it loses nothing that a caller needs.
    pub why: &'static str,
    /// Number of places that it changed.
    pub count: usize,
}

/// What the rewrites of one document share.
struct Rewriting {
    /// Copies are limited as the values of the document itself are.
    budget: Budget,
    problems: Vec<Diagnostic>,
}

impl Rewriting {
    /// Whether a copy of this value is within the budget.
    fn may_copy(&mut self, value: &Value, at: &Pointer) -> bool {
        let spent = Spent {
            nodes: budget::values(value),
            ..Spent::default()
        };
        let exceeded = self.budget.spend(spent).err();
        if let Some(exceeded) = exceeded
            && !self
                .problems
                .iter()
                .any(|problem| problem.code == "too-large")
        {
            self.problems.push(exceeded.at(at.clone()));
        }
        exceeded.is_none()
    }

    fn refuse(&mut self, code: &'static str, at: Pointer, message: String, help: &str) {
        if self.problems.len() < budget::PROBLEMS {
            self.problems
                .push(Diagnostic::error(code, at, message).with_help(help));
        }
    }
}

/// A rewrite, which returns the number of places that it changed.
struct Rewrite {
    name: &'static str,
    why: &'static str,
    apply: fn(&mut Value, &mut Rewriting) -> usize,
}

const fn rewrite(
    name: &'static str,
    why: &'static str,
    apply: fn(&mut Value, &mut Rewriting) -> usize,
) -> Rewrite {
    Rewrite { name, why, apply }
}

/// All rewrites, in the order in which they are applied.
static REWRITES: &[Rewrite] = &[
    rewrite(
        "parts by reference",
        "a parameter, body or response that is referred to is the same as if it were written in full",
        shared::write_out,
    ),
    rewrite(
        "parameters and servers of a path",
        "they are those of each operation of the path that has none of its own",
        shared::of_path,
    ),
    rewrite(
        "keys without effect",
        "tags group pages of documentation; `head`, `xml` and `links` are about what this client does not do; all calls are authenticated alike",
        effect::remove,
    ),
    rewrite(
        "header parameters",
        "headers are options of a call, which are set in the same way for all operations",
        effect::headers,
    ),
    rewrite(
        "servers",
        "requests go to the first server that is `https`, with the defaults of its variables; its path is a part of each path",
        servers::choose,
    ),
    rewrite(
        "operations without an id",
        "method and path identify an operation, so they are its id",
        operations::ids,
    ),
    rewrite(
        "arguments of paths",
        "a path is text, whatever type is written into it",
        operations::path_arguments,
    ),
    rewrite(
        "statuses of failures",
        "the client reads every failure in the same way, whatever its status",
        operations::failures,
    ),
    rewrite(
        "statuses of successes",
        "the client takes every status of the 200s as a success; their responses are of one type, or empty",
        operations::successes,
    ),
    rewrite(
        "media types",
        "a client needs one: JSON if there is a choice, and JSON under any of its names",
        media::choose,
    ),
    rewrite(
        "responses that are not JSON",
        "the client returns their bytes",
        media::files,
    ),
    rewrite(
        "allOf",
        "an object with the properties of all; of one alternative, that alternative",
        all_of::merge,
    ),
    rewrite(
        "schemas without a type",
        "properties are of objects, and a list of strings to choose from is of strings",
        schemas::types,
    ),
    rewrite(
        "limits of other types",
        "a limit for texts says nothing about a number, and so on",
        schemas::limits,
    ),
    rewrite(
        "formats that only the server checks",
        "the client sends and returns the value as it is; formats with a type of their own are kept",
        schemas::formats,
    ),
    rewrite(
        "enums of numbers and booleans",
        "the client checks no values, and such values have no names",
        schemas::enums,
    ),
    rewrite(
        "repeated values",
        "a value that an enum has twice is one value",
        schemas::repeated,
    ),
];

/// Applies all rewrites to a document that fits the grammar; any other value is also taken, and returned in some form.
pub(super) fn apply(document: &mut Value) -> (Vec<Applied>, Vec<Diagnostic>) {
    let mut rewriting = Rewriting {
        budget: Budget::new(VALUES),
        problems: Vec::new(),
    };
    let applied = REWRITES.iter().map(|rewrite| Applied {
        name: rewrite.name,
        why: rewrite.why,
        count: (rewrite.apply)(document, &mut rewriting),
    });
    let applied = applied.collect();
    (applied, rewriting.problems)
}
