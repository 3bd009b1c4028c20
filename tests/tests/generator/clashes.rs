//! Names of a document or of the ledger that mean something else in Rust, to a file system or to the runtime.
//!
//! `../projects/clashes.rs` compiles a client with all of them.

use generator::diagnostic::Report;
use generator::names::{Use, is_reserved};
use generator::{Input, Output, PackageName};
use tests::runtime_names::RuntimeNames;
use tests::templates;

const HEAD: &str = "openapi: 3.0.0
info: {title: Clashes, version: 2026-01-01.clash}
servers: [{url: https://api.example.com/}]
";

fn generate(document: &str, ledger: &str) -> Result<Output, Report> {
    let input = Input {
        name: "clashes.yaml",
        document: document.as_bytes(),
        data: &tests::data(&tests::Data {
            ledger,
            ..tests::Data::default()
        }),
    };
    generator::generate(&input, &templates(), &PackageName::default())
}

/// Operations at these paths, each answered with the schema `thing`, and more schemas.
fn document(paths: &[&str], parameters: &str, schemas: &str) -> String {
    let mut text = format!("{HEAD}paths:\n");
    for (number, path) in paths.iter().enumerate() {
        text += &format!(
            "  {path}:\n    get:\n      operationId: Get{number}\n      parameters: [{parameters}]\n      responses: {{'200': {{description: One., \
             content: {{application/json: {{schema: {{$ref: '#/components/schemas/thing'}}}}}}}}}}\n"
        );
    }
    text + "components:\n  schemas:\n    thing: {type: object, properties: {id: {type: string}}}\n"
        + schemas
}

/// No name of a document takes the place of one that the runtime or a trait gives to the same type, or that generated
/// modules have in scope. A failure names what is missing in `generator/src/names/reserved.rs`.
#[test]
fn names_of_the_runtime_are_reserved() {
    let RuntimeNames {
        client,
        service,
        setter,
        item,
        function,
    } = RuntimeNames::read();
    assert!(function.len() > 300, "{}", function.len());
    // What the reader must not lose sight of.
    for (names, examples) in [
        (&client, ["open", "raw", "clone", "run", "try_into"]),
        (&service, ["clone", "fmt", "into", "to_owned", "type_id"]),
        (&setter, ["next_page", "into_call", "eq", "param", "send"]),
        (&item, ["Expand", "Option", "PartialEq", "Currency", "D"]),
    ] {
        for example in examples {
            assert!(names.contains(example), "{example}: {names:?}");
        }
    }
    let mut missing = Vec::new();
    for (names, to) in [
        (client, Use::Service),
        (service.clone(), Use::Service),
        (service, Use::Operation),
        (setter, Use::Setter),
        (item, Use::Item),
    ] {
        let free = names.into_iter().filter(|name| !is_reserved(name, to));
        missing.extend(free.map(|name| (to, name)));
    }
    assert_eq!(missing, []);
}

/// Each is told with its line and column, and all at once.
#[test]
fn names_of_the_ledger_that_are_no_names() {
    let paths = ["/v1/refunds", "/v1/a", "/v1/b"];
    let ledger = "# names\n\
        GET /v1/a\tservices::a::r#fn\t1\n\
        GET /v1/b\tservices::b::Retrieve B\t1\n\
        GET /v1/refunds\tservices::refunds::Refunds\t1\n\
        thing\tobjects::thing\t1\n";
    let parameter =
        "{name: x, in: query, required: false, style: form, explode: true, schema: {type: string}}";
    let report = generate(&document(&paths, parameter, ""), ledger).err();
    let report = report.map_or_else(String::new, |report| report.render(false));
    let places: Vec<&str> = report
        .lines()
        .filter_map(|line| Some(line.split_once("--> ")?.1))
        .filter(|place| place.starts_with("spec/names.tsv"))
        .collect();
    let expected = [
        "spec/names.tsv:2:11",
        "spec/names.tsv:3:11",
        "spec/names.tsv:4:17",
        "spec/names.tsv:5:7",
    ];
    assert_eq!(places, expected, "{report}");
    assert!(
        report.contains("`services::refunds::Refunds` of `GET /v1/refunds` is that of a service"),
        "{report}"
    );
}

/// `Self` is no name of a type, but fine as a part of one.
#[test]
fn a_segment_named_self() {
    let parameter = "{name: created, in: query, required: false, style: form, explode: true, schema: {type: string, enum: [a, b]}}";
    let output = generate(&document(&["/v1/Self"], parameter, ""), "");
    let output = output.unwrap_or_else(|report| panic!("{report}"));
    let text = &output.files["src/services/self_/retrieve.rs"];
    assert!(text.contains("pub enum Created {"), "{text}");
    let text = &output.files["src/services/self_.rs"];
    assert!(text.contains("pub struct RetrieveSelf<"), "{text}");
}

/// Windows has no file `con.rs`.
#[test]
fn schemas_and_services_named_after_devices() {
    let schemas = "    con: {type: object, properties: {id: {type: string}}}\n    nul.a: {type: object, properties: {id: {type: string}}}\n";
    let output = generate(&document(&["/v1/aux", "/v1/console"], "", schemas), "");
    let output = output.unwrap_or_else(|report| panic!("{report}"));
    for path in [
        "resources/con_",
        "resources/nul_",
        "services/aux_",
        "services/console",
        "plumbing/resources/con_",
    ] {
        assert!(
            output.files.contains_key(&format!("src/{path}.rs")),
            "{path}"
        );
    }
    let text = &output.files["src/resources/con_.rs"];
    assert!(text.contains("pub struct Con {"), "{text}");
}

/// Both are refused at their places.
#[test]
fn names_that_are_too_long_for_a_file() {
    let long = "a".repeat(230);
    let path = format!("/v1/{long}");
    let schemas = format!(
        "    {long}: {{type: object, properties: {{}}}}\n    {}: {{type: object, properties: {{}}}}\n",
        "b_".repeat(150)
    );
    let report = generate(&document(&[path.as_str()], "", &schemas), "").err();
    let found: Vec<(&str, String)> = report
        .iter()
        .flat_map(|report| report.diagnostics())
        .map(|one| (one.code, one.pointer.to_string()))
        .collect();
    let expected = [
        ("long-name", format!("#/paths/~1v1~1{long}/get")),
        ("long-name", format!("#/components/schemas/{long}")),
    ];
    assert_eq!(found, expected);
}

/// Two alternatives are two variants, whatever is between the words of the fields that tell them apart.
#[test]
fn alternatives_that_differ_in_punctuation() {
    let object = |field: &str| {
        format!("{{type: object, required: [{field}], properties: {{{field}: {{type: string}}}}}}")
    };
    let parameter = format!(
        "{{name: x, in: query, required: false, style: deepObject, explode: true, schema: {{anyOf: [{}, {}]}}}}",
        object("foo-bar"),
        object("foo_bar")
    );
    let output = generate(&document(&["/v1/a"], &parameter, ""), "");
    let output = output.unwrap_or_else(|report| panic!("{report}"));
    let text = &output.files["src/services/a/retrieve.rs"];
    for variant in ["    FooMinusBarObject(", "    FooBarObject("] {
        assert_eq!(text.matches(variant).count(), 1, "{text}");
    }
}
