//! Types of events, and the object that each carries: data of `spec/events.tsv`, each with a reason.
//!
//! The document lists most types of events, but does not say which object each carries.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Pointer, Row, Source};
use crate::ir::{Api, Direction, SchemaPath, Shape, Tag, TypeDef};
use crate::names::{Case, identifier};
use crate::tsv::{self, Columns};

/// The code of all problems in the file.
const CODE: &str = "events-file";

/// The known types of events.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Events(Vec<Fact>);

/// A known type of event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    /// Its row in the file, for messages.
    row: Row,
    /// How it carries its object.
    pub kind: Kind,
    /// The type as Stripe writes it.
    pub event_type: String,
    /// Name of the type in the client.
    pub name: String,
    /// The schema of the object; `None` where there is no object.
    pub schema: Option<String>,
}

/// How an event carries its object.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// It holds the object as it was.
    Snapshot,
    /// It names the object.
    Thin,
}

impl Events {
    /// Reads lines of four tab-separated columns: `snapshot` or `thin`, type of the event, schema of the object or `-`,
    /// reason. Empty lines and lines that begin with `#` are skipped.
    ///
    /// # Errors
    ///
    /// Every line that cannot be read, or that repeats a type or a name.
    pub fn parse(file: &Arc<Source>) -> Result<Self, Vec<Diagnostic>> {
        let mut facts = Vec::new();
        let mut problems = Vec::new();
        let mut given: BTreeMap<String, usize> = BTreeMap::new();
        for row in tsv::rows(file) {
            let fact =
                read(&row).and_then(|fact| match given.insert(fact.name.clone(), row.line) {
                    Some(other) => {
                        let message =
                            format!("the name `{}` is given already, in line {other}", fact.name);
                        Err(row.problem(CODE, Some(1), message))
                    }
                    None => Ok(fact),
                });
            match fact {
                Ok(fact) => facts.push(fact),
                Err(problem) => problems.push(problem),
            }
        }
        facts.sort_by(|one, other| one.event_type.cmp(&other.event_type));
        if problems.is_empty() {
            Ok(Self(facts))
        } else {
            Err(problems)
        }
    }

    /// All types of events, sorted.
    pub fn facts(&self) -> impl Iterator<Item = &Fact> {
        self.0.iter()
    }

    /// The types of events whose object is in `api`, with its place. A document may be a part of the whole, so a
    /// missing object is not an error. Types without an object are included if others of their kind are.
    ///
    /// # Errors
    ///
    /// Every schema of `api` that no event can carry.
    pub fn known<'a>(
        &'a self,
        api: &Api,
    ) -> Result<Vec<(&'a Fact, Option<SchemaPath>)>, Vec<Diagnostic>> {
        let mut known = Vec::new();
        let mut problems = Vec::new();
        for fact in &self.0 {
            let Some(schema) = &fact.schema else {
                known.push((fact, None));
                continue;
            };
            let place = SchemaPath::schema(schema);
            match api.types.get(&place) {
                Some(def) if is_object(def) => known.push((fact, Some(place))),
                Some(def) => {
                    let pointer = Pointer::parse(&def.pointer).unwrap_or_default();
                    let message = format!(
                        "`{schema}` cannot be recognised: it has no required field `object` with one value"
                    );
                    let problem = Diagnostic::error(CODE, pointer, message);
                    problems.push(problem.in_row(fact.row.clone()));
                }
                None => {}
            }
        }
        let has = |kind| {
            known
                .iter()
                .any(|(fact, place)| fact.kind == kind && place.is_some())
        };
        let (snapshot, thin) = (has(Kind::Snapshot), has(Kind::Thin));
        known.retain(|(fact, _)| match fact.kind {
            Kind::Snapshot => snapshot,
            Kind::Thin => thin,
        });
        if problems.is_empty() {
            Ok(known)
        } else {
            Err(problems)
        }
    }
}

fn read(row: &Columns<'_>) -> Result<Fact, Diagnostic> {
    let problem = |column: Option<usize>, message: String| Err(row.problem(CODE, column, message));
    let columns = row.all();
    let [kind, event_type, schema, reason] = columns.as_slice() else {
        let expected = "a line is `snapshot` or `thin`, a type of event, the schema of its object or `-`, and the reason, between tabs";
        return problem(None, expected.to_owned());
    };
    let kind = match *kind {
        "snapshot" => Kind::Snapshot,
        "thin" => Kind::Thin,
        other => {
            return problem(Some(0), format!("`{other}` is not `snapshot` or `thin`"));
        }
    };
    if reason.trim().is_empty() {
        return problem(None, "a type of event without a reason".to_owned());
    }
    let legal = |c: char| c.is_ascii_alphanumeric() || "._[]".contains(c);
    if event_type.is_empty() {
        return problem(Some(1), "no type of event".to_owned());
    }
    if !event_type.chars().all(legal) {
        return problem(Some(1), format!("`{event_type}` is not a type of event"));
    }
    if schema.is_empty() {
        return problem(
            Some(2),
            "no schema; write `-` if the event carries no object".to_owned(),
        );
    }
    Ok(Fact {
        row: row.row(),
        kind,
        event_type: (*event_type).to_owned(),
        name: identifier(event_type, Case::Pascal),
        schema: (*schema != "-").then(|| (*schema).to_owned()),
    })
}

/// Whether a field `object` identifies values of the type.
fn is_object(def: &TypeDef) -> bool {
    let tagged = match &def.shape {
        Shape::Object { .. } => def.tag().is_some(),
        Shape::Union { members } => members.iter().any(|member| member.tag != Tag::None),
        Shape::Enum { .. } | Shape::Alias(_) => false,
    };
    tagged && def.direction == Direction::Response
}
