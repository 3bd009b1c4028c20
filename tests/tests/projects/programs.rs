//! The programs of `../shared/programs`, each a module of one crate that depends on the client of the whole API.
//!
//! `tests/tests/client/callers/` has programs of our own, against the committed client.

use std::collections::BTreeMap;
use std::fs;

use tests::emitted::{self, Features, Package, TOKIO};
use tests::{shared, shared_path};

/// They compile as they stand, without a warning, and their tests pass.
#[test]
#[ignore = "slow: builds the client of the whole API"]
fn they_compile_unmodified_and_their_tests_pass() {
    let Some(folder) = shared_path("programs") else {
        return;
    };
    let document = shared("specs/stripe-2026-05-27.dahlia.json").expect("the folder is there");
    let mut files = BTreeMap::new();
    let (mut modules, mut expected) = (String::new(), 0);
    for entry in fs::read_dir(&folder).expect("it can be listed") {
        let path = entry.expect("it can be read").path();
        if path.extension().is_none_or(|extension| extension != "rs") {
            continue;
        }
        let name = path.file_stem().unwrap_or_default().to_string_lossy();
        let text = fs::read_to_string(&path).expect("it can be read");
        modules.push_str(&format!("pub mod {name};\n"));
        expected += text.matches("test]\n").count();
        files.insert(format!("src/{name}.rs"), text);
    }
    let programs = files.len();
    files.insert("src/lib.rs".to_owned(), modules);
    let package = Package {
        name: "programs",
        client: &emitted::client("whole-2026-05-27", &document),
        features: Features::Program,
        manifest: TOKIO,
        files,
    };
    let output = emitted::cargo(&package.write(), &["test", "--lib"]);
    let output = String::from_utf8_lossy(&output.stdout);
    let passed = format!("test result: ok. {expected} passed; 0 failed");
    assert!(output.contains(&passed), "{output}");
    // A slip in the lists would build nothing and run nothing.
    assert!(programs >= 7 && expected >= 1, "{programs}, {expected}");
    println!("{programs} programs compile, {expected} of their tests pass");
}
