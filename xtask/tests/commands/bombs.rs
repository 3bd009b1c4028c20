//! Small documents that stand for much: each is refused at a place, or read in time that is linear in its size.
//!
//! Every command runs with 1 GB of memory. The time is only a guard: what needs it would need hours.

use std::fmt::Write as _;
use std::fs::{self, File};
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use crate::ran::Ran;
use serde_json::{Map, Value, json};
use tempfile::TempDir;

/// When a command is killed.
const GUARD: Duration = Duration::from_secs(180);

/// Runs `cargo xtask` in a directory with a limit on its memory. Its output goes to files: a full pipe would block it.
fn limited(directory: &Path, arguments: &[&str]) -> Ran {
    let file = |name: &str| File::create(directory.join(name)).expect("a file");
    let mut child = Command::new("sh")
        .args(["-c", "ulimit -v 1048576; exec \"$@\"", "sh"])
        .arg(env!("CARGO_BIN_EXE_xtask"))
        .args(arguments)
        .current_dir(directory)
        .stdin(Stdio::null())
        .stdout(file("stdout"))
        .stderr(file("stderr"))
        .spawn()
        .expect("the command runs");
    let start = Instant::now();
    let status = loop {
        match child.try_wait().expect("a status") {
            Some(status) => break status,
            None if start.elapsed() > GUARD => {
                child.kill().expect("a signal");
                break child.wait().expect("a status");
            }
            None => thread::sleep(Duration::from_millis(10)),
        }
    };
    let text = |name: &str| fs::read_to_string(directory.join(name)).expect("UTF-8");
    Ran {
        code: status.code(),
        out: text("stdout"),
        err: text("stderr"),
    }
}

/// Runs a command on a document of this name.
fn run(command: &str, name: &str, document: &str) -> Ran {
    let directory = tempfile::tempdir().expect("a directory");
    fs::write(directory.path().join(name), document).expect("a file");
    limited(directory.path(), &[command, "--spec", name])
}

/// The command is refused with this code, and the message has each of the parts.
#[track_caller]
fn refused(name: &str, document: &str, parts: &[&str]) {
    let ran = run("ir", name, document);
    let start: String = ran.err.chars().take(2000).collect();
    assert_eq!(ran.code, Some(2), "{start}");
    let line = format!("{name}:");
    for part in [&[line.as_str()], parts].concat() {
        assert!(ran.err.contains(part), "`{part}` is not in\n{start}");
    }
}

fn refer(name: impl std::fmt::Display) -> Value {
    json!({"$ref": format!("#/components/schemas/{name}")})
}

/// Schemas that each lead to the next, by `link`, and the last of them.
fn chain(length: usize, link: impl Fn(Value) -> Value, last: Value) -> Map<String, Value> {
    let links = (0..length).map(|n| (format!("s{n}"), link(refer(format_args!("s{}", n + 1)))));
    let mut schemas: Map<String, Value> = links.collect();
    schemas.insert(format!("s{length}"), last);
    schemas
}

/// A document of these schemas, with one operation.
fn document(schemas: Map<String, Value>, request: Value, reply: Value) -> String {
    let reply = json!({"description": "", "content": {"application/json": {"schema": reply}}});
    let request = json!({"content": {"application/x-www-form-urlencoded": {"schema": request}}});
    let post = json!({
        "operationId": "PostA", "requestBody": request, "responses": {"200": reply},
    });
    let document = json!({
        "openapi": "3.0.0",
        "info": {"title": "Bombs", "version": "1"},
        "servers": [{"url": "https://api.example.com/"}],
        "paths": {"/v1/a": {"post": post}},
        "components": {"schemas": schemas},
    });
    document.to_string()
}

fn object(properties: Value) -> Value {
    json!({"type": "object", "properties": properties})
}

fn string() -> Value {
    json!({"type": "string"})
}

fn yaml(rest: &str) -> String {
    format!("openapi: 3.0.0\ninfo: {{title: Bombs, version: '1'}}\npaths: {{}}\n{rest}\n")
}

