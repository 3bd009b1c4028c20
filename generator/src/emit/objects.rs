//! Reply types: one file for each resource, with its plumbing apart.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::quote;

use super::codec::{
    decode_object, decode_union, encode_object, encode_union, field_names, union_names, variant_of,
};
use super::format::Module;
use super::{Scope, Tree, deprecated, docs, ident};
use crate::ir::{Field, Place, Shape, Side, Tag, Type, TypeDef};
use crate::names::{Case, identifier, identifiers};

/// Name of the field that holds what the document does not name.
pub(super) const REST: &str = "undocumented";

/// Name of the variant for what the document does not list.
pub(super) const OTHER: &str = "Undocumented";

pub(super) fn emit(context: &Scope<'_>, tree: &mut Tree) {
    let mut index = Module::new("Objects that Stripe answers with.");
    let mut plumbing_index = Module::new("Decoding and encoding of objects.");
    let resources = resources(context);
    for (place, def) in &context.api.types {
        let in_objects = context
            .names
            .of(place)
            .is_some_and(|path| path.module == ["objects"]);
        if def.side != Side::Reply || !in_objects {
            continue;
        }
        let file = file_of(place.root(), &resources);
        index.re_export(&file);
        plumbing_index.enclose(&file);
        let title = format!("Objects of `{file}`.");
        let module = tree.module(&format!("src/objects/{file}.rs"), || objects_module(&title));
        if mentions_other_file(def, &file, &resources) {
            module.import("super::*");
        }
        for item in context.reply_definition(place, def) {
            module.item(item);
        }
        let module = tree.module(&format!("src/plumbing/objects/{file}.rs"), || {
            plumbing_module(&title)
        });
        for item in context.reply_plumbing(place, def) {
            module.item(item);
        }
    }
    tree.insert("src/objects/mod.rs", index);
    tree.insert("src/plumbing/objects/mod.rs", plumbing_index);
}

fn objects_module(title: &str) -> Module {
    let mut module = Module::new(title);
    module.import("crate::prelude::*");
    module
}

fn plumbing_module(title: &str) -> Module {
    let mut module = Module::new(title);
    module.import("crate::objects::*");
    module.import("crate::prelude::*");
    module
}

/// Ids of all resources, in the form of their files.
fn resources(context: &Scope<'_>) -> BTreeSet<String> {
    let resource = |def: &TypeDef| match &def.shape {
        Shape::Object { resource, .. } => resource.clone(),
        _ => None,
    };
    context
        .api
        .types
        .values()
        .filter_map(resource)
        .map(|id| identifier(&id, Case::Snake))
        .collect()
}

/// The file of a schema: that of the resource whose name its own begins with,
/// else that of its namespace or first word. Only names decide, so that a
/// schema does not move when something else begins to refer to it.
fn file_of(schema: &str, resources: &BTreeSet<String>) -> String {
    let name = identifier(schema, Case::Snake);
    let owner = resources
        .iter()
        .filter(|resource| {
            name.strip_prefix(resource.as_str())
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('_'))
        })
        .max_by_key(|resource| resource.len());
    if let Some(owner) = owner {
        return owner.clone();
    }
    match schema.rsplit_once('.') {
        Some((namespace, _)) => identifier(namespace, Case::Snake),
        None => identifier(name.split('_').next().unwrap_or(&name), Case::Snake),
    }
}

fn mentions_other_file(def: &TypeDef, file: &str, resources: &BTreeSet<String>) -> bool {
    let elsewhere = |ty: &Type| {
        ty.places()
            .any(|place| file_of(place.root(), resources) != file)
    };
    match &def.shape {
        Shape::Object { fields, .. } => fields.iter().any(|field| elsewhere(&field.ty)),
        Shape::Union { members } => members.iter().any(|member| elsewhere(&member.ty)),
        Shape::Enum { .. } | Shape::Same(_) => false,
    }
}

