//! The crates of both documents, and the programs of callers.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use generator::{Lowered, PackageName};
use serde_json::Value;
use tests::cases::Case;
use tests::{emitted, templates};

/// Programs that compile against both crates are modules of this program.
const KEPT: &str = "kept";

/// Folders of the two crates, each with `callers` in it.
pub struct Crates {
    base: PathBuf,
    head: PathBuf,
}

/// Writes the crates below `target/`, and next to each a package with the callers. For the first crate all callers are
/// modules of one program. For the second, each caller that must not compile is a separate program.
pub fn write(cases: &[Case], lowered: &[Lowered; 2]) -> Crates {
    let root = emitted::folder("semver");
    let [base, head] = ["base", "head"].map(|name| root.join(name));
    for (folder, lowered) in [&base, &head].into_iter().zip(lowered) {
        let output = generator::render(lowered.clone(), &templates(), &PackageName::default())
            .unwrap_or_else(|report| panic!("{report}"));
        let _ = emitted::emit(&folder.join("crate"), &output.files);
    }
    let (broken, compatible): (Vec<&Case>, Vec<&Case>) =
        cases.iter().partition(|case| case.error.is_some());
    let program = |case: &&Case| (case.name.clone(), case.program.clone());
    let beside = |case: &Case| Some((format!("{}-kept", case.name), case.kept.clone()?));
    let mut kept: Vec<(String, String)> = compatible.iter().map(program).collect();
    kept.extend(cases.iter().filter_map(beside));
    let broken: Vec<(String, String)> = broken.iter().map(program).collect();
    callers(
        &base.join("callers"),
        &[kept.as_slice(), broken.as_slice()].concat(),
        &[],
    );
    callers(&head.join("callers"), &kept, &broken);
    Crates { base, head }
}

fn callers(folder: &Path, together: &[(String, String)], alone: &[(String, String)]) {
    let manifest = "[package]\nname = \"callers\"\nedition = \"2024\"\n\n[dependencies]\nstripe-client = { path = \"../crate\", default-features = false, features = [\"webhook\"] }\n\n[workspace]\n";
    let mut files = BTreeMap::from([("Cargo.toml".to_owned(), manifest.to_owned())]);
    let allow = "#![allow(dead_code, deprecated)]\n";
    let mut kept = allow.to_owned();
    for (name, program) in together {
        let module = name.replace('-', "_");
        kept += &format!("#[path = \"../kept/{module}.rs\"]\nmod {module};\n");
        files.insert(format!("src/kept/{module}.rs"), program.clone());
    }
    files.insert(format!("src/bin/{KEPT}.rs"), kept + "fn main() {}\n");
    for (name, program) in alone {
        let text = format!("{allow}{program}\nfn main() {{}}\n");
        files.insert(format!("src/bin/{name}.rs"), text);
    }
    let _ = emitted::emit(folder, &files);
}

fn check(folder: &Path, arguments: &[&str]) -> Output {
    emitted::command(&folder.join("callers"))
        .args(["check", "--quiet"])
        .args(arguments)
        .output()
        .unwrap_or_else(|error| panic!("cargo: {error}"))
}

/// All callers compile against the first crate.
pub fn check_base(crates: &Crates) {
    let output = check(&crates.base, &[]);
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
}

/// The compiler's errors for each caller against the second crate, by the name of the case.
pub fn check_head(crates: &Crates) -> BTreeMap<String, Vec<String>> {
    let output = check(
        &crates.head,
        &["--bins", "--keep-going", "--message-format=json"],
    );
    let mut errors: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let text = String::from_utf8_lossy(&output.stdout);
    let lines = text
        .lines()
        .filter_map(|line| serde_json::from_str::<Value>(line).ok());
    let mut checked = 0;
    for line in lines {
        if line["reason"] == "compiler-artifact" && line["target"]["name"] == KEPT {
            checked += 1;
        }
        if line["reason"] != "compiler-message" || line["message"]["level"] != "error" {
            continue;
        }
        let name = line["target"]["name"].as_str().unwrap_or_default();
        let at = line["message"]["spans"][0]["file_name"]
            .as_str()
            .unwrap_or_default();
        let file = Path::new(at)
            .file_stem()
            .unwrap_or_default()
            .to_string_lossy();
        let name = if name == KEPT {
            file.replace('_', "-")
        } else {
            name.to_owned()
        };
        let said = line["message"]["rendered"].as_str().unwrap_or_default();
        errors.entry(name).or_default().push(said.to_owned());
    }
    // Otherwise nothing was checked at all.
    assert!(
        checked == 1 || !errors.is_empty(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    errors
}

/// The lints that cargo-semver-checks reports for the second crate as a patch of the first, with the items of each.
pub fn second_witness(crates: &Crates) -> BTreeMap<String, String> {
    for (folder, version) in [(&crates.base, "1.0.0"), (&crates.head, "1.0.1")] {
        let manifest = folder.join("crate/Cargo.toml");
        let text = fs::read_to_string(&manifest).expect("the crate has a manifest");
        let text = text.replace(
            "\nversion = \"0.1.0\"\n",
            &format!("\nversion = \"{version}\"\n"),
        );
        fs::write(&manifest, text).expect("it can be written");
    }
    let output = Command::new(env!("CARGO"))
        .args([
            "semver-checks",
            "--only-explicit-features",
            "--features",
            "webhook",
            "--color",
            "never",
        ])
        .args(["--release-type", "patch", "--baseline-root"])
        .arg(crates.base.join("crate"))
        .current_dir(crates.head.join("crate"))
        .env("CARGO_TARGET_DIR", crates.head.with_file_name("target"))
        .output()
        .unwrap_or_else(|error| panic!("cargo: {error}"));
    let text = String::from_utf8_lossy(&output.stdout);
    let has_failures = text.contains("--- ");
    assert!(
        has_failures,
        "{text}{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let mut lints: BTreeMap<String, String> = BTreeMap::new();
    let mut lint = String::new();
    for line in text.lines() {
        // `--- failure struct_missing: pub struct removed or renamed ---`
        if let Some(rest) = line.strip_prefix("--- ") {
            let mut words = rest.split([' ', ':']);
            lint = words.nth(1).unwrap_or_default().to_owned();
        }
        lints.entry(lint.clone()).or_default().push_str(line);
    }
    lints
}
