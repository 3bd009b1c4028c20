//! Reports as a whole.

use super::*;

/// All problems are reported at once, in the order of the text, not of the keys.
#[test]
fn several_problems() {
    let text = with_schemas("refund:\n  type: objekt\n  nullabel: true\n  items: {$ref: '#/components/schemas/none'}\n  x-a: 1")
        .replace("operationId: GetRefund\n", "operation: GetRefund\n");
    insta::assert_snapshot!(refused("refunds.yaml", &text), @"
    error[unknown-key]: `operation` is not a key of an operation
     --> refunds.yaml:6:7
      |
    6 |       operation: GetRefund
      |       ^^^^^^^^^^^^^^^^^^^^
      |
      = note: at #/paths/~1v1~1refunds~1{refund}/get/operation
      = help: did you mean `operationId`?

    error[unsupported-value]: `type` cannot be `objekt` here
      --> refunds.yaml:14:7
       |
    14 |       type: objekt
       |       ^^^^^^^^^^^^
       |
       = note: at #/components/schemas/refund/type
       = help: supported: `array`, `boolean`, `integer`, `number`, `object`, `string`

    error[unknown-key]: `nullabel` is not a key of a schema
      --> refunds.yaml:15:7
       |
    15 |       nullabel: true
       |       ^^^^^^^^^^^^^^
       |
       = note: at #/components/schemas/refund/nullabel
       = help: did you mean `nullable`?

    error[unresolved-ref]: `#/components/schemas/none` points to nothing: there is no schema `none`
      --> refunds.yaml:16:15
       |
    16 |       items: {$ref: '#/components/schemas/none'}
       |               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
       |
       = note: at #/components/schemas/refund/items/$ref

    warning[unknown-extension]: `x-a` is ignored
      --> refunds.yaml:17:7
       |
    17 |       x-a: 1
       |       ^^^^^^
       |
       = note: at #/components/schemas/refund/x-a
       = help: its meaning here is unknown; if it matters, the generator must support it

    refunds.yaml: 4 errors, 1 warning (1 unknown-extension, 2 unknown-key, 1 unresolved-ref, 1 unsupported-value)
    ");
    let json = r##"{
  "openapi": "3.0.0",
  "info": {"title": "Refunds", "version": 1},
  "paths": {"v1/refunds": {}},
  "components": {"schemas": {"refund": {"type": "object", "type": "string", "enum": [1]}}}
}"##;
    insta::assert_snapshot!(refused("refunds.json", json), @r#"
    error[wrong-type]: `version` must be a string, but it is a number
     --> refunds.json:3:32
      |
    3 |   "info": {"title": "Refunds", "version": 1},
      |                                ^^^^^^^^^^^^
      |
      = note: at #/info/version

    error[unknown-key]: the path `v1/refunds` does not begin with `/`
     --> refunds.json:4:13
      |
    4 |   "paths": {"v1/refunds": {}},
      |             ^^^^^^^^^^^^
      |
      = note: at #/paths/v1~1refunds

    error[duplicate-key]: the key `type` is given more than once
     --> refunds.json:5:59
      |
    5 |   "components": {"schemas": {"refund": {"type": "object", "type": "string", "enum": [1]}}}
      |                                                           ^^^^^^^^^^^^^^^^
      |
      = note: at #/components/schemas/refund/type
      = help: keep one of them; this is the last

    error[enum-type]: the enum's type is `string`, but 1 is a number
     --> refunds.json:5:86
      |
    5 |   "components": {"schemas": {"refund": {"type": "object", "type": "string", "enum": [1]}}}
      |                                                                                      ^
      |
      = note: at #/components/schemas/refund/enum/0

    refunds.json: 4 errors (1 duplicate-key, 1 enum-type, 1 unknown-key, 1 wrong-type)
    "#);
}

/// Hundreds are counted, none is hidden.
#[test]
fn hundreds_of_problems() {
    let properties: String = (0..300)
        .map(|n| format!("    p{n}: {{typ: string, nullable: 1}}\n"))
        .collect();
    let report = refused(
        "refunds.yaml",
        with_schemas(&format!("refund:\n  properties:\n{properties}")),
    );
    assert_eq!(report.matches("error[").count(), 20);
    let (_, table) = report.split_once("and ").expect("the rest is counted");
    insta::assert_snapshot!(table, @"
    580 more:
       290  unknown-key (first at refunds.yaml:25:15)
       290  wrong-type (first at refunds.yaml:25:28)

    refunds.yaml: 600 errors (300 unknown-key, 300 wrong-type)
    ");
}

#[test]
fn colour_changes_nothing_but_the_colour() {
    let Err(report) = spec::load("a.yaml", b"openapi: 3.1.0") else {
        panic!("3.1 was loaded")
    };
    let (coloured, plain) = (report.render(true), report.render(false));
    assert!(coloured.contains("\u{1b}["));
    assert!(!plain.contains("\u{1b}["));
    assert_eq!(report.to_string(), plain);
}

/// A problem in an anchor's content is shown where the anchor is used or defined.
#[test]
fn behind_an_alias() {
    let text = with_schemas("a: &a\n  properties:\n    id: {typ: string}\nb: *a");
    insta::assert_snapshot!(refused("refunds.yaml", text), @"
    error[unknown-key]: `typ` is not a key of a schema
      --> refunds.yaml:15:14
       |
    15 |         id: {typ: string}
       |              ^^^^^^^^^^^
       |
       = note: at #/components/schemas/a/properties/id/typ
       = help: did you mean `type`?

    error[unknown-key]: `typ` is not a key of a schema
      --> refunds.yaml:16:5
       |
    16 |     b: *a
       |     ^^^^^
       |
       = note: at #/components/schemas/b/properties/id/typ
       = help: did you mean `type`?

    refunds.yaml: 2 errors
    ");
}
