//! Files that are not OpenAPI 3.0 documents.

use super::*;

#[test]
fn openapi_2() {
    insta::assert_snapshot!(refused("refunds.yaml", "swagger: '2.0'\ninfo: {title: Refunds}\n"), @"
    error[unsupported-version]: OpenAPI 2.0 (Swagger) is not supported
     --> refunds.yaml:1:1
      |
    1 | swagger: '2.0'
      | ^^^^^^^^^^^^^^
      |
      = note: at #/swagger
      = help: this generator reads OpenAPI 3.0, such as `latest/openapi.spec3.json` (or `.yaml`) of github.com/stripe/openapi

    refunds.yaml: 1 error
    ");
    insta::assert_snapshot!(refused("refunds.json", r#"{"swagger": "2.0", "paths": {}}"#), @r#"
    error[unsupported-version]: OpenAPI 2.0 (Swagger) is not supported
     --> refunds.json:1:2
      |
    1 | {"swagger": "2.0", "paths": {}}
      |  ^^^^^^^^^^^^^^^^
      |
      = note: at #/swagger
      = help: this generator reads OpenAPI 3.0, such as `latest/openapi.spec3.json` (or `.yaml`) of github.com/stripe/openapi

    refunds.json: 1 error
    "#);
}

#[test]
fn openapi_3_1() {
    insta::assert_snapshot!(refused("refunds.yaml", "openapi: 3.1.0\npaths: {}\n"), @"
    error[unsupported-version]: OpenAPI 3.1.0 is not supported
     --> refunds.yaml:1:1
      |
    1 | openapi: 3.1.0
      | ^^^^^^^^^^^^^^
      |
      = note: at #/openapi
      = help: this generator reads OpenAPI 3.0, such as `latest/openapi.spec3.json` (or `.yaml`) of github.com/stripe/openapi

    refunds.yaml: 1 error
    ");
    insta::assert_snapshot!(refused("refunds.json", "{\n  \"openapi\": \"3.1.0\"\n}\n"), @r#"
    error[unsupported-version]: OpenAPI 3.1.0 is not supported
     --> refunds.json:2:3
      |
    2 |   "openapi": "3.1.0"
      |   ^^^^^^^^^^^^^^^^^^
      |
      = note: at #/openapi
      = help: this generator reads OpenAPI 3.0, such as `latest/openapi.spec3.json` (or `.yaml`) of github.com/stripe/openapi

    refunds.json: 1 error
    "#);
}

#[test]
fn version_that_yaml_takes_for_a_number() {
    insta::assert_snapshot!(refused("refunds.yaml", "# Refunds\nopenapi: 3.0\n"), @r#"
    error[wrong-type]: `openapi` must be a string such as "3.0.0", but it is a number
     --> refunds.yaml:2:1
      |
    2 | openapi: 3.0
      | ^^^^^^^^^^^^
      |
      = note: at #/openapi
      = help: put the version in quotes

    refunds.yaml: 1 error
    "#);
}

#[test]
fn something_else() {
    insta::assert_snapshot!(refused("package.json", r#"{"name": "stripe"}"#), @r#"
    error[unsupported-version]: this is not an OpenAPI document: it has no key `openapi`
     --> package.json:1:1
      |
    1 | {"name": "stripe"}
      | ^
      |
      = help: this generator reads OpenAPI 3.0, such as `latest/openapi.spec3.json` (or `.yaml`) of github.com/stripe/openapi

    package.json: 1 error
    "#);
}

#[test]
fn empty_file() {
    insta::assert_snapshot!(refused("refunds.yaml", ""), @"
    error[empty-document]: the file contains no document
    --> refunds.yaml:1:1

    refunds.yaml: 1 error
    ");
    insta::assert_snapshot!(refused("refunds.yaml", "# Refunds\n---\n\n"), @"
    error[empty-document]: the file contains no document
     --> refunds.yaml:1:1
      |
    1 | # Refunds
      | ^

    refunds.yaml: 1 error
    ");
    insta::assert_snapshot!(refused("refunds.json", "\n"), @"
    error[empty-document]: the file contains no document
    --> refunds.json:1:1

    refunds.json: 1 error
    ");
}

#[test]
fn list_at_the_top() {
    insta::assert_snapshot!(refused("refunds.yaml", "- openapi: 3.0.0\n"), @"
    error[wrong-type]: the document is a list, not an object
     --> refunds.yaml:1:1
      |
    1 | - openapi: 3.0.0
      | ^
      |
      = help: this generator reads OpenAPI 3.0, such as `latest/openapi.spec3.json` (or `.yaml`) of github.com/stripe/openapi

    refunds.yaml: 1 error
    ");
    insta::assert_snapshot!(refused("refunds.json", "[]"), @"
    error[wrong-type]: the document is a list, not an object
     --> refunds.json:1:1
      |
    1 | []
      | ^
      |
      = help: this generator reads OpenAPI 3.0, such as `latest/openapi.spec3.json` (or `.yaml`) of github.com/stripe/openapi

    refunds.json: 1 error
    ");
}

#[test]
fn scalar_at_the_top() {
    insta::assert_snapshot!(refused("refunds.yaml", "Not Found\n"), @"
    error[wrong-type]: the document is a string, not an object
     --> refunds.yaml:1:1
      |
    1 | Not Found
      | ^
      |
      = help: this generator reads OpenAPI 3.0, such as `latest/openapi.spec3.json` (or `.yaml`) of github.com/stripe/openapi

    refunds.yaml: 1 error
    ");
}
