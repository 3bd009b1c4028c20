//! Checks that a value is an OpenAPI 3.0 document.

use serde_json::Value;

use super::walk::kind;
use crate::diagnostic::{Diagnostic, Pointer};

const HELP: &str = "this generator reads OpenAPI 3.0, such as `latest/openapi.spec3.json` (or `.yaml`) of github.com/stripe/openapi";

/// Refuses other kinds of documents before anything else: every further message would be noise.
pub(super) fn check(raw: &Value) -> Result<(), Diagnostic> {
    let refuse = |key: Option<&str>, message: String| {
        let mut pointer = Pointer::root();
        if let Some(key) = key {
            pointer.push(key);
        }
        Err(Diagnostic::error("unsupported-version", pointer, message).with_help(HELP))
    };
    let Some(map) = raw.as_object() else {
        let message = format!("the document is {}, not an object", kind(raw));
        return Err(Diagnostic::error("wrong-type", Pointer::root(), message).with_help(HELP));
    };
    match (map.get("openapi"), map.get("swagger")) {
        (Some(Value::String(version)), _) if is_3_0(version) => Ok(()),
        (Some(Value::String(version)), _) => refuse(
            Some("openapi"),
            format!("OpenAPI {version} is not supported"),
        ),
        (Some(other), _) => {
            let message = format!(
                "`openapi` must be a string such as \"3.0.0\", but it is {}",
                kind(other)
            );
            Err(
                Diagnostic::error("wrong-type", Pointer::root().child("openapi"), message)
                    .with_help("put the version in quotes"),
            )
        }
        (None, Some(Value::String(version))) => refuse(
            Some("swagger"),
            format!("OpenAPI {version} (Swagger) is not supported"),
        ),
        (None, Some(_)) => refuse(
            Some("swagger"),
            "OpenAPI 2 (Swagger) is not supported".to_owned(),
        ),
        (None, None) => refuse(
            None,
            "this is not an OpenAPI document: it has no key `openapi`".to_owned(),
        ),
    }
}

fn is_3_0(version: &str) -> bool {
    let patch = version.strip_prefix("3.0.");
    patch.is_some_and(|patch| !patch.is_empty() && patch.bytes().all(|byte| byte.is_ascii_digit()))
}