impl Scope<'_> {
    /// Documentation of a type: what the document says, then where it says it.
    pub(super) fn type_docs(&self, def: &TypeDef) -> TokenStream {
        let mut lines = self.docs(def.docs.description.as_deref());
        if !lines.is_empty() {
            lines.push(String::new());
        }
        lines.push(format!("Spec: `{}`", def.pointer.replace('`', "")));
        docs::attributes(lines)
    }

    pub(super) fn reply_definition(&self, place: &Place, def: &TypeDef) -> Vec<TokenStream> {
        let name = self.type_name(place);
        let about = self.type_docs(def);
        let old = deprecated(&def.docs);
        match &def.shape {
            Shape::Object { fields, .. } => {
                let names = field_names(fields);
                let lines = fields.iter().map(|field| {
                    let about = docs::attributes(self.docs(field.docs.description.as_deref()));
                    let about = if about.is_empty() {
                        self.fallback_docs(field)
                    } else {
                        about
                    };
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
                let names = union_names(members);
                let lines = members.iter().map(|member| {
                    let variant = variant_of(&names, member);
                    let ty = self.reply_type(&member.ty);
                    let about = match &member.tag {
                        Tag::Object { value, .. } => format!("`{}`", value.replace('`', "")),
                        Tag::None => format!("`{}`", member.name.replace('`', "")),
                    };
                    let about = docs::attributes([about]);
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
            Shape::Same(_) => Vec::new(),
        }
    }

    /// What can be said of a field that the document does not describe.
    fn fallback_docs(&self, field: &Field) -> TokenStream {
        match &field.ty {
            Type::Constant(value) => {
                docs::attributes([format!("Always `{}`.", value.replace('`', ""))])
            }
            Type::Named(place) => docs::attributes([format!("See [`{}`].", self.type_name(place))]),
            _ => docs::attributes([format!("`{}`", field.name.replace('`', ""))]),
        }
    }

    /// An enum is written alike for both directions: open to values that the
    /// document does not list.
    pub(super) fn enum_definition(
        &self,
        place: &Place,
        def: &TypeDef,
        values: &[String],
    ) -> TokenStream {
        let name = self.type_name(place);
        let about = self.type_docs(def);
        let variants = variants(values).into_iter().map(|(value, variant)| {
            let about = docs::attributes([format!("`{}`", docs_code(&value))]);
            quote!(#about #variant,)
        });
        let other = ident(OTHER);
        quote! {
            #about
            #[derive(Clone, Debug, PartialEq, Eq, Hash)]
            #[non_exhaustive]
            pub enum #name {
                #(#variants)*
                /// A value that this version of the crate does not know.
                #other(Undocumented),
            }
        }
    }

    pub(super) fn enum_plumbing(&self, place: &Place, values: &[String]) -> TokenStream {
        let name = self.type_name(place);
        let lines = variants(values)
            .into_iter()
            .map(|(value, variant)| quote!((#value, Self::#variant),));
        quote! {
            impl #name {
                pub(crate) const DOCUMENTED: &'static [(&'static str, Self)] = &[#(#lines)*];
            }
        }
    }

    pub(super) fn reply_plumbing(&self, place: &Place, def: &TypeDef) -> Vec<TokenStream> {
        let name = self.type_name(place);
        match &def.shape {
            Shape::Object { fields, .. } => vec![
                decode_object(&name, fields),
                encode_object(&name, fields),
                quote!(object!(#name);),
            ],
            Shape::Enum { values } => vec![
                self.enum_plumbing(place, values),
                quote!(enumeration!(#name);),
            ],
            Shape::Union { members } => vec![
                decode_union(&name, members),
                encode_union(&name, members),
                quote!(object!(#name);),
            ],
            Shape::Same(_) => Vec::new(),
        }
    }
}

/// Text that can stand between backticks.
fn docs_code(value: &str) -> String {
    value
        .replace('`', "'")
        .replace(|c: char| c.is_control(), " ")
}

/// Values and their variants, in the document's order.
fn variants(values: &[String]) -> Vec<(String, proc_macro2::Ident)> {
    let names = identifiers(values.iter().map(String::as_str), Case::Pascal, &[OTHER]);
    values
        .iter()
        .filter_map(|value| {
            names
                .get(value.as_str())
                .map(|name| (value.clone(), ident(name)))
        })
        .collect()
}