#[test]
fn a_request_that_doubles_at_each_level() {
    let double = |next: Value| object(json!({"a": next, "b": next}));
    for levels in [18, 35, 300] {
        let schemas = chain(levels, double, string());
        let text = document(
            schemas,
            object(json!({"z": refer("s0")})),
            object(json!({})),
        );
        let place = "#/paths/~1v1~1a/post/requestBody/content/application~1x-www-form-urlencoded/schema/properties/z/";
        let code = if levels < 40 {
            "[too-large]"
        } else {
            "[too-deep]"
        };
        refused("bomb.json", &text, &[code, "which is the limit", place]);
    }
}

#[test]
fn a_chain_of_unions() {
    let link = |next: Value| json!({"anyOf": [next, string()]});
    let schemas = |length| chain(length, link, object(json!({"x": string()})));
    let text = |length| document(schemas(length), object(json!({})), object(json!({})));
    refused(
        "bomb.json",
        &text(4_000),
        &["[too-deep]: schemas are nested", "#/components/schemas/s40"],
    );
    let parts = [
        "[too-large]: the document has more than 12,000 schemas",
        "#/components/schemas/s",
    ];
    refused("bomb.json", &text(50_000), &parts);
}

#[test]
fn chains_of_items_and_of_single_alternatives() {
    let items = |next: Value| json!({"type": "array", "items": next});
    let of_one = |next: Value| json!({"anyOf": [next]});
    for (schemas, last) in [
        (chain(10_000, items, string()), "s40"),
        (chain(10_000, of_one, object(json!({"x": string()}))), "s40"),
    ] {
        let text = document(
            schemas,
            object(json!({})),
            object(json!({"x": refer("s0")})),
        );
        let place = format!("at #/components/schemas/{last}\n");
        refused(
            "bomb.json",
            &text,
            &["[too-deep]: schemas are nested", &place],
        );
    }
}

#[test]
fn aliases() {
    let aliases = vec!["*s"; 30_000].join(",");
    let text = yaml(&format!(
        "x-s: &s '{}'\nx-l: [{aliases}]",
        "a".repeat(100_000)
    ));
    refused(
        "bomb.yaml",
        &text,
        &[
            "[too-large]: the values of the document have more than",
            "bomb.yaml:5:",
            "#/x-l/",
        ],
    );

    let mut text = yaml("x-a0: &a0 [x,x,x,x,x,x,x,x,x,x]");
    for level in 1..9 {
        let inner = vec![format!("*a{}", level - 1); 10].join(",");
        writeln!(text, "x-a{level}: &a{level} [{inner}]").expect("a string");
    }
    refused(
        "bomb.yaml",
        &text,
        &["[too-large]: aliases stand for more than", "#/x-a"],
    );
}

#[test]
fn deep_nesting() {
    for nested in [
        "[".repeat(100_000),
        "{a: ".repeat(100_000),
        "- ".repeat(100_000),
    ] {
        let text = yaml(&format!("x-d:\n  {nested}"));
        refused(
            "bomb.yaml",
            &text,
            &[
                "[too-deep]: values are nested more than 100 deep",
                "bomb.yaml:5:",
                "#/x-d",
            ],
        );
    }
    let text = format!("{{\"openapi\": \"3.0.0\",\n\"x\": {}", "[".repeat(100_000));
    refused(
        "bomb.json",
        &text,
        &[
            "[too-deep]: values are nested more than 100 deep",
            "bomb.json:2:",
            "#/x/0/0/0",
        ],
    );
}

#[test]
fn many_values() {
    let wide = format!("[{}1]", "1,".repeat(1_000_000));
    let parts = ["[too-large]: the document has more than 600,000 values"];
    let text = format!("{{\"openapi\": \"3.0.0\",\n\"x\": {wide}}}");
    refused(
        "bomb.json",
        &text,
        &[&parts[..], &["bomb.json:2:", "#/x/599997"]].concat(),
    );
    refused(
        "bomb.yaml",
        &yaml(&format!("x-w: {wide}")),
        &[&parts[..], &["bomb.yaml:4:", "#/x-w/"]].concat(),
    );
    let long = format!("{{\"openapi\": \"{}\"}}", "3".repeat(32_000_000));
    let ran = run("ir", "bomb.json", &long);
    assert_eq!(ran.code, Some(2), "{}", ran.err);
    ran.says("[too-large]: the file has more than 32,000,000 bytes");
}

