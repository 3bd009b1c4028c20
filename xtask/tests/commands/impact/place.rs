//! A project with two commits, and a crate that depends on its client.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;
use tempfile::TempDir;
use tests::cases::{self, Case};

use crate::ran::{Ran, xtask};

pub(crate) struct Place {
    folder: TempDir,
}

impl Place {
    pub(crate) fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        for (path, text) in tests::templates() {
            let path = folder.path().join("project/templates").join(path);
            fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
            fs::write(path, text).expect("a file");
        }
        let place = Self { folder };
        place.write("project/.gitignore", "/target\n");
        place.write("project/spec/names.tsv", "");
        place.git(&["init", "--quiet"]);
        place
    }

    /// Both documents of cases as two commits, and a crate that has each as a program of its own, so that no error hides
    /// another.
    pub(crate) fn of_cases(cases: &[Case]) -> Self {
        let place = Self::new();
        let [base, head] = cases::documents(cases).map(|document| document.to_string());
        let [old_events, new_events] = cases::events(cases);
        let ledgers = cases::lowered(cases).map(|lowered| lowered.ledger.print());
        let empty = [
            ("exceptions.tsv", ""),
            ("fixups.tsv", ""),
            ("examples.tsv", ""),
        ];
        for (document, ledger, events) in [
            (&base, &ledgers[0], &old_events),
            (&head, &ledgers[1], &new_events),
        ] {
            let own = [
                ("refunds.yaml", document.as_str()),
                ("names.tsv", ledger.as_str()),
                ("events.tsv", events.as_str()),
            ];
            place.commit(&[&own[..], &empty[..]].concat());
        }
        let mut manifest = String::new();
        let mut files = Vec::new();
        for case in cases {
            let name = &case.name;
            manifest += &format!("[[bin]]\nname = {name:?}\ntest = false\n\n");
            let text = format!(
                "#![allow(dead_code, deprecated)]\n{}\nfn main() {{}}\n",
                case.program
            );
            files.push((format!("src/bin/{name}.rs"), text));
        }
        place.caller(&manifest, &files);
        place
    }

    pub(crate) fn at(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    pub(crate) fn write(&self, path: &str, text: &str) {
        let path = self.at(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, text).expect("a file");
    }

    /// Runs git in the project, and returns what it prints.
    pub(crate) fn git(&self, arguments: &[&str]) -> String {
        let ran = Command::new("git")
            // Set if a git hook runs the tests.
            .env_remove("GIT_DIR")
            .env_remove("GIT_WORK_TREE")
            .env_remove("GIT_INDEX_FILE")
            .current_dir(self.at("project"))
            .args(["-c", "user.name=a", "-c", "user.email=a@example.com"])
            .args(arguments)
            .output()
            .expect("git runs");
        assert!(
            ran.status.success(),
            "{}",
            String::from_utf8_lossy(&ran.stderr)
        );
        String::from_utf8(ran.stdout).expect("UTF-8")
    }

    /// Commits the files of `spec/`.
    pub(crate) fn commit(&self, files: &[(&str, &str)]) {
        for (name, text) in files {
            self.write(&format!("project/spec/{name}"), text);
        }
        self.git(&["add", "."]);
        self.git(&["commit", "--quiet", "--message", "a step"]);
    }

    /// Writes the crate, with the versions of this workspace. It names a version of the client that no registry has.
    pub(crate) fn caller(&self, manifest: &str, files: &[(String, String)]) {
        let text = format!(
            "[package]\nname = \"caller\"\nedition = \"2024\"\n\n[dependencies]\n\
             stripe-client = {{ version = \"0.1\", default-features = false, features = [\"webhook\"] }}\n\n{manifest}"
        );
        self.write("caller/Cargo.toml", &text);
        for (path, text) in files {
            self.write(&format!("caller/{path}"), text);
        }
        let lock = tests::root().join("Cargo.lock");
        fs::copy(lock, self.at("caller/Cargo.lock")).expect("a copy");
    }

    /// Runs the command on the crate, and builds where other tests do, which have the dependencies there.
    pub(crate) fn run(&self, arguments: &[&str]) -> Ran {
        let target = tests::emitted::target();
        let target = std::path::absolute(target).expect("a path");
        let caller = self.at("caller");
        let fixed = [
            "impact",
            "--crate",
            caller.to_str().expect("UTF-8"),
            "--target-dir",
            target.to_str().expect("UTF-8"),
        ];
        xtask(&self.at("project"), &[&fixed[..], arguments].concat())
    }

    /// All files of the crate with their content, and what else there is by its kind.
    pub(crate) fn files(&self) -> BTreeMap<PathBuf, String> {
        let mut files = BTreeMap::new();
        collect(&self.at("caller"), &mut files);
        files
    }
}

fn collect(folder: &Path, files: &mut BTreeMap<PathBuf, String>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let entry = entry.expect("an entry");
        if entry.file_type().expect("a kind").is_dir() {
            collect(&entry.path(), files);
        } else {
            let text = fs::read_to_string(entry.path()).expect("a file");
            files.insert(entry.path(), text);
        }
    }
}

/// The lines of all findings in the JSON of a run.
pub(crate) fn lines(json: &Value) -> Vec<&Value> {
    let findings = json["findings"].as_array().into_iter().flatten();
    let lines = findings.flat_map(|finding| finding["lines"].as_array().into_iter().flatten());
    lines.collect()
}

const DOCUMENT: &str = "
openapi: 3.0.0
info: {title: Shop, version: VERSION}
servers: [{url: 'https://api.example.com/'}]
paths:
  /v1/trees/{tree}:
    get:
      operationId: GetTree
      parameters:
      - {name: tree, in: path, required: true, style: simple, schema: {type: string}}
      responses:
        '200': {description: '', content: {application/json: {schema: {$ref: '#/components/schemas/tree'}}}}
components:
  schemas:
    tree:
      type: object
      required: [id, object]
      x-resourceId: tree
      properties: {id: {type: string}, object: {type: string, enum: [tree]}, height: {type: integer}PROPERTIES}
";

/// A document with an object `tree`, which has more properties.
pub(crate) fn document(version: &str, properties: &str) -> String {
    let text = DOCUMENT.replace("VERSION", version);
    text.replace("PROPERTIES", properties)
}
