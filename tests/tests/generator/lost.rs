//! Parts of a document that the client has no place for are refused, warned about, or make another type. They are not
//! accepted in silence: a report of changes would not show that they change.

use generator::ir::{Shape, Type};
use generator::{Input, Lowered};

/// A document with one operation: its parameter, the schema of its response, and its error.
fn document(parameter: &str, reply: &str, error: &str) -> String {
    format!(
        "openapi: 3.0.0
info: {{title: Lost, version: 2026-01-01.lost}}
servers: [{{url: https://api.example.com/}}]
paths:
  /v1/things:
    get:
      operationId: GetThings
      parameters: [{{name: p, in: query, required: false, style: form, explode: true, schema: {parameter}}}]
      responses:
        '200': {{description: One., content: {{application/json: {{schema: {reply}}}}}}}
        default: {{description: Error., content: {{{error}: {{schema: {{$ref: '#/components/schemas/thing'}}}}}}}}
components:
  schemas:
    thing: {{type: object, properties: {{id: {{type: string}}}}}}
"
    )
}

const JSON: &str = "application/json";
const THING: &str = "{$ref: '#/components/schemas/thing'}";
const TEXT: &str = "{type: string}";

fn lower(document: &str) -> Result<Lowered, generator::diagnostic::Report> {
    let data = tests::data(&tests::Data::default());
    generator::lower(&Input {
        name: "lost.yaml",
        document: document.as_bytes(),
        data: &data,
    })
}

fn list(object: &str) -> String {
    format!(
        "{{type: object, required: [data, has_more, object, url], properties: {{data: {{type: array, items: {THING}}}, has_more: {{type: \
         boolean}}, object: {object}, url: {{type: string}}}}}}"
    )
}

/// The list type of the client has no field for another value, so such an object is a type of its own.
#[test]
fn a_list_with_another_object() {
    let reply = |object: &str| {
        let lowered = lower(&document(TEXT, &list(object), JSON));
        let mut api = lowered.unwrap_or_else(|report| panic!("{report}")).api;
        let reply = api.operations.remove(0).reply;
        (api, reply)
    };
    assert!(matches!(
        reply("{type: string, enum: [list]}").1,
        Type::List(..)
    ));
    for object in [
        "{type: string, enum: [pear]}",
        "{type: string, enum: [list, pear]}",
        "{type: string}",
    ] {
        let (api, reply) = reply(object);
        let Type::Named(place) = &reply else {
            panic!("{object}: {reply:?}")
        };
        let Some(Shape::Object { fields, .. }) = api.shape(place) else {
            panic!("{object}")
        };
        assert!(
            fields.iter().any(|field| field.name == "object"),
            "{object}"
        );
    }
}

/// The client reads errors as JSON.
#[test]
fn an_error_in_another_media_type() {
    let report = lower(&document(TEXT, THING, "text/plain")).map_err(|report| report.render(false));
    let report = report.err().unwrap_or_default();
    assert!(
        report.contains("error[error-media-type]: an error as `text/plain`"),
        "{report}"
    );
    assert!(report.contains("--> lost.yaml:11:"), "{report}");
    assert!(
        report.contains("at #/paths/~1v1~1things/get/responses/default/content/text~1plain"),
        "{report}"
    );
    assert!(lower(&document(TEXT, THING, JSON)).is_ok());
}

/// The server applies it, and the client has no place for it.
#[test]
fn a_default_of_a_parameter() {
    let lowered = lower(&document("{type: string, default: a}", THING, JSON));
    let lowered = lowered.unwrap_or_else(|report| panic!("{report}"));
    let warnings = lowered
        .warnings
        .map_or_else(String::new, |report| report.render(false));
    assert!(
        warnings.contains("warning[ignored]: `default` of a schema is ignored"),
        "{warnings}"
    );
    assert!(warnings.contains("--> lost.yaml:8:"), "{warnings}");
}
