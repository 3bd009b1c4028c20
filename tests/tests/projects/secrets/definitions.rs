//! Everything that a caller can build and set, parsed from the emitted Rust: requests, their setters, and the types of
//! the arguments.

use std::collections::BTreeMap;

use syn::{
    FnArg, GenericArgument, ImplItem, Item, PathArguments, ReturnType, Type, UseTree, Visibility,
};

/// The types in `src/services` and `src/resources` that requests consist of.
pub struct Definitions {
    all: Vec<Definition>,
    /// What re-exports stand for, types and modules, by their paths.
    shared: BTreeMap<Vec<String>, Vec<String>>,
}

pub struct Definition {
    /// Module path from the crate root.
    pub module: Vec<String>,
    pub name: String,
    pub kind: Kind,
}

pub enum Kind {
    /// A request.
    Request(Methods),
    /// An object among the parameters.
    Params(Methods),
    /// An open enumeration of strings.
    Enumeration,
    /// A union, with one type for each variant.
    Union(Vec<(String, Type)>),
}

#[derive(Default)]
pub struct Methods {
    /// Arguments of `new`.
    pub new: Vec<Type>,
    /// The other functions that take `self` and return it, with the arguments of each.
    pub setters: Vec<(String, Vec<Type>)>,
}

impl Definition {
    /// The path from another crate.
    pub fn path(&self) -> String {
        format!("stripe_client::{}::{}", self.module.join("::"), self.name)
    }
}

impl Definitions {
    /// Reads the files of an emitted crate.
    pub fn read(files: &BTreeMap<String, String>) -> Self {
        let mut all = Vec::new();
        let mut shared = BTreeMap::new();
        for (path, text) in files {
            let Some(path) = path
                .strip_prefix("src/")
                .and_then(|path| path.strip_suffix(".rs"))
            else {
                continue;
            };
            let path = path.strip_suffix("/mod").unwrap_or(path);
            let module: Vec<String> = path.split('/').map(str::to_owned).collect();
            let module = match module[0].as_str() {
                "services" => module,
                // These files are private: `objects` has what is in them.
                "resources" => vec!["objects".to_owned()],
                _ => continue,
            };
            let file = syn::parse_file(text).unwrap_or_else(|error| panic!("{path}: {error}"));
            define(&module, file.items, &mut all, &mut shared);
        }
        Self { all, shared }
    }

    /// All requests.
    pub fn requests(&self) -> impl Iterator<Item = (&Definition, &Methods)> {
        self.all.iter().filter_map(|one| match &one.kind {
            Kind::Request(methods) => Some((one, methods)),
            _ => None,
        })
    }

    /// The type that a path in a module refers to.
    pub fn find(&self, path: &syn::Path, module: &[String]) -> &Definition {
        let steps = path.segments.iter().map(|step| step.ident.to_string());
        let mut whole: Vec<String> = steps.filter(|step| step != "crate").collect();
        if !matches!(whole[0].as_str(), "services" | "objects") {
            whole = [module, &whole].concat();
        }
        // From the outside: what a module shares is inside of what an outer one does.
        let mut end = 1;
        while end <= whole.len() {
            match self.shared.get(&whole[..end]) {
                Some(target) => {
                    whole = [target, &whole[end..]].concat();
                    end = 1;
                }
                None => end += 1,
            }
        }
        let is_it =
            |one: &&Definition| whole.split_last() == Some((&one.name, one.module.as_slice()));
        let found = self.all.iter().find(is_it);
        found.unwrap_or_else(|| panic!("{}", whole.join("::")))
    }
}

