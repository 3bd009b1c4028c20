//! Types, where an expression has to name one.

use proc_macro2::TokenStream;
use quote::quote;

use super::call_error::Reason;
use super::writer::Writer;
use crate::diagnostic::Pointer;
use crate::ir::Type;
use crate::names::RustPath;

impl Writer<'_> {
    /// A type of the module `values`.
    pub(super) fn value_type(&mut self, name: &str) -> TokenStream {
        self.path(&RustPath {
            module: vec!["values".to_owned()],
            name: name.to_owned(),
        })
    }

    /// The item type of a list or map if it is empty, since it cannot be inferred then.
    pub(super) fn empty_item_type(
        &mut self,
        at: &Pointer,
        item: &Type,
        is_empty: bool,
    ) -> Option<TokenStream> {
        is_empty.then(|| self.item_type(at, item)).flatten()
    }

    fn item_type(&mut self, at: &Pointer, ty: &Type) -> Option<TokenStream> {
        Some(match ty {
            Type::Boolean | Type::True => quote!(bool),
            Type::Integer | Type::Int64 => quote!(i64),
            Type::String => quote!(&str),
            Type::Number => self.value_type("Number"),
            Type::Decimal => self.value_type("Decimal"),
            Type::Currency => self.value_type("Currency"),
            Type::Timestamp => self.value_type("Timestamp"),
            Type::DateTime => self.value_type("DateTime"),
            Type::Range(range) => {
                let bound = self.item_type(at, &range.bound)?;
                let ty = self.value_type("Range");
                match range.bound {
                    Type::DateTime => quote!(#ty<#bound>),
                    _ => ty,
                }
            }
            Type::Named(place) => match self.calls.names.of(&self.own(place)) {
                Some(path) => self.path(path),
                None => self.refuse(at, Reason::NoName),
            },
            Type::Array(item) => {
                let item = self.inner_type(at, item)?;
                quote!(Vec<#item>)
            }
            Type::Map(item) | Type::ClearableMap(item, _) => {
                let item = self.inner_type(at, item)?;
                quote!(std::collections::BTreeMap<String, #item>)
            }
            Type::Constant(_)
            | Type::File
            | Type::Json
            | Type::Nothing
            | Type::List(..)
            | Type::Expandable(_)
            | Type::MaybeDeleted { .. } => {
                return None;
            }
        })
    }

    fn inner_type(&mut self, at: &Pointer, ty: &Type) -> Option<TokenStream> {
        match ty {
            Type::String => Some(quote!(String)),
            _ => self.item_type(at, ty),
        }
    }
}
