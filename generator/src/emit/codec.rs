//! Decoding and encoding of objects and unions of responses.

use std::collections::BTreeMap;

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::ident;
use crate::fixups;
use crate::ir::{Field, Member, Presence, SchemaPath, Tag, Type};
use crate::names::{OTHER, field_names, response_variants, variants};

pub(super) fn variant_of(names: &BTreeMap<&str, String>, member: &Member) -> Ident {
    ident(
        names
            .get(member.name.as_str())
            .map_or(OTHER, String::as_str),
    )
}

/// The macro of an object, with a line for each field, sorted by wire name.
pub(super) fn object(
    name: &TokenStream,
    place: &SchemaPath,
    fields: &[Field],
    tag: Option<&Tag>,
) -> TokenStream {
    let names = field_names(fields);
    let lines = fields.iter().map(|field| {
        let rust = names.get(field.name.as_str()).map(|name| ident(name));
        let wire = &field.name;
        let required = field.presence.is_required();
        match &field.ty {
            _ if field.presence == Presence::AlwaysPresent => {
                let fixup = fixups::always_present(&place.child(wire));
                quote!(#rust: always_present #wire #fixup,)
            }
            Type::Constant(value) if required => quote!(#rust: constant #wire #value,),
            Type::Constant(value) => quote!(#rust: optional_constant #wire #value,),
            _ if required => quote!(#rust: required #wire,),
            _ => quote!(#rust: optional #wire,),
        }
    });
    let tag = match tag {
        Some(Tag::Object { value, deleted }) => {
            let deleted = deleted.then(|| ident("deleted"));
            Some(quote!(: #deleted #value))
        }
        Some(Tag::None) | None => None,
    };
    quote!(object!(#name #tag { #(#lines)* });)
}

/// The macro of an enum, with a line for each value.
pub(super) fn enumeration(
    macro_name: &Ident,
    name: &TokenStream,
    values: &[String],
) -> TokenStream {
    let lines = variants(values)
        .into_iter()
        .map(|(value, variant)| (value, ident(&variant)))
        .map(|(value, variant)| quote!(#variant = #value,));
    quote!(#macro_name!(#name { #(#lines)* });)
}

pub(super) fn decode_union(name: &TokenStream, members: &[Member]) -> TokenStream {
    let names = response_variants(members);
    let tagged = members.iter().filter_map(|member| {
        let variant = variant_of(&names, member);
        match &member.tag {
            Tag::Object { value, deleted } => {
                Some(quote!((Some(#value), #deleted) => Self::#variant(Box::decode(json)?),))
            }
            Tag::None => None,
        }
    });
    let untagged: Vec<TokenStream> = members
        .iter()
        .filter(|member| member.tag == Tag::None)
        .map(|member| {
            let variant = variant_of(&names, member);
            quote!(|json| Box::decode(json).map(Self::#variant),)
        })
        .collect();
    let other = ident(OTHER);
    let has_tags = members.iter().any(|member| member.tag != Tag::None);
    let body = match (has_tags, untagged.as_slice()) {
        (true, []) => quote! {
            Ok(match (json.tag("object").as_deref(), json.is_true("deleted")) {
                #(#tagged)*
                _ => Self::#other(json.undocumented()),
            })
        },
        (false, untagged) => quote! {
            Ok(match json.best_of(&[#(#untagged)*]) {
                Some(member) => member,
                None => Self::#other(json.undocumented()),
            })
        },
        (true, untagged) => quote! {
            Ok(match (json.tag("object").as_deref(), json.is_true("deleted")) {
                #(#tagged)*
                _ => match json.best_of(&[#(#untagged)*]) {
                    Some(member) => member,
                    None => Self::#other(json.undocumented()),
                },
            })
        },
    };
    quote! {
        impl Decode for #name {
            #[inline]
            fn decode(json: Node<'_>) -> Result<Self, Fault> {
                #body
            }
        }
    }
}

pub(super) fn encode_union(name: &TokenStream, members: &[Member]) -> TokenStream {
    let names = response_variants(members);
    let lines = members.iter().map(|member| {
        let variant = variant_of(&names, member);
        quote!(Self::#variant(value) => value.encode(out),)
    });
    let other = ident(OTHER);
    quote! {
        impl Encode for #name {
            #[inline]
            fn encode(&self, out: &mut Writer) {
                match self {
                    #(#lines)*
                    Self::#other(json) => json.encode(out),
                }
            }
        }
    }
}
