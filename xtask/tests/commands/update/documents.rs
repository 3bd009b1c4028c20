//! Updates to a new document: the files that are written, and the report.

use serde_json::{Value, json};

use super::project::Project;

/// The committed fragment as a document, with the keys of all maps sorted.
pub(crate) fn fragment(project: &Project) -> Value {
    let text = project.read("spec/refunds.yaml");
    let document = generator::spec::load("refunds.yaml", text.as_bytes());
    document.unwrap_or_else(|report| panic!("{report}")).raw
}

pub(crate) fn text(document: &Value) -> String {
    format!("{document:#}\n")
}

/// A document with prose that is not ours, like Stripe's.
fn with_their_prose(value: &mut Value) {
    match value {
        Value::Object(map) => {
            for (key, value) in map {
                match value {
                    Value::String(text) if key == "description" => *text = "THEIRS".to_owned(),
                    value => with_their_prose(value),
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(with_their_prose),
        _ => {}
    }
}

fn schema<'a>(document: &'a mut Value, name: &str) -> &'a mut Value {
    &mut document["components"]["schemas"][name]
}

fn remove(map: &mut Value, key: &str) {
    let map = map.as_object_mut().expect("a map");
    map.remove(key).expect("it is there");
}

#[test]
fn the_same_document_changes_nothing_but_the_lock() {
    let project = Project::new();
    let before = project.files();
    let mut document = fragment(&project);
    with_their_prose(&mut document);
    project.write("new.json", text(&document));
    let mut before = before;
    before.insert("new.json".to_owned(), text(&document).into_bytes());
    let ran = project.run(&["update", "--spec", "new.json"]).expect(0);
    ran.says(&["changes nothing in it", "spec/stripe.lock"]);
    assert_eq!(project.changed(&before), ["spec/stripe.lock"]);
    let lock = project.read("spec/stripe.lock");
    let expected = format!(
        "source    new.json\ntag       -\nversion   {}\n",
        project.version()
    );
    assert!(lock.contains(&expected), "{lock}");
    let body = project.read("target/update/pr-body.md");
    assert!(body.contains("Only the lock changes"), "{body}");

    // A second run does not even change that.
    let before = project.files();
    let ran = project.run(&["update", "--spec", "new.json"]).expect(0);
    ran.says(&["changes nothing in it"]);
    assert_eq!(project.changed(&before), [""; 0]);
}

#[test]
fn an_addition_is_written_everywhere_in_one_step() {
    let project = Project::new();
    let mut document = fragment(&project);
    with_their_prose(&mut document);
    document["info"]["version"] = "9999-01-01.elm".into();
    let refund = schema(&mut document, "refund");
    refund["properties"]["colour"] = json!({ "type": "string", "description": "THEIRS" });
    let reasons = &mut refund["properties"]["reason"]["enum"];
    reasons.as_array_mut().expect("values").push("bored".into());
    project.write("new.json", text(&document));
    let before = project.files();

    let before_version = project.version();

    let dry = project
        .run(&["update", "--spec", "new.json", "--dry-run"])
        .expect(0);
    let dry = dry.says(&[
        "verdict minor",
        "0.1.0 becomes 0.1.1",
        "changed CHANGELOG.md",
    ]);
    assert_eq!(project.changed(&before), [""; 0]);
    assert!(!project.path("target").exists(), "{}", dry.out);

    let arguments = [
        "update",
        "--spec",
        "new.json",
        "--body",
        "target/said/body.md",
    ];
    project.run(&arguments).expect(0).says(&[
        "verdict minor",
        "stripe-client 0.1.0 becomes 0.1.1",
        "1 text to write",
        "#/components/schemas/refund/properties/colour/description",
        "1 text that may be stale",
        "#/components/schemas/refund/properties/reason/description",
        "next read target/said/body.md",
    ]);
    assert_eq!(
        project.changed(&before),
        [
            "CHANGELOG.md",
            "Cargo.lock",
            "generated/.codegen-manifest",
            "generated/Cargo.toml",
            "generated/README.md",
            "generated/src/plumbing/resources/refund.rs",
            "generated/src/resources/refund.rs",
            "generated/src/version.rs",
            "spec/refunds.yaml",
            "spec/stripe.lock",
            "templates/Cargo.toml",
        ]
    );

    let fragment = project.read("spec/refunds.yaml");
    assert!(!fragment.contains("THEIRS"), "their prose is not ours");
    let old = String::from_utf8(before["spec/refunds.yaml"].clone()).expect("UTF-8");
    let added: Vec<&str> = fragment
        .lines()
        .filter(|line| !old.contains(line))
        .collect();
    let version = "  version: \"9999-01-01.elm\"";
    assert_eq!(added[..2], [version, "        colour:"]);
    assert!(added.len() == 3 && added[2].contains("enum: [") && added[2].ends_with(", bored]"));

    let version = "version = \"0.1.1\"\n";
    for manifest in ["templates/Cargo.toml", "generated/Cargo.toml"] {
        assert!(project.read(manifest).contains(version), "{manifest}");
    }
    let package = format!("name = \"stripe-client\"\n{version}");
    assert!(project.read("Cargo.lock").contains(&package));

    let changelog = project.read("CHANGELOG.md");
    let intro = format!(
        "\n`stripe-client` 0.1.1, for API version 9999-01-01.elm, after {before_version}:\n\n- "
    );
    for part in [
        intro.as_str(),
        "\n- Add support for `colour` on ",
        "\n### Changed\n\n`stripe-client` 0.1.1",
    ] {
        assert!(changelog.contains(part), "`{part}` is not in\n{changelog}");
    }
    let old = String::from_utf8(before["CHANGELOG.md"].clone()).expect("UTF-8");
    for line in old.lines() {
        assert!(changelog.lines().any(|other| other == line), "{line}");
    }

    let body = project.read("target/said/body.md");
    for part in [
        "API version 9999-01-01.elm: `new.json`, sha256 `",
        "`stripe-client` 0.1.0 becomes 0.1.1: the verdict is **minor**",
        "  - [ ] `#/components/schemas/refund/properties/colour/description`\n",
        "  - [ ] `#/components/schemas/refund/properties/reason/description`\n",
        "# API changes: minor",
        "Add support for `colour`",
    ] {
        assert!(body.contains(part), "`{part}` is not in\n{body}");
    }
    assert!(!body.contains("location was removed"), "{body}");

    // `codegen` agrees with the files that were written, and a second run has nothing to do.
    project.run(&["codegen", "--check"]).expect(0);
    let before = project.files();
    project
        .run(&arguments)
        .expect(0)
        .says(&["changes nothing in it"]);
    assert_eq!(project.changed(&before), [""; 0]);
}

#[test]
fn what_breaks_callers_takes_the_next_0_x_and_is_counted_from_the_release() {
    let project = Project::new();
    let changelog = project.read("CHANGELOG.md") + "\n## [0.1.0] - 2026-06-01\n\nThe first.\n";
    project.write("CHANGELOG.md", &changelog);
    let mut document = fragment(&project);
    document["info"]["version"] = "9999-01-01.elm".into();
    let refund = schema(&mut document, "refund");
    remove(&mut refund["properties"], "currency");
    let required = refund["required"].as_array_mut().expect("a list");
    required.retain(|name| name != "currency");
    project.write("new.json", text(&document));
    let names = project.read("spec/names.tsv");
    let before_version = project.version();
    project
        .run(&["update", "--spec", "new.json"])
        .expect(0)
        .says(&[
            "verdict major",
            "0.1.0 becomes 0.2.0",
            "1 text without a location",
            "#/components/schemas/refund/properties/currency/description",
        ]);
    let body = project.read("target/update/pr-body.md");
    assert!(
        body.contains("- [ ] Move or drop the texts whose location was removed"),
        "{body}"
    );
    assert!(body.contains("- [ ] Review the breaking changes"), "{body}");
    let changelog = project.read("CHANGELOG.md");
    let removed = format!(
        "### Removed\n\n`stripe-client` 0.2.0, for API version 9999-01-01.elm, after {before_version}:\n\n- Breaking: "
    );
    let at = changelog
        .find(&removed)
        .unwrap_or_else(|| panic!("{changelog}"));
    assert!(at < changelog.find("## [0.1.0]").expect("the release"));
    assert!(changelog.ends_with("\n\n## [0.1.0] - 2026-06-01\n\nThe first.\n"));

    // A second change before the next release does not bump the version again.
    schema(&mut document, "refund")["properties"]["colour"] = json!({ "type": "string" });
    project.write("new.json", text(&document));
    let ran = project.run(&["update", "--spec", "new.json"]).expect(0);
    ran.says(&["verdict minor", "stripe-client stays at 0.2.0"]);
    assert_eq!(project.read("spec/names.tsv"), names);
}

#[test]
fn a_new_name_that_others_could_take_is_in_the_ledger() {
    let project = Project::new();
    let mut document = fragment(&project);
    document["info"]["version"] = "9999-01-01.elm".into();
    let colour = json!({ "type": "string", "enum": ["red", "green"] });
    let properties = &mut schema(&mut document, "refund")["properties"];
    properties["shade"] = colour.clone();
    properties["colours"] = json!({ "type": "array", "items": colour });
    project.write("new.json", text(&document));
    let names = project.read("spec/names.tsv");
    project.run(&["update", "--spec", "new.json"]).expect(0);
    let added = project.read("spec/names.tsv");
    let added: Vec<&str> = added.lines().filter(|line| !names.contains(line)).collect();
    assert_eq!(added.len(), 1, "{added:?}");
    assert_eq!(
        added[0],
        "refund colours\tobjects::refund::Colour\t9999-01-01.elm"
    );
    project.run(&["codegen", "--check"]).expect(0);
}

#[test]
fn what_hands_wrote_otherwise_is_told_and_written_anew() {
    let project = Project::new();
    let document = text(&fragment(&project));
    project.write("new.json", document);
    let written = project.read("spec/refunds.yaml");
    let edited = written.replacen("\npaths:\n", "\n# A word on paths.\npaths:\n", 1);
    assert_ne!(edited, written);
    project.write("spec/refunds.yaml", edited);
    let ran = project.run(&["update", "--spec", "new.json"]).expect(0);
    ran.says(&[
        "comments inside it",
        "verdict none, 0 changes",
        "stays at 0.1.0",
    ]);
    assert_eq!(project.read("spec/refunds.yaml"), written);
}
