//! Objects that leave a tombstone once they are deleted.

use std::collections::BTreeMap;

use proc_macro2::TokenStream;
use quote::quote;

use super::scope::Scope;
use crate::ir::{Api, SchemaPath, Shape, Tag, Type, TypeDef};

/// The tombstone of each object that has one.
pub(super) fn tombstones(api: &Api) -> BTreeMap<SchemaPath, SchemaPath> {
    let replies = api.operations.iter().map(|operation| &operation.reply);
    let fields = api.types.values().flat_map(|def| match &def.shape {
        Shape::Object { fields, .. } => fields.as_slice(),
        _ => &[],
    });
    let types = replies.chain(fields.map(|field| &field.ty));
    types
        .filter_map(|ty| match ty.innermost() {
            Type::MaybeDeleted { live, tombstone } => Some((live.clone(), tombstone.clone())),
            _ => None,
        })
        .collect()
}

impl Scope<'_> {
    /// The impl that names the tombstone of an object.
    pub(super) fn deletable(&self, place: &SchemaPath, def: &TypeDef) -> Option<TokenStream> {
        let tombstone = self.mention(self.tombstones.get(place)?);
        let Some(Tag::Object { value, .. }) = def.tag() else {
            return None;
        };
        let name = self.type_name(place);
        Some(quote!(deletable!(#name => #tombstone, #value);))
    }
}