#[test]
fn many_paths() {
    let reply =
        json!({"description": "", "content": {"application/json": {"schema": object(json!({}))}}});
    let paths = (0..50_000).map(|n| {
        let get = json!({"operationId": format!("GetA{n}"), "responses": {"200": reply}});
        (format!("/v1/a{n}"), json!({"get": get}))
    });
    let mut document: Value =
        serde_json::from_str(&document(Map::new(), object(json!({})), object(json!({}))))
            .expect("JSON");
    document["paths"] = Value::Object(paths.collect());
    let parts = [
        "[too-large]: the document has more than 5,000 paths",
        "at #/paths/~1v1~1a",
    ];
    refused("bomb.json", &document.to_string(), &parts);
}

/// Each name is compared with all that exist, and each problem is kept.
#[test]
fn many_problems() {
    let schemas = (0..11_000).map(|n| {
        (
            format!("s{n}"),
            object(json!({"x": refer(format_args!("t{n}"))})),
        )
    });
    let text = document(schemas.collect(), object(json!({})), object(json!({})));
    refused("bomb.json", &text, &["unresolved-ref", "too-many"]);
}

/// A name that is required twice once doubled the work at each level.
#[test]
fn required_twice() {
    let mut nested = object(json!({"a": string()}));
    for _ in 0..30 {
        nested = json!({"type": "object", "required": ["a", "a"], "properties": {"a": nested}});
    }
    let request = object(json!({"z": {"anyOf": [nested, string()]}}));
    run(
        "ir",
        "bomb.json",
        &document(Map::new(), request, object(json!({}))),
    )
    .expect(0);
}

#[test]
fn long_chains_that_are_not_nested() {
    let same = chain(10_000, |next| next, string());
    let text = document(same, object(json!({})), object(json!({"x": refer("s0")})));
    let ran = run("coverage", "chain.json", &text).expect(0);
    ran.says("round trip equal");
    let requires =
        |next: Value| json!({"type": "object", "required": ["s"], "properties": {"s": next}});
    let text = document(
        chain(10_000, requires, object(json!({}))),
        object(json!({})),
        object(json!({})),
    );
    run("ir", "chain.json", &text).expect(0);
}

/// What a list's envelope has beside its items is copied by the coverage alone.
#[test]
fn envelopes_that_double() {
    let envelope = |next: Value| {
        let data = json!({"type": "array", "items": next});
        let list = json!({"type": "string", "enum": ["list"]});
        let properties = json!({"data": data, "has_more": next, "object": list, "url": next});
        let required = ["data", "has_more", "object", "url"];
        json!({"type": "object", "required": required, "properties": properties})
    };
    let text = document(
        chain(30, envelope, string()),
        object(json!({})),
        refer("s0"),
    );
    let ran = run("coverage", "bomb.json", &text).expect(1);
    ran.says("round trip differs");
}

#[test]
fn large_enums_and_objects() {
    let large = |n: usize| -> String {
        let values: Vec<String> = (0..n).map(|n| format!("v{n}")).collect();
        let fields: Map<String, Value> = (0..n / 10).map(|n| (format!("f{n}"), string())).collect();
        let mut schemas = Map::new();
        schemas.insert(
            "e".to_owned(),
            object(json!({"e": {"type": "string", "enum": values}})),
        );
        schemas.insert("f".to_owned(), object(Value::Object(fields)));
        document(
            schemas,
            object(json!({})),
            object(json!({"e": refer("e"), "f": refer("f")})),
        )
    };
    let directory: TempDir = tempfile::tempdir().expect("a directory");
    for (name, size) in [("small.json", 20), ("large.json", 100_000)] {
        fs::write(directory.path().join(name), large(size)).expect("a file");
    }
    limited(directory.path(), &["ir", "--spec", "large.json"]).expect(0);
    let arguments = ["diff", "small.json", "large.json", "--html", "page.html"];
    limited(directory.path(), &arguments)
        .expect(0)
        .says("verdict: minor");
}
