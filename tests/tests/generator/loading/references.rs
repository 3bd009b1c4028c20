//! `$ref`.

use super::*;

#[test]
fn dangling() {
    insta::assert_snapshot!(
        refused("refunds.yaml", with_schemas("refund:\n  properties:\n    charge: {$ref: '#/components/schemas/chrage'}\ncharge: {type: object}")), @"
    error[unresolved-ref]: `#/components/schemas/chrage` points to nothing: there is no schema `chrage`
      --> refunds.yaml:15:18
       |
    15 |         charge: {$ref: '#/components/schemas/chrage'}
       |                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
       |
       = note: at #/components/schemas/refund/properties/charge/$ref
       = help: did you mean `charge`?

    refunds.yaml: 1 error
    ");
    insta::assert_snapshot!(
        refused("refunds.json", r##"{
  "openapi": "3.0.0",
  "info": {"title": "Refunds", "version": "1"},
  "paths": {},
  "components": {"schemas": {
    "refund": {"properties": {"charge": {"$ref": "#/components/schemas/balance"}}}
  }}
}"##), @r##"
    error[unresolved-ref]: `#/components/schemas/balance` points to nothing: there is no schema `balance`
     --> refunds.json:6:42
      |
    6 |     "refund": {"properties": {"charge": {"$ref": "#/components/schemas/balance"}}}
      |                                          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      |
      = note: at #/components/schemas/refund/properties/charge/$ref

    refunds.json: 1 error
    "##);
}

#[test]
fn with_siblings() {
    insta::assert_snapshot!(
        refused("refunds.yaml", with_schemas("refund:\n  properties:\n    charge:\n      description: The charge.\n      $ref: '#/components/schemas/charge'\n      nullable: true\ncharge: {type: object}")), @"
    error[ref-siblings]: keys next to `$ref` have no effect: `nullable`
      --> refunds.yaml:17:11
       |
    17 |           $ref: '#/components/schemas/charge'
       |           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
       |
       = note: at #/components/schemas/refund/properties/charge/$ref
       = help: put the reference into an `anyOf` of one, or remove these keys

    warning[ignored]: `description` next to `$ref` is ignored
      --> refunds.yaml:16:11
       |
    16 |           description: The charge.
       |           ^^^^^^^^^^^^^^^^^^^^^^^^
       |
       = note: at #/components/schemas/refund/properties/charge/description
       = help: OpenAPI gives keys next to `$ref` no effect; put the reference into an `anyOf` of one to describe it

    refunds.yaml: 1 error, 1 warning (1 ignored, 1 ref-siblings)
    ");
    insta::assert_snapshot!(
        refused("refunds.json", r##"{
  "openapi": "3.0.0",
  "info": {"title": "Refunds", "version": "1"},
  "paths": {},
  "components": {"schemas": {
    "charge": {"items": {"$ref": "#/components/schemas/charge", "nullable": true}}
  }}
}"##), @r##"
    error[ref-siblings]: keys next to `$ref` have no effect: `nullable`
     --> refunds.json:6:26
      |
    6 |     "charge": {"items": {"$ref": "#/components/schemas/charge", "nullable": true}}
      |                          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      |
      = note: at #/components/schemas/charge/items/$ref
      = help: put the reference into an `anyOf` of one, or remove these keys

    refunds.json: 1 error
    "##);
}

#[test]
fn alias_cycle() {
    insta::assert_snapshot!(
        refused("refunds.yaml", with_schemas("a: {$ref: '#/components/schemas/b'}\nb: {$ref: '#/components/schemas/c'}\nc: {$ref: '#/components/schemas/b'}\nd: {$ref: '#/components/schemas/d'}\ne: {$ref: '#/components/schemas/f'}\nf: {type: string}")), @"
    error[ref-cycle]: these schemas are only references to each other: `b` → `c` → `b`
      --> refunds.yaml:14:9
       |
    14 |     b: {$ref: '#/components/schemas/c'}
       |         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
       |
       = note: at #/components/schemas/b/$ref

    error[ref-cycle]: these schemas are only references to each other: `d` → `d`
      --> refunds.yaml:16:9
       |
    16 |     d: {$ref: '#/components/schemas/d'}
       |         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
       |
       = note: at #/components/schemas/d/$ref

    refunds.yaml: 2 errors
    ");
    insta::assert_snapshot!(
        refused("refunds.json", r##"{
  "openapi": "3.0.0",
  "info": {"title": "Refunds", "version": "1"},
  "paths": {},
  "components": {"schemas": {"a": {"$ref": "#/components/schemas/a"}}}
}"##), @r##"
    error[ref-cycle]: these schemas are only references to each other: `a` → `a`
     --> refunds.json:5:36
      |
    5 |   "components": {"schemas": {"a": {"$ref": "#/components/schemas/a"}}}
      |                                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      |
      = note: at #/components/schemas/a/$ref

    refunds.json: 1 error
    "##);
}

#[test]
fn of_the_wrong_kind() {
    let text = with_schemas(
        "a: {$ref: 'charge.yaml#/charge'}\nb: {$ref: '#/components/schemas/a/items'}\nc: {$ref: 1}",
    )
    .replace(
        "{description: A refund.}",
        "{$ref: '#/components/responses/refund'}",
    );
    insta::assert_snapshot!(refused("refunds.yaml", text), @"
    error[unresolved-ref]: `#/components/responses/refund` points to nothing: there is no response `refund`
      --> refunds.yaml:10:15
       |
    10 |         200: {$ref: '#/components/responses/refund'}
       |               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
       |
       = note: at #/paths/~1v1~1refunds~1{refund}/get/responses/200/$ref

    error[external-ref]: `charge.yaml#/charge` points outside of the document
      --> refunds.yaml:13:9
       |
    13 |     a: {$ref: 'charge.yaml#/charge'}
       |         ^^^^^^^^^^^^^^^^^^^^^^^^^^^
       |
       = note: at #/components/schemas/a/$ref
       = help: the generator reads one document only

    error[unsupported-ref]: `#/components/schemas/a/items` does not point to a schema of `#/components/schemas`
      --> refunds.yaml:14:9
       |
    14 |     b: {$ref: '#/components/schemas/a/items'}
       |         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
       |
       = note: at #/components/schemas/b/$ref

    error[wrong-type]: `$ref` must be a string, but it is a number
      --> refunds.yaml:15:9
       |
    15 |     c: {$ref: 1}
       |         ^^^^^^^
       |
       = note: at #/components/schemas/c/$ref

    refunds.yaml: 4 errors (1 external-ref, 1 unresolved-ref, 1 unsupported-ref, 1 wrong-type)
    ");
}

#[test]
fn are_resolved() {
    let text = with_schemas(
        "a: {$ref: '#/components/schemas/b'}\nb: {title: B}\nc: {items: {$ref: '#/components/schemas/c'}}",
    );
    let document = loaded("refunds.yaml", &text);
    let schema = spec::resolve::schema(&document.api, "a").expect("`a` stands for `b`");
    assert_eq!(schema.schema_data.title.as_deref(), Some("B"));
    assert!(spec::resolve::schema(&document.api, "d").is_none());
}
