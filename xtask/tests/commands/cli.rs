//! The command as a user runs it: exit codes, output, and the files that it leaves alone.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use crate::ran::{fragment, xtask};
use tempfile::TempDir;
use xtask::output::{Destination, LocalDisk, Session};

fn temp() -> (TempDir, PathBuf) {
    let directory = tempfile::tempdir().expect("a directory");
    let path = directory.path().to_path_buf();
    (directory, path)
}

fn snapshot(directory: &Path) -> BTreeMap<PathBuf, (Vec<u8>, SystemTime)> {
    let mut entries = BTreeMap::new();
    for entry in fs::read_dir(directory).expect("a listing") {
        let path = entry.expect("an entry").path();
        let time = path
            .symlink_metadata()
            .and_then(|meta| meta.modified())
            .expect("a time");
        if path.is_dir() {
            entries.extend(snapshot(&path));
        }
        entries.insert(path.clone(), (fs::read(&path).unwrap_or_default(), time));
    }
    entries
}

#[test]
fn a_run_then_a_check_then_an_edit() {
    let (_guard, directory) = temp();
    let ran = xtask(&directory, &["codegen", "--out", "out"]).expect(0);
    for part in [
        "read ",
        " bytes",
        "wrote out: ",
        "totals ",
        " operation",
        " files, ",
        "time ",
    ] {
        assert!(ran.out.contains(part), "`{part}` is not in\n{}", ran.out);
    }
    assert!(directory.join("out.names.tsv").exists() && !directory.join(".out.codegen").exists());
    let written = snapshot(&directory);

    let ran = xtask(&directory, &["codegen", "--out", "out", "--check"]).expect(0);
    assert!(ran.out.contains("up to date"), "{}", ran.out);
    xtask(&directory, &["codegen", "--out", "out"]).expect(0);
    assert_eq!(snapshot(&directory), written);

    let manifest = directory.join("out/Cargo.toml");
    let text = fs::read_to_string(&manifest).expect("a file");
    fs::write(&manifest, format!("{text}# by hand\n")).expect("a file");
    let edited = snapshot(&directory);
    let ran = xtask(&directory, &["codegen", "--out", "out", "--check"]).expect(1);
    let file = Path::new("out").join("Cargo.toml").display().to_string();
    let expected = [
        "\n-# by hand\n",
        "fix cargo xtask codegen --out out\n",
        &format!("changed {file} (was edited"),
    ];
    for part in expected {
        assert!(ran.out.contains(part), "`{part}` is not in\n{}", ran.out);
    }
    let ran = xtask(&directory, &["codegen", "--out", "out", "--dry-run"]).expect(0);
    assert!(
        ran.out.contains(&format!("changed {file}")) && !ran.out.contains("-# by hand"),
        "{}",
        ran.out
    );
    assert_eq!(snapshot(&directory), edited);

    xtask(&directory, &["codegen", "--out", "out"]).expect(0);
    assert_eq!(fs::read_to_string(&manifest).expect("a file"), text);
}

#[test]
fn bad_input_and_usage_exit_with_2_and_leave_nothing() {
    let (_guard, directory) = temp();
    fs::write(directory.join("bad.yaml"), "[ not a document").expect("a file");
    let before = snapshot(&directory);
    for (arguments, part) in [
        (
            &["codegen", "--out", "a/b", "--spec", "bad.yaml"][..],
            "bad.yaml",
        ),
        (
            &["codegen", "--out", "a/b", "--spec", "missing.yaml"],
            "--spec FILE",
        ),
        (&["codegen", "--check", "--dry-run"], "cannot be used with"),
        (&["codegen", "--out", "bad.yaml"], "not a directory"),
        (&["ir", "--spec", "missing.yaml"], "missing.yaml"),
        (&["ir", "no-such-thing-anywhere"], "no-such-thing-anywhere"),
    ] {
        let ran = xtask(&directory, arguments);
        assert_eq!(ran.code, Some(2), "{arguments:?}: {}{}", ran.out, ran.err);
        assert!(ran.err.contains(part), "{arguments:?}: {}", ran.err);
    }
    assert_eq!(snapshot(&directory), before);
}

#[test]
fn an_output_is_not_mixed_with_its_inputs() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("a parent");
    let ran = xtask(root, &["codegen", "--dry-run", "--out", "."]).expect(2);
    let says = "is the folder of this project, or one around it";
    assert!(ran.err.contains(says), "{}", ran.err);
    for out in [
        "templates",
        "templates/src",
        "spec",
        "spec/new",
        "generated/src",
    ] {
        let ran = xtask(root, &["codegen", "--dry-run", "--out", out]).expect(2);
        assert!(ran.err.contains("overlaps with"), "{out}: {}", ran.err);
    }
    for (out, why) in [
        ("/", "has no parent directory"),
        ("docs", "is not empty and has no manifest"),
        (".github", "is not empty and has no manifest"),
    ] {
        let ran = xtask(root, &["codegen", "--dry-run", "--out", out]).expect(2);
        assert!(ran.err.contains(why), "{out}: {}", ran.err);
    }
}

