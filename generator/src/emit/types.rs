//! Types of the IR as types of the client.

use proc_macro2::TokenStream;
use quote::quote;

use super::scope::Scope;
use crate::ir::{Field, Paging, Presence, Shape, Type};

impl Scope<'_> {
    /// The type of a response field. An optional object is boxed: objects may
    /// contain one another, and an absent one should take little memory.
    pub(super) fn reply_field_type(&self, field: &Field) -> TokenStream {
        let ty = self.reply_type(&field.ty);
        match field.presence {
            Presence::Required | Presence::AlwaysPresent => ty,
            Presence::Optional | Presence::Nullable if self.is_object(&field.ty) => {
                quote!(Option<Box<#ty>>)
            }
            Presence::Optional | Presence::Nullable => quote!(Option<#ty>),
        }
    }

    pub(super) fn is_object(&self, ty: &Type) -> bool {
        match ty {
            Type::Named(place) => matches!(self.api.shape(place), Some(Shape::Object { .. })),
            _ => false,
        }
    }

    /// The owned form of a type.
    pub(super) fn reply_type(&self, ty: &Type) -> TokenStream {
        match ty {
            Type::Boolean | Type::True => quote!(bool),
            Type::Integer => quote!(i64),
            Type::Int64 => quote!(Int64),
            Type::Number => quote!(Number),
            Type::Decimal => quote!(Decimal),
            Type::String => quote!(String),
            Type::Currency => quote!(Currency),
            Type::Timestamp => quote!(Timestamp),
            Type::DateTime => quote!(DateTime),
            Type::File => quote!(Upload),
            Type::Constant(_) => quote!(Constant),
            Type::Named(place) => self.mention(place),
            Type::Array(item) => {
                let item = self.reply_type(item);
                quote!(Vec<#item>)
            }
            Type::Map(value) | Type::ClearableMap(value, _) => {
                let value = self.reply_type(value);
                quote!(BTreeMap<String, #value>)
            }
            Type::Range(range) if range.bound == Type::DateTime => quote!(Range<DateTime>),
            Type::Range(_) => quote!(Range),
            Type::List(paging, item) => {
                let item = self.reply_type(item);
                match paging {
                    Paging::Cursor => quote!(List<#item>),
                    Paging::Page => quote!(SearchResult<#item>),
                    Paging::Url => quote!(Page<#item>),
                }
            }
            Type::Expandable(target) => {
                let target = self.reply_type(target);
                quote!(Expandable<#target>)
            }
            Type::MaybeDeleted { live, .. } => {
                let live = self.mention(live);
                quote!(MaybeDeleted<#live>)
            }
            Type::Json => quote!(Json),
            Type::Nothing => quote!(()),
        }
    }

    /// The type of a setter's argument, and the expression that converts the
    /// argument of the given name to a parameter.
    pub(super) fn argument(&self, ty: &Type, name: &TokenStream) -> (TokenStream, TokenStream) {
        let into = |ty: TokenStream| (quote!(impl Into<#ty>), quote!(Into::<#ty>::into(#name)));
        match ty {
            Type::String => (quote!(impl Into<String>), quote!(#name.into())),
            Type::Currency | Type::Timestamp | Type::DateTime | Type::File => {
                into(self.reply_type(ty))
            }
            Type::Range(range) => {
                let (argument, value) = into(self.reply_type(ty));
                let bounds = (!range.single).then(|| quote!(.by_bounds()));
                (argument, quote!(#value #bounds))
            }
            Type::Named(place) if self.is_enum(ty) => {
                let ty = self.mention(place);
                (quote!(impl IntoEnum<#ty>), quote!(Value::of_enum(#name)))
            }
            Type::Array(item) if self.is_enum(item) => {
                let ty = self.parameter_type(item);
                (
                    quote!(impl IntoIterator<Item = impl IntoEnum<#ty>>),
                    quote!(Value::enums(#name)),
                )
            }
            Type::Named(place) if self.is_union(ty) || self.api.period(ty).is_some() => {
                into(self.mention(place))
            }
            Type::Named(place) if self.is_object(ty) => {
                let ty = self.mention(place);
                (quote!(impl Is<#ty>), quote!(#name))
            }
            Type::Array(item) if **item == Type::String => (
                quote!(impl IntoIterator<Item = impl Into<String>>),
                quote!(Value::texts(#name)),
            ),
            Type::Array(item) => {
                let ty = self.parameter_type(item);
                let value = self.each(item, name);
                (
                    quote!(impl IntoIterator<Item = #ty>),
                    quote!(Value::list(#value)),
                )
            }
            Type::Map(value) | Type::ClearableMap(value, _) if **value == Type::String => (
                quote!(impl IntoIterator<Item = (impl Into<String>, impl Into<String>)>),
                quote!(Value::text_map(#name)),
            ),
            Type::Map(value) | Type::ClearableMap(value, _) => {
                let ty = self.parameter_type(value);
                let entries = match self.converted(value, &quote!(value)) {
                    None => quote!(#name),
                    Some(converted) => {
                        quote!(#name.into_iter().map(|(key, value)| (key, #converted)))
                    }
                };
                (
                    quote!(impl IntoIterator<Item = (impl Into<String>, #ty)>),
                    quote!(Value::map(#entries)),
                )
            }
            _ => {
                let owned = self.parameter_type(ty);
                let value = self.converted(ty, name).unwrap_or_else(|| quote!(#name));
                (owned, value)
            }
        }
    }

    /// A type that owns a parameter's value, such as the items of a list.
    pub(super) fn parameter_type(&self, ty: &Type) -> TokenStream {
        match ty {
            Type::Int64 => quote!(i64),
            Type::Json => quote!(Value),
            Type::Array(item) => {
                let item = self.parameter_type(item);
                quote!(Vec<#item>)
            }
            Type::Map(value) | Type::ClearableMap(value, _) => {
                let value = self.parameter_type(value);
                quote!(BTreeMap<String, #value>)
            }
            _ => self.reply_type(ty),
        }
    }

    /// How an owned value becomes a parameter, `None` where `Into<Value>` does it.
    pub(super) fn converted(&self, ty: &Type, name: &TokenStream) -> Option<TokenStream> {
        match ty {
            Type::Int64 => Some(quote!(Int64::from(#name))),
            Type::Range(range) if !range.single => Some(quote!(#name.by_bounds())),
            Type::Array(item) => {
                let items = self.each(item, name);
                Some(quote!(Value::list(#items)))
            }
            Type::Map(value) | Type::ClearableMap(value, _) => {
                Some(match self.converted(value, &quote!(value)) {
                    None => quote!(Value::map(#name)),
                    Some(converted) => {
                        quote!(Value::map(#name.into_iter().map(|(key, value)| (key, #converted))))
                    }
                })
            }
            _ => None,
        }
    }

    fn each(&self, item: &Type, list: &TokenStream) -> TokenStream {
        match self.converted(item, &quote!(item)) {
            None => quote!(#list),
            Some(converted) => quote!(#list.into_iter().map(|item| #converted)),
        }
    }

    pub(super) fn is_enum(&self, ty: &Type) -> bool {
        match ty {
            Type::Named(place) => matches!(self.api.shape(place), Some(Shape::Enum { .. })),
            _ => false,
        }
    }

    pub(super) fn is_union(&self, ty: &Type) -> bool {
        match ty {
            Type::Named(place) => matches!(self.api.shape(place), Some(Shape::Union { .. })),
            _ => false,
        }
    }
}
