//! Types of replies: objects that may be deleted, unions with a keyword, and the constants of what can be expanded.

use std::collections::{BTreeMap, BTreeSet};

use generator::ir::{SchemaPath, Type};
use generator::{Input, Lowered, PackageName};
use serde_json::Value;
use tests::{Data, exceptions, shared, templates};

/// A document whose only operation answers with `reply`. A box is an object, and has a tombstone.
fn document(reply: &str, schemas: &str) -> String {
    format!(
        r##"
openapi: 3.0.0
info: {{title: Boxes, version: 2026-01-01.boxes, description: Boxes.}}
servers: [{{url: "https://api.example.com/"}}]
paths:
  /v1/boxes/{{box}}:
    post:
      operationId: PostBoxesBox
      parameters: [{{name: box, in: path, required: true, style: simple, schema: {{type: string}}}}]
      requestBody:
        required: false
        content:
          application/x-www-form-urlencoded:
            schema:
              type: object
              properties:
                up_to: {{anyOf: [{{type: string, enum: [inf]}}, {{type: integer}}]}}
                cancel_at: {{anyOf: [{{type: string, enum: [now]}}, {{type: integer, format: unix-time}}]}}
                sizes: {{type: array, items: {{type: string, enum: [large, small]}}}}
      responses:
        "200": {{description: A box., content: {{application/json: {{schema: {reply}}}}}}}
components:
  schemas:
    box: {{type: object, required: [id, object], properties: {{id: {{type: string}}, object: {{type: string, enum: [box]}}}}}}
    deleted_box: {{type: object, required: [deleted, id, object], properties: {{deleted: {{type: boolean, enum: [true]}}, id: {{type: string}}, object: {{type: string, enum: [box]}}}}}}
    other: {{type: object, required: [id, object], properties: {{id: {{type: string}}, object: {{type: string, enum: [other]}}}}}}
{schemas}
"##
    )
}

const BOX: &str = r##"{$ref: "#/components/schemas/box"}"##;
const DELETED: &str = r##"{$ref: "#/components/schemas/deleted_box"}"##;
const OTHER: &str = r##"{$ref: "#/components/schemas/other"}"##;

fn lower(document: &str) -> Lowered {
    let data = tests::data(&Data::default());
    let input = Input {
        name: "boxes.yaml",
        document: document.as_bytes(),
        data: &data,
    };
    generator::lower(&input).unwrap_or_else(|report| panic!("{report}"))
}

fn files(document: &str, exceptions: &str) -> BTreeMap<String, String> {
    let data = tests::data(&Data {
        exceptions,
        ..Data::default()
    });
    let input = Input {
        name: "boxes.yaml",
        document: document.as_bytes(),
        data: &data,
    };
    generator::generate(&input, &templates(), &PackageName::default())
        .unwrap_or_else(|report| panic!("{report}"))
        .files
}

fn reply(reply: &str, schemas: &str) -> Type {
    lower(&document(reply, schemas)).api.operations[0]
        .reply
        .clone()
}

#[test]
fn an_object_and_its_tombstone_are_one_type() {
    let pair = Type::MaybeDeleted {
        live: SchemaPath::schema("box"),
        tombstone: SchemaPath::schema("deleted_box"),
    };
    let any_of = format!("{{anyOf: [{BOX}, {DELETED}]}}");
    assert_eq!(reply(&any_of, ""), pair);
    assert_eq!(pair.places().count(), 2);
    // Inside of other types too.
    let holder = format!(
        "    holder: {{type: object, required: [all], properties: {{all: {{type: array, items: {{anyOf: [{{type: string}}, {BOX}, {DELETED}], x-expansionResources: {{oneOf: [{BOX}, {DELETED}]}}}}}}}}}}"
    );
    let lowered = lower(&document(BOX, &holder));
    let ir = generator::ir::print(&lowered.api, |_| String::new());
    assert!(
        ir.contains("all: array of expandable <box> or <deleted_box> once deleted"),
        "{ir}"
    );
    let files = files(&document(&any_of, ""), "");
    assert!(files["src/services/boxes.rs"].contains("or its tombstone if it is deleted"));
    assert!(
        files["src/plumbing/services/boxes.rs"].contains("MaybeDeleted < objects::BoxObject >")
    );
    let plumbing = &files["src/plumbing/resources/box_.rs"];
    assert!(
        plumbing.contains("deletable!(BoxObject => objects::DeletedBox, \"box\");"),
        "{plumbing}"
    );
}

