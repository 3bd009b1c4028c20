//! The names that the runtime and the traits of generated types already use, read off `templates/` and `generated/`.
//!
//! Nothing here knows the generator's list of reserved names: tests compare the two, and compile a client of a document
//! that uses them all.

mod kinds;
mod macros;

use std::collections::{BTreeMap, BTreeSet};

use crate::{collect, read, root, templates};
use kinds::Kinds;
use macros::Macro;

/// Names, by what the generator must not use them for.
#[derive(Debug, Default)]
pub struct RuntimeNames {
    /// Methods of the client, which has a method for each outermost service.
    pub client: BTreeSet<String>,
    /// Methods that each service has, beside those for its operations and inner services.
    pub service: BTreeSet<String>,
    /// Methods of requests and object parameters, beside their setters.
    pub setter: BTreeSet<String>,
    /// Items and type parameters that are in scope where types are defined.
    pub item: BTreeSet<String>,
    /// Functions and methods of the whole runtime, whatever they are of: words to try.
    pub function: BTreeSet<String>,
}

/// The methods of a trait of the standard library, or of serde.
///
/// # Panics
///
/// If the trait is not listed. A trait that a macro of the runtime implements for generated types must be, or the names
/// that it brings would go unnoticed.
fn methods_of_std(of: &str) -> &'static [&'static str] {
    match of {
        // What every type has.
        "" => &[
            "borrow",
            "borrow_mut",
            "from",
            "into",
            "try_from",
            "try_into",
            "type_id",
        ],
        // With what `ToOwned` makes of it.
        "Clone" => &[
            "clone",
            "clone_from",
            "clone_into",
            "clone_to_uninit",
            "to_owned",
        ],
        "Copy" | "Eq" | "Send" | "Sync" | "Unpin" => &[],
        "Debug" => &["fmt"],
        // With what `ToString` makes of it.
        "Display" => &["fmt", "to_string"],
        "PartialEq" => &["eq", "ne"],
        "Hash" => &["hash", "hash_slice"],
        "From" => &["from"],
        "AsRef" => &["as_ref"],
        "Default" => &["default"],
        "Drop" => &["drop"],
        "IntoIterator" => &["into_iter"],
        "Serialize" => &["serialize"],
        "Deserialize" => &["deserialize", "deserialize_in_place"],
        other => panic!("name the methods of `{other}` here"),
    }
}

/// The traits, types and variants of the standard library's prelude, with what can be derived.
pub const STD_PRELUDE: [&str; 41] = [
    "AsMut",
    "AsRef",
    "Box",
    "Clone",
    "Copy",
    "Debug",
    "Default",
    "DoubleEndedIterator",
    "Drop",
    "Eq",
    "Err",
    "ExactSizeIterator",
    "Extend",
    "Fn",
    "FnMut",
    "FnOnce",
    "From",
    "FromIterator",
    "Future",
    "Hash",
    "Into",
    "IntoFuture",
    "IntoIterator",
    "Iterator",
    "None",
    "Ok",
    "Option",
    "Ord",
    "PartialEq",
    "PartialOrd",
    "Result",
    "Send",
    "Sized",
    "Some",
    "String",
    "Sync",
    "ToOwned",
    "ToString",
    "TryFrom",
    "TryInto",
    "Vec",
];

/// What the runtime's files define.
#[derive(Default)]
struct Runtime {
    /// Methods of each trait.
    traits: BTreeMap<String, BTreeSet<String>>,
    /// Inherent functions of each type.
    inherent: BTreeMap<String, BTreeSet<String>>,
    /// Traits of each type.
    implemented: BTreeMap<String, BTreeSet<String>>,
    /// Types that are another one with parameters.
    aliases: BTreeMap<String, String>,
    /// What each macro writes.
    macros: BTreeMap<String, Macro>,
    /// All functions.
    functions: BTreeSet<String>,
}

impl RuntimeNames {
    /// Reads the runtime and the committed client, which shows what each kind of type is made of.
    ///
    /// # Panics
    ///
    /// If a file does not parse, or implements a trait that `methods_of_std` does not list.
    #[must_use]
    pub fn read() -> Self {
        let mut runtime = Runtime::default();
        let templates = templates();
        for (path, text) in &templates {
            let is_code = path.starts_with("src/") && path.ends_with(".rs");
            if is_code && !path.ends_with("tests.rs") {
                runtime.file(&parse(path, text).items);
            }
        }
        let mut generated = BTreeMap::new();
        let folder = root().join("generated/src");
        for part in ["resources", "services", "plumbing"] {
            collect(&folder, &folder.join(part), &mut generated);
        }
        let kinds = Kinds::read(&generated);
        let any: BTreeSet<String> = [String::new()].into();
        let mut names = Self {
            function: runtime.functions.clone(),
            ..Self::default()
        };
        names.client = runtime.of_type("Stripe");
        names.service = runtime.methods(any.union(&kinds.service_traits));
        names.setter = runtime.methods(any.union(&kinds.setter_traits));
        names.setter.extend(kinds.setter_functions);
        for called in &kinds.setter_macros {
            names.setter.extend(runtime.of_macro(called));
        }
        names.item = runtime.items(&kinds.macros);
        names
    }
}

fn parse(path: &str, text: &str) -> syn::File {
    syn::parse_file(text).unwrap_or_else(|error| panic!("{path}: {error}"))
}