fn define(
    module: &[String],
    items: Vec<Item>,
    all: &mut Vec<Definition>,
    shared: &mut BTreeMap<Vec<String>, Vec<String>>,
) {
    let first = all.len();
    let mut impls = Vec::new();
    for item in items {
        let (name, kind) = match item {
            Item::Struct(item) => match tuple_of(&item.fields).as_deref() {
                Some("Request") => (item.ident, Kind::Request(Methods::default())),
                Some("Params") => (item.ident, Kind::Params(Methods::default())),
                _ => continue,
            },
            Item::Enum(item) => (item.ident, kind_of_enum(item.variants)),
            Item::Use(item) if matches!(item.vis, Visibility::Public(_)) => {
                share(module, &[], item.tree, shared);
                continue;
            }
            Item::Mod(item) => {
                let inner = [module, &[item.ident.to_string()]].concat();
                if let Some((_, items)) = item.content {
                    define(&inner, items, all, shared);
                }
                continue;
            }
            Item::Impl(item) => {
                impls.push(item);
                continue;
            }
            _ => continue,
        };
        all.push(Definition {
            module: module.to_vec(),
            name: name.to_string(),
            kind,
        });
    }
    for item in impls {
        let name = last_name(&item.self_ty);
        let here = |one: &&mut Definition| one.module == module && Some(&one.name) == name.as_ref();
        let found = all[first..].iter_mut().find(here);
        let Some(Kind::Request(methods) | Kind::Params(methods)) = found.map(|one| &mut one.kind)
        else {
            continue;
        };
        for item in item.items {
            if let ImplItem::Fn(function) = item
                && matches!(function.vis, Visibility::Public(_))
            {
                add(function.sig, methods);
            }
        }
    }
}

/// Records a re-export: the path that it makes, and what that stands for.
fn share(
    module: &[String],
    from: &[String],
    tree: UseTree,
    shared: &mut BTreeMap<Vec<String>, Vec<String>>,
) {
    let below = |name: &syn::Ident| [from, &[name.to_string()]].concat();
    let (target, name) = match tree {
        UseTree::Path(path) if path.ident == "crate" => {
            return share(module, from, *path.tree, shared);
        }
        UseTree::Path(path) => return share(module, &below(&path.ident), *path.tree, shared),
        UseTree::Group(group) => {
            let items = group.items.into_iter();
            return items.for_each(|tree| share(module, from, tree, shared));
        }
        UseTree::Name(name) => (below(&name.ident), name.ident),
        UseTree::Rename(name) => (below(&name.ident), name.rename),
        UseTree::Glob(_) => panic!("a glob in {}", module.join("::")),
    };
    shared.insert([module, &[name.to_string()]].concat(), target);
}

fn add(function: syn::Signature, methods: &mut Methods) {
    let has_self = matches!(function.inputs.first(), Some(FnArg::Receiver(_)));
    let gives_self = match &function.output {
        ReturnType::Type(_, ty) => last_name(ty).as_deref() == Some("Self"),
        ReturnType::Default => false,
    };
    let arguments = function.inputs.into_iter().filter_map(|input| match input {
        FnArg::Typed(argument) => Some(*argument.ty),
        FnArg::Receiver(_) => None,
    });
    match (has_self, function.ident.to_string()) {
        (false, name) if name == "new" => methods.new = arguments.collect(),
        (true, name) if gives_self => methods.setters.push((name, arguments.collect())),
        (_, name) => panic!("{name} is no setter"),
    }
}

fn kind_of_enum(variants: impl IntoIterator<Item = syn::Variant>) -> Kind {
    let variants: Vec<_> = variants.into_iter().collect();
    if variants
        .iter()
        .any(|variant| variant.ident == "Undocumented")
    {
        return Kind::Enumeration;
    }
    let members = variants.into_iter().filter_map(|variant| {
        let held = variant.fields.into_iter().next()?;
        Some((variant.ident.to_string(), held.ty))
    });
    Kind::Union(members.collect())
}

/// The name of the type of a single field.
fn tuple_of(fields: &syn::Fields) -> Option<String> {
    match fields {
        syn::Fields::Unnamed(fields) => last_name(&fields.unnamed.first()?.ty),
        _ => None,
    }
}

fn last_name(ty: &Type) -> Option<String> {
    match ty {
        Type::Path(path) => Some(path.path.segments.last()?.ident.to_string()),
        _ => None,
    }
}

/// The generic arguments at the end of a path, including associated types.
pub fn generics(path: &syn::Path) -> Vec<&Type> {
    let Some(PathArguments::AngleBracketed(arguments)) =
        path.segments.last().map(|last| &last.arguments)
    else {
        return Vec::new();
    };
    let types = arguments.args.iter().filter_map(|argument| match argument {
        GenericArgument::Type(ty) => Some(ty),
        GenericArgument::AssocType(associated) => Some(&associated.ty),
        _ => None,
    });
    types.collect()
}
