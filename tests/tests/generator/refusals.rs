//! Refusals after loading: every construct without an exact counterpart in the IR, all in one report.

use generator::diagnostic::Report;
use generator::{Input, PackageName};
use tests::{read, templates};

fn refused(document: &str, ledger: &str, exceptions: &str) -> Option<Report> {
    let data = tests::try_data(&tests::Data {
        ledger,
        exceptions,
        ..tests::Data::default()
    });
    let output = data.and_then(|data| {
        let input = Input {
            name: "refused.yaml",
            document: document.as_bytes(),
            data: &data,
        };
        generator::generate(&input, &templates(), &PackageName::default())
    });
    output.err()
}

fn report(document: &str, ledger: &str, exceptions: &str) -> String {
    let report = refused(document, ledger, exceptions);
    report.map_or_else(|| "accepted".to_owned(), |report| report.render(false))
}

/// Only the messages: code and sentence of each.
fn messages(document: &str, ledger: &str, exceptions: &str) -> String {
    let Some(report) = refused(document, ledger, exceptions) else {
        return "accepted".to_owned();
    };
    let mut lines: Vec<String> = report
        .diagnostics()
        .iter()
        .map(|diagnostic| {
            format!(
                "{}: {} at {}\n",
                diagnostic.code, diagnostic.message, diagnostic.pointer
            )
        })
        .collect();
    lines.sort();
    lines.concat()
}

