//! Known faults of the document: data of `spec/fixups.tsv`, each with the versions that it is for and a reason.
//!
//! A pass over the IR. A fixup that changes nothing in a document of its versions is an error, so that it is removed
//! once Stripe has fixed the fault. What a fragment or a slice leaves out is not an error: see [`Fixups::apply`].

mod file;
mod versions;

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Pointer, Row, Source, escaped};
use crate::ir::{Api, Direction, Field, Presence, SchemaPath, Shape, Type, TypeDef};
use crate::text::code;
use versions::Versions;

/// The known faults of Stripe's documents.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Fixups(Vec<Fixup>);

/// A field of a response that the document requires wrongly, or fails to require.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Fixup {
    /// Its row in the file, for messages.
    row: Row,
    kind: Kind,
    /// The field, as a [`SchemaPath`] is printed: `invoice amount_paid_off_stripe`.
    path: String,
    versions: Versions,
    reason: String,
}

/// What is wrong in the document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// It requires the field, which may be missing.
    MayBeMissing,
    /// It does not require the field, which is always there.
    AlwaysPresent,
}

impl Kind {
    fn parse(text: &str) -> Option<Self> {
        [Self::MayBeMissing, Self::AlwaysPresent]
            .into_iter()
            .find(|kind| kind.as_str() == text)
    }

    fn as_str(self) -> &'static str {
        match self {
            Self::MayBeMissing => "may-be-missing",
            Self::AlwaysPresent => "always-present",
        }
    }

    /// What the docs of the field say.
    fn note(self) -> &'static str {
        match self {
            Self::MayBeMissing => "May be missing, although the document requires it",
            Self::AlwaysPresent => "Always present, although the document does not require it",
        }
    }
}

/// What a client expects of a field that is always present by a fixup: the words of the fault if it is not.
pub(crate) fn always_present(place: &SchemaPath) -> String {
    format!(
        "a value, by the fixup `{} {place}`",
        Kind::AlwaysPresent.as_str()
    )
}

/// The result of each fixup, by the path of its field.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FixupOutcome {
    /// Fixups that changed a field.
    pub applied: Vec<String>,
    /// Fixups whose object is not in the document, as in a fragment.
    pub absent: Vec<String>,
    /// Fixups for other versions.
    pub other: Vec<String>,
    /// Fixups for this version that change nothing, with the reason. An error, except with [`UnusedFixups::Report`].
    pub unused: Vec<(String, String)>,
}

/// What to do about a fixup for this version that changes nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UnusedFixups {
    /// It is an error.
    Refuse,
    /// It is in [`FixupOutcome::unused`].
    Report,
}

impl Fixups {
    /// Reads lines of four tab-separated columns: `may-be-missing` or `always-present`, path of the field, versions, reason.
    /// Empty lines and lines that begin with `#` are skipped.
    ///
    /// # Errors
    ///
    /// Every line that cannot be read.
    pub fn parse(file: &Arc<Source>) -> Result<Self, Vec<Diagnostic>> {
        file::parse(file).map(Self)
    }

    /// Applies the fixups for this version: makes their fields optional, or required.
    ///
    /// A document may be a part of the whole. So an unused fixup is not an error if its schema or operation is not in
    /// the document, or if the path to its field ends in untyped JSON. If the object that should have the field is in
    /// the document, it must have the field, and require it or not, as the fixup says.
    ///
    /// # Errors
    ///
    /// Every fixup for this version that changes nothing, except with [`UnusedFixups::Report`].
    pub(crate) fn apply(
        &self,
        api: &mut Api,
        unused: UnusedFixups,
    ) -> Result<FixupOutcome, Vec<Diagnostic>> {
        let places: BTreeMap<String, SchemaPath> = api
            .types
            .keys()
            .map(|place| (place.to_string(), place.clone()))
            .collect();
        let mut done = FixupOutcome::default();
        let mut problems = Vec::new();
        for fixup in &self.0 {
            if !fixup.versions.contain(&api.version) {
                done.other.push(fixup.path.clone());
                continue;
            }
            let parent = parent(&fixup.path);
            let object = places
                .get(parent)
                .and_then(|place| Some((place, api.types.get_mut(place)?)));
            let applied = match object {
                Some((place, object)) => fixup
                    .change(object, |name| place.child(name).to_string())
                    .map(|()| true),
                None => fixup.absence(api, &places).map(|()| false),
            };
            match applied {
                Ok(true) => done.applied.push(fixup.path.clone()),
                Ok(false) => done.absent.push(fixup.path.clone()),
                Err(problem) => {
                    let why = problem.message.clone();
                    done.unused.push((fixup.path.clone(), why));
                    problems.push(problem);
                }
            }
        }
        if problems.is_empty() || unused == UnusedFixups::Report {
            Ok(done)
        } else {
            Err(problems)
        }
    }
}

