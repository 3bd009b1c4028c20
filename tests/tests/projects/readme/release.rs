//! Commands that download a release, with a server on loopback in place of Stripe's repository.

use std::fs;
use std::path::Path;

use tests::read;
use tests::server::{Answer, Server};

use super::copy::Copy;
use super::succeeded;

/// The committed fragment as JSON: it stands in for Stripe's document.
pub(super) fn document() -> String {
    let document: serde_yaml::Value =
        serde_yaml::from_str(&read("spec/refunds.yaml")).expect("the fragment is YAML");
    serde_json::to_string(&document).expect("it can be JSON")
}

/// Runs a line that takes the latest release, and checks that its crate is at `out`.
pub(super) fn take(project: &Copy, line: &str, out: &Path) {
    let server = Server::with(|received| match received.line.as_str() {
        "GET /releases/latest" => {
            let host = received.header("host").unwrap_or_default();
            let page = format!("http://{host}/releases/tag/v2186");
            Answer::Reply(302, vec![("Location", page)], String::new())
        }
        "GET /raw/v2186/latest/openapi.spec3.json" => Answer::ok(document()),
        _ => Answer::Reply(404, Vec::new(), String::new()),
    });
    let names = format!("{}.names.tsv", out.display());
    // Left by an earlier run of this test.
    let _ = fs::remove_dir_all(out);
    let _ = fs::remove_file(&names);
    let _ = fs::remove_dir_all(project.folder.join("target/documents"));
    let said = succeeded(line, &project.run(&format!("{line} --from {}", server.url)));
    assert!(
        said.contains("read the document of v2186 ("),
        "`{line}`: {said}"
    );
    for file in ["src/lib.rs", "README.md", "Cargo.toml"] {
        assert!(out.join(file).is_file(), "`{line}`: no {file}");
    }
    assert!(Path::new(&names).is_file(), "`{line}`: no {names}");
}
