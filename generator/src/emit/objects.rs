//! Response types: one file for each resource, with its plumbing apart.

use std::collections::BTreeMap;

use proc_macro2::TokenStream;
use quote::quote;

use super::codec::{decode_union, encode_union, enumeration, object, variant_of};
use super::format::Module;
use super::scope::Scope;
use super::tree::Tree;
use super::{Emitter, OBJECTS, RESOURCES, deprecated, docs, ident};
use crate::ir::{SchemaPath, Shape, Tag, TypeDef};
use crate::names::{Case, OTHER, REST, field_names, identifier, response_variants, variants};

/// A file of `resources` and the types in it, by their places.
pub(super) struct File<'a> {
    name: String,
    types: Vec<(&'a SchemaPath, &'a TypeDef)>,
}

impl File<'_> {
    pub(super) fn emit(&self, emitter: &Emitter<'_>, tree: &mut Tree) {
        let title = format!("Objects of {}.", docs::code(&self.name));
        let scope = emitter.resource(&self.name);
        for (place, def) in &self.types {
            scope.write(place, def, &title, tree);
        }
    }
}

/// All files of `resources`.
pub(super) fn files<'a>(emitter: &Emitter<'a>) -> Vec<File<'a>> {
    let mut types: BTreeMap<&str, Vec<_>> = BTreeMap::new();
    for (place, def) in &emitter.api.types {
        if let Some(file) = emitter.files.of(place) {
            types.entry(file).or_default().push((place, def));
        }
    }
    let file = |(name, types): (&str, _)| File {
        name: name.to_owned(),
        types,
    };
    types.into_iter().map(file).collect()
}

/// Declares the files, and publishes what is in them.
pub(super) fn index(emitter: &Emitter<'_>, tree: &mut Tree) {
    let overview = emitter.scope(vec![OBJECTS.to_owned()]).objects_overview();
    let mut index = Module::new("Objects in Stripe's responses.").with_docs(overview);
    let mut files_index = Module::new("Definitions of objects, a file for each resource.");
    let mut plumbing_index = Module::new("Decoding and encoding of objects.");
    for File { name, .. } in files(emitter) {
        index.re_export(&format!("crate::{RESOURCES}::{name}"));
        files_index.share(&name);
        plumbing_index.enclose(&name);
    }
    tree.insert("src/objects.rs", index);
    tree.insert("src/resources/mod.rs", files_index);
    tree.insert("src/plumbing/resources/mod.rs", plumbing_index);
}

impl Scope<'_> {
    /// Documentation of a type: its description, then its pointer in the document.
    pub(super) fn type_docs(&self, def: &TypeDef) -> TokenStream {
        let mut lines = self.docs(def.docs.description.as_deref());
        if !lines.is_empty() && !docs::ends_in_text(&lines) {
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

    /// A re-export, for a place that shares the definition of another one: of the type, and of the module of what is inside.
    pub(super) fn alias(
        &self,
        place: &SchemaPath,
        def: &TypeDef,
        definition: &SchemaPath,
    ) -> TokenStream {
        // The setter or field has the description, and the definition that of its own place.
        let about = docs::attributes([format!("Spec: {}", docs::code(&def.pointer))]);
        let Some(path) = self.names.of(definition) else {
            return TokenStream::new();
        };
        let of_crate = path.module.iter().map(|step| ident(step));
        let renamed = |theirs: &str, ours: &str| {
            let (theirs, new) = (ident(theirs), ident(ours));
            let new = (theirs != new).then(|| quote!(as #new));
            quote!(#theirs #new)
        };
        let name = renamed(&path.name, &self.type_name(place).to_string());
        let module = self.names.module(definition).zip(self.names.module(place));
        let module = module.filter(|_| self.outer.contains(definition));
        let items = match module.map(|(theirs, ours)| renamed(theirs, ours)) {
            Some(module) => quote!({#name, #module}),
            None => name,
        };
        quote!(#about pub use crate::#(#of_crate::)*#items;)
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
        let name = self.mention(place);
        match &def.shape {
            Shape::Object { fields, .. } => [object(&name, place, fields, def.tag().as_ref())]
                .into_iter()
                .chain(self.deletable(place, def))
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
