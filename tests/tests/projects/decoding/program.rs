//! The emitted crate, and a small program that decodes cases with it and prints the results.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;

use generator::Lowered;
use generator::ir::{Direction, SchemaPath, Shape};
use generator::names::identifiers;
use serde_json::Value;
use tests::emitted::{self, Features, Package, TOKIO};
use tests::root;

/// A text to decode as the type at a schema path.
pub struct Input<'a> {
    pub place: &'a SchemaPath,
    pub json: &'a Value,
    /// Whether it is a fixture, whose required fields the crate fills in.
    pub is_fixture: bool,
}

/// The result of a case from the emitted crate.
#[derive(Debug)]
pub enum Outcome {
    Read {
        /// How many undocumented items it found.
        undocumented: usize,
        /// The names in an object's `undocumented`, or the member of a union.
        shown: String,
        /// The re-encoded value.
        json: Value,
    },
    Fault {
        path: String,
    },
}

/// The built program.
pub struct Program(PathBuf);

impl Program {
    /// Emits the crate of a document and builds the program with it.
    pub fn build(name: &str, document: &str, lowered: &Lowered) -> Self {
        let package = Package {
            name: "decode-cases",
            client: &emitted::client(name, document),
            // As in `programs.rs`, so that the whole API is built once for both.
            features: Features::Program,
            manifest: TOKIO,
            files: BTreeMap::from([("src/main.rs".to_owned(), main_rs(lowered))]),
        };
        emitted::cargo(&package.write(), &["build", "--quiet"]);
        Self(emitted::target().join("debug/decode-cases"))
    }

    /// Decodes all cases in one run; the outcomes are in their order.
    pub fn run<'a>(&self, cases: impl IntoIterator<Item = Input<'a>>) -> Vec<Outcome> {
        let mut text = String::new();
        for case in cases {
            let prefix = if case.is_fixture { "fixture of " } else { "" };
            writeln!(text, "{prefix}{}\t{}", case.place, case.json).expect("text can be written");
        }
        let file = tempfile::NamedTempFile::new().expect("a file can be made");
        fs::write(file.path(), text).expect("a file can be written");
        let output = std::process::Command::new(&self.0)
            .arg(file.path())
            .output()
            .expect("the program runs");
        let errors = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{errors}");
        let output = String::from_utf8(output.stdout).expect("it writes UTF-8");
        output.lines().map(outcome).collect()
    }
}

fn outcome(line: &str) -> Outcome {
    let columns: Vec<&str> = line.splitn(4, '\t').collect();
    match columns.as_slice() {
        ["read", undocumented, shown, json] => Outcome::Read {
            undocumented: undocumented.parse().expect("a number"),
            shown: (*shown).to_owned(),
            json: serde_json::from_str(json).expect("JSON"),
        },
        ["fault", path] => Outcome::Fault {
            path: (*path).to_owned(),
        },
        _ => panic!("{line}"),
    }
}

/// Objects and unions in responses.
pub fn places(lowered: &Lowered) -> impl Iterator<Item = &SchemaPath> {
    let types = lowered.api.types.iter();
    types
        .filter(|(_, def)| {
            def.direction == Direction::Response
                && matches!(def.shape, Shape::Object { .. } | Shape::Union { .. })
        })
        .map(|(place, _)| place)
}

fn main_rs(lowered: &Lowered) -> String {
    let mut text = fs::read_to_string(root().join("tests/tests/projects/decoding/main.rs.in"))
        .expect("the program is there");
    text += "const READERS: &[(&str, Reader)] = &[\n";
    for place in places(lowered) {
        let path = lowered.names.of(place).expect("every type has a name");
        let shown = match &lowered.api.types[place].shape {
            Shape::Union { members } => {
                let names = members.iter().map(|member| member.name.as_str());
                let variants = identifiers(names, &["Undocumented"]);
                let arms: String = variants
                    .iter()
                    .map(|(name, variant)| format!("{path}::{variant}(_) => {name:?}, "))
                    .collect();
                format!("match value {{ {arms}_ => \"\" }}.to_owned()")
            }
            _ => "names(&value.undocumented)".to_owned(),
        };
        let place = place.to_string();
        writeln!(
            text,
            "    ({place:?}, |text, is_fixture| read::<{path}>(text, is_fixture, |value| {shown})),"
        )
        .expect("text can be written");
    }
    text + "];\n"
}