impl Runtime {
    fn file(&mut self, items: &[syn::Item]) {
        for item in items {
            match item {
                syn::Item::Impl(item) => self.implementation(item),
                syn::Item::Trait(item) => {
                    let methods = item.items.iter().filter_map(|item| match item {
                        syn::TraitItem::Fn(function) => Some(function.sig.ident.to_string()),
                        _ => None,
                    });
                    let methods: BTreeSet<String> = methods.collect();
                    self.functions.extend(methods.iter().cloned());
                    self.traits
                        .entry(item.ident.to_string())
                        .or_default()
                        .extend(methods);
                }
                syn::Item::Type(item) => {
                    let target = last_of_type(&item.ty);
                    self.aliases.insert(item.ident.to_string(), target);
                }
                syn::Item::Macro(item) => {
                    if let Some(name) = &item.ident {
                        let one = self.macros.entry(name.to_string()).or_default();
                        one.read(item.mac.tokens.clone());
                    }
                }
                syn::Item::Fn(item) => drop(self.functions.insert(item.sig.ident.to_string())),
                syn::Item::Mod(item) if item.ident != "tests" => {
                    self.file(item.content.as_ref().map_or(&[], |(_, items)| items));
                }
                _ => {}
            }
        }
    }

    fn implementation(&mut self, item: &syn::ItemImpl) {
        let of = last_of_type(&item.self_ty);
        let functions = item.items.iter().filter_map(|item| match item {
            syn::ImplItem::Fn(function) => Some(function.sig.ident.to_string()),
            _ => None,
        });
        let functions: BTreeSet<String> = functions.collect();
        self.functions.extend(functions.iter().cloned());
        match item
            .trait_
            .as_ref()
            .and_then(|(_, path, _)| path.segments.last())
        {
            Some(name) => drop(
                self.implemented
                    .entry(of)
                    .or_default()
                    .insert(name.ident.to_string()),
            ),
            None => self.inherent.entry(of).or_default().extend(functions),
        }
    }

    /// The functions of a type and of its aliases, inherent or not.
    fn of_type(&self, name: &str) -> BTreeSet<String> {
        let aliases = self.aliases.iter().filter(|(_, target)| *target == name);
        let mut found = BTreeSet::new();
        for name in std::iter::once(name).chain(aliases.map(|(alias, _)| alias.as_str())) {
            found.extend(self.inherent.get(name).cloned().unwrap_or_default());
            let traits = self.implemented.get(name).cloned().unwrap_or_default();
            found.extend(self.methods(traits.iter().chain([&String::new()])));
        }
        found
    }

    /// The functions that a macro gives to a type, with those of the macros that it calls.
    fn of_macro(&self, name: &str) -> BTreeSet<String> {
        let mut found = BTreeSet::new();
        for name in self.called([name]) {
            if let Some(one) = self.macros.get(&name) {
                found.extend(one.functions.iter().cloned());
                found.extend(self.methods(&one.traits));
            }
        }
        found
    }

    /// Macros, and those that they call.
    fn called<'a>(&self, names: impl IntoIterator<Item = &'a str>) -> BTreeSet<String> {
        let mut found = BTreeSet::new();
        let mut open: Vec<String> = names.into_iter().map(str::to_owned).collect();
        while let Some(name) = open.pop() {
            if let Some(one) = self.macros.get(&name)
                && found.insert(name)
            {
                open.extend(one.calls.iter().cloned());
            }
        }
        found
    }

    fn methods<'a>(&self, traits: impl IntoIterator<Item = &'a String>) -> BTreeSet<String> {
        let mut found = BTreeSet::new();
        for name in traits {
            match self.traits.get(name) {
                Some(methods) => found.extend(methods.iter().cloned()),
                None => found.extend(methods_of_std(name).iter().map(|name| (*name).to_owned())),
            }
        }
        found
    }

    /// The items that these macros, and those that they call, and the prelude of generated modules bring into scope.
    fn items(&self, macros: &BTreeSet<String>) -> BTreeSet<String> {
        let mut items: BTreeSet<String> = STD_PRELUDE.map(str::to_owned).into();
        for name in self.called(macros.iter().map(String::as_str)) {
            items.extend(self.macros[&name].items.iter().cloned());
        }
        let prelude = parse("prelude.rs", &read("templates/src/prelude.rs"));
        for item in &prelude.items {
            if let syn::Item::Use(item) = item {
                leaves(&item.tree, &mut items);
            }
        }
        items.retain(|name| name.starts_with(|c: char| c.is_ascii_uppercase()) && name != "Self");
        items
    }
}

/// The names that an import brings.
fn leaves(tree: &syn::UseTree, into: &mut BTreeSet<String>) {
    match tree {
        syn::UseTree::Path(path) => leaves(&path.tree, into),
        syn::UseTree::Name(name) => drop(into.insert(name.ident.to_string())),
        syn::UseTree::Rename(rename) => drop(into.insert(rename.rename.to_string())),
        syn::UseTree::Group(group) => group.items.iter().for_each(|tree| leaves(tree, into)),
        syn::UseTree::Glob(_) => {}
    }
}

/// The name of a type without its path, parameters and references.
fn last_of_type(ty: &syn::Type) -> String {
    match ty {
        syn::Type::Path(path) => {
            let last = path.path.segments.last();
            last.map_or_else(String::new, |last| last.ident.to_string())
        }
        syn::Type::Reference(inner) => last_of_type(&inner.elem),
        _ => String::new(),
    }
}
