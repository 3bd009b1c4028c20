//! A document that cannot be put in place is reported, and nothing is written.

use std::fs;

use super::documents::{fragment, text};
use super::project::Project;

/// Runs an update that must fail. Asserts that its message contains all of `parts` and that nothing is changed.
#[track_caller]
fn refused(project: &Project, arguments: &[&str], parts: &[&str]) {
    let before = project.files();
    let arguments = [&["update"], arguments].concat();
    project.run(&arguments).expect(2).says(parts);
    assert_eq!(project.changed(&before), [""; 0]);
    assert!(!project.path("target/update/pr-body.md").exists());
}

#[test]
fn documents_that_are_none() {
    let project = Project::new();
    let spec = ["--spec", "new.json"];
    refused(
        &project,
        &spec,
        &["cannot read the document new.json", "--tag"],
    );
    project.write("new.json", "[ not a document");
    refused(&project, &spec, &["error", "new.json"]);
    let mut document = fragment(&project);
    document["components"]["schemas"]["refund"] = serde_json::json!({ "type": "guess" });
    project.write("new.json", text(&document));
    let pointer = "#/components/schemas/refund";
    refused(&project, &spec, &["error", pointer, "new.json"]);
}

#[test]
fn names_of_the_plan_that_the_document_lacks_are_told_all_at_once() {
    let project = Project::new();
    let mut document = fragment(&project);
    let paths = document["paths"].as_object_mut().expect("paths");
    paths.retain(|path, _| path.starts_with("/v1/refunds"));
    project.write("new.json", text(&document));
    let parts = [
        "`charges.refund`",
        "`charges.refunds`",
        "`test_helpers.refunds`",
        "spec/slice.yaml",
    ];
    refused(&project, &["--spec", "new.json"], &parts);
}

#[test]
fn files_that_cannot_be_changed() {
    let project = Project::new();
    let mut document = fragment(&project);
    document["info"]["version"] = "9999-01-01.elm".into();
    project.write("new.json", text(&document));
    let spec = ["--spec", "new.json"];

    let changelog = project.read("CHANGELOG.md");
    project.write("CHANGELOG.md", changelog.replace("[Unreleased]", "[Soon]"));
    refused(
        &project,
        &spec,
        &["CHANGELOG.md has no section `## [Unreleased]`"],
    );
    project.write("CHANGELOG.md", changelog);

    let manifest = project.read("templates/Cargo.toml");
    project.write("templates/Cargo.toml", manifest.replace("0.1.0", "one"));
    refused(
        &project,
        &spec,
        &["templates/Cargo.toml has no line `version"],
    );
    project.write("templates/Cargo.toml", manifest);

    let lock = project.read("spec/stripe.lock");
    project.write("spec/stripe.lock", lock.replace("sha256 ", "hash "));
    refused(
        &project,
        &spec,
        &["spec/stripe.lock, line 5", "version control"],
    );
    project.write("spec/stripe.lock", lock);

    // Fails after everything is generated: the plan is refused as a whole.
    fs::remove_file(project.path("spec/stripe.lock")).expect("a file");
    fs::create_dir(project.path("generated/src/resources/refund.rs.d")).expect("a directory");
    fs::remove_file(project.path("generated/src/version.rs")).expect("a file");
    fs::create_dir_all(project.path("generated/src/version.rs/mine")).expect("a directory");
    let before = project.files();
    project
        .run(&["update", "--spec", "new.json"])
        .expect(2)
        .says(&["generated"]);
    assert_eq!(project.changed(&before), [""; 0]);
}

#[test]
fn usage() {
    let project = Project::new();
    refused(&project, &[], &["--spec", "--tag"]);
    refused(&project, &["--tag", "main"], &["`v` and a number"]);
    refused(
        &project,
        &["--tag", "v1", "--spec", "new.json"],
        &["cannot be used with"],
    );
    refused(
        &project,
        &["--spec", "a", "--from", "https://a"],
        &["--tag"],
    );
}
