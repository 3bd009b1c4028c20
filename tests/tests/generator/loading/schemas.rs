//! Problems of a single schema that do not depend on its meaning.

use super::*;

#[test]
fn enums_and_required() {
    let text = "refund:
  type: object
  required: [id, amuont]
  properties:
    id: {type: string}
    amount: {type: integer}
    reason: {type: string, enum: [duplicate, fraudulent, duplicate, 3, null]}
    status: {type: string, nullable: true, enum: [null, '']}
    kind: {type: string, enum: []}";
    insta::assert_snapshot!(refused("refunds.yaml", with_schemas(text)), @r#"
    error[unknown-property]: `required` names `amuont`, which is not a property
      --> refunds.yaml:15:22
       |
    15 |       required: [id, amuont]
       |                      ^^^^^^
       |
       = note: at #/components/schemas/refund/required/1

    error[enum-type]: the enum's type is `string`, but 3 is a number
      --> refunds.yaml:19:73
       |
    19 |         reason: {type: string, enum: [duplicate, fraudulent, duplicate, 3, null]}
       |                                                                         ^
       |
       = note: at #/components/schemas/refund/properties/reason/enum/3

    error[enum-type]: the enum has null, but the schema is not `nullable`
      --> refunds.yaml:19:76
       |
    19 |         reason: {type: string, enum: [duplicate, fraudulent, duplicate, 3, null]}
       |                                                                            ^^^^
       |
       = note: at #/components/schemas/refund/properties/reason/enum/4

    error[empty-enum]: an enum must have a value
      --> refunds.yaml:21:30
       |
    21 |         kind: {type: string, enum: []}
       |                              ^^^^
       |
       = note: at #/components/schemas/refund/properties/kind/enum

    warning[ignored]: the enum has the value "duplicate" twice
      --> refunds.yaml:19:62
       |
    19 |         reason: {type: string, enum: [duplicate, fraudulent, duplicate, 3, null]}
       |                                                              ^^^^^^^^^
       |
       = note: at #/components/schemas/refund/properties/reason/enum/2
       = help: the repeated value has no effect

    refunds.yaml: 4 errors, 1 warning (1 empty-enum, 2 enum-type, 1 ignored, 1 unknown-property)
    "#);
}
