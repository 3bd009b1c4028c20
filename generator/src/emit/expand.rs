//! Expansion of response fields: constants with their paths, and the setter that takes these.
//!
//! A field that mentions a schema has a constant, which is what the document lists as `x-expandableFields`: also one that
//! Stripe sends without being asked, because the document does not tell those that it sends only on request from others.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::TokenStream;
use quote::quote;

use super::ident;
use super::scope::Scope;
use crate::ir::{Api, Field, Operation, SchemaPath, Shape, Tag, Type, reach};
use crate::names::field_names;

/// The parameter that requests expansion.
const PARAMETER: &str = "expand";

/// The maximum depth of a path in a response. In a list, `data` is one level.
const LEVELS: usize = 4;

/// The types that paths can start from and lead to.
pub(super) struct Paths {
    /// All objects and unions.
    structures: BTreeSet<SchemaPath>,
    /// Objects and unions that paths can reach from the response of an operation with `expand`.
    reachable: BTreeSet<SchemaPath>,
}

/// A field as a step of a path.
struct Step<'a> {
    /// The type of the field, or of the list's items.
    end: End<'a>,
    is_list: bool,
}

/// The type that a step leads to.
enum End<'a> {
    /// An object or a union.
    Structure(&'a SchemaPath),
    /// Any other type: the path ends here.
    Json,
}

impl Paths {
    pub(super) fn new(api: &Api) -> Self {
        let is_structure = |place: &&SchemaPath| {
            let shape = api.types.get(*place).map(|def| &def.shape);
            matches!(shape, Some(Shape::Object { .. } | Shape::Union { .. }))
        };
        let mut paths = Self {
            structures: api.types.keys().filter(is_structure).cloned().collect(),
            reachable: BTreeSet::new(),
        };
        let replies = api
            .operations
            .iter()
            .filter(|operation| operation.parameters.iter().any(is_parameter))
            .flat_map(|operation| operation.reply.places());
        let reachable = reach(replies, |place| paths.next(api, place));
        paths.reachable = reachable.into_iter().cloned().collect();
        paths
    }

    /// The types that paths can continue to from a type.
    fn next<'a>(&self, api: &'a Api, place: &SchemaPath) -> Vec<&'a SchemaPath> {
        match api.types.get(place).map(|def| (&def.shape, def)) {
            Some((Shape::Object { fields, .. }, _)) => {
                let steps = fields.iter().filter_map(|field| self.step(field));
                let ends = steps.filter_map(|step| match step.end {
                    End::Structure(place) => Some(place),
                    End::Json => None,
                });
                ends.collect()
            }
            Some((_, def)) => def.places().collect(),
            None => Vec::new(),
        }
    }

    /// The step of a field that mentions an object or a union, or that is expandable.
    fn step<'a>(&self, field: &'a Field) -> Option<Step<'a>> {
        let mut ty = &field.ty;
        while let Type::Array(inner) = ty {
            ty = inner;
        }
        let end = |ty: &'a Type| match ty {
            Type::Named(place) | Type::MaybeDeleted { live: place, .. }
                if self.structures.contains(place) =>
            {
                End::Structure(place)
            }
            _ => End::Json,
        };
        let is_structure = |ty: &'a Type| matches!(end(ty), End::Structure(_));
        let (end, is_list) = match ty {
            Type::Expandable(target) => (end(target), false),
            Type::List(_, item) => (end(item), true),
            Type::Named(_) | Type::MaybeDeleted { .. } if is_structure(ty) => (end(ty), false),
            // A path cannot continue through the keys of a map.
            Type::Map(value) if is_structure(value.innermost()) => (End::Json, false),
            _ => return None,
        };
        Some(Step { end, is_list })
    }
}

fn is_parameter(field: &Field) -> bool {
    field.name == PARAMETER && matches!(&field.ty, Type::Array(item) if **item == Type::String)
}

