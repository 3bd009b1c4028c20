//! The emitted code, as a reviewer sees it: definitions and plumbing of the refund, and names that are designed to
//! break the output.

use tests::{generate, read};

#[test]
fn refund() {
    let output = generate(
        "spec/refunds.yaml",
        &read("spec/refunds.yaml"),
        &read("spec/names.tsv"),
    );
    let files = [
        "src/resources/refund.rs",
        "src/plumbing/resources/refund.rs",
        "src/services/refunds.rs",
        "src/plumbing/services/refunds.rs",
    ];
    for path in files {
        insta::assert_snapshot!(
            path.replace(['/', '.'], "_"),
            output.files.get(path).map_or("", String::as_str)
        );
    }
}

#[test]
fn obstacles() {
    let output = generate("obstacles.yaml", &read("tests/specs/obstacles.yaml"), "");
    let generated = |path: &String| {
        ["resources", "services"]
            .iter()
            .any(|part| path.contains(&format!("/{part}/")))
    };
    let text: String = output
        .files
        .iter()
        .filter(|(path, _)| generated(path))
        .map(|(path, text)| format!("==== {path}\n{text}\n"))
        .collect();
    insta::assert_snapshot!("obstacles", text);
    insta::assert_snapshot!("obstacles_names", output.ledger.print());
}

/// Expansion paths as constants of types; a list without a cursor can be sent but not paged.
#[test]
fn expand() {
    let output = generate("expand.yaml", &read("tests/specs/expand.yaml"), "");
    let text: String = output
        .files
        .iter()
        .filter(|(path, _)| path.starts_with("src/plumbing/"))
        .flat_map(|(_, text)| text.split("\n\n"))
        .filter(|block| {
            ["expand_paths!", "impl Holds", "request!", "list_request!"]
                .iter()
                .any(|start| block.starts_with(start))
        })
        .map(|block| format!("{}\n\n", block.trim_end()))
        .collect();
    insta::assert_snapshot!(text);
    let setters: Vec<&str> = output
        .files
        .iter()
        .filter(|(path, _)| path.starts_with("src/services/"))
        .flat_map(|(_, text)| text.lines())
        .filter(|line| line.contains("fn expand("))
        .collect();
    insta::assert_snapshot!(setters.join("\n"));
}
