//! Known faults of the document: data of `spec/fixups.tsv`, each with the versions that it is for and a reason.
//!
//! A pass over the IR. A fixup that changes nothing in a document that it is for is an error, so that it goes when
//! Stripe has mended the fault. What a fragment or a slice leaves out is no fault: see [`Fixups::apply`].

mod file;
mod versions;

use std::collections::BTreeMap;

use crate::diagnostic::{Diagnostic, Pointer, escaped};
use crate::ir::{Api, Direction, Field, Presence, Shape, Type, TypeDef};
use versions::Versions;

/// The known faults of Stripe's documents.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Fixups(Vec<Fixup>);

/// A field of a reply that may be missing, although the document requires it.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Fixup {
    /// Line of the file, for messages.
    line: usize,
    /// The field, as a [`SchemaPath`](crate::ir::Place) is printed: `invoice amount_paid_off_stripe`.
    place: String,
    versions: Versions,
    reason: String,
}

/// What became of the fixups, by their places.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Fixed {
    /// These changed a field.
    pub applied: Vec<String>,
    /// The document leaves out what these are about, as a fragment does.
    pub absent: Vec<String>,
    /// These are for other versions.
    pub other: Vec<String>,
    /// These are for the version and change nothing, with the reason: an error, except where that is what is asked for.
    pub unused: Vec<(String, String)>,
}

impl Fixups {
    /// Reads lines of four tab-separated columns: `may-be-missing`, place of the field, versions, reason.
    /// Empty lines and lines that begin with `#` are skipped.
    ///
    /// # Errors
    ///
    /// Every line that cannot be read.
    pub fn parse(text: &str) -> Result<Self, Vec<Diagnostic>> {
        file::parse(text).map(Self)
    }

    /// Makes the fields optional that the fixups for this version name.
    ///
    /// A document may be a part of the whole. So a fixup is not needed, and not an error, where its schema or operation
    /// is not in the document at all, or where the way to its field ends in JSON without a shape. Wherever the object
    /// that should have the field is there, the field must be there and be required.
    ///
    /// # Errors
    ///
    /// Every fixup for this version that does not apply, with the place in the document that shows it.
    pub fn apply(&self, api: &mut Api) -> Result<Fixed, Vec<Diagnostic>> {
        let (fixed, problems) = self.apply_what_applies(api);
        if problems.is_empty() {
            Ok(fixed)
        } else {
            Err(problems)
        }
    }

    /// The same, with what [`apply`](Self::apply) refuses told beside it.
    pub(crate) fn apply_what_applies(&self, api: &mut Api) -> (Fixed, Vec<Diagnostic>) {
        let places: BTreeMap<String, crate::ir::SchemaPath> = api
            .types
            .keys()
            .map(|place| (place.to_string(), place.clone()))
            .collect();
        let mut fixed = Fixed::default();
        let mut problems = Vec::new();
        for fixup in &self.0 {
            if !fixup.versions.contain(&api.version) {
                fixed.other.push(fixup.place.clone());
                continue;
            }
            let parent = parent(&fixup.place);
            let object = places
                .get(parent)
                .and_then(|place| Some((place, api.types.get_mut(place)?)));
            let outcome = match object {
                Some((place, object)) => fixup
                    .change(object, |name| place.child(name).to_string())
                    .map(|()| true),
                None => fixup.absence(api, &places).map(|()| false),
            };
            match outcome {
                Ok(true) => fixed.applied.push(fixup.place.clone()),
                Ok(false) => fixed.absent.push(fixup.place.clone()),
                Err(problem) => {
                    let why = problem.message.clone();
                    fixed.unused.push((fixup.place.clone(), why));
                    problems.push(problem);
                }
            }
        }
        (fixed, problems)
    }
}

impl Fixup {
    /// Makes the field optional and says so in its description.
    fn change(
        &self,
        object: &mut TypeDef,
        place_of: impl Fn(&str) -> String,
    ) -> Result<(), Diagnostic> {
        let fields = match &mut object.shape {
            Shape::Object { fields, .. } if object.direction == Direction::Response => fields,
            _ => return Err(self.unused(&object.pointer, "this is not an object of a reply")),
        };
        let field = fields
            .iter_mut()
            .find(|field| place_of(&field.name) == self.place);
        let Some(field) = field else {
            return Err(self.unused(&object.pointer, "the object has no such field"));
        };
        if field.presence != Presence::Required {
            let field = format!("{}/properties/{}", object.pointer, escaped(&field.name));
            return Err(self.unused(&field, "the document does not require the field"));
        }
        field.presence = Presence::Optional;
        self.tell(field);
        Ok(())
    }

    fn tell(&self, field: &mut Field) {
        let note = format!(
            "May be missing, although the document requires it: {}.",
            self.reason.trim_end_matches('.')
        );
        let description = field.docs.description.take();
        field.docs.description = Some(match description {
            Some(text) => format!("{text}\n\n{note}"),
            None => note,
        });
    }

    /// Whether the document may do without the object that should have the field.
    fn absence(
        &self,
        api: &Api,
        places: &BTreeMap<String, crate::ir::SchemaPath>,
    ) -> Result<(), Diagnostic> {
        let mut way = parent(&self.place);
        let mut step = self.place.as_str();
        while !way.is_empty() {
            if let Some((place, object)) = places
                .get(way)
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
                    Err(self.unused(&object.pointer, format!("there is no object at {step:?}")))
                };
            }
            step = way;
            way = parent(way);
        }
        let operation = api
            .operations
            .iter()
            .find(|operation| self.place.starts_with(&format!("{} ", operation.route())));
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
            "fixups.tsv: line {} is not used: `{}`: {}",
            self.line,
            self.place,
            why.as_ref()
        );
        Diagnostic::error(
            "unused-fixup",
            Pointer::parse(pointer).unwrap_or_default(),
            message,
        )
        .with_help("remove the line from spec/fixups.tsv, or end its versions before this one")
    }
}

/// The place one step up; empty for a schema or an operation's method.
fn parent(place: &str) -> &str {
    place.rsplit_once(' ').map_or("", |(parent, _)| parent)
}
