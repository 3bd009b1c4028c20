//! The reports for documents that cannot be loaded, for each kind of problem, in YAML and in JSON. The documents are as
//! small as the problem allows.

#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

mod accepted;
mod keys;
mod not_a_document;
mod not_readable;
mod operations;
mod references;
mod reports;
mod schemas;
mod whole_documents;

use generator::spec::{self, Document};
use serde_json::Value;

/// The rendered report for a document that must be refused.
fn refused(name: &str, bytes: impl AsRef<[u8]>) -> String {
    match spec::load(name, bytes.as_ref()) {
        Ok(_) => panic!("{name} was loaded"),
        Err(report) => {
            assert!(report.has_errors());
            report.render(false)
        }
    }
}

/// A document that must load.
fn loaded(name: &str, text: &str) -> Document {
    spec::load(name, text.as_bytes()).unwrap_or_else(|report| panic!("{report}"))
}

/// A YAML document with one operation and some schemas.
fn with_schemas(schemas: &str) -> String {
    let indented: Vec<_> = schemas.lines().map(|line| format!("    {line}")).collect();
    format!("{}  schemas:\n{}\n", one_operation(""), indented.join("\n"))
}

/// A YAML document with one operation, which has these additional keys.
fn one_operation(keys: &str) -> String {
    let indented: String = keys.lines().map(|line| format!("      {line}\n")).collect();
    format!(
        "openapi: 3.0.0
info: {{title: Refunds, version: '1'}}
paths:
  /v1/refunds/{{refund}}:
    get:
      operationId: GetRefund
{indented}      parameters:
        - {{name: refund, in: path, required: true, schema: {{type: string}}}}
      responses:
        200: {{description: A refund.}}
components:
"
    )
}

/// Asserts that `openapiv3` has kept everything in the document except default values.
fn assert_nothing_lost(document: &Document) {
    let kept = serde_json::to_value(&document.api).expect("the document can be written");
    let mut lost = Vec::new();
    find_lost(&document.raw, &kept, "#", &mut lost);
    assert!(lost.is_empty(), "{lost:#?}");
}

fn find_lost(raw: &Value, kept: &Value, at: &str, lost: &mut Vec<String>) {
    match (raw, kept) {
        (Value::Object(raw), Value::Object(kept)) => {
            for (key, value) in raw {
                match kept.get(key) {
                    Some(kept) => find_lost(value, kept, &format!("{at}/{key}"), lost),
                    None if *value == Value::Bool(false)
                        || value.as_object().is_some_and(|map| map.is_empty()) => {}
                    None => lost.push(format!("{at}/{key}")),
                }
            }
        }
        (Value::Array(raw), Value::Array(kept)) if raw.len() == kept.len() => {
            for (index, (raw, kept)) in raw.iter().zip(kept).enumerate() {
                find_lost(raw, kept, &format!("{at}/{index}"), lost);
            }
        }
        (Value::Number(raw), Value::Number(kept)) if raw.as_f64() == kept.as_f64() => {}
        _ if raw == kept => {}
        _ => lost.push(format!("{at}: {raw} became {kept}")),
    }
}
