//! Operations, their parameters and responses.

use super::*;

const TWINS: &str = "openapi: 3.0.0
info: {title: Refunds, version: '1'}
paths:
  /v1/refunds:
    post:
      operationId: Refund
      responses:
        200: {description: A refund.}
    get:
      operationId: Refund
      responses:
        200: {description: Refunds.}
";

#[test]
fn of_one_name() {
    insta::assert_snapshot!(refused("refunds.yaml", TWINS), @"
    error[duplicate-operation-id]: two operations are called `Refund`
     --> refunds.yaml:6:7
      |
    6 |       operationId: Refund
      |       ^^^^^^^^^^^^^^^^^^^
      |
      = note: at #/paths/~1v1~1refunds/post/operationId
      = help: the other is #/paths/~1v1~1refunds/get/operationId

    refunds.yaml: 1 error
    ");
    let json = serde_json::to_string_pretty(
        &loaded("a.yaml", &TWINS.replacen("Refund\n", "Create\n", 1)).raw,
    );
    let json = json.expect("values are JSON").replace("Create", "Refund");
    insta::assert_snapshot!(refused("refunds.json", json), @r#"
    error[duplicate-operation-id]: two operations are called `Refund`
      --> refunds.json:18:9
       |
    18 |         "operationId": "Refund",
       |         ^^^^^^^^^^^^^^^^^^^^^^^
       |
       = note: at #/paths/~1v1~1refunds/post/operationId
       = help: the other is #/paths/~1v1~1refunds/get/operationId

    refunds.json: 1 error
    "#);
}

#[test]
fn path_parameters() {
    let text = "openapi: 3.0.0
info: {title: Refunds, version: '1'}
paths:
  /v1/refunds/{refund}:
    get:
      operationId: GetRefund
      parameters:
        - {name: id, in: path, schema: {type: string}}
        - {name: expand, in: query, style: simple, schema: {type: string}}
        - {name: expand, in: query, explode: false, schema: {type: string}}
      responses:
        200: {description: A refund.}
  /v1/charges/{charge:
    get: {operationId: GetCharge, responses: {200: {description: A charge.}}}
";
    insta::assert_snapshot!(refused("refunds.yaml", text), @"
    error[undeclared-path-parameter]: `{refund}` of the path is not declared as a parameter
     --> refunds.yaml:5:5
      |
    5 |     get:
      |     ^^^
      |
      = note: at #/paths/~1v1~1refunds~1{refund}/get

    error[optional-path-parameter]: a path parameter must have `required: true`
     --> refunds.yaml:8:11
      |
    8 |         - {name: id, in: path, schema: {type: string}}
      |           ^
      |
      = note: at #/paths/~1v1~1refunds~1{refund}/get/parameters/0

    error[unused-path-parameter]: the path parameter `id` does not occur in `/v1/refunds/{refund}`
     --> refunds.yaml:8:11
      |
    8 |         - {name: id, in: path, schema: {type: string}}
      |           ^
      |
      = note: at #/paths/~1v1~1refunds~1{refund}/get/parameters/0

    error[unsupported-value]: a query parameter cannot have the style `simple`
     --> refunds.yaml:9:37
      |
    9 |         - {name: expand, in: query, style: simple, schema: {type: string}}
      |                                     ^^^^^^^^^^^^^
      |
      = note: at #/paths/~1v1~1refunds~1{refund}/get/parameters/1/style

    error[duplicate-parameter]: the query parameter `expand` is declared twice
      --> refunds.yaml:10:11
       |
    10 |         - {name: expand, in: query, explode: false, schema: {type: string}}
       |           ^
       |
       = note: at #/paths/~1v1~1refunds~1{refund}/get/parameters/2

    error[unsupported-value]: `explode: false` is not supported
      --> refunds.yaml:10:37
       |
    10 |         - {name: expand, in: query, explode: false, schema: {type: string}}
       |                                     ^^^^^^^^^^^^^^
       |
       = note: at #/paths/~1v1~1refunds~1{refund}/get/parameters/2/explode
       = help: lists are written as `name[0]=…&name[1]=…`, not with commas

    error[invalid-path]: the braces of `/v1/charges/{charge` do not match
      --> refunds.yaml:14:5
       |
    14 |     get: {operationId: GetCharge, responses: {200: {description: A charge.}}}
       |     ^^^
       |
       = note: at #/paths/~1v1~1charges~1{charge/get

    refunds.yaml: 7 errors (1 duplicate-parameter, 1 invalid-path, 1 optional-path-parameter, 1 undeclared-path-parameter, 2 unsupported-value, 1 unused-path-parameter)
    ");
}

#[test]
fn replies() {
    let text = one_operation("").replace("200: ", "201: ");
    insta::assert_snapshot!(refused("refunds.yaml", text), @"
    error[missing-reply]: an operation must have a `200` response
     --> refunds.yaml:9:7
      |
    9 |       responses:
      |       ^^^^^^^^^
      |
      = note: at #/paths/~1v1~1refunds~1{refund}/get/responses

    error[unsupported]: a response with the status `201` is not supported
      --> refunds.yaml:10:9
       |
    10 |         201: {description: A refund.}
       |         ^^^
       |
       = note: at #/paths/~1v1~1refunds~1{refund}/get/responses/201
       = help: a call returns the `200` response; every error is the `default` response

    error[wrong-type]: `components` must be an object, but it is null
      --> refunds.yaml:11:1
       |
    11 | components:
       | ^^^^^^^^^^
       |
       = note: at #/components

    refunds.yaml: 3 errors (1 missing-reply, 1 unsupported, 1 wrong-type)
    ");
}

#[test]
fn unsupported() {
    let text = one_operation("tags: [refunds]\ncallbacks: {}\nsecurity: []")
        .replace("in: path", "in: header")
        + "  parameters: {}\nsecurity:\n  - oauth: []\ntags: [{name: refunds}]\n";
    insta::assert_snapshot!(refused("refunds.yaml", text), @"
    error[undeclared-path-parameter]: `{refund}` of the path is not declared as a parameter
     --> refunds.yaml:5:5
      |
    5 |     get:
      |     ^^^
      |
      = note: at #/paths/~1v1~1refunds~1{refund}/get

    error[unsupported]: `tags` of an operation is not supported
     --> refunds.yaml:7:7
      |
    7 |       tags: [refunds]
      |       ^^^^
      |
      = note: at #/paths/~1v1~1refunds~1{refund}/get/tags
      = help: operations are grouped by their paths, not by tags

    error[unsupported]: `callbacks` of an operation is not supported
     --> refunds.yaml:8:7
      |
    8 |       callbacks: {}
      |       ^^^^^^^^^
      |
      = note: at #/paths/~1v1~1refunds~1{refund}/get/callbacks
      = help: webhooks have types of their own

    error[unsupported]: `security` of an operation is not supported
     --> refunds.yaml:9:7
      |
    9 |       security: []
      |       ^^^^^^^^
      |
      = note: at #/paths/~1v1~1refunds~1{refund}/get/security
      = help: every call is authenticated by the same key

    error[unsupported-value]: `in` cannot be `header` here
      --> refunds.yaml:11:26
       |
    11 |         - {name: refund, in: header, required: true, schema: {type: string}}
       |                          ^^^^^^^^^^
       |
       = note: at #/paths/~1v1~1refunds~1{refund}/get/parameters/0/in
       = help: supported: `path`, `query`

    error[unsupported]: `parameters` of the document's `components` is not supported
      --> refunds.yaml:15:3
       |
    15 |   parameters: {}
       |   ^^^^^^^^^^
       |
       = note: at #/components/parameters
       = help: only schemas are shared by reference; write this in full where it is used

    error[unknown-security-scheme]: there is no security scheme `oauth`
      --> refunds.yaml:17:5
       |
    17 |   - oauth: []
       |     ^^^^^
       |
       = note: at #/security/0/oauth

    error[unsupported]: `tags` of an OpenAPI document is not supported
      --> refunds.yaml:18:1
       |
    18 | tags: [{name: refunds}]
       | ^^^^
       |
       = note: at #/tags
       = help: operations are grouped by their paths, not by tags

    refunds.yaml: 8 errors (1 undeclared-path-parameter, 1 unknown-security-scheme, 5 unsupported, 1 unsupported-value)
    ");
}
