//! Names of a document that are markup, terminal escapes or invisible stay text in everything that commands print.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use generator::text::{in_yaml, is_hidden};
use serde_json::Value;
use tests::hostile::{MARK, NAMES, document, inert, tame};

use crate::update::{Project, fragment};

/// A folder with a document without harm, and one with hostile names.
fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, names) in [
        ("a.json", tame()),
        ("c.json", NAMES.map(str::to_owned).to_vec()),
    ] {
        let text = format!("{:#}\n", document("2026-05-27.dahlia", &names));
        fs::write(folder.path().join(name), text).expect("a file");
    }
    folder
}

fn run(folder: &Path, colour: bool, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
    command.args(arguments).current_dir(folder);
    if colour {
        command.env("CLICOLOR_FORCE", "1");
    }
    command.output().expect("the command runs")
}

fn printed(folder: &Path, arguments: &[&str]) -> String {
    let output = run(folder, false, arguments);
    let err = String::from_utf8_lossy(&output.stderr);
    assert!(matches!(output.status.code(), Some(0 | 1)), "{err}");
    String::from_utf8(output.stdout).expect("UTF-8")
}

fn is_odd(c: char) -> bool {
    is_hidden(c) && !matches!(c, '\n' | '\t')
}

#[test]
fn markdown_of_a_diff_has_no_markup_but_ours() {
    let folder = folder();
    for (base, head) in [("a.json", "c.json"), ("c.json", "a.json")] {
        let text = printed(folder.path(), &["diff", base, head, "--format", "md"]);
        inert(&text).unwrap_or_else(|what| panic!("{what}"));
        for name in NAMES {
            let code = generator::text::code(name);
            assert!(text.contains(&code), "{code} is not in\n{text}");
        }
    }
    let text = printed(
        folder.path(),
        &["coverage", "--spec", "c.json", "--format", "md"],
    );
    inert(&text).unwrap_or_else(|what| panic!("{what}"));
}

#[test]
fn nothing_hidden_reaches_a_terminal() {
    let folder = folder();
    let refused = document("2026-05-27.dahlia", &NAMES).to_string();
    let refused = refused.replace("\"anyOf\"", "\"oneOf\"");
    fs::write(folder.path().join("refused.json"), refused).expect("a file");
    let commands: [(i32, &str); 14] = [
        (0, "ir --spec c.json"),
        (2, "ir --spec c.json \u{1b}[31m\u{202e}"),
        (2, "ir --spec refused.json"),
        (0, "coverage --spec c.json"),
        (0, "coverage --spec c.json --format json"),
        (1, "coverage --spec refused.json"),
        (0, "diff a.json c.json"),
        (0, "diff a.json c.json --format json"),
        (0, "diff c.json a.json --html page.html"),
        (0, "spec slice --spec c.json --only trees"),
        (0, "spec slice --spec c.json --only trees --format json"),
        (2, "spec slice --spec c.json --only \u{9b}1m\u{202e}"),
        (0, "codegen --spec c.json --out out"),
        (1, "codegen --check --spec a.json --out out"),
    ];
    for (code, arguments) in commands {
        for colour in [false, true] {
            let words: Vec<&str> = arguments.split(' ').collect();
            let output = run(folder.path(), colour, &words);
            assert_eq!(output.status.code(), Some(code), "{arguments}");
            for stream in [&output.stdout, &output.stderr] {
                let mut text = String::from_utf8(stream.clone()).expect("UTF-8");
                // What the names have is `ESC [ 31 m`; ours are in colour, and closed.
                let opened = text.matches("\u{1b}[31m\u{1b}").count();
                assert_eq!(opened, 0, "{arguments:?}: {text:?}");
                if colour {
                    text = without_colours(&text);
                }
                assert!(!text.contains(is_odd), "{arguments:?}: {text:?}");
                // No name begins a line of its own.
                let is_forged = |line: &str| line.starts_with(['#', '-']) && line.ends_with("evil");
                assert!(!text.lines().any(is_forged), "{arguments:?}: {text}");
            }
        }
    }
    let page = fs::read_to_string(folder.path().join("page.html")).expect("a page");
    assert!(!page.contains(is_odd));
    let json = printed(
        folder.path(),
        &["diff", "a.json", "c.json", "--format", "json"],
    );
    let report: Value = serde_json::from_str(&json).expect("it is JSON");
    let names: Vec<String> = NAMES.iter().map(|name| (*name).to_owned()).collect();
    assert!(
        report
            .to_string()
            .contains(&Value::from(names[11].clone()).to_string())
    );
    // A slice is the same document, however it is printed.
    for format in ["yaml", "json"] {
        let only = ["spec", "slice", "--spec", "c.json", "--only", "trees"];
        let text = printed(
            folder.path(),
            &[only.as_slice(), &["--format", format]].concat(),
        );
        let read = generator::spec::load("slice", text.as_bytes());
        let read = read.unwrap_or_else(|report| panic!("{report}")).raw;
        let whole = document("2026-05-27.dahlia", &NAMES);
        assert_eq!(read["components"], whole["components"], "{format}");
    }
}

