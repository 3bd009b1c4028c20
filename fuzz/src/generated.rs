//! The generator, as the targets run it, and what must hold of all that it writes.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use generator::diagnostic::{Pointer, Report, Source};
use generator::text::is_hidden;
use generator::{Data, DataFiles, Input, Lowered, Output, PackageName};
use proc_macro2::{TokenStream, TokenTree};
use syn::{ImplItem, Item, Type};
use tests::corpus::code::docs;
use tests::hostile::inert_docs;

/// The name of a document, which decides between YAML and JSON.
pub fn name(document: &[u8]) -> &'static str {
    match document.first() {
        Some(b'{') => "document.json",
        _ => "document.yaml",
    }
}

/// The project's data, without a ledger.
pub fn data() -> Data {
    static DATA: OnceLock<Data> = OnceLock::new();
    let read = || {
        Data::read(DataFiles {
            exceptions: Source::new("exceptions.tsv", include_str!("../../spec/exceptions.tsv")),
            events: Source::new("events.tsv", include_str!("../../spec/events.tsv")),
            ..DataFiles::default()
        })
        .expect("the project's data is valid")
    };
    DATA.get_or_init(read).clone()
}

/// A document as an input.
pub fn input<'a>(document: &'a [u8], data: &'a Data) -> Input<'a> {
    Input {
        name: name(document),
        document,
        data,
    }
}

/// A document, lowered and named. A refusal is a report with places, in which nothing is hidden.
pub fn lower(document: &[u8], data: &Data) -> Option<Lowered> {
    told(generator::lower(&input(document, data)))
}

/// The crate of a document, without the runtime.
pub fn render(lowered: &Lowered) -> Option<Output> {
    let templates = BTreeMap::new();
    told(generator::render(
        lowered.clone(),
        &templates,
        &PackageName::default(),
    ))
}

/// The result, unless it is a refusal.
pub fn told<T>(result: Result<T, Report>) -> Option<T> {
    let report = match result {
        Ok(result) => return Some(result),
        Err(report) => report,
    };
    assert!(report.has_errors(), "[no-error] a refusal without an error");
    for problem in report.diagnostics() {
        let has_place = problem.pointer != Pointer::root()
            || problem.position.is_some()
            || problem.row.is_some();
        // These are about the document as a whole.
        let is_whole = matches!(
            problem.code,
            "servers"
                | "missing-key"
                | "wrong-type"
                | "empty-document"
                | "swagger"
                | "openapi"
                | "truncated"
                | "too-large"
                | "unknown-key"
                | "unsupported-version"
        );
        assert!(
            has_place || is_whole,
            "[no-place] a problem without a place: {problem:?}"
        );
        assert!(!problem.message.is_empty(), "[no-message] {problem:?}");
    }
    let text = report.render(false);
    shown("a report", &text);
    None
}

/// Nothing in a text is hidden.
pub fn shown(what: &str, text: &str) {
    let hidden = text.chars().find(|&c| is_hidden(c) && c != '\n');
    assert!(hidden.is_none(), "[hidden] {what} has {hidden:?}: {text:?}");
}

/// The macros that generated code calls, examples in comments included.
const MACROS: &[&str] = &[
    "choice",
    "deletable",
    "documented",
    "enumeration",
    "events",
    "expand_paths",
    "list_request",
    "object",
    "params",
    "println",
    "request",
    "tagged_union",
    "value",
];

/// Words that no generated code needs.
const FOREIGN: &[&str] = &[
    "asm",
    "extern",
    "include",
    "include_bytes",
    "include_str",
    "macro_rules",
    "static",
    "trait",
    "unsafe",
];

/// Attributes of generated items.
const ATTRIBUTES: &[&str] = &[
    "allow",
    "deprecated",
    "derive",
    "doc",
    "inline",
    "must_use",
    "non_exhaustive",
];

/// Checks the files of a crate.
pub fn check(output: &Output, lowered: &Lowered) {
    let types = lowered.names.types().map(|(_, path)| path.to_string());
    let operations = lowered.api.operations.iter();
    let requests =
        operations.filter_map(|operation| Some(lowered.names.request(operation)?.to_string()));
    let paths: BTreeSet<String> = types.chain(requests).collect();
    for (path, text) in &output.files {
        let code = text.replace('\t', "");
        shown(path, &code);
        if !path.ends_with(".rs") {
            continue;
        }
        let file = syn::parse_file(text)
            .unwrap_or_else(|error| panic!("[not-rust] {path} is not Rust: {error}\n{text}"));
        for docs in docs(text) {
            inert_docs(&docs).unwrap_or_else(|what| panic!("[live] {path}: {what}"));
        }
        let tokens: TokenStream = text.parse().expect("it was parsed");
        tokens_of_ours(path, tokens);
        let module = path
            .trim_start_matches("src/")
            .trim_end_matches(".rs")
            .trim_end_matches("/mod")
            .replace('/', "::");
        // These files are private: `objects` has what is in them.
        let module = match module.strip_prefix("resources") {
            Some(_) => "objects".to_owned(),
            None => module,
        };
        items_of_ours(path, &module, &file.items, &paths);
    }
}

