//! Files that cannot be read: encoding, syntax, nesting.

use super::*;

#[test]
fn not_utf8() {
    insta::assert_snapshot!(refused("refunds.yaml", b"openapi: 3.0.0\ninfo: {title: Caf\xe9}\n"), @"
    error[not-utf8]: the file is not UTF-8: the byte at offset 32 does not belong there
    --> refunds.yaml:2:18
     = help: save the file as UTF-8

    refunds.yaml: 1 error
    ");
    insta::assert_snapshot!(refused("refunds.json", b"\xff\xfe{\0}\0"), @"
    error[not-utf8]: the file is not UTF-8: the byte at offset 0 does not belong there
    --> refunds.json:1:1
     = help: this looks like UTF-16; save the file as UTF-8

    refunds.json: 1 error
    ");
}

#[test]
fn truncated() {
    insta::assert_snapshot!(refused("refunds.json", "{\n  \"openapi\": \"3.0.0\",\n  \"info\": {\"title\": \"Ref"), @r#"
    error[truncated]: the JSON is cut off: EOF while parsing a string
     --> refunds.json:3:24
      |
    3 |   "info": {"title": "Ref
      |                        ^
      |
      = help: this is the end of the file; fetch it again if it was cut off

    refunds.json: 1 error
    "#);
    insta::assert_snapshot!(refused("refunds.json", "{\n  \"openapi\": \"3.0.0\",\n"), @r#"
    error[truncated]: the JSON is cut off: EOF while parsing a value
     --> refunds.json:2:21
      |
    2 |   "openapi": "3.0.0",
      |                     ^
      |
      = help: this is the end of the file; fetch it again if it was cut off

    refunds.json: 1 error
    "#);
    insta::assert_snapshot!(refused("refunds.yaml", "openapi: 3.0.0\ninfo: {title: Refunds,\n"), @"
    error[truncated]: the YAML is cut off: did not find expected node content, while parsing a flow node
     --> refunds.yaml:2:22
      |
    2 | info: {title: Refunds,
      |                      ^
      |
      = help: this is the end of the file; fetch it again if it was cut off

    refunds.yaml: 1 error
    ");
    insta::assert_snapshot!(refused("refunds.yaml", "openapi: 3.0.0\ninfo:\n  title: \"Ref"), @r#"
    error[truncated]: the YAML is cut off: found unexpected end of stream, while scanning a quoted scalar at line 3 column 10
     --> refunds.yaml:3:13
      |
    3 |   title: "Ref
      |             ^
      |
      = help: this is the end of the file; fetch it again if it was cut off

    refunds.yaml: 1 error
    "#);
    insta::assert_snapshot!(refused("refunds.yaml", "openapi: 3.0.0\ninfo:\n  tit"), @"
    error[missing-key]: an OpenAPI document must have the key `paths`
     --> refunds.yaml:1:1
      |
    1 | openapi: 3.0.0
      | ^

    error[wrong-type]: `info` must be an object, but it is a string
     --> refunds.yaml:2:1
      |
    2 | info:
      | ^^^^
      |
      = note: at #/info

    warning[truncated]: the file does not end with a line break, so it may be cut off
     --> refunds.yaml:3:5
      |
    3 |   tit
      |     ^

    refunds.yaml: 2 errors, 1 warning (1 missing-key, 1 truncated, 1 wrong-type)
    ");
}

#[test]
fn truncated_where_yaml_could_end() {
    insta::assert_snapshot!(refused("refunds.yaml", "openapi: 3.0.0\ninfo:\n  title: Refunds"), @"
    error[missing-key]: an OpenAPI document must have the key `paths`
     --> refunds.yaml:1:1
      |
    1 | openapi: 3.0.0
      | ^

    error[missing-key]: the document's `info` must have the key `version`
     --> refunds.yaml:2:1
      |
    2 | info:
      | ^^^^
      |
      = note: at #/info

    warning[truncated]: the file does not end with a line break, so it may be cut off
     --> refunds.yaml:3:16
      |
    3 |   title: Refunds
      |                ^

    refunds.yaml: 2 errors, 1 warning (2 missing-key, 1 truncated)
    ");
}

#[test]
fn syntax() {
    insta::assert_snapshot!(refused("refunds.json", "{\n  \"openapi\": \"3.0.0\"\n  \"info\": {}\n}"), @r#"
    error[invalid-syntax]: not JSON: expected `,` or `}`
     --> refunds.json:3:3
      |
    3 |   "info": {}
      |   ^

    refunds.json: 1 error
    "#);
    insta::assert_snapshot!(refused("refunds.yaml", "openapi: 3.0.0\n\tinfo: {}\npaths: {}\n"), @"
    error[invalid-syntax]: not YAML: a tab indents this line, and YAML takes only spaces there
     --> refunds.yaml:2:1
      |
    2 |     info: {}
      | ^^^^

    refunds.yaml: 1 error
    ");
    insta::assert_snapshot!(refused("refunds.yaml", "openapi: 3.0.0\ninfo: *nothing\npaths: {}\n"), @"
    error[invalid-syntax]: not YAML: unknown anchor
     --> refunds.yaml:2:7
      |
    2 | info: *nothing
      |       ^

    refunds.yaml: 1 error
    ");
    insta::assert_snapshot!(refused("refunds.yaml", "openapi: 3.0.0\nmaximum: .inf\npaths: {}\n"), @"
    error[invalid-syntax]: not YAML: maximum: inf is not a number that JSON can express
     --> refunds.yaml:2:10
      |
    2 | maximum: .inf
      |          ^

    refunds.yaml: 1 error
    ");
}

#[test]
fn anchor_cycle() {
    insta::assert_snapshot!(refused("refunds.yaml", with_schemas("refund: &refund\n  properties:\n    parent: *refund")), @"
    error[anchor-cycle]: this alias is inside the anchor that it names, so it would never end
      --> refunds.yaml:15:17
       |
    15 |         parent: *refund
       |                 ^^^^^^^
       |
       = help: recursive schemas are written with `$ref`

    refunds.yaml: 1 error
    ");
}

#[test]
fn too_deep() {
    insta::assert_snapshot!(refused("refunds.yaml", "a: ".to_owned() + &"[".repeat(200) + &"]".repeat(200)), @"
    error[too-deep]: values are nested more than 100 deep here, which is the limit
      |
    1 | [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[
      |                                         ^
      |
      = note: at refunds.yaml:1:104
      = note: at #/a/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0
      = help: the limits are several times what Stripe's whole document needs; a reference or an alias counts as all that it stands for

    refunds.yaml: 1 error
    ");
    insta::assert_snapshot!(refused("refunds.json", "[".repeat(200) + &"]".repeat(200)), @"
    error[too-deep]: values are nested more than 100 deep here, which is the limit
     --> refunds.json:1:101
      |
    1 | [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[...
      |                                                                                                     ^
      |
      = note: at #/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0
      = help: the limits are several times what Stripe's whole document needs; a reference or an alias counts as all that it stands for

    refunds.json: 1 error
    ");
}

#[test]
fn byte_order_mark_is_no_problem() {
    loaded(
        "refunds.yaml",
        &format!("\u{feff}{}  schemas: {{}}\n", one_operation("")),
    );
}

/// The file extension decides; without one, the content does.
#[test]
fn syntax_follows_the_name() {
    let json = serde_json::to_string(&loaded("a.yaml", &with_schemas("a: {}")).raw)
        .expect("values are JSON");
    assert_eq!(loaded("a", &json).raw, loaded("a.yml", &json).raw);
    assert_eq!(
        loaded("-", &with_schemas("a: {}")).raw,
        loaded("a.json", &json).raw
    );
    assert!(spec::load("a.json", with_schemas("a: {}").as_bytes()).is_err());
}
