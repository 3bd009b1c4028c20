//! Response types: one file for each resource, with its plumbing apart.

use std::collections::BTreeMap;

use proc_macro2::TokenStream;
use quote::quote;

use super::codec::{decode_union, encode_union, enumeration, object, variant_of};
use super::format::Module;
use super::{Emitter, OBJECTS, Scope, Tree, absolute, deprecated, docs, ident};
use crate::ir::{SchemaPath, Shape, Tag, TypeDef};
use crate::names::{Case, OTHER, REST, field_names, identifier, response_variants, variants};

/// A file of `objects` and the types in it, by their places.
pub(super) struct File<'a> {
    here: Vec<String>,
    types: Vec<(&'a SchemaPath, &'a TypeDef)>,
}

impl File<'_> {
    pub(super) fn emit(&self, emitter: &Emitter<'_>, tree: &mut Tree) {
        let name = self.here.last().map_or("", String::as_str);
        let title = format!("Objects of {}.", docs::code(name));
        let scope = emitter.scope(self.here.clone());
        for (place, def) in &self.types {
            scope.write(place, def, &title, tree);
        }
    }
}

/// All files of `objects`.
pub(super) fn files<'a>(emitter: &Emitter<'a>) -> Vec<File<'a>> {
    let mut types: BTreeMap<Vec<String>, Vec<_>> = BTreeMap::new();
    for (place, def) in &emitter.api.types {
        let Some(path) = emitter.names.of(place) else {
            continue;
        };
        let here = emitter.files.module(place, path);
        if is_file(&here) {
            types.entry(here).or_default().push((place, def));
        }
    }
    let file = |(here, types)| File { here, types };
    types.into_iter().map(file).collect()
}

fn is_file(module: &[String]) -> bool {
    matches!(module, [first, _] if first == OBJECTS)
}

/// Declares the files.
pub(super) fn index(emitter: &Emitter<'_>, tree: &mut Tree) {
    let overview = emitter.scope(vec![OBJECTS.to_owned()]).objects_overview();
    let mut index = Module::new("Objects in Stripe's responses.").with_docs(overview);
    let mut plumbing_index = Module::new("Decoding and encoding of objects.");
    for place in emitter.api.types.keys() {
        let Some(path) = emitter.names.of(place) else {
            continue;
        };
        let here = emitter.files.module(place, path);
        let ([_, file], true) = (here.as_slice(), is_file(&here)) else {
            continue;
        };
        if path.module == [OBJECTS] {
            index.re_export(file);
        } else {
            index.publish(file);
        }
        plumbing_index.enclose(file);
    }
    tree.insert("src/objects/mod.rs", index);
    tree.insert("src/plumbing/objects/mod.rs", plumbing_index);
}

impl Scope<'_> {
    /// Documentation of a type: its description, then its pointer in the document.
    pub(super) fn type_docs(&self, def: &TypeDef) -> TokenStream {
        let mut lines = self.docs(def.docs.description.as_deref());
        if !lines.is_empty() {
            lines.push(String::new());
        }
        lines.push(format!("Spec: {}", docs::code(&def.pointer)));
        docs::attributes(lines)
    }

    pub(super) fn reply_definition(&self, place: &SchemaPath, def: &TypeDef) -> Vec<TokenStream> {
        let name = self.type_name(place);
        let about = self.type_docs(def);
        let old = deprecated(&def.docs);
        match &def.shape {
            Shape::Object { fields, .. } => {
                let names = field_names(fields);
                let lines = fields.iter().map(|field| {
                    let about = docs::attributes(self.docs(field.docs.description.as_deref()));
                    let old = deprecated(&field.docs);
                    let ty = self.reply_field_type(field);
                    let name = names.get(field.name.as_str()).map(|name| ident(name));
                    quote!(#about #old pub #name: #ty,)
                });
                let rest = ident(REST);
                vec![quote! {
                    #about
                    #old
                    #[derive(Clone)]
                    #[non_exhaustive]
                    pub struct #name {
                        #(#lines)*
                        /// Fields that this version of the crate does not know, as they came.
                        pub #rest: Fields,
                    }
                }]
            }
            Shape::Enum { values } => vec![self.enum_definition(place, def, values)],
            Shape::Union { members } => {
                let names = response_variants(members);
                let lines = members.iter().map(|member| {
                    let variant = variant_of(&names, member);
                    let ty = self.reply_type(&member.ty);
                    let about = match &member.tag {
                        Tag::Object { value, .. } => value,
                        Tag::None => &member.name,
                    };
                    let about = docs::attributes([docs::code(about)]);
                    quote!(#about #variant(Box<#ty>),)
                });
                let other = ident(OTHER);
                vec![quote! {
                    #about
                    #old
                    #[derive(Clone)]
                    #[non_exhaustive]
                    pub enum #name {
                        #(#lines)*
                        /// A kind of object that this version of the crate does not know.
                        #other(Json),
                    }
                }]
            }
            Shape::Alias(definition) => vec![self.alias(place, def, definition)],
        }
    }

    /// A type alias, for a place that shares the definition of another one.
    pub(super) fn alias(
        &self,
        place: &SchemaPath,
        def: &TypeDef,
        definition: &SchemaPath,
    ) -> TokenStream {
        let name = self.type_name(place);
        let about = self.type_docs(def);
        // An absolute path: a module with only aliases has no imports.
        let target = self.names.of(definition).map(absolute);
        quote!(#about pub type #name = #target;)
    }

    /// An enum has the same definition in both directions: it is open to values that
    /// the document does not list.
    pub(super) fn enum_definition(
        &self,
        place: &SchemaPath,
        def: &TypeDef,
        values: &[String],
    ) -> TokenStream {
        let name = self.type_name(place);
        let about = self.type_docs(def);
        let variants = variants(values).into_iter().map(|(value, variant)| {
            // Most names equal the value; repeating it everywhere would hide those that differ.
            let is_obvious = identifier(&variant, Case::Snake) == value;
            let about = (!is_obvious).then(|| docs::attributes([docs::code(value)]));
            let variant = ident(&variant);
            quote!(#about #variant,)
        });
        let other = ident(OTHER);
        quote! {
            #about
            #[derive(Clone)]
            #[non_exhaustive]
            pub enum #name {
                #(#variants)*
                /// A value that this version of the crate does not know.
                #other(Undocumented),
            }
        }
    }

    pub(super) fn reply_plumbing(&self, place: &SchemaPath, def: &TypeDef) -> Vec<TokenStream> {
        let name = self.type_name(place);
        match &def.shape {
            Shape::Object { fields, .. } => [object(&name, fields, def.tag().as_ref())]
                .into_iter()
                .chain(self.expand_paths(place, fields))
                .collect(),
            Shape::Enum { values } => vec![enumeration(&ident("enumeration"), &name, values)],
            Shape::Union { members } => [
                decode_union(&name, members),
                encode_union(&name, members),
                if members.iter().any(|member| member.tag != Tag::None) {
                    quote!(tagged_union!(#name);)
                } else {
                    quote!(value!(#name);)
                },
            ]
            .into_iter()
            .chain(self.expand_members(place))
            .collect(),
            Shape::Alias(_) => Vec::new(),
        }
    }
}