fn tokens_of_ours(path: &str, tokens: TokenStream) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    for (index, token) in tokens.iter().enumerate() {
        match token {
            TokenTree::Group(group) => tokens_of_ours(path, group.stream()),
            TokenTree::Ident(name) => {
                let name = name.to_string();
                let is_call = matches!(tokens.get(index + 1), Some(TokenTree::Punct(bang)) if bang.as_char() == '!')
                    && matches!(tokens.get(index + 2), Some(TokenTree::Group(_)));
                assert!(
                    !is_call || MACROS.contains(&name.as_str()),
                    "[macro {name}] {path} calls a macro of somebody else"
                );
                assert!(
                    !FOREIGN.contains(&name.as_str()) || path.contains("version"),
                    "[word {name}] {path} has a word that no generated code needs"
                );
            }
            TokenTree::Punct(hash) if hash.as_char() == '#' => {
                if let Some(TokenTree::Group(group)) = tokens.get(index + 1)
                    && let Some(TokenTree::Ident(name)) = group.stream().into_iter().next()
                {
                    let name = name.to_string();
                    assert!(
                        ATTRIBUTES.contains(&name.as_str()),
                        "[attribute {name}] {path} has an attribute of somebody else"
                    );
                }
            }
            _ => {}
        }
    }
}

/// The items of a module: each name once, each type one that has a place or is a service, each method of a type once.
fn items_of_ours(path: &str, module: &str, items: &[Item], given: &BTreeSet<String>) {
    let mut names = BTreeSet::new();
    let mut methods = BTreeSet::new();
    let defines = module.starts_with("objects") || module.starts_with("services");
    for item in items {
        let name = match item {
            Item::Struct(item) => {
                unique(
                    path,
                    item.fields.iter().filter_map(|field| field.ident.as_ref()),
                );
                Some(&item.ident)
            }
            Item::Enum(item) => {
                unique(path, item.variants.iter().map(|variant| &variant.ident));
                Some(&item.ident)
            }
            Item::Type(item) => Some(&item.ident),
            Item::Mod(item) => {
                let name = item.ident.to_string();
                if let Some((_, items)) = &item.content {
                    items_of_ours(path, &format!("{module}::{name}"), items, given);
                }
                assert!(
                    names.insert(format!("mod {name}")),
                    "[twice] {path}: mod {name}"
                );
                None
            }
            Item::Impl(item) => {
                if item.trait_.is_none() {
                    let of = match &*item.self_ty {
                        Type::Path(of) => {
                            of.path.segments.last().map(|last| last.ident.to_string())
                        }
                        _ => None,
                    };
                    for item in &item.items {
                        let name = match item {
                            ImplItem::Fn(item) => item.sig.ident.to_string(),
                            ImplItem::Const(item) => item.ident.to_string(),
                            _ => continue,
                        };
                        let full = format!("{}::{name}", of.clone().unwrap_or_default());
                        assert!(
                            methods.insert(full.clone()),
                            "[method-twice] {path}: {full}"
                        );
                    }
                }
                None
            }
            Item::Use(_) | Item::Macro(_) => None,
            Item::Const(_) if !defines => None,
            _ => panic!("[item] {path} has an item of another kind"),
        };
        let Some(name) = name else { continue };
        let name = name.to_string();
        assert!(names.insert(name.clone()), "[twice] {path}: {name}");
        let full = format!("{module}::{name}");
        let is_service =
            module.starts_with("services") && items.iter().any(|item| is_service(item, &name));
        assert!(
            !defines || given.contains(full.as_str()) || is_service,
            "[not-given] {full} is the name of no place"
        );
    }
}

/// Whether the item is the type of a service: it holds a client.
fn is_service(item: &Item, name: &str) -> bool {
    matches!(item, Item::Struct(item) if item.ident == name
        && item.fields.iter().any(|field| field.ident.as_ref().is_some_and(|name| name == "client")))
}

fn unique<'a>(path: &str, names: impl Iterator<Item = &'a proc_macro2::Ident>) {
    let mut seen = BTreeSet::new();
    for name in names {
        assert!(
            seen.insert(name.to_string()),
            "[member-twice] {path}: {name}"
        );
    }
}