#[test]
fn other_unions_stay_unions() {
    let is_union = |schema: &str, schemas: &str| {
        let ty = reply(schema, schemas);
        assert!(matches!(ty, Type::Named(_)), "{schema}: {ty:?}");
    };
    // A third member; another object's tombstone; a union with a name of its own; the tombstone first.
    is_union(&format!("{{anyOf: [{BOX}, {DELETED}, {OTHER}]}}"), "");
    is_union(&format!("{{anyOf: [{OTHER}, {DELETED}]}}"), "");
    is_union(&format!("{{anyOf: [{DELETED}, {BOX}]}}"), "");
    is_union(
        r##"{$ref: "#/components/schemas/either"}"##,
        &format!("    either: {{anyOf: [{BOX}, {DELETED}]}}"),
    );
    // Without an id there is nothing to know either by.
    let nameless = "    crate: {type: object, required: [object], properties: {object: {type: string, enum: [crate]}}}\n    \
                    deleted_crate: {type: object, required: [deleted, object], properties: {deleted: {type: boolean, enum: [true]}, object: {type: string, enum: [crate]}}}";
    let nameless_pair = r##"{anyOf: [{$ref: "#/components/schemas/crate"}, {$ref: "#/components/schemas/deleted_crate"}]}"##;
    is_union(nameless_pair, nameless);
    // An object has one tombstone, the first.
    let second = format!(
        "    buried_box: {{type: object, required: [deleted, id, object], properties: {{deleted: {{type: boolean, enum: [true]}}, id: {{type: string}}, object: {{type: string, enum: [box]}}}}}}\n    \
         holder: {{type: object, required: [first], properties: {{first: {{anyOf: [{BOX}, {DELETED}]}}}}}}"
    );
    is_union(
        r##"{anyOf: [{$ref: "#/components/schemas/box"}, {$ref: "#/components/schemas/buried_box"}]}"##,
        &second,
    );
}

/// A union that holds one enumeration takes its text, and one that holds a time takes what times do.
#[test]
fn texts_go_into_enumerations() {
    let files = files(&document(BOX, ""), "");
    let (service, plumbing) = (
        &files["src/services/boxes.rs"],
        &files["src/plumbing/services/boxes/update.rs"],
    );
    assert!(
        service
            .contains("sizes(self, value: impl IntoIterator<Item = impl IntoEnum<update::Size>>)"),
        "{service}"
    );
    assert!(plumbing.contains("choice!(UpTo, text "), "{plumbing}");
    assert!(
        plumbing.contains("choice!(CancelAt, text Keyword, time "),
        "{plumbing}"
    );
}

/// What the document lists as expandable has a constant, in each type that has any.
#[test]
fn every_field_that_is_listed_has_its_constant() {
    for version in ["2026-05-27", "2026-04-22"] {
        let Some(text) = shared(&format!("specs/stripe-{version}.dahlia.json")) else {
            return;
        };
        let constants = constants(&files(&text, &exceptions()));
        let document: Value = serde_json::from_str(&text).expect("a document");
        let schemas = document["components"]["schemas"].as_object();
        let lowered = lower_whole(&text);
        let mut compared = 0;
        for (name, schema) in schemas.expect("schemas") {
            let Some(path) = lowered.names.of(&SchemaPath::schema(name)) else {
                continue;
            };
            let Some(constants) = constants.get(&path.name) else {
                continue;
            };
            let listed = schema["x-expandableFields"].as_array();
            for field in listed.into_iter().flatten().filter_map(Value::as_str) {
                assert!(constants.contains(field), "{version} {name}.{field}");
                compared += 1;
            }
        }
        assert!(compared > 1500, "{compared}");
        for (name, field) in [
            ("Invoice", "confirmation_secret"),
            ("Customer", "cash_balance"),
        ] {
            assert!(constants[name].contains(field), "{version} {name}.{field}");
        }
    }
}

fn lower_whole(text: &str) -> Lowered {
    let exceptions = exceptions();
    let data = tests::data(&Data {
        exceptions: &exceptions,
        ..Data::default()
    });
    let input = Input {
        name: "whole.json",
        document: text.as_bytes(),
        data: &data,
    };
    generator::lower(&input).unwrap_or_else(|report| panic!("{report}"))
}

/// The fields with a constant, by the name of the type.
fn constants(files: &BTreeMap<String, String>) -> BTreeMap<String, BTreeSet<String>> {
    let plumbing = files
        .iter()
        .filter(|(path, _)| path.starts_with("src/plumbing/resources/"));
    let blocks = plumbing.flat_map(|(_, text)| text.split("expand_paths!").skip(1));
    let mut constants = BTreeMap::new();
    for block in blocks {
        let (block, _) = block.split_once("\n\n").unwrap_or((block, ""));
        let (name, lines) = block.split_once('{').expect("a list of constants");
        let name = name.trim_matches(|c: char| !c.is_alphanumeric() && c != '_');
        let fields = lines.split('"').skip(1).step_by(2).map(str::to_owned);
        constants.insert(name.to_owned(), fields.collect());
    }
    constants
}
