//! Objects that require one another without end: no response could hold one.

use std::collections::BTreeSet;

use crate::diagnostic::{Diagnostic, Pointer};
use crate::ir::{Api, Presence, SchemaPath, Shape, Type};

/// Objects that contain themselves by required fields alone. Any other recursion
/// passes through something optional, which the client boxes.
pub(crate) fn endless(api: &Api) -> Vec<Diagnostic> {
    let is_endless = |place: &SchemaPath| reaches(api, place, place, &mut BTreeSet::new());
    api.types
        .iter()
        .filter(|(place, _)| is_endless(place))
        .map(|(_, def)| {
            let pointer = Pointer::parse(&def.pointer).unwrap_or_default();
            Diagnostic::error(
                "endless-object",
                pointer,
                "an object that requires itself, directly or through others",
            )
        })
        .collect()
}

fn reaches<'a>(
    api: &'a Api,
    from: &'a SchemaPath,
    to: &SchemaPath,
    seen: &mut BTreeSet<&'a SchemaPath>,
) -> bool {
    let Some(Shape::Object { fields, .. }) = api.types.get(from).map(|def| &def.shape) else {
        return false;
    };
    fields
        .iter()
        .filter(|field| field.presence == Presence::Required)
        .any(|field| match &field.ty {
            Type::Named(next) => next == to || (seen.insert(next) && reaches(api, next, to, seen)),
            _ => false,
        })
}
