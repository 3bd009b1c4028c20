//! From the document to the IR.
//!
//! Every construct is lowered exactly or refused with a pointer and a
//! sentence; all refusals come in one report.

mod components;
pub(crate) mod envelope;
mod finite;
mod lengths;
mod operation;
mod range;
mod reply;
mod request;
mod response;
mod schema;
mod share;
mod union;

pub(crate) use finite::endless;
pub(crate) use share::{prune, share};

use std::collections::BTreeMap;

use crate::budget::{self, Budget, SCHEMAS, Spent};
use crate::diagnostic::{Diagnostic, Pointer};
use crate::ir::{Api, SchemaPath, TypeDef};
use crate::spec::Document;
use components::Components;

/// Lowers a whole document.
///
/// # Errors
///
/// All constructs that have no exact counterpart in the IR.
pub fn lower(document: &Document) -> Result<Api, Vec<Diagnostic>> {
    lower_spending(document).map(|(api, _)| api)
}

/// Like [`lower`], with what it took of the budget.
pub(crate) fn lower_spending(document: &Document) -> Result<(Api, Spent), Vec<Diagnostic>> {
    let mut lowering = Lowering::new(document);
    lowering.schemas();
    let operations = lowering.operations();
    let version = lowering.version();
    let root = Pointer::root();
    let base = lowering.origin(&document.api.servers, &root);
    if base.is_none() && document.api.servers.is_empty() {
        lowering.refuse("servers", &root, "no server to send requests to");
    }
    lowering.refused.extend(lowering.over);
    if !lowering.refused.is_empty() {
        return Err(lowering.refused);
    }
    let api = Api {
        version,
        base: base.unwrap_or_default(),
        operations,
        types: lowering.types,
    };
    Ok((api, lowering.budget.spent()))
}

/// What all of lowering shares: the document, and what was found so far.
struct Lowering<'a> {
    document: &'a Document,
    types: BTreeMap<SchemaPath, TypeDef>,
    refused: Vec<Diagnostic>,
    /// Components that are being written out into a request, outermost first.
    open: Vec<&'a str>,
    /// The tombstone of each object that has one, by the names of their components.
    tombstones: BTreeMap<String, String>,
    /// The schemas of the document, with references between them resolved.
    components: Components<'a>,
    budget: Budget,
    /// The number of schemas that are being lowered, each inside of the one before.
    depth: usize,
    /// The place where the budget was spent. Nothing more is lowered then.
    over: Option<Diagnostic>,
}

impl<'a> Lowering<'a> {
    fn new(document: &'a Document) -> Self {
        Self {
            document,
            types: BTreeMap::new(),
            refused: Vec::new(),
            open: Vec::new(),
            tombstones: BTreeMap::new(),
            components: Components::of(&document.api),
            budget: Budget::new(SCHEMAS),
            depth: 0,
            over: None,
        }
    }

    /// Lowers a schema by `lower`, within the budget: all recursion passes through here. `None` once it is spent.
    fn within<T>(&mut self, location: &Location, lower: impl FnOnce(&mut Self) -> T) -> Option<T> {
        if !self.spend(1, 0, &location.pointer) {
            return None;
        }
        self.depth += 1;
        let lowered = lower(self);
        self.depth -= 1;
        Some(lowered)
    }

    /// Whether the budget had this much left.
    fn spend(&mut self, nodes: usize, bytes: usize, at: &Pointer) -> bool {
        if self.over.is_some() {
            return false;
        }
        let spent = self.budget.spend(Spent {
            nodes,
            depth: self.depth,
            bytes,
        });
        self.over = spent.err().map(|exceeded| exceeded.at(at.clone()));
        self.over.is_none()
    }

    fn refuse(&mut self, code: &'static str, pointer: &Pointer, message: impl Into<String>) {
        if self.refused.len() < budget::PROBLEMS {
            let problem = Diagnostic::error(code, pointer.clone(), message);
            self.refused.push(problem);
        } else if self.over.is_none() {
            self.over = Some(budget::too_many(pointer.clone()));
        }
    }

    /// The one origin of a list of servers, `None` where there is no server.
    fn origin(&mut self, servers: &[openapiv3::Server], at: &Pointer) -> Option<String> {
        let at = at.child("servers");
        let server = match servers {
            [] => return None,
            [server] => server,
            _ => {
                let message =
                    "none of the servers is `https`: an API key is not sent to one that is not";
                self.refuse("servers", &at, message);
                return None;
            }
        };
        let origin = server.url.trim_end_matches('/');
        let host = origin.strip_prefix("https://").unwrap_or_default();
        let (name, port) = host.split_once(':').unwrap_or((host, "443"));
        let is_host = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-');
        if name.is_empty() || !name.chars().all(is_host) || port.parse::<u16>().is_err() {
            let message = format!(
                "the server {:?} must be `https://` and a host alone: API keys are sent there",
                server.url
            );
            self.refuse("servers", &at.child("0").child("url"), message);
        }
        Some(origin.to_owned())
    }

    /// The value of a header.
    fn version(&mut self) -> String {
        let version = &self.document.api.info.version;
        // Reports and the changelog show it outside of code, where GitHub would make links of `www.a.example` and `GH-1`, and
        // `-_a_` would be emphasis.
        let is_word =
            |part: &str| !part.is_empty() && part.chars().all(|c| c.is_ascii_alphanumeric());
        let is_part = |part: &str| part.is_empty() || part.split('_').all(is_word);
        let number = version.strip_prefix('v').unwrap_or(version);
        let starts = number.starts_with(|c: char| c.is_ascii_digit());
        if !starts || !version.split(['.', '-', '+']).all(is_part) {
            let at = Pointer::root().child("info").child("version");
            self.refuse(
                "version",
                &at,
                "the version is sent as a header and must be one word of letters, digits, `.`, `-`, `+`, and `_` between letters, \
                 that begins with a digit, or with `v` and a digit",
            );
        }
        version.clone()
    }
}

/// A place in the document: by names for the IR, by pointer for messages.
#[derive(Clone)]
struct Location {
    place: SchemaPath,
    pointer: Pointer,
    /// Whether this is an item of a list or map.
    is_item: bool,
}

impl Location {
    fn new(place: SchemaPath, pointer: Pointer) -> Self {
        Self {
            place,
            pointer,
            is_item: false,
        }
    }

    /// The property `name` of the object here.
    fn property(&self, name: &str) -> Self {
        Self::new(
            self.place.child(name),
            self.pointer.child("properties").child(name),
        )
    }

    /// The items of the list or map here, which have no name of their own.
    fn inner(&self, keyword: &str) -> Self {
        Self {
            place: self.place.clone(),
            pointer: self.pointer.child(keyword),
            is_item: true,
        }
    }

    /// An alternative of this schema that has no name of its own.
    fn alternative(&self, keyword: &str, index: usize) -> Self {
        Self {
            place: self.place.clone(),
            pointer: self.pointer.child(keyword).child(index.to_string()),
            is_item: self.is_item,
        }
    }

    /// The same schema under a further name.
    fn named(self, name: &str) -> Self {
        Self {
            place: self.place.child(name),
            pointer: self.pointer,
            is_item: false,
        }
    }
}
