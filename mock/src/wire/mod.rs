//! Parameters as they travel, before anything is known about their types: text in nested names, or JSON.

mod form;
mod multipart;

use generator::ir::{Encoding, Method, Operation};
use serde_json::{Map, Value};

use crate::refusal::Refusal;
use crate::request::Request;

pub(crate) use multipart::is_file;

const FORM: &str = "application/x-www-form-urlencoded";

/// How values are written, which decides how they are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Syntax {
    /// Text alone; lists have numbers for names.
    Text,
    /// JSON.
    Json,
}

/// The parameters of a request.
pub(crate) fn parameters(
    operation: &Operation,
    request: &Request,
) -> Result<(Map<String, Value>, Syntax), Refusal> {
    let query = form::parse(request.query())?;
    let body = &request.body;
    match operation.encoding {
        Encoding::Query => {
            if body.is_empty() {
                return Ok((query, Syntax::Text));
            }
            let form = form_of(request)?;
            if operation.method == Method::Delete && query.is_empty() {
                // Stripe's own libraries send them in the query, but the document has them in the body.
                return Ok((form, Syntax::Text));
            }
            let refusal = Refusal::invalid(format!(
                "A {} request takes its parameters in the query, not in a body.",
                operation.method.as_str()
            ));
            Err(match form.keys().next() {
                Some(name) => refusal.param(name),
                None => refusal,
            })
        }
        Encoding::Form => {
            refuse_query(&query)?;
            request.require_type(FORM)?;
            Ok((form_of(request)?, Syntax::Text))
        }
        Encoding::Multipart => {
            refuse_query(&query)?;
            Ok((multipart::parse(request)?, Syntax::Text))
        }
        Encoding::Json => {
            refuse_query(&query)?;
            request.require_type("application/json")?;
            let body = if body.is_empty() {
                b"{}".as_slice()
            } else {
                body
            };
            match serde_json::from_slice(body) {
                Ok(Value::Object(map)) => Ok((map, Syntax::Json)),
                Ok(_) => Err(Refusal::invalid(
                    "The body is not a JSON object.".to_owned(),
                )),
                Err(error) => Err(Refusal::invalid(format!("The body is not JSON: {error}."))),
            }
        }
    }
}

/// The body as a form.
fn form_of(request: &Request) -> Result<Map<String, Value>, Refusal> {
    let text = std::str::from_utf8(&request.body)
        .map_err(|_| Refusal::invalid("The body is not UTF-8.".to_owned()))?;
    form::parse(text)
}

fn refuse_query(query: &Map<String, Value>) -> Result<(), Refusal> {
    match query.keys().next() {
        None => Ok(()),
        Some(name) => Err(Refusal::invalid(format!(
            "`{name}` is in the query, but a POST request takes its parameters in the body."
        ))
        .param(name)),
    }
}
