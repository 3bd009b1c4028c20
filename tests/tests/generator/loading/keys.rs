//! Keys: duplicate, unknown, missing, ignored, of the wrong type.

use super::*;

#[test]
fn duplicate() {
    insta::assert_snapshot!(
        refused("refunds.yaml", with_schemas("refund:\n  type: object\n  description: A refund.\n  type: string")), @"
    error[duplicate-key]: the key `type` is given more than once
      --> refunds.yaml:16:7
       |
    16 |       type: string
       |       ^^^^^^^^^^^^
       |
       = note: at #/components/schemas/refund/type
       = help: keep one of them; this is the last

    refunds.yaml: 1 error
    ");
    insta::assert_snapshot!(refused("refunds.yaml", one_operation("responses:\n  '200': {description: None.}\nsummary: Get")), @"
    error[duplicate-key]: the key `responses` is given more than once
      --> refunds.yaml:12:7
       |
    12 |       responses:
       |       ^^^^^^^^^
       |
       = note: at #/paths/~1v1~1refunds~1{refund}/get/responses
       = help: keep one of them; this is the last

    error[wrong-type]: `components` must be an object, but it is null
      --> refunds.yaml:14:1
       |
    14 | components:
       | ^^^^^^^^^^
       |
       = note: at #/components

    refunds.yaml: 2 errors (1 duplicate-key, 1 wrong-type)
    ");
    insta::assert_snapshot!(
        refused("refunds.json", r#"{
  "openapi": "3.0.0",
  "info": {"title": "Refunds", "version": "1", "title": "refunds"},
  "paths": {}
}"#), @r#"
    error[duplicate-key]: the key `title` is given more than once
     --> refunds.json:3:48
      |
    3 |   "info": {"title": "Refunds", "version": "1", "title": "refunds"},
      |                                                ^^^^^^^^^^^^^^^^^^
      |
      = note: at #/info/title
      = help: keep one of them; this is the last

    refunds.json: 1 error
    "#);
}

#[test]
fn unknown() {
    insta::assert_snapshot!(refused("refunds.yaml", with_schemas("refund:\n  type: object\n  desciption: A refund.")), @"
    error[unknown-key]: `desciption` is not a key of a schema
      --> refunds.yaml:15:7
       |
    15 |       desciption: A refund.
       |       ^^^^^^^^^^^^^^^^^^^^^
       |
       = note: at #/components/schemas/refund/desciption
       = help: did you mean `description`?

    refunds.yaml: 1 error
    ");
    insta::assert_snapshot!(refused("refunds.yaml", one_operation("verb: get")), @"
    error[unknown-key]: `verb` is not a key of an operation
     --> refunds.yaml:7:7
      |
    7 |       verb: get
      |       ^^^^^^^^^
      |
      = note: at #/paths/~1v1~1refunds~1{refund}/get/verb

    error[wrong-type]: `components` must be an object, but it is null
      --> refunds.yaml:12:1
       |
    12 | components:
       | ^^^^^^^^^^
       |
       = note: at #/components

    refunds.yaml: 2 errors (1 unknown-key, 1 wrong-type)
    ");
    insta::assert_snapshot!(
        refused("refunds.json", "{\n\t\"openapi\": \"3.0.0\",\n\t\"info\": {\"title\": \"\\ud83d\\ude00\", \"version\": \"1\"},\n\t\"path\": {}\n}"), @r#"
    error[missing-key]: an OpenAPI document must have the key `paths`
     --> refunds.json:1:1
      |
    1 | {
      | ^

    error[unknown-key]: `path` is not a key of an OpenAPI document
     --> refunds.json:4:2
      |
    4 |     "path": {}
      |     ^^^^^^
      |
      = note: at #/path
      = help: did you mean `paths`?

    refunds.json: 2 errors (1 missing-key, 1 unknown-key)
    "#);
}

#[test]
fn missing() {
    insta::assert_snapshot!(
        refused("refunds.json", r#"{"openapi": "3.0.0", "info": {"title": "Refunds"}, "paths": {"/a": {"get": {}}}}"#), @r#"
    error[missing-key]: the document's `info` must have the key `version`
     --> refunds.json:1:22
      |
    1 | {"openapi": "3.0.0", "info": {"title": "Refunds"}, "paths": {"/a": {"get": {}}}}
      |                      ^^^^^^
      |
      = note: at #/info

    error[missing-key]: an operation must have the key `responses`
     --> refunds.json:1:69
      |
    1 | {"openapi": "3.0.0", "info": {"title": "Refunds"}, "paths": {"/a": {"get": {}}}}
      |                                                                     ^^^^^
      |
      = note: at #/paths/~1a/get

    refunds.json: 2 errors
    "#);
}

#[test]
fn in_a_line_of_any_length() {
    let padding = "a".repeat(5000);
    let text = format!(
        r#"{{"openapi": "3.0.0", "info": {{"title": "{padding}", "version": 1}}, "paths": {{}}}}"#
    );
    insta::assert_snapshot!(refused("refunds.json", text), @r#"
    error[wrong-type]: `version` must be a string, but it is a number
      |
    1 | aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "version": 1}, "paths": {}}
      |                                         ^^^^^^^^^^^^
      |
      = note: at refunds.json:1:5044
      = note: at #/info/version

    refunds.json: 1 error
    "#);
}

/// Unknown extensions have no effect, so they are reported but not refused.
#[test]
fn unknown_extension_and_ignored_key() {
    let text = with_schemas("refund:\n  type: object\n  x-stripeMostCommon: [id]\n  example: {}");
    let document = loaded("refunds.yaml", &text);
    insta::assert_snapshot!(document.report(vec![]).render(false), @"
    warning[unknown-extension]: `x-stripeMostCommon` is ignored
      --> refunds.yaml:15:7
       |
    15 |       x-stripeMostCommon: [id]
       |       ^^^^^^^^^^^^^^^^^^
       |
       = note: at #/components/schemas/refund/x-stripeMostCommon
       = help: its meaning here is unknown; if it matters, the generator must support it

    warning[ignored]: `example` of a schema is ignored
      --> refunds.yaml:16:7
       |
    16 |       example: {}
       |       ^^^^^^^
       |
       = note: at #/components/schemas/refund/example
       = help: examples are not part of the client

    refunds.yaml: 2 warnings (1 ignored, 1 unknown-extension)
    ");
}

/// An extension that is known in one place is unknown elsewhere.
#[test]
fn known_extension_elsewhere() {
    let document = loaded(
        "refunds.yaml",
        &one_operation("x-resourceId: refund").replace("components:\n", ""),
    );
    assert_eq!(document.warnings.len(), 1, "{:?}", document.warnings);
}

#[test]
fn wrong_types() {
    insta::assert_snapshot!(
        refused("refunds.yaml", with_schemas("refund:\n  type: [string, 'null']\n  nullable: yes\n  maxLength: -1\n  properties: [id]\n  description: 2")), @"
    error[wrong-type]: `type` must be a string, but it is a list
      --> refunds.yaml:14:7
       |
    14 |       type: [string, 'null']
       |       ^^^^
       |
       = note: at #/components/schemas/refund/type
       = help: lists of types belong to OpenAPI 3.1; in 3.0 a value that can be null has `nullable: true`

    error[wrong-type]: `nullable` must be true or false, but it is a string
      --> refunds.yaml:15:7
       |
    15 |       nullable: yes
       |       ^^^^^^^^^^^^^
       |
       = note: at #/components/schemas/refund/nullable

    error[wrong-type]: `maxLength` must be an integer that is not negative, but it is a number
      --> refunds.yaml:16:7
       |
    16 |       maxLength: -1
       |       ^^^^^^^^^^^^^
       |
       = note: at #/components/schemas/refund/maxLength

    error[wrong-type]: `properties` must be an object, but it is a list
      --> refunds.yaml:17:7
       |
    17 |       properties: [id]
       |       ^^^^^^^^^^
       |
       = note: at #/components/schemas/refund/properties

    error[wrong-type]: `description` must be a string, but it is a number
      --> refunds.yaml:18:7
       |
    18 |       description: 2
       |       ^^^^^^^^^^^^^^
       |
       = note: at #/components/schemas/refund/description

    refunds.yaml: 5 errors
    ");
}