#[test]
fn a_run_beside_another_is_refused() {
    let (_guard, directory) = temp();
    let destination = Destination::beside(&directory.join("out")).expect("a destination");
    let session = Session::open(&destination, &LocalDisk).expect("a session");
    for arguments in [
        &["codegen", "--out", "out"][..],
        &["codegen", "--out", "out", "--check"],
    ] {
        let ran = xtask(&directory, arguments).expect(2);
        assert!(ran.err.contains("another run (process"), "{}", ran.err);
    }
    drop(session);
    xtask(&directory, &["codegen", "--out", "out"]).expect(0);
}

/// Whoever asks for nothing is told what there is, and whoever misspells it what was meant.
#[test]
fn what_is_not_there_leads_to_what_is() {
    let (_guard, directory) = temp();
    let ran = xtask(&directory, &[]).expect(0);
    assert!(
        ran.out.contains("cargo xtask mock") && ran.err.is_empty(),
        "{}",
        ran.out
    );
    let ran = xtask(&directory, &["codegn"]).expect(2);
    assert!(
        ran.err.contains("a similar subcommand exists: 'codegen'"),
        "{}",
        ran.err
    );
    for (misspelt, meant) in [
        ("Refnd", "Refund"),
        ("refunds.crate", "refunds.create"),
        ("CreateRefnd", "CreateRefund"),
        ("POST /v1/refund", "POST /v1/refunds"),
    ] {
        let ran = xtask(&directory, &["ir", misspelt]).expect(2);
        let advice = format!("did you mean `{meant}`?");
        assert!(ran.err.contains(&advice), "{}", ran.err);
    }
    xtask(&directory, &["ir", "something else"])
        .expect(2)
        .says("without a name prints all");
}

/// The sums of a run are the same in each of its lines.
#[test]
fn files_are_counted_alike() {
    let (_guard, directory) = temp();
    xtask(&directory, &["codegen", "--out", "out"]).expect(0);
    let ran = xtask(&directory, &["codegen", "--out", "out"]).expect(0);
    let number = |before: &str, after: &str| {
        let text = ran.out.split(after).next().unwrap_or_default();
        text.rsplit(before).next().unwrap_or_default().to_owned()
    };
    let same = number("(", " files)");
    assert!(
        same.parse::<usize>().is_ok_and(|same| same > 100),
        "{}",
        ran.out
    );
    assert!(ran.out.contains(&format!(" {same} files, ")), "{}", ran.out);
}

#[test]
fn the_ir_goes_to_standard_output() {
    let (_guard, directory) = temp();
    let ran = xtask(&directory, &["ir"]).expect(0);
    assert!(!ran.out.is_empty() && ran.err.is_empty(), "{}", ran.err);
}

