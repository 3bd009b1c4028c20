//! Names of a document that are markup, terminal escapes or invisible stay text wherever the generator writes them.

use generator::text::is_hidden;
use tests::generate;
use tests::hostile::{NAMES, document, inert_docs};

/// The doc comments of a file, each as the Markdown that rustdoc reads.
fn docs(text: &str) -> Vec<String> {
    let mut docs = Vec::new();
    let mut open = String::new();
    for line in text.lines() {
        let line = line.trim_start();
        match line.strip_prefix("///").or(line.strip_prefix("//!")) {
            Some(rest) => open += &format!("{}\n", rest.strip_prefix(' ').unwrap_or(rest)),
            None => docs.push(std::mem::take(&mut open)),
        }
    }
    docs.retain(|text| !text.is_empty());
    docs
}

#[test]
fn names_are_text_in_doc_comments() {
    let document = document("2026-05-27.dahlia", &NAMES).to_string();
    let output = generate("hostile", &document, "");
    let ledger = ("the ledger".to_owned(), output.ledger.print());
    let mut seen = 0;
    for (path, text) in output.files.iter().chain([(&ledger.0, &ledger.1)]) {
        assert!(
            !text.contains(|c| is_hidden(c) && !matches!(c, '\n' | '\t')),
            "{path}"
        );
        if path.starts_with("src/resources") || path.starts_with("src/services") {
            for docs in docs(text) {
                inert_docs(&docs).unwrap_or_else(|what| panic!("{path}: {what}"));
                seen += usize::from(docs.contains("evil"));
            }
        }
    }
    assert!(seen > 4 * NAMES.len(), "{seen}");
}

/// In a list, a description that begins with a block of code is one, with the end that it has been given: else what it
/// says would be an example, which `cargo test` runs.
#[test]
fn a_description_of_a_bound_is_no_example() {
    let fragment = tests::read("spec/refunds.yaml");
    let bound = "gt:\n";
    let (before, after) = fragment.split_once(bound).expect("a range has bounds");
    let (indented, rest) = after.split_once("description: ").expect("it is described");
    let (_, rest) = rest.split_once('\n').expect("in one line");
    let evil = "\"``` evil\\n~~~\\nstd::process::exit(1)\\n\"";
    let hostile = format!("{before}{bound}{indented}description: {evil}\n{rest}");
    let files = generate("hostile.yaml", &hostile, "").files;
    let text = &files["src/services/refunds.rs"];
    let code = "    ///   ```text\n    ///   ~~~\n    ///   std::process::exit(1)\n    ///   ```\n";
    assert!(
        text.contains(&format!("    /// - `gt`:\n    ///\n{code}")),
        "{text}"
    );
}

#[test]
fn the_version_is_one_word() {
    let good = document("2026-05-27.dahlia_x+1-a", &["a", "b"]).to_string();
    let _ = generate("good", &good, "");
    let data = tests::data(&tests::Data {
        ledger: "",
        exceptions: &tests::exceptions(),
        fixups: "",
        events: &tests::events(),
        ..tests::Data::default()
    });
    for version in [
        "",
        "a b",
        "<b>",
        "`a`",
        "a/b",
        "@a",
        "é",
        "a\u{202e}",
        "[a](b)",
        "www.a.example",
        "GH-1",
        "1-_a_",
        "__a__",
    ] {
        let document = format!("{:#}", document(version, &["a", "b"]));
        let input = generator::Input {
            name: "document.json",
            document: document.as_bytes(),
            data: &data,
        };
        let report = generator::lower(&input).expect_err(version).render(false);
        for part in ["error[version]", "document.json:", "at #/info/version"] {
            assert!(report.contains(part), "{version:?}: {report}");
        }
        assert!(!report.contains(|c| is_hidden(c) && c != '\n'), "{report}");
    }
}

#[test]
fn reports_and_the_ir_hide_nothing() {
    for name in NAMES {
        let mut document = document("2026-05-27.dahlia", &[name, "b"]);
        let properties = &mut document["components"]["schemas"]["tree"]["properties"];
        properties[name] = serde_json::json!({ "type": "string", name: name, "enum": [1] });
        for text in [document.to_string(), format!("{document:#}")] {
            let report = generator::spec::load(name, text.as_bytes());
            let report = report.expect_err("an unknown keyword").render(false);
            assert!(!report.contains(|c| is_hidden(c) && c != '\n'), "{report}");
            let at = generator::text::visible(name)
                .replace('~', "~0")
                .replace('/', "~1");
            assert!(report.contains(&*at), "{report}");
        }
    }
    let document = document("2026-05-27.dahlia", &NAMES).to_string();
    let lowered = generator::lower(&generator::Input {
        name: "document.json",
        document: document.as_bytes(),
        data: &tests::data(&tests::Data {
            ledger: "",
            exceptions: &tests::exceptions(),
            fixups: "",
            events: &tests::events(),
            ..tests::Data::default()
        }),
    });
    let lowered = lowered.unwrap_or_else(|report| panic!("{report}"));
    let text = generator::ir::print(&lowered.api, |operation| lowered.names.full_name(operation));
    assert!(!text.contains(|c| is_hidden(c) && c != '\n'), "{text}");
    // No name begins a line of its own.
    assert!(
        text.lines().all(|line| !line.starts_with("# evil")),
        "{text}"
    );
}
