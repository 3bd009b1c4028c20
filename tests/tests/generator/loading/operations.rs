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
        - {name: expand, in: query, explode: false, schema: {type: array, items: {type: string}}}
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
    10 |         - {name: expand, in: query, explode: false, schema: {type: array, items: {type: string}}}
       |           ^
       |
       = note: at #/paths/~1v1~1refunds~1{refund}/get/parameters/2

    error[unsupported-value]: `explode: false` is not supported
      --> refunds.yaml:10:37
       |
    10 |         - {name: expand, in: query, explode: false, schema: {type: array, items: {type: string}}}
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
    let text = one_operation("").replace("200: ", "default: ") + "  schemas: {}\n";
    insta::assert_snapshot!(refused("refunds.yaml", text), @"
    error[missing-reply]: an operation must have the response of a success
     --> refunds.yaml:9:7
      |
    9 |       responses:
      |       ^^^^^^^^^
      |
      = note: at #/paths/~1v1~1refunds~1{refund}/get/responses
      = help: give it a response with a status such as `200`; `default` is the response of a failure

    refunds.yaml: 1 error
    ");
    let text = one_operation("").replace("200: ", "2xx: ");
    insta::assert_snapshot!(refused("refunds.yaml", text), @"
    error[invalid-name]: `2xx` is not the status of a response
      --> refunds.yaml:10:9
       |
    10 |         2xx: {description: A refund.}
       |         ^^^
       |
       = note: at #/paths/~1v1~1refunds~1{refund}/get/responses/2xx
       = help: a status is three digits, a digit and `XX`, or `default`

    error[wrong-type]: `components` must be an object, but it is null
      --> refunds.yaml:11:1
       |
    11 | components:
       | ^^^^^^^^^^
       |
       = note: at #/components

    refunds.yaml: 2 errors (1 invalid-name, 1 wrong-type)
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

    error[unknown-security-scheme]: there is no security scheme `oauth`
      --> refunds.yaml:17:5
       |
    17 |   - oauth: []
       |     ^^^^^
       |
       = note: at #/security/0/oauth

    warning[ignored]: `callbacks` of an operation is ignored
     --> refunds.yaml:8:7
      |
    8 |       callbacks: {}
      |       ^^^^^^^^^
      |
      = note: at #/paths/~1v1~1refunds~1{refund}/get/callbacks
      = help: a client is called back by webhooks, which have types of their own

    warning[ignored]: the header `refund` is not a parameter of the call
      --> refunds.yaml:11:11
       |
    11 |         - {name: refund, in: header, required: true, schema: {type: string}}
       |           ^
       |
       = note: at #/paths/~1v1~1refunds~1{refund}/get/parameters/0
       = help: callers set headers by the options of a call

    refunds.yaml: 2 errors, 2 warnings (2 ignored, 1 undeclared-path-parameter, 1 unknown-security-scheme)
    ");
}
