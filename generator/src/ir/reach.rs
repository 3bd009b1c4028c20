//! Finds the definitions of aliases, and the types that others refer to.

use std::collections::BTreeSet;

use super::{Api, SchemaPath, Shape, TypeDef};

impl Api {
    /// The definition of the type at a place, and the place of that definition, which differs if the type is an alias.
    #[must_use]
    pub fn definition(&self, place: &SchemaPath) -> Option<(&SchemaPath, &TypeDef)> {
        let (place, def) = self.types.get_key_value(place)?;
        match &def.shape {
            Shape::Alias(definition) => self.types.get_key_value(definition),
            _ => Some((place, def)),
        }
    }

    /// The shape of the type at a place, with aliases resolved.
    #[must_use]
    pub fn shape(&self, place: &SchemaPath) -> Option<&Shape> {
        let (_, def) = self.definition(place)?;
        Some(&def.shape)
    }

    /// The types reachable from some places, including those.
    pub fn reach<'a>(
        &'a self,
        from: impl IntoIterator<Item = &'a SchemaPath>,
    ) -> BTreeSet<&'a SchemaPath> {
        reach(from, |place| {
            let def = self.types.get(place);
            def.into_iter().flat_map(TypeDef::places)
        })
    }
}

impl TypeDef {
    /// Places of the types that this type mentions, including the definition of an alias.
    pub fn places(&self) -> impl Iterator<Item = &SchemaPath> {
        let (fields, members, definition) = match &self.shape {
            Shape::Object { fields, .. } => (fields.as_slice(), [].as_slice(), None),
            Shape::Union { members } => ([].as_slice(), members.as_slice(), None),
            Shape::Alias(definition) => ([].as_slice(), [].as_slice(), Some(definition)),
            Shape::Enum { .. } => ([].as_slice(), [].as_slice(), None),
        };
        let of_fields = fields.iter().flat_map(|field| field.ty.places());
        let of_members = members.iter().flat_map(|member| member.ty.places());
        of_fields.chain(of_members).chain(definition)
    }
}

/// All places reachable from `from` through `next`, including `from`. Types may be recursive.
pub(crate) fn reach<'a, I: IntoIterator<Item = &'a SchemaPath>>(
    from: impl IntoIterator<Item = &'a SchemaPath>,
    next: impl Fn(&'a SchemaPath) -> I,
) -> BTreeSet<&'a SchemaPath> {
    let mut found = BTreeSet::new();
    let mut open: Vec<&SchemaPath> = from.into_iter().collect();
    while let Some(place) = open.pop() {
        if found.insert(place) {
            open.extend(next(place));
        }
    }
    found
}
