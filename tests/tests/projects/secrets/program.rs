//! The program for an emitted crate.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;

use generator::ir::{Operation, Type};
use generator::{Input, Lowered};
use serde_json::{Map, Value};
use tests::emitted::{self, Features, Package};
use tests::{exceptions, fixups, generate, root};

use super::definitions::Definitions;
use super::expression::Writer;
use crate::decoding::sample::sample;

/// How often each request is built, with other members of unions each time.
pub const ROUNDS: usize = 3;

pub fn lowered(name: &str, document: &str) -> Lowered {
    let input = Input {
        name,
        document: document.as_bytes(),
        data: &tests::data(&tests::Data {
            exceptions: &exceptions(),
            fixups: &fixups(),
            ..tests::Data::default()
        }),
    };
    generator::lower(&input).unwrap_or_else(|report| panic!("{report}"))
}

/// Builds and runs the program. Returns how many requests it made and how many texts it checked.
pub fn run(name: &str, document: &str, lowered: &Lowered) -> (usize, usize) {
    let output = generate(name, document, "");
    let package = Package {
        name: &format!("secrets-{name}"),
        client: &emitted::client(name, document),
        features: Features::All,
        manifest: "bytes = \"1\"\nhttp = \"1\"\n\
             tokio = { version = \"1\", default-features = false, features = [\"net\", \"rt\", \"time\"] }\n\
             tracing = { version = \"0.1\", default-features = false, features = [\"std\"] }\n",
        files: BTreeMap::from([("src/main.rs".to_owned(), main_rs(&output.files, lowered))]),
    };
    let output = emitted::cargo(&package.write(), &["run", "--quiet"]);
    let output = String::from_utf8_lossy(&output.stdout).into_owned();
    let numbers: Vec<usize> = output
        .split_whitespace()
        .map(|number| number.parse().expect("a number"))
        .collect();
    match numbers.as_slice() {
        [requests, texts] => (*requests, *texts),
        _ => panic!("{output}"),
    }
}

fn main_rs(files: &BTreeMap<String, String>, lowered: &Lowered) -> String {
    let path = root().join("tests/tests/projects/secrets/main.rs.in");
    let mut text = fs::read_to_string(path).expect("the program is there");
    let definitions = Definitions::read(files);
    text += "\nfn requests(probe: &mut Probe) {\n";
    for operation in &lowered.api.operations {
        let name = lowered.names.request(operation).expect("each has a name");
        let path = format!("stripe_client::{name}");
        let (definition, methods) = definitions
            .requests()
            .find(|(definition, _)| definition.path() == path)
            .unwrap_or_else(|| panic!("{path} is not there"));
        let reply = reply(lowered, operation);
        for round in 0..ROUNDS {
            let writer = Writer {
                definitions: &definitions,
                round,
            };
            let request = writer.request(definition, methods);
            let file = operation.reply == Type::File;
            let probe = if file { "probe_file!" } else { "probe!" };
            writeln!(text, "    {probe}(probe, {request}, r####\"{reply}\"####);")
                .expect("text can be written");
        }
    }
    text + "}\n"
}

/// A success that echoes the input in each string and each key of a map.
fn reply(lowered: &Lowered, operation: &Operation) -> Value {
    let sample = match &operation.reply {
        Type::File => Value::Null,
        reply => sample(&lowered.api, reply, 2),
    };
    echoed(sample)
}

fn echoed(value: Value) -> Value {
    match value {
        // The value that `sample` uses for a free-form string.
        Value::String(text) if text.starts_with("text ") => "{ECHO}".into(),
        Value::Object(fields) => {
            let fields = fields.into_iter().map(|(name, value)| {
                let name = if name == "key" { "{ECHO}".into() } else { name };
                (name, echoed(value))
            });
            Value::Object(fields.collect::<Map<_, _>>())
        }
        Value::Array(items) => items.into_iter().map(echoed).collect(),
        other => other,
    }
}