impl Scope<'_> {
    /// The constants of an object: a path for each field that a request can name in `expand`.
    pub(super) fn expand_paths(&self, place: &SchemaPath, fields: &[Field]) -> Option<TokenStream> {
        let names = self.expand_names(place, fields);
        let constants: Vec<TokenStream> = fields
            .iter()
            .filter_map(|field| {
                let step = self.paths.step(field)?;
                let wire = &field.name;
                let name = ident(names.get(wire)?);
                let end = match step.end {
                    End::Structure(place) => self.end(place),
                    End::Json => quote!(Json),
                };
                let end = if step.is_list {
                    quote!(List<#end>)
                } else {
                    end
                };
                Some(quote!(#name: #end = #wire,))
            })
            .collect();
        if constants.is_empty() {
            return None;
        }
        let name = self.mention(place);
        Some(quote!(expand_paths!(#name { #(#constants)* });))
    }

    /// The names of these constants, by the fields' names in the document.
    pub(super) fn expand_names(
        &self,
        place: &SchemaPath,
        fields: &[Field],
    ) -> BTreeMap<String, String> {
        if !self.paths.reachable.contains(place) {
            return BTreeMap::new();
        }
        let names = field_names(fields);
        let steps = fields
            .iter()
            .filter(|field| self.paths.step(field).is_some());
        let constant = |field: &Field| {
            let name = names.get(field.name.as_str())?;
            Some((field.name.clone(), name.to_uppercase()))
        };
        steps.filter_map(constant).collect()
    }

    /// The impls that let paths continue through a union.
    pub(super) fn expand_members(&self, place: &SchemaPath) -> Vec<TokenStream> {
        if !self.paths.reachable.contains(place) {
            return Vec::new();
        }
        let name = self.mention(place);
        let members = self.live(place);
        if members.len() < 2 {
            return Vec::new();
        }
        members
            .into_iter()
            .filter(|member| self.has_paths(member))
            .map(|member| {
                let member = self.mention(member);
                quote!(impl Holds<#member> for #name {})
            })
            .collect()
    }

    /// The setter of `expand` for an operation.
    pub(super) fn expand_setter(&self, operation: &Operation, field: &Field) -> Option<Setter> {
        if !is_parameter(field) {
            return None;
        }
        let (root, is_list) = match &operation.reply {
            Type::List(_, item) => (&**item, true),
            reply => (reply, false),
        };
        let (Type::Named(root) | Type::MaybeDeleted { live: root, .. }) = root else {
            return None;
        };
        if !self.paths.structures.contains(root) {
            return None;
        }
        let root = self.end(root);
        let room = is_list.then(|| {
            let levels = proc_macro2::Literal::usize_unsuffixed(LEVELS - 1);
            quote!(, #levels)
        });
        let paths =
            "Takes a path, any string, or an array of one of them; each call adds to those before.";
        let note = if is_list {
            format!(
                "{paths} Constants begin at an item, and `data.` is added before them. A string is sent as it is, so it begins with `data.` itself."
            )
        } else {
            paths.to_owned()
        };
        Some(Setter {
            argument: quote!(impl Into<Expand<#root #room>>),
            note,
        })
    }

    /// Whether an object has constants.
    fn has_paths(&self, place: &SchemaPath) -> bool {
        match self.api.shape(place) {
            Some(Shape::Object { fields, .. }) => {
                fields.iter().any(|field| self.paths.step(field).is_some())
            }
            _ => false,
        }
    }

    /// The type that a path continues from. For a union of one object and tombstones, this is the object.
    fn end(&self, place: &SchemaPath) -> TokenStream {
        match self.live(place).as_slice() {
            [only] => self.mention(only),
            _ => self.mention(place),
        }
    }

    /// The members of a union, except for tombstones of deleted objects.
    fn live(&self, place: &SchemaPath) -> Vec<&SchemaPath> {
        let Some(Shape::Union { members }) = self.api.shape(place) else {
            return Vec::new();
        };
        members
            .iter()
            .filter(|member| !matches!(member.tag, Tag::Object { deleted: true, .. }))
            .flat_map(|member| member.ty.places())
            .collect()
    }
}

/// The setter of the `expand` parameter.
pub(super) struct Setter {
    /// The type of its argument.
    pub(super) argument: TokenStream,
    /// A note after the document's description.
    pub(super) note: String,
}