const HEAD: &str = "
openapi: 3.0.0
info: {title: Refused, version: 2026-01-01.no}
servers: [{url: https://api.example.com/}]
";

const THING: &str = "
components:
  schemas:
    thing: {type: object, required: [id], properties: {id: {type: string}}}
";

/// A document whose only response schema has this property.
fn replying(property: &str) -> String {
    format!(
        "{HEAD}paths: {{}}\ncomponents:\n  schemas:\n    thing: {{type: object, properties: {{id: {{type: string}}}}}}\n    other: {{type: object, properties: {{id: {{type: string}}}}}}\n    asked: {{type: object, required: [p], properties: {{p: {property}}}}}\n"
    )
}

/// A document with one form parameter.
fn asking(parameter: &str) -> String {
    format!(
        "{HEAD}paths:\n  /v1/things:\n    post:\n      operationId: PostThings\n      requestBody: {{content: {{application/x-www-form-urlencoded: {{schema: {{type: object, additionalProperties: false, properties: {{p: {parameter}}}}}}}}}}}\n      responses: {{'200': {{description: One., content: {{application/json: {{schema: {{$ref: '#/components/schemas/thing'}}}}}}}}}}\n{THING}"
    )
}

#[test]
fn replies() {
    let schemas = [
        "{type: boolean, enum: [true, false]}",
        "{type: boolean, enum: [false]}",
        "{type: integer, enum: [1]}",
        "{type: integer, format: roman}",
        "{type: number, enum: [1.5]}",
        "{type: number, format: roman}",
        "{type: string, format: ipv4}",
        "{type: string, nullable: true}",
        "{type: array, items: {type: string, nullable: true}}",
        "{type: object, properties: {a: {type: string}}, additionalProperties: {type: string}}",
        "{type: object, additionalProperties: {type: string, nullable: true}}",
        "{anyOf: [{type: string}, {type: integer}]}",
        "{anyOf: [{$ref: '#/components/schemas/thing'}], x-expansionResources: {oneOf: [{$ref: '#/components/schemas/thing'}]}}",
        "{allOf: [{$ref: '#/components/schemas/thing'}]}",
        "{not: {type: string}}",
        "{description: Anything.}",
        "{$ref: '#/components/schemas/asked'}",
        "{anyOf: [{$ref: '#/components/schemas/thing'}, {$ref: '#/components/schemas/thing'}]}",
    ];
    let text: String = schemas
        .iter()
        .map(|schema| {
            format!(
                "{schema}\n  {}\n",
                messages(&replying(schema), "", "")
                    .trim_end()
                    .replace('\n', "\n  ")
            )
        })
        .collect();
    insta::assert_snapshot!(text);
}

#[test]
fn requests() {
    let schemas = [
        "{type: array}",
        "{oneOf: [{type: string}, {type: integer}]}",
        "{allOf: [{type: string}, {type: integer}]}",
        "{allOf: [{type: object, properties: {a: {type: string}}}, {properties: {a: {type: integer}}}]}",
        "{allOf: [{type: object, properties: {a: {type: string}}}, {required: [b]}]}",
        "{anyOf: [{type: string}, {type: string, format: decimal}]}",
        "{type: object, properties: {a: {type: string}}, additionalProperties: {type: string}}",
        "{type: string, format: binary}",
    ];
    let text: String = schemas
        .iter()
        .map(|schema| {
            format!(
                "{schema}\n  {}\n",
                messages(&asking(schema), "", "")
                    .trim_end()
                    .replace('\n', "\n  ")
            )
        })
        .collect();
    insta::assert_snapshot!(text);
}

#[test]
fn operations() {
    let one = "responses: {'200': {description: One., content: {application/json: {schema: {$ref: '#/components/schemas/thing'}}}}}";
    let form = "{type: object, properties: {a: {type: string}}}";
    let document = format!(
        "{HEAD}paths:
  /v1/a b:
    get: {{operationId: GetAB, {one}}}
  /v1/both:
    post:
      operationId: PostBoth
      parameters: [{{name: a, in: query, required: false, style: form, explode: true, schema: {{type: string}}}}]
      requestBody: {{content: {{application/x-www-form-urlencoded: {{schema: {form}}}}}}}
      {one}
  /v1/files:
    post:
      operationId: PostFiles
      requestBody: {{content: {{multipart/form-data: {{schema: {form}}}}}}}
      {one}
  /v1/things/{{thing}}/refund:
    post: {{operationId: PostRefund, parameters: [{{name: thing, in: path, required: true, style: simple, schema: {{type: string}}}}], {one}}}
  /v1/vendor:
    post:
      operationId: PostVendor
      requestBody: {{content: {{application/vnd.example+json: {{schema: {form}}}}}}}
      {one}
  /v1/xml:
    post:
      operationId: PostXml
      requestBody: {{content: {{application/xml: {{schema: {form}}}}}}}
      {one}
{THING}"
    );
    insta::assert_snapshot!(report(&document, "", ""));
}

/// What a setter could not say is no part of a client that has it.
#[test]
fn what_cannot_be_said_of_a_parameter() {
    let empty = "{type: string, enum: ['']}";
    let whole = "{type: integer}, {type: string, format: int64}";
    for (code, schema) in [
        (
            "clearable-item",
            "{type: array, items: {type: string, enum: ['', a]}}".to_owned(),
        ),
        (
            "clearable-item",
            "{type: array, items: {type: integer, nullable: true}}".to_owned(),
        ),
        (
            "clearable-item",
            format!("{{type: array, items: {{anyOf: [{{type: integer}}, {empty}]}}}}"),
        ),
        (
            "two-ways-to-clear",
            format!("{{anyOf: [{{type: string, nullable: true}}, {{type: integer}}, {empty}]}}"),
        ),
        ("ambiguous-union", format!("{{anyOf: [{whole}]}}")),
    ] {
        let messages = messages(&asking(&schema), "", "");
        assert!(
            messages.starts_with(&format!("{code}: ")),
            "{schema}: {messages}"
        );
    }
    for schema in [
        format!("{{type: array, items: {{anyOf: [{{type: string}}, {empty}]}}}}"),
        format!("{{anyOf: [{{type: string, format: int64}}, {{type: boolean}}, {empty}]}}"),
    ] {
        assert_eq!(messages(&asking(&schema), "", ""), "accepted", "{schema}");
    }
}

#[test]
fn lists_in_a_form_travel_with_brackets() {
    let body = |style: &str| {
        let list = asking("{type: array, items: {type: string}}");
        list.replace(
            "urlencoded: {",
            &format!("urlencoded: {{encoding: {{p: {{style: {style}, explode: true}}}}, "),
        )
    };
    assert_eq!(messages(&body("deepObject"), "", ""), "accepted");
    let refused = messages(&body("form"), "", "");
    assert!(
        refused
            .starts_with("unsupported-value: lists, objects and alternatives travel with brackets"),
        "{refused}"
    );
    assert!(refused.ends_with("/encoding/p/style\n"), "{refused}");
}

#[test]
fn targets_that_are_said_otherwise() {
    let of = |any_of: &str, resources: &str| {
        let field = format!(
            "{{anyOf: [{{type: string}}{any_of}], x-expansionResources: {{oneOf: [{resources}]}}}}"
        );
        messages(&replying(&field), "", "")
    };
    let thing = "{$ref: '#/components/schemas/thing'}";
    let other = "{$ref: '#/components/schemas/other'}";
    assert_eq!(of(&format!(", {thing}"), thing), "accepted");
    for (any_of, resources) in [
        (format!(", {thing}"), other.to_owned()),
        (format!(", {thing}"), format!("{thing}, {other}")),
        (String::new(), thing.to_owned()),
        (format!(", {thing}"), "{type: object}".to_owned()),
    ] {
        let refused = of(&any_of, &resources);
        assert!(
            refused.starts_with("expandable: the targets of"),
            "{any_of}: {refused}"
        );
    }
}

#[test]
fn ports_are_ports() {
    let of = |url: &str| {
        let document = replying("{type: string}").replace("https://api.example.com/", url);
        messages(&document, "", "")
    };
    assert_eq!(of("https://api.example.com:8443/"), "accepted");
    for url in [
        "https://a.example:99999/",
        "https://a.example:/",
        "https://:443/",
        "https://a.example:b",
    ] {
        assert!(of(url).starts_with("servers: the server"), "{url}");
    }
}

/// A call has one type of response, which may be left out.
#[test]
fn two_successes() {
    let of = |schema: &str| {
        let document = format!(
            "{HEAD}paths:
  /v1/two:
    get:
      operationId: GetTwo
      responses:
        '200': {{description: One., content: {{application/json: {{schema: {{$ref: '#/components/schemas/thing'}}}}}}}}
        '202': {{description: Two., content: {schema}}}
{THING}"
        );
        messages(&document, "", "")
    };
    assert_eq!(
        of("{application/json: {schema: {type: array, items: {type: string}}}}"),
        "two-successes: the responses of the statuses `200` and `202` have different types at #/paths/~1v1~1two/get/responses/202\n"
    );
    for same in [
        "{}",
        "{text/json: {schema: {$ref: '#/components/schemas/thing'}}}",
    ] {
        assert_eq!(of(same), "accepted", "{same}");
    }
}

/// A file is either a parameter of an upload or a whole response.
#[test]
fn files() {
    let file = "{type: string, format: binary}";
    let one = "responses: {'200': {description: One., content: {application/json: {schema: {$ref: '#/components/schemas/thing'}}}}}";
    let body = |media_type: &str, property: &str| {
        format!(
            "requestBody: {{content: {{{media_type}: {{schema: {{type: object, properties: {{p: {property}}}}}}}}}}}"
        )
    };
    let form = body("application/x-www-form-urlencoded", file);
    let json = body("application/json", file);
    let upload = body("multipart/form-data", file);
    let nested = body(
        "multipart/form-data",
        &format!("{{type: object, properties: {{f: {file}}}}}"),
    );
    // First the problems of the document itself, then those that only show in the IR.
    let lowered = format!(
        "{HEAD}paths:
  /v1/reads:
    get: {{operationId: GetReads, {upload}, {one}}}
  /v1/texts:
    get: {{operationId: GetTexts, responses: {{'200': {{description: One., content: {{application/json: {{schema: {file}}}}}}}}}}}
{THING}"
    );
    let emitted = format!(
        "{HEAD}paths:
  /v1/forms:
    post: {{operationId: PostForms, {form}, {one}}}
  /v1/lists:
    get: {{operationId: GetLists, responses: {{'200': {{description: One., content: {{application/json: {{schema: {{type: array, items: {file}}}}}}}}}}}}}
  /v1/nested:
    post: {{operationId: PostNested, {nested}, {one}}}
  /v2/json:
    post: {{operationId: PostV2Json, {json}, {one}}}
{THING}"
    );
    let accepted = format!(
        "{HEAD}paths:
  /v1/files:
    post: {{operationId: PostFiles, {upload}, {one}}}
    get: {{operationId: GetFiles, responses: {{'200': {{description: One., content: {{image/png: {{schema: {file}}}}}}}}}}}
{THING}"
    );
    insta::assert_snapshot!(
        [lowered, emitted, accepted]
            .map(|document| messages(&document, "", ""))
            .join("\n")
    );
}

#[test]
fn servers_and_versions() {
    let document = read("spec/refunds.yaml");
    let version = document.replacen("version: \"2026-05-27.dahlia\"", "version: \"a b\"", 1);
    assert!(version != document);
    let mut text = messages(&version, "", "");
    for server in [
        "http://api.stripe.com",
        "https://key@api.stripe.com/",
        "https://api.stripe.com/v1",
        "/",
    ] {
        let other = document.replacen(
            "url: \"https://api.stripe.com/\"",
            &format!("url: {server}"),
            1,
        );
        assert!(other != document);
        text += messages(&other, "", "").trim_end();
        text.push('\n');
    }
    insta::assert_snapshot!(text);
}

#[test]
fn two_operations_of_one_name() {
    let document = read("spec/refunds.yaml");
    let exceptions = "operation\tPOST /v1/refunds/{refund}/cancel\trefunds.create\ta test\noperation\tGET /v1/refunds/{refund}\tcharges.refunds\ta test\n";
    insta::assert_snapshot!(messages(&document, "", exceptions));
}

#[test]
fn data_files() {
    let document = read("spec/refunds.yaml");
    let exceptions = "word\ta\tb\t\nnothing\t\t\nword\tc\td\tyes\nword\tc\te\tyes\nlink\t/\thttps://a\tyes\nlink\t/\thttps://b\tyes\nsecret\ta b\tany\tyes\nsecret\ta b\ttext\tyes\nsecret\ta\tsome\tyes\n";
    let ledger = "refund\tobjects::Refund\t1\ncharge\tobjects::Refund\t1\ncharge\tobjects::Charge\t1\nno tabs\n";
    insta::assert_snapshot!(messages(&document, "", exceptions));
    insta::assert_snapshot!(messages(&document, ledger, ""));
    insta::assert_snapshot!(messages(
        &document,
        "refund\tobjects::fn\t1\ncharge\tobjects::String\t1\nshipping\tservices::refunds::Shipping\t1\nGET /v1/refunds ()\trefunds.create\t1\n",
        ""
    ));
}

/// Constructs that would be lost, or would recurse endlessly.
#[test]
fn circles_and_nulls() {
    let schemas = [
        (
            "a: {type: array, items: {$ref: '#/components/schemas/a'}}",
            "recursive-list",
        ),
        (
            "a: {anyOf: [{$ref: '#/components/schemas/a'}]}",
            "recursive-list",
        ),
        (
            "a: {anyOf: [{$ref: '#/components/schemas/a'}, {$ref: '#/components/schemas/thing'}]}",
            "recursive-union",
        ),
        (
            "a: {anyOf: [{$ref: '#/components/schemas/thing'}, {$ref: '#/components/schemas/null'}]}\n    null: {type: object, nullable: true, properties: {}}",
            "nullable-member",
        ),
        (
            "a: {type: object, nullable: true, properties: {}}",
            "nullable-reply",
        ),
    ];
    for (schema, code) in schemas {
        let document = format!(
            "{HEAD}paths:\n  /v1/a:\n    get:\n      operationId: GetA\n      responses: {{'200': {{description: One., content: {{application/json: {{schema: {{$ref: '#/components/schemas/a'}}}}}}}}}}\n{THING}    {}\n",
            schema.replace("null:", "'null':")
        );
        let messages = messages(&document, "", "");
        assert!(
            messages.contains(&format!("{code}: ")),
            "{schema}: {messages}"
        );
    }
    let argument = format!(
        "{HEAD}paths:\n  /v1/a/{{a}}:\n    get:\n      operationId: GetA\n      parameters: [{{name: a, in: path, required: true, schema: {{type: integer}}}}]\n      responses: {{'200': {{description: One., content: {{application/json: {{schema: {{$ref: '#/components/schemas/thing'}}}}}}}}}}\n{THING}"
    );
    assert_eq!(messages(&argument, "", ""), "accepted");
    let list = argument.replace("{type: integer}", "{type: array, items: {type: string}}");
    let refused = messages(&list, "", "");
    assert!(refused.contains("path-argument: "), "{refused}");
    for schema in [
        "{anyOf: [{type: string, nullable: true}, {type: string, enum: ['']}]}",
        "{anyOf: [{type: string}, {type: string, enum: ['']}], nullable: true}",
        "{type: string, enum: ['', a], nullable: true}",
    ] {
        let cleared = argument
            .replace("in: path, required: true", "in: query, style: deepObject")
            .replace("{type: integer}", schema)
            .replace("/v1/a/{a}", "/v1/a");
        let refused = messages(&cleared, "", "");
        assert!(
            refused.contains("two-ways-to-clear: "),
            "{schema}: {refused}"
        );
    }
    let error = argument
        .replace("{a}", "a")
        .replace("/v1/a/a:", "/v1/a:")
        .replace("[{name: a, in: path, required: true, schema: {type: integer}}]", "[]")
        .replace(
            "responses: {",
            "responses: {default: {description: No., content: {application/json: {schema: {$ref: '#/components/schemas/texts'}}}}, ",
        );
    let error = format!("{error}    texts: {{type: array, items: {{type: string}}}}\n");
    let refused = messages(&error, "", "");
    assert!(refused.contains("error-schema: "), "{refused}");
    // Only words travel as `form`.
    let list = argument
        .replace("in: path, required: true", "in: query, style: form")
        .replace("{type: integer}", "{type: array, items: {type: string}}")
        .replace("/v1/a/{a}", "/v1/a");
    let refused = messages(&list, "", "");
    assert!(refused.contains("unsupported-value: "), "{refused}");
}

/// A component is lowered where it is mentioned, but is not dropped in silence where it is not.
#[test]
fn components_that_nothing_mentions() {
    for (schema, code) in [
        ("{allOf: [{type: string}, {type: integer}]}", "all-of"),
        ("{not: {type: string}}", "not"),
        ("{description: Anything., minLength: 1}", "untyped"),
        // No keyword of an object.
        (
            "{type: object, properties: {}, items: {type: string}}",
            "untyped",
        ),
    ] {
        let document = format!("{HEAD}paths: {{}}\ncomponents:\n  schemas:\n    alone: {schema}\n");
        let told = messages(&document, "", "");
        assert!(
            told.contains(code) && told.contains("#/components/schemas/alone"),
            "{schema}: {told}"
        );
    }
}

/// Each data file is a separate source: the faults of all files are in one report, at their lines.
#[test]
fn faults_of_data_files_are_at_their_lines() {
    let broken = tests::Data {
        ledger: "# names\nrefund\tobjects::Refund\nrefund\tobjects::Refund\t2026-01-01\nother\tobjects::Refund\tone+1\n",
        exceptions: "word\trefunds\tre funds\t \noperation\tGET /v1/a\tlist\ta test\n",
        fixups: "may-be-missing\trefund amount\tdahlia\ta test\n",
        events: "\nsnapshot\ta b\trefund\ta test\n",
        examples: "call\tGET /v1/a\t{\ta test\n",
    };
    let report = tests::try_data(&broken).expect_err("it is refused");
    insta::assert_snapshot!(report.render(false));
}

/// If a line conflicts with the document, the report shows both locations.
#[test]
fn faults_of_data_about_a_document_are_at_their_lines() {
    let document = read("spec/refunds.yaml");
    let data = tests::Data {
        ledger: "# names\nrefund\tobjects::Json\t2026-01-01\n",
        ..tests::Data::default()
    };
    let fixups = tests::Data {
        fixups: "# fixups\n\nmay-be-missing\trefund charge\t2026-05-27.dahlia..\ta test\n",
        ..tests::Data::default()
    };
    let events = tests::Data {
        events: "# events\nsnapshot\ta.b\trefund_next_action\ta test\n",
        ..tests::Data::default()
    };
    let reports = [data, fixups, events].map(|data| {
        let data = tests::data(&data);
        let input = Input {
            name: "spec/refunds.yaml",
            document: document.as_bytes(),
            data: &data,
        };
        let output = generator::generate(&input, &templates(), &PackageName::default());
        output.expect_err("it is refused").render(false)
    });
    insta::assert_snapshot!(reports.join("\n"));
}
