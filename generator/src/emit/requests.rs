//! Requests and their parameters.

use proc_macro2::TokenStream;
use quote::quote;

use super::codec::{enumeration, variant_of};
use super::constructor::new_docs;
use super::scope::Scope;
use super::setters::Setters;
use super::{deprecated, docs, ident};
use crate::ir::{Encoding, Member, Method, Operation, Paging, SchemaPath, Shape, Type, TypeDef};
use crate::names::{self, request_variants};

impl Scope<'_> {
    pub(super) fn request(&self, operation: &Operation) -> Option<TokenStream> {
        let name = ident(&self.names.request(operation)?.name);
        let about = docs::attributes(self.operation_docs(operation));
        let old = deprecated(&operation.docs);
        let path: Vec<&str> = operation.arguments().collect();
        let setters = self.setters(&operation.parameters, &path, Some(operation));
        let Setters {
            arguments,
            required,
            note,
            functions,
        } = setters;
        let names = names::Setters::new(&operation.parameters, &path);
        let about_new = new_docs(
            "A request without a client, to build, compare and print. [`.on(&client)`](Self::on) gives it one to send it with.",
            note,
        );
        let path = path.iter().map(|argument| {
            let name = names.path(argument).map(ident);
            quote!(#name.into())
        });
        let path_arguments = operation.arguments().map(|argument| {
            let name = names.path(argument).map(ident);
            quote!(#name: impl Into<String>)
        });
        let setters = (!functions.is_empty()).then(|| quote!(impl<C> #name<C> { #(#functions)* }));
        Some(quote! {
            #about
            #old
            #[must_use]
            pub struct #name<C = ()>(pub(crate) Request<C>);
            impl #name {
                #about_new
                pub fn new(#(#path_arguments,)* #(#arguments),*) -> Self {
                    Self(Request::new(&Self::ENDPOINT, [#(#path),*]) #(#required)*)
                }
            }
            #setters
        })
    }

    /// Documentation of a request: its description, route, response and an example.
    fn operation_docs(&self, operation: &Operation) -> Vec<String> {
        let mut lines = self.docs(operation.docs.summary.as_deref());
        for text in [operation.docs.description.as_deref()]
            .into_iter()
            .flatten()
        {
            if !lines.is_empty() {
                lines.push(String::new());
            }
            lines.extend(self.docs(Some(text)));
        }
        if !lines.is_empty() {
            lines.push(String::new());
        }
        let or_nothing = match operation.replies.may_be_empty {
            true => ", or nothing",
            false => "",
        };
        lines.push(format!(
            "Sends {} and returns {}{or_nothing}.",
            docs::code(&operation.route()),
            self.reply_link(&operation.reply)
        ));
        lines.push(format!("Spec: {}", docs::code(&operation.pointer)));
        let has_limit = operation
            .parameters
            .iter()
            .any(|field| field.name == "limit");
        if operation.paging.is_some() && has_limit {
            lines.push(String::new());
            lines.push("`limit` is how many items a page has: [`stream`](Self::stream) walks the items of all pages.".to_owned());
        }
        lines.extend(self.request_example(operation));
        lines
    }

    /// A link to the type of a reply.
    pub(super) fn reply_link(&self, ty: &Type) -> String {
        match ty {
            Type::Named(place) => match self.names.of(place) {
                // A type of this module needs no path.
                Some(path) if path.module == self.here => format!("[`{}`]", path.name),
                Some(path) => format!("[`{}`](crate::{path})", path.name),
                None => "JSON".to_owned(),
            },
            Type::MaybeDeleted { live, .. } => {
                let live = self.reply_link(&Type::Named(live.clone()));
                // The words around the name keep it from being a link of its own where the type is imported.
                let type_ = "[a `MaybeDeleted`](crate::values::MaybeDeleted)";
                format!("{live}, or its tombstone if it is deleted: {type_}")
            }
            Type::List(_, item) => format!("a list of {}", self.reply_link(item)),
            Type::File => "a file".to_owned(),
            Type::Nothing => "nothing".to_owned(),
            _ => "JSON".to_owned(),
        }
    }

    pub(super) fn request_plumbing(&self, operation: &Operation) -> Vec<TokenStream> {
        let Some(path) = self.names.request(operation) else {
            return Vec::new();
        };
        let name = ident(&path.name);
        let method = match operation.method {
            Method::Get => quote!(Get),
            Method::Post => quote!(Post),
            Method::Delete => quote!(Delete),
            Method::Put => quote!(Put),
            Method::Patch => quote!(Patch),
        };
        let encoding = match operation.encoding {
            Encoding::Query => quote!(Query),
            Encoding::Form => quote!(Form),
            Encoding::Json => quote!(Json),
            Encoding::Multipart => quote!(Multipart),
        };
        let base = operation.base.as_ref().map(|base| quote!(at #base));
        let template = operation.template();
        // With whole paths: here the module of a method is that of its plumbing.
        let outside = self.scope(Vec::new());
        let reply = outside.reply_type(&operation.reply);
        let in_query = &operation.in_query;
        let in_query = (!in_query.is_empty()).then(|| quote!(query [#(#in_query),*]));
        let endpoint = quote!(#name = #method #template #base as #encoding #in_query);
        vec![match (&operation.reply, operation.paging) {
            (Type::List(_, item), Some(paging)) => {
                let item = outside.reply_type(item);
                let list = match paging {
                    Paging::Cursor => quote!(List),
                    Paging::Page => quote!(SearchResult),
                    Paging::Url => quote!(Page),
                };
                quote!(list_request!(#endpoint -> #list of #item);)
            }
            (Type::File, _) => quote!(request!(#endpoint -> file);),
            (Type::Nothing, _) => quote!(request!(#endpoint -> nothing);),
            _ if operation.replies.may_be_empty => {
                quote!(request!(#endpoint -> Option<#reply>);)
            }
            _ => quote!(request!(#endpoint -> #reply);),
        }]
    }

    pub(super) fn parameter_definition(
        &self,
        place: &SchemaPath,
        def: &TypeDef,
    ) -> Vec<TokenStream> {
        let name = self.type_name(place);
        let about = self.type_docs(def);
        match &def.shape {
            Shape::Object { fields, .. } => {
                let Setters {
                    arguments,
                    required,
                    note,
                    functions,
                } = self.setters(fields, &[], None);
                let about_new = note.map(|note| docs::attributes([note]));
                vec![quote! {
                    #about
                    #[must_use]
                    pub struct #name(pub(crate) Params);
                    impl #name {
                        #about_new
                        pub fn new(#(#arguments),*) -> Self {
                            Self(Params::new() #(#required)*)
                        }
                        #(#functions)*
                    }
                }]
            }
            Shape::Enum { values } => vec![self.enum_definition(place, def, values)],
            Shape::Union { members } => {
                let names = request_variants(members);
                let lines = members.iter().map(|member| {
                    let variant = variant_of(&names, member);
                    let ty = self.parameter_type(&member.ty);
                    let about = docs::attributes([format!("As {}.", article(&member.name))]);
                    quote!(#about #variant(#ty),)
                });
                vec![quote! {
                    #about
                    #[derive(Clone)]
                    #[non_exhaustive]
                    pub enum #name { #(#lines)* }
                }]
            }
            Shape::Alias(definition) => vec![self.alias(place, def, definition)],
        }
    }

    pub(super) fn parameter_plumbing(&self, place: &SchemaPath, def: &TypeDef) -> Vec<TokenStream> {
        let name = self.mention(place);
        match &def.shape {
            Shape::Object { .. } => {
                let mut items = vec![quote!(params!(#name);)];
                if self.api.period(&Type::Named(place.clone())).is_some() {
                    items.push(quote! {
                        impl<T: Into<Timestamp>> From<::std::ops::Range<T>> for #name {
                            fn from(period: ::std::ops::Range<T>) -> Self { Self::new(period) }
                        }
                    });
                }
                items
            }
            Shape::Enum { values } => vec![enumeration(&ident("documented"), &name, values)],
            Shape::Union { members } => {
                let mut items = vec![self.union_value(&name, members)];
                let names = request_variants(members);
                items.extend(members.iter().map(|member| {
                    let variant = variant_of(&names, member);
                    let ty = self.parameter_type(&member.ty);
                    quote!(impl From<#ty> for #name { fn from(value: #ty) -> Self { Self::#variant(value) } })
                }));
                let variant = |of: &dyn Fn(&Type) -> bool| {
                    let member = members.iter().find(|member| of(&member.ty));
                    member.map(|member| variant_of(&names, member))
                };
                let only_enum = self.only_enum(members);
                let text = variant(&|ty| *ty == Type::String)
                    .or_else(|| only_enum.map(|member| variant_of(&names, member)))
                    .map(|variant| quote!(, text #variant));
                let time = variant(&|ty| *ty == Type::Timestamp);
                // The variant of an integer has the conversion of it.
                let seconds = time.clone().filter(|_| {
                    let mut types = members.iter().map(|member| &member.ty);
                    !types.any(|ty| matches!(ty, Type::Integer | Type::Int64))
                });
                let seconds = seconds.map(|variant| quote!(, seconds #variant));
                let time = time.map(|variant| quote!(, time #variant));
                items.push(quote!(choice!(#name #text #time #seconds);));
                items
            }
            Shape::Alias(_) => Vec::new(),
        }
    }

    /// The member that a text can only be, where there is no string.
    fn only_enum<'m>(&self, members: &'m [Member]) -> Option<&'m Member> {
        let mut enums = members.iter().filter(|member| self.is_enum(&member.ty));
        enums.next().filter(|_| enums.next().is_none())
    }

    fn union_value(&self, name: &TokenStream, members: &[Member]) -> TokenStream {
        let names = request_variants(members);
        let lines = members.iter().map(|member| {
            let variant = variant_of(&names, member);
            let value = match (self.converted(&member.ty, &quote!(value)), &member.ty) {
                (None, _) => quote!(value.into()),
                // These are converted to what a setter takes, all others to a value.
                (Some(value), Type::Int64 | Type::Range(_)) => quote!(#value.into()),
                (Some(value), _) => value,
            };
            quote!(#name::#variant(value) => #value,)
        });
        quote! {
            impl From<#name> for Value {
                fn from(value: #name) -> Self {
                    match value { #(#lines)* }
                }
            }
        }
    }
}

fn article(name: &str) -> String {
    let vowel = name.starts_with(['a', 'e', 'i', 'o', 'u']);
    let article = if vowel { "an" } else { "a" };
    format!("{article} {}", docs::code(name))
}