/// An invalid document is reported, and the existing output stays as it was.
#[test]
fn bad_documents_leave_the_output_untouched() {
    let (_guard, directory) = temp();
    xtask(&directory, &["codegen", "--out", "out"]).expect(0);
    let good = fragment();
    let twice = good.replacen("operationId: PostRefunds\n", "operationId: GetRefunds\n", 1);
    assert!(twice != good);
    let documents: [(&str, Vec<u8>, &str); 9] = [
        ("swagger.yaml", b"swagger: '2.0'\n".to_vec(), "2.0"),
        ("new.json", br#"{"openapi": "3.1.0"}"#.to_vec(), "3.1"),
        ("empty.yaml", Vec::new(), "empty"),
        ("truncated.json", br#"{"openapi": "3.0.0", "paths""#.to_vec(), "truncated.json:1"),
        ("list.yaml", b"- openapi\n- 3.0.0\n".to_vec(), "list"),
        ("dangling.yaml", good.replace("schemas/charge_outcome\"", "schemas/gone\"").into_bytes(), "gone"),
        ("cycle.yaml", good.replacen("    address:\n", "    a: {$ref: '#/components/schemas/b'}\n    b: {$ref: '#/components/schemas/a'}\n    address:\n", 1).into_bytes(), "schemas/a"),
        ("twice.yaml", twice.into_bytes(), "GetRefunds"),
        ("latin.yaml", b"openapi: 3.0.0 # caf\xe9\n".to_vec(), "UTF-8"),
    ];
    for (name, document, _) in &documents {
        fs::write(directory.join(name), document).expect("a file");
    }
    let before = snapshot(&directory);
    let mut messages = Vec::new();
    for (name, _, part) in &documents {
        let ran = xtask(&directory, &["codegen", "--out", "out", "--spec", name]).expect(2);
        assert!(ran.err.contains(part), "{name}: {}", ran.err);
        messages.push(ran.err.lines().next().unwrap_or_default().to_owned());
    }
    assert_eq!(snapshot(&directory), before);
    messages.sort();
    messages.dedup();
    assert_eq!(
        messages.len(),
        documents.len(),
        "each has a message of its own: {messages:#?}"
    );
}

/// `--check` finds a new value in the document, and shows the lines that it would change.
#[test]
fn a_check_tells_the_lines_of_a_change_in_the_document() {
    let (_guard, directory) = temp();
    let document = directory.join("refunds.yaml");
    fs::write(&document, fragment()).expect("a file");
    let arguments = ["codegen", "--out", "out", "--spec", "refunds.yaml"];
    xtask(&directory, &arguments).expect(0);
    xtask(&directory, &[&arguments[..], &["--check"]].concat()).expect(0);
    let values = "enum: [duplicate, expired_uncaptured_charge, fraudulent, requested_by_customer]";
    let changed = fragment().replacen(values, &values.replace(']', ", brand_new]"), 1);
    assert!(changed != fragment());
    fs::write(&document, changed).expect("a file");
    let before = snapshot(&directory);
    let ran = xtask(&directory, &[&arguments[..], &["--check"]].concat()).expect(1);
    for line in ["+        BrandNew,", "+    BrandNew = \"brand_new\","] {
        assert!(ran.out.contains(line), "`{line}` is not in\n{}", ran.out);
    }
    assert_eq!(snapshot(&directory), before);
}

/// A lost keyword is a failure with its location. `--format json` gives programs the whole report.
#[test]
fn coverage_ends_with_a_verdict() {
    let (_guard, directory) = temp();
    let ran = xtask(&directory, &["coverage"]).expect(0);
    let verdict = "11 operations, 32 schemas, 0 refused, round trip equal";
    assert_eq!(ran.out.lines().last(), Some(verdict), "{}", ran.out);
    let json = xtask(&directory, &["coverage", "--format", "json"]).expect(0);
    let json: serde_json::Value = serde_json::from_str(&json.out).expect("JSON");
    assert_eq!(json["operations"], 11);
    assert_eq!(json["round_trip"]["differences"], serde_json::json!([]));
    let table = xtask(&directory, &["coverage", "--format", "md"]).expect(0);
    assert!(
        table.out.contains("| `expandable with 1 target` |"),
        "{}",
        table.out
    );

    // `readOnly` is a keyword that loads but is not kept in the IR.
    let lossy = "                amount:\n                  readOnly: true\n";
    let lossy = fragment().replacen("                amount:\n", lossy, 1);
    assert!(lossy != fragment());
    fs::write(directory.join("lossy.yaml"), lossy).expect("a file");
    let ran = xtask(&directory, &["coverage", "--spec", "lossy.yaml"]).expect(1);
    assert!(
        ran.out.contains("properties/amount/readOnly"),
        "{}",
        ran.out
    );
    assert!(
        ran.out.contains("round trip differs in 1 place"),
        "{}",
        ran.out
    );

    let list = "\n    - type: array\n      items:\n        type: string";
    let lists = format!("anyOf:{list}{list}").replace('\n', "\n                  ");
    let text = "type: string\n                  format: currency";
    let refused = fragment().replacen(text, &lists, 1);
    assert!(refused != fragment());
    fs::write(directory.join("refused.yaml"), refused).expect("a file");
    let ran = xtask(&directory, &["coverage", "--spec", "refused.yaml"]).expect(1);
    assert!(
        ran.out.contains(", 1 refused, no round trip"),
        "{}",
        ran.out
    );
    assert!(ran.err.contains("ambiguous-union"), "{}", ran.err);
}

/// The crate of a few operations, and its check, which prints the whole command to run.
#[test]
fn a_crate_of_some_operations() {
    let (_guard, directory) = temp();
    let only = [
        "codegen",
        "--out",
        "out",
        "--only",
        "refunds.*,charges.refund",
    ];
    let ran = xtask(&directory, &only).expect(0);
    assert!(ran.out.contains("totals 6 operations, "), "{}", ran.out);
    xtask(&directory, &[&only[..], &["--check"]].concat()).expect(0);
    let ledger = fs::read_to_string(directory.join("out.names.tsv")).expect("a ledger");
    assert!(ledger.contains("\trefunds.create\t") && !ledger.contains("\tcharges.refunds.list\t"));
    let more = ["codegen", "--out", "out", "--only", "refunds.*,charges"];
    let ran = xtask(&directory, &[&more[..], &["--check"]].concat()).expect(1);
    let fix = "fix cargo xtask codegen --only 'refunds.*,charges' --out out\n";
    assert!(ran.out.contains(fix), "{}", ran.out);
    xtask(&directory, &more).expect(0);
    let grown = fs::read_to_string(directory.join("out.names.tsv")).expect("a ledger");
    assert!(
        ledger
            .lines()
            .all(|line| grown.lines().any(|other| other == line))
    );
}

#[test]
fn a_part_of_a_document() {
    let (_guard, directory) = temp();
    let slice = |more: &[&str]| {
        xtask(
            &directory,
            &[&["spec", "slice", "--only", "refunds"], more].concat(),
        )
    };
    let ran = slice(&[]).expect(0);
    assert!(
        ran.out.starts_with("openapi: 3.0.0\n") && ran.out.contains("summary: "),
        "{}",
        ran.out
    );
    assert!(ran.err.contains("5 of 11 operations, "), "{}", ran.err);
    let bare = slice(&["--no-prose", "--format", "json"]).expect(0).out;
    assert!(
        bare.starts_with("{\n  \"openapi\": \"3.0.0\"") && !bare.contains("\"summary\""),
        "{bare}"
    );

    let ran = slice(&["--no-prose", "--out", "a/part.json"]).expect(0);
    assert!(ran.out.is_empty(), "{}", ran.out);
    let file = directory.join("a/part.json");
    assert_eq!(fs::read_to_string(&file).expect("a file"), bare);
    assert_eq!(
        fs::read_dir(directory.join("a")).expect("a folder").count(),
        1
    );
    let part = ["codegen", "--spec", "a/part.json", "--out", "out"];
    let ran = xtask(&directory, &part).expect(0);
    assert!(ran.out.contains("totals 5 operations, "), "{}", ran.out);

    fs::write(directory.join("plan.yaml"), "only: [charges.refunds]\n").expect("a file");
    let ran = xtask(&directory, &["spec", "slice", "--plan", "plan.yaml"]).expect(0);
    assert!(ran.err.contains("4 of 11 operations, "), "{}", ran.err);
    let before = snapshot(&directory);
    for (arguments, part) in [
        (&["spec", "slice"][..], "--only"),
        (
            &["spec", "slice", "--only", "refnds"],
            "did you mean `refunds`?",
        ),
        (
            &["codegen", "--out", "new", "--only", "refnds,"],
            "did you mean `refunds`?",
        ),
        (&["spec", "slice", "--plan", "missing.yaml"], "missing.yaml"),
        (
            &[
                "spec",
                "slice",
                "--only",
                "refunds",
                "--spec",
                "a/part.json",
                "--out",
                "a/part.json",
            ],
            "overlaps with",
        ),
        (
            &["spec", "slice", "--only", "refunds", "--out", "plan.yaml"],
            "exists and was not written by this command",
        ),
        (
            &["spec", "slice", "--only", "refunds", "--out", "plan.yaml/x"],
            "cannot write",
        ),
    ] {
        let ran = xtask(&directory, arguments).expect(2);
        assert!(ran.err.contains(part), "{arguments:?}: {}", ran.err);
    }
    assert_eq!(snapshot(&directory), before);
    slice(&["--no-prose", "--out", "a/part.json"]).expect(0);
    slice(&["--out", "a/part.json", "--force"]).expect(0);
    let replaced = fs::read_to_string(&file).expect("a file");
    assert!(replaced.contains("\"summary\""), "{replaced}");
}

/// Running a target builds the client, which `.ci/run whole` does.
#[test]
fn fuzz_lists_its_targets_and_refuses_others() {
    let (_guard, directory) = temp();
    let ran = xtask(&directory, &["fuzz"]).expect(0);
    let listed: Vec<&str> = ran
        .out
        .lines()
        .filter_map(|line| line.split_once("  ").map(|(name, _)| name))
        .collect();
    assert!(
        listed.starts_with(&["json", "json-precise", "fixtures"]),
        "{listed:?}"
    );
    for (arguments, part) in [
        (&["fuzz", "jsno"][..], "no target is called `jsno`"),
        (&["fuzz", "json", "form", "--input", "x"], "2 are given"),
        (&["fuzz", "--input", "x"], "<TARGET>"),
        (&["fuzz", "--time", "1", "--total", "1"], "--total"),
        (&["fuzz", "json", "--all"], "--all"),
    ] {
        xtask(&directory, arguments).expect(2).says(part);
    }
}

/// Running an item runs `cargo test`.
#[test]
fn harden_lists_its_items_and_refuses_others() {
    let (_guard, directory) = temp();
    let ran = xtask(&directory, &["harden", "dsik"]).expect(2);
    ran.says("invalid value 'dsik'");
    ran.says("disk, crowd, faults, dependencies, foreign");
    let help = xtask(&directory, &["harden", "--help"]).expect(0).out;
    for item in ["disk", "crowd", "faults", "dependencies", "foreign"] {
        assert!(help.contains(&format!("\n  {item} ")), "{item}: {help}");
    }
}
