//! The client on targets whose standard library has no clock and no threads, such as `wasm32-unknown-unknown`. That
//! target may not be installed, so its `cfg` conditions are replaced by some that hold on the host.

use std::collections::BTreeMap;

use tests::{collect, emitted, read, root};

/// Uses of the standard library and tokio that panic or fail on such targets.
const SYSTEM: [&str; 5] = [
    "Instant::now",
    "SystemTime::now",
    "thread::",
    ".elapsed()",
    "tokio::",
];

/// The files that may use them. They are not compiled for such targets, but for the first, whose threads are those of the
/// caller: it parks one that waits for another.
const ALLOWED: [&str; 6] = [
    "src/client/in_flight.rs",
    "src/transport/reqwest.rs",
    "src/transport/reqwest/body.rs",
    "src/transport/reqwest/runtime.rs",
    "src/transport/system.rs",
    "src/transport/ureq.rs",
];

/// The files of the client, without those with its unit tests.
fn client() -> BTreeMap<String, String> {
    let folder = root().join("generated");
    let mut files = BTreeMap::new();
    collect(&folder, &folder.join("src"), &mut files);
    files.retain(|path, _| !path.ends_with("/tests.rs"));
    assert!(files.len() > 50);
    files
}

/// Code without comments and unit tests, which are at the end.
fn code(text: &str) -> String {
    let text = text.split("#[cfg(test)]").next().unwrap_or_default();
    let lines = text.lines().map(|line| line.split("//").next());
    lines.flatten().collect::<Vec<_>>().join("\n")
}

#[test]
fn the_clock_and_threads_are_used_in_few_files() {
    let mut users = BTreeMap::new();
    let files = client().into_iter();
    for (path, text) in files.filter(|(path, _)| path.ends_with(".rs")) {
        let code = code(&text).replace("clock.elapsed()", "");
        let uses: Vec<_> = SYSTEM
            .into_iter()
            .filter(|use_| code.contains(use_))
            .collect();
        if !uses.is_empty() {
            users.insert(path, uses);
        }
    }
    let paths: Vec<_> = users.keys().collect();
    assert_eq!(paths, ALLOWED, "{users:?}");
}

/// The conditions of that target, and their replacements, which hold on the host.
const CONDITIONS: [(&str, &str); 2] = [
    (r#"target_arch = "wasm32""#, r#"panic = "unwind""#),
    (r#"target_os = "unknown""#, "debug_assertions"),
];

/// A client and a webhook router work with a transport and a clock that are neither `Send` nor `Sync`, like those of a
/// JavaScript host. `system.rs` is not compiled.
#[test]
fn a_host_of_one_thread_brings_its_own_transport_and_clock() {
    let mut files = client();
    for (from, to) in CONDITIONS {
        let count: usize = files.values().map(|text| text.matches(from).count()).sum();
        assert!(count > 3, "{from}: {count}");
        for text in files.values_mut() {
            *text = text.replace(from, to);
        }
    }
    files.insert(
        "src/transport/system.rs".to_owned(),
        "compile_error!(\"this is for targets that have a system\");".to_owned(),
    );
    let folder = root().join("generated");
    collect(&folder, &folder.join("examples"), &mut files);
    let manifest = read("generated/Cargo.toml") + "\n[workspace]\n";
    files.insert("Cargo.toml".to_owned(), manifest);
    files.insert(
        "tests/worker.rs".to_owned(),
        read("tests/emitted/worker.rs"),
    );
    let folder = emitted::emit(&emitted::folder("no-system"), &files);
    let arguments = [
        "test",
        "--quiet",
        "--no-default-features",
        "--features=webhook",
        "--test=worker",
    ];
    emitted::cargo(&folder, &arguments);
}
