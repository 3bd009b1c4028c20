//! The files of a crate that are not code: its README, its licences and what its manifest says of them.

use tests::hostile::{NAMES, document};
use tests::{read, root, templates};

fn readme(document: &str) -> String {
    let is_json = document.starts_with('{');
    let name = if is_json {
        "document.json"
    } else {
        "document.yaml"
    };
    let mut output = tests::generate(name, document, "");
    let readme = output.files.remove("README.md");
    readme.expect("the crate has a README")
}

#[test]
fn the_readme_says_what_the_crate_is() {
    let readme = readme(&read("spec/refunds.yaml"));
    assert!(!readme.contains("{{") && !readme.contains("}}"), "{readme}");
    for part in [
        "# stripe-client\n",
        "11 operations of API version `2026-05-27.dahlia`",
        "use stripe_client::Client;\n",
        // The first call of `spec/examples.tsv`.
        "        .refunds()\n        .create()\n        .charge(\"ch_123\")\n",
        "stripe-client = { path = ",
        "It needs Rust 1.88 or later.",
    ] {
        assert!(readme.contains(part), "`{part}` is not in\n{readme}");
    }
}

/// The name of a package is in the manifest, in the program and in the instructions.
#[test]
fn the_readme_has_the_name_of_the_package() {
    let document = read("spec/refunds.yaml");
    let (exceptions, fixups) = (tests::exceptions(), tests::fixups());
    let (events, examples) = (tests::events(), tests::examples());
    let data = tests::data(&tests::Data {
        ledger: "",
        exceptions: &exceptions,
        fixups: &fixups,
        events: &events,
        examples: &examples,
    });
    let input = generator::Input {
        name: "document.yaml",
        document: document.as_bytes(),
        data: &data,
    };
    let package = "my-shop".parse().expect("a name");
    let output = generator::generate(&input, &templates(), &package).expect("a crate");
    let readme = &output.files["README.md"];
    for part in ["# my-shop\n", "use my_shop::Client;\n", "my-shop = { path"] {
        assert!(readme.contains(part), "`{part}` is not in\n{readme}");
    }
    assert!(!readme.contains("stripe-client") && !readme.contains("stripe_client"));
}

/// Names that are markup are in the program alone, as Rust; the version is one word.
#[test]
fn a_text_of_the_document_is_no_markup() {
    let hostile = readme(&document("2027-01-01.elm", &NAMES).to_string());
    let mut fences = hostile.match_indices("```").map(|(at, _)| at);
    let ends: Vec<bool> = fences
        .by_ref()
        .map(|at| at == 0 || hostile.as_bytes().get(at - 1) == Some(&b'\n'))
        .collect();
    assert_eq!(ends, [true; 4], "two blocks: {hostile}");
    let prose = |readme: &str| -> Vec<String> {
        let outside = readme.split("```").step_by(2);
        let lines = outside.flat_map(str::lines);
        let ours = lines.filter(|line| !line.contains(" of API version `"));
        ours.map(str::to_owned).collect()
    };
    assert_eq!(prose(&hostile), prose(&readme(&read("spec/refunds.yaml"))));
}

/// A crate without an operation that replies with an object has no program in its README.
#[test]
fn a_document_without_operations_has_no_program() {
    let document = "openapi: 3.0.0\ninfo: {title: a, version: '1'}\npaths: {}\n\
                    components: {schemas: {}}\nservers: [{url: 'https://api.example.com'}]\n";
    let readme = readme(document);
    assert!(readme.contains("0 operations of"), "{readme}");
    assert!(
        !readme.contains("```rust") && !readme.contains("{{"),
        "{readme}"
    );
}

#[test]
fn every_feature_is_in_the_readme() {
    let manifest = read("templates/Cargo.toml");
    let features = manifest
        .split("\n[")
        .find_map(|part| part.strip_prefix("features]\n"));
    let features = features.expect("there are features").lines();
    let names = features.filter_map(|line| Some(line.split_once(" = [")?.0));
    let readme = read("templates/README.md");
    let rows: Vec<&str> = readme
        .lines()
        .filter(|line| line.starts_with("| `"))
        .collect();
    let mut count = 0;
    for name in names.filter(|name| *name != "default") {
        let code = format!("`{name}`");
        assert!(
            rows.iter().any(|row| row.contains(&code)),
            "no row for {code}"
        );
        count += 1;
    }
    assert!(count > 5, "{count}");
}

#[test]
fn the_licences_are_those_of_the_project() {
    for name in ["LICENSE-APACHE", "LICENSE-MIT"] {
        assert_eq!(read(&format!("templates/{name}")), read(name), "{name}");
        assert!(root().join("generated").join(name).is_file(), "{name}");
        let listed = format!("\"/{name}\"");
        assert!(read("templates/Cargo.toml").contains(&listed), "{name}");
    }
}