/// The text without the sequences of colours.
fn without_colours(text: &str) -> String {
    let mut parts = text.split("\u{1b}[");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (codes, rest) = part.split_once('m').unwrap_or(("?", part));
        assert!(
            codes.chars().all(|c| c.is_ascii_digit() || c == ';'),
            "{part:?}"
        );
        out += rest;
    }
    out
}

#[test]
fn the_pull_request_and_the_changelog_have_no_markup_but_ours() {
    let project = Project::new();
    let mut new = fragment(&project);
    let before = project.version();
    new["info"]["version"] = "9999-01-01.elm".into();
    let refund = &mut new["components"]["schemas"]["refund"]["properties"];
    for name in NAMES {
        refund[name] = serde_json::json!({ "type": "string", "description": name });
    }
    let reasons = &mut refund["reason"]["enum"];
    reasons
        .as_array_mut()
        .expect("values")
        .extend(NAMES.map(Value::from));
    let file = "evil` <b> @octocat #1.json";
    project.write(file, format!("{new:#}\n"));
    let run = |file: &str| {
        let ran = project
            .run(&["update", "--spec", file, "--body", "target/body.md"])
            .expect(0);
        assert!(!format!("{}{}", ran.out, ran.err).contains(is_odd));
        let body = project.read("target/body.md");
        inert(&body).unwrap_or_else(|what| panic!("{what}"));
        let changelog = project.read("CHANGELOG.md");
        inert(&changelog).unwrap_or_else(|what| panic!("{what}"));
        assert!(!changelog.contains(is_odd));
        (body, changelog)
    };
    let (body, changelog) = run(file);
    for text in [&body, &changelog] {
        for name in NAMES {
            let code = generator::text::code(name);
            assert!(text.contains(&code), "{code} is not in\n{text}");
        }
    }
    assert!(changelog.contains(&before), "{changelog}");

    // Texts whose place goes, with our own prose replaced by hostile prose.
    let mut ours = fragment(&project);
    for name in NAMES {
        let field = &mut ours["components"]["schemas"]["refund"]["properties"][name];
        field["description"] = format!("{MARK} prose: {name}").into();
    }
    let ours = format!("{ours:#}\n");
    project.write("spec/refunds.yaml", &*in_yaml(&ours));
    let mut gone = new.clone();
    let refund = gone["components"]["schemas"]["refund"]["properties"].as_object_mut();
    refund.expect("a map").retain(|key, _| !key.contains(MARK));
    project.write("gone.json", format!("{gone:#}\n"));
    let (body, _) = run("gone.json");
    assert!(body.contains("Move or drop the texts"), "{body}");
}

#[test]
fn a_branch_and_its_files_are_text() {
    let project = Project::new();
    let git = |arguments: &[&str]| {
        let mut git = Command::new("git");
        git.args(["-c", "user.name=a", "-c", "user.email=a@example.com"]);
        git.args(arguments).current_dir(project.path("."));
        let output = git.output().expect("git runs");
        assert!(output.status.success(), "{output:?}");
    };
    let branch = "evil`<b>@octocat#1`|";
    let file = "generated/src/evil`<b>@octocat#1|.rs";
    project.write(file, "// Not of the generator.\n");
    git(&["init", "--quiet"]);
    git(&["add", "."]);
    git(&["commit", "--quiet", "--message", "one"]);
    git(&["branch", branch]);
    let text = project
        .run(&["diff", branch, "--format", "md"])
        .expect(0)
        .out;
    inert(&text).unwrap_or_else(|what| panic!("{what}"));
    let path = file.trim_start_matches("generated/");
    for part in [branch, path] {
        assert!(text.contains(part), "{part} is not in\n{text}");
    }
}
