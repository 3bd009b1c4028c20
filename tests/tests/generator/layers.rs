//! The imports between folders, and that there are no import cycles.
//!
//! A layer is a folder of `src`, or a single file in it. The snapshots list the imports of each layer, so that a new
//! dependency shows up in review.

mod imports;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use imports::{Module, modules};

/// Layer → the layers that it imports, each with the importing module.
type Imports = BTreeMap<String, BTreeMap<String, String>>;

#[test]
fn generator() {
    insta::assert_snapshot!(checked("generator/src"));
}

#[test]
fn mock() {
    insta::assert_snapshot!(checked("mock/src"));
}

#[test]
fn reference() {
    insta::assert_snapshot!(checked("reference/src"));
}

#[test]
fn templates() {
    insta::assert_snapshot!(checked("templates/src"));
}

#[test]
fn xtask() {
    insta::assert_snapshot!(checked("xtask/src"));
}

/// The imports of a source tree, which must not have a cycle.
fn checked(root: &str) -> String {
    let modules = modules(&tests::root().join(root));
    let mut circles = Vec::new();
    for folder in parents(&modules) {
        circles.extend(circle(&imports(&modules, &folder)));
    }
    assert_eq!(circles, Vec::<String>::new(), "circles in {root}");
    let mut text = String::new();
    for (layer, imported) in imports(&modules, &[]) {
        let imported: Vec<String> = imported.into_keys().collect();
        text += format!("{layer}: {}", imported.join(", ")).trim_end();
        text += "\n";
    }
    text
}

/// The folders that contain folders, by path; the first is the root.
fn parents(modules: &[Module]) -> BTreeSet<Vec<String>> {
    let folders = modules.iter().map(|module| module.folder.clone());
    let above = folders.flat_map(|folder| (0..folder.len()).map(move |n| folder[..n].to_vec()));
    above.chain([Vec::new()]).collect()
}

/// The imports between the layers of a folder. Files count as layers only in the root: inside of a folder they belong
/// together.
fn imports(modules: &[Module], folder: &[String]) -> Imports {
    let layer_of = |path: &[String]| match path.strip_prefix(folder) {
        Some([layer, ..]) if folder.is_empty() || is_folder(modules, folder, layer) => {
            Some(layer.clone())
        }
        // Items of the root itself.
        Some([]) if folder.is_empty() => Some("lib".to_owned()),
        _ => None,
    };
    let mut found = Imports::new();
    for module in modules {
        let Some(layer) = layer_of(&module.path) else {
            continue;
        };
        let entry = found.entry(layer.clone()).or_default();
        for target in module.targets(modules) {
            if let Some(other) = layer_of(&target)
                && other != layer
            {
                entry.entry(other).or_insert_with(|| module.path.join("::"));
            }
        }
    }
    found
}

fn is_folder(modules: &[Module], folder: &[String], layer: &str) -> bool {
    let at: Vec<String> = folder.iter().cloned().chain([layer.to_owned()]).collect();
    modules.iter().any(|module| module.folder.starts_with(&at))
}

/// One cycle of layers, as a sentence for each import.
fn circle(imports: &Imports) -> Option<String> {
    fn walk(imports: &Imports, way: &mut Vec<String>, done: &mut BTreeSet<String>) -> bool {
        let here = way.last().cloned().unwrap_or_default();
        for next in imports.get(&here).into_iter().flat_map(BTreeMap::keys) {
            if let Some(start) = way.iter().position(|layer| layer == next) {
                way.drain(..start);
                way.push(next.clone());
                return true;
            }
            if done.insert(next.clone()) {
                way.push(next.clone());
                if walk(imports, way, done) {
                    return true;
                }
                way.pop();
            }
        }
        false
    }
    let mut done = BTreeSet::new();
    for start in imports.keys() {
        let mut way = vec![start.clone()];
        done.insert(start.clone());
        if walk(imports, &mut way, &mut done) {
            let steps = way.windows(2).map(|step| {
                let by = &imports[&step[0]][&step[1]];
                format!("{} imports {} (in {by})", step[0], step[1])
            });
            return Some(steps.collect::<Vec<_>>().join(", "));
        }
    }
    None
}

/// Tests the check itself: it sees every form of import, and finds a cycle.
#[test]
fn a_circle_is_found() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let write = |path: &str, text: &str| {
        let path = folder.path().join(path);
        std::fs::create_dir_all(path.parent().expect("a file lies in a folder"))
            .expect("it can be made");
        std::fs::write(path, text).expect("it can be written");
    };
    write(
        "lib.rs",
        "mod a; /// Not a test.\nmod b; mod c; mod d; pub use d::Named;",
    );
    write("a/data.rs", "use crate::d;");
    write("a/mod.rs", "use crate::{b::{self, One}, c}; pub mod inner;");
    write("a/inner.rs", "#[cfg(test)] mod tests { use crate::d; }");
    write("b.rs", "macro_rules! m { () => { $crate::c::Two } }");
    write("c.rs", "fn f() -> super::Named { todo!() }");
    write("d.rs", "");
    let found = |folder: &Path| imports(&modules(folder), &[]);
    let list = |imports: &Imports| -> Vec<String> {
        let each = imports.iter().map(|(layer, others)| {
            let others: Vec<&str> = others.keys().map(String::as_str).collect();
            format!("{layer}: {}", others.join(" "))
        });
        each.collect()
    };
    let imports = found(folder.path());
    assert_eq!(list(&imports), ["a: b c", "b: c", "c: d", "d: ", "lib: d"]);
    assert_eq!(circle(&imports), None);

    write("d.rs", "struct S(super::a::inner::T);");
    assert_eq!(
        circle(&found(folder.path())).as_deref(),
        Some("a imports b (in a), b imports c (in b), c imports d (in c), d imports a (in d)")
    );
}
