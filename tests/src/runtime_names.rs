//! The names that the runtime and the traits of generated types already use, read off `templates/` and `generated/`.
//!
//! Nothing here knows the generator's list of reserved names: tests compare the two, and compile a client of a document
//! that uses them all.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use proc_macro2::{Delimiter, TokenStream, TokenTree};

use crate::{collect, read, root, templates};

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

/// What a macro implements for the type that it is called with.
#[derive(Default)]
struct Macro {
    /// Inherent functions.
    functions: BTreeSet<String>,
    /// Traits.
    traits: BTreeSet<String>,
    /// Items that it takes from where it is called.
    items: BTreeSet<String>,
    /// The macros that it calls.
    calls: BTreeSet<String>,
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
        for part in ["objects", "services", "plumbing"] {
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

impl Macro {
    /// Reads the arms. They are no Rust before they are expanded, so this looks at the tokens alone.
    fn read(&mut self, arms: TokenStream) {
        let tokens: Vec<TokenTree> = arms.into_iter().collect();
        // pattern => { body } ;
        for window in tokens.windows(3) {
            if let [
                TokenTree::Punct(equals),
                TokenTree::Punct(than),
                TokenTree::Group(body),
            ] = window
                && equals.as_char() == '='
                && than.as_char() == '>'
            {
                self.body(body.stream());
            }
        }
    }

    fn body(&mut self, tokens: TokenStream) {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        self.words(&tokens);
        let mut at = 0;
        while at < tokens.len() {
            if is_word(&tokens[at], "impl") && !is_in_type(&tokens, at) {
                let end = (at..tokens.len()).find(|end| is_group(&tokens[*end], Delimiter::Brace));
                let Some(end) = end else { break };
                self.implementation(&tokens[at..end], &tokens[end]);
                at = end;
            } else if let TokenTree::Group(group) = &tokens[at] {
                self.body(group.stream());
            }
            at += 1;
        }
    }

    /// `impl … Trait for $name`, or `impl … $name`, and its block.
    fn implementation(&mut self, head: &[TokenTree], block: &TokenTree) {
        let Some(at) = head.iter().position(|token| is_word(token, "for")) else {
            self.functions.extend(functions(block));
            return;
        };
        // Of another type, such as `impl From<$name> for Value`.
        if !matches!(head.get(at + 1), Some(TokenTree::Punct(mark)) if mark.as_char() == '$') {
            return;
        }
        // The last name before `for` that is not between angle brackets.
        let mut depth = 0_usize;
        for token in head[..at].iter().rev() {
            match token {
                TokenTree::Punct(mark) if mark.as_char() == '>' => depth += 1,
                TokenTree::Punct(mark) if mark.as_char() == '<' => depth = depth.saturating_sub(1),
                TokenTree::Ident(name) if depth == 0 => {
                    self.traits.insert(name.to_string());
                    return;
                }
                _ => {}
            }
        }
    }

    /// Items without a path, and macros that are called.
    fn words(&mut self, tokens: &[TokenTree]) {
        for (at, token) in tokens.iter().enumerate() {
            match token {
                TokenTree::Group(group) => {
                    let inner: Vec<TokenTree> = group.stream().into_iter().collect();
                    self.words(&inner);
                }
                TokenTree::Ident(name) => {
                    let next = tokens.get(at + 1);
                    if matches!(next, Some(TokenTree::Punct(mark)) if mark.as_char() == '!') {
                        self.calls.insert(name.to_string());
                    }
                    let before = at.checked_sub(1).and_then(|at| tokens.get(at));
                    let has_path = matches!(before, Some(TokenTree::Punct(mark)) if ":$.'".contains(mark.as_char()));
                    // A bound, `T: Clone`, has a colon before it as well.
                    let is_bound = has_path && !is_path(tokens, at);
                    let is_defined = before
                        .is_some_and(|before| is_word(before, "const") || is_word(before, "type"));
                    if (!has_path || is_bound) && !is_defined {
                        self.items.insert(name.to_string());
                    }
                }
                _ => {}
            }
        }
    }
}

/// Whether the name at `at` is after `::`, a dot or a dollar.
fn is_path(tokens: &[TokenTree], at: usize) -> bool {
    let mark = |back: usize| match at.checked_sub(back).and_then(|at| tokens.get(at)) {
        Some(TokenTree::Punct(mark)) => mark.as_char(),
        _ => ' ',
    };
    mark(1) != ':' || mark(2) == ':'
}

/// Whether `impl` is a type, such as in `name: impl Into<String>`.
fn is_in_type(tokens: &[TokenTree], at: usize) -> bool {
    let before = at.checked_sub(1).and_then(|at| tokens.get(at));
    matches!(before, Some(TokenTree::Punct(mark)) if ":<,".contains(mark.as_char()))
}

fn is_word(token: &TokenTree, word: &str) -> bool {
    matches!(token, TokenTree::Ident(name) if name == word)
}

fn is_group(token: &TokenTree, delimiter: Delimiter) -> bool {
    matches!(token, TokenTree::Group(group) if group.delimiter() == delimiter)
}

/// The functions of a block.
fn functions(block: &TokenTree) -> BTreeSet<String> {
    let TokenTree::Group(block) = block else {
        return BTreeSet::new();
    };
    let tokens: Vec<TokenTree> = block.stream().into_iter().collect();
    let pairs = tokens.windows(2);
    let named = pairs.filter(|pair| is_word(&pair[0], "fn"));
    named.map(|pair| pair[1].to_string()).collect()
}

/// What the types of the committed client are made of, by what they are.
#[derive(Default)]
struct Kinds {
    service_traits: BTreeSet<String>,
    setter_traits: BTreeSet<String>,
    /// `new`, which is written out for each request.
    setter_functions: BTreeSet<String>,
    setter_macros: BTreeSet<String>,
    /// All macros that generated modules call.
    macros: BTreeSet<String>,
}

impl Kinds {
    fn read(generated: &BTreeMap<String, String>) -> Self {
        let rust = generated
            .iter()
            .filter(|(path, _)| Path::new(path).extension().is_some_and(|of| of == "rs"));
        let files: Vec<syn::File> = rust.map(|(path, text)| parse(path, text)).collect();
        let items = || files.iter().flat_map(|file| &file.items);
        let mut kinds = Self::default();
        let mut with_setters = BTreeSet::new();
        for item in items() {
            let syn::Item::Struct(item) = item else {
                continue;
            };
            let holds = item
                .fields
                .iter()
                .next()
                .map(|field| last_of_type(&field.ty));
            if item
                .fields
                .iter()
                .any(|field| field.ident.as_ref().is_some_and(|name| name == "client"))
            {
                kinds.service_traits.extend(derives(&item.attrs));
            } else if matches!(holds.as_deref(), Some("Request" | "Params")) {
                with_setters.insert(item.ident.to_string());
                kinds.setter_traits.extend(derives(&item.attrs));
            }
        }
        for item in items() {
            match item {
                syn::Item::Macro(item) => {
                    let called = item
                        .mac
                        .path
                        .segments
                        .last()
                        .map(|last| last.ident.to_string());
                    let Some(called) = called else { continue };
                    kinds.macros.insert(called.clone());
                    let first = item.mac.tokens.clone().into_iter().next();
                    if first.is_some_and(|first| with_setters.contains(&first.to_string())) {
                        kinds.setter_macros.insert(called);
                    }
                }
                // Of a request without a client: setters are of requests with any.
                syn::Item::Impl(item) if with_setters.contains(&last_of_type(&item.self_ty)) => {
                    if let Some((_, path, _)) = &item.trait_ {
                        let name = path.segments.last().map(|last| last.ident.to_string());
                        kinds.setter_traits.extend(name);
                    }
                }
                _ => {}
            }
        }
        kinds.setter_functions.insert("new".to_owned());
        kinds
    }
}

/// The traits that a type derives.
fn derives(attributes: &[syn::Attribute]) -> Vec<String> {
    let mut found = Vec::new();
    for attribute in attributes
        .iter()
        .filter(|attribute| attribute.path().is_ident("derive"))
    {
        let read = attribute.parse_nested_meta(|meta| {
            found.extend(meta.path.segments.last().map(|last| last.ident.to_string()));
            Ok(())
        });
        read.unwrap_or_else(|error| panic!("{error}"));
    }
    found
}