impl Fixup {
    /// Makes the field optional or required, and says so in its description.
    fn change(
        &self,
        object: &mut TypeDef,
        place_of: impl Fn(&str) -> String,
    ) -> Result<(), Diagnostic> {
        let fields = match &mut object.shape {
            Shape::Object { fields, .. } if object.direction == Direction::Response => fields,
            _ => return Err(self.unused(&object.pointer, "this is not an object of a response")),
        };
        let field = fields
            .iter_mut()
            .find(|field| place_of(&field.name) == self.path);
        let Some(field) = field else {
            return Err(self.unused(&object.pointer, "the object has no such field"));
        };
        let why = match (self.kind, field.presence.is_required()) {
            (Kind::MayBeMissing, false) => Some("the document does not require the field"),
            (Kind::AlwaysPresent, true) => Some("the document requires the field"),
            // Required objects are not boxed, and could contain themselves.
            (Kind::AlwaysPresent, false) if matches!(field.ty, Type::Named(_)) => {
                Some("the field holds an object or an enumeration, which this kind is not for")
            }
            _ => None,
        };
        if let Some(why) = why {
            let field = format!("{}/properties/{}", object.pointer, escaped(&field.name));
            return Err(self.unused(&field, why));
        }
        field.presence = match self.kind {
            Kind::MayBeMissing => Presence::Optional,
            Kind::AlwaysPresent => Presence::AlwaysPresent,
        };
        self.note_in_docs(field);
        Ok(())
    }

    fn note_in_docs(&self, field: &mut Field) {
        let note = format!(
            "{}: {}.",
            self.kind.note(),
            self.reason.trim_end_matches('.')
        );
        let description = field.docs.description.take();
        field.docs.description = Some(match description {
            Some(text) => format!("{text}\n\n{note}"),
            None => note,
        });
    }

    /// Checks that the document may lack the object that should have the field.
    fn absence(&self, api: &Api, places: &BTreeMap<String, SchemaPath>) -> Result<(), Diagnostic> {
        let mut ancestor = parent(&self.path);
        let mut step = self.path.as_str();
        while !ancestor.is_empty() {
            if let Some((place, object)) = places
                .get(ancestor)
                .and_then(|place| Some((place, api.types.get(place)?)))
            {
                let cut = match &object.shape {
                    Shape::Object { fields, .. } => fields.iter().any(|field| {
                        field.ty == Type::Json && place.child(&field.name).to_string() == step
                    }),
                    _ => false,
                };
                return if cut {
                    Ok(())
                } else {
                    Err(self.unused(
                        &object.pointer,
                        format!("there is no object at {}", code(step)),
                    ))
                };
            }
            step = ancestor;
            ancestor = parent(ancestor);
        }
        let operation = api
            .operations
            .iter()
            .find(|operation| self.path.starts_with(&format!("{} ", operation.route())));
        match operation {
            Some(operation) => Err(self.unused(
                &operation.pointer,
                "the operation has no such object of its own",
            )),
            None => Ok(()),
        }
    }

    fn unused(&self, pointer: &str, why: impl AsRef<str>) -> Diagnostic {
        let message = format!(
            "the fixup of {} is not used: {}",
            code(&self.path),
            why.as_ref()
        );
        let pointer = Pointer::parse(pointer).unwrap_or_default();
        Diagnostic::error("unused-fixup", pointer, message)
            .in_row(self.row.clone())
            .with_help("remove the line, or end its versions before this one")
    }
}

/// The path one step up; empty for a schema or an operation's method.
fn parent(place: &str) -> &str {
    place.rsplit_once(' ').map_or("", |(parent, _)| parent)
}
