//! What arrived and what was done, for assertions and for people.

use std::fmt;

use generator::text::visible;
use serde_json::{Value, json};

use crate::faults::Fault;
use crate::request::Request;

/// A request, and what became of it.
#[derive(Debug, Clone)]
pub struct Entry {
    /// `Request-Id` of the answer.
    pub request_id: String,
    /// Such as `POST`.
    pub method: String,
    /// Path and query.
    pub target: String,
    /// The operation's name in the client, such as `refunds.create`.
    pub operation: Option<String>,
    /// The account that it was for.
    pub account: Option<String>,
    /// Its idempotency key.
    pub key: Option<String>,
    /// The status of the answer.
    pub status: u16,
    /// The object that the answer is about.
    pub id: Option<String>,
    /// Why it was refused: code or class, parameter and message.
    pub refused: Option<String>,
    /// What went wrong by plan.
    pub fault: Option<Fault>,
    /// Whether the answer is that of an earlier request with the same key.
    pub replayed: bool,
    /// Whether it was carried out, and changes something.
    pub wrote: bool,
    /// Whether the answer follows from the schema alone.
    pub schema_only: bool,
    /// Types of the events that it caused.
    pub events: Vec<String>,
}

impl Entry {
    /// What a request says of itself.
    pub(crate) fn new(request_id: &str, request: &Request) -> Self {
        let header = |name| request.header(name).map(shown);
        Self {
            request_id: request_id.to_owned(),
            method: request.method.clone(),
            target: shown(&without_secrets(&request.target)),
            operation: None,
            account: header("stripe-account").or_else(|| header("stripe-context")),
            key: header("idempotency-key"),
            status: 0,
            id: None,
            refused: None,
            fault: None,
            replayed: false,
            wrote: false,
            schema_only: false,
            events: Vec::new(),
        }
    }

    /// As JSON.
    #[must_use]
    pub fn json(&self) -> Value {
        json!({
            "request_id": self.request_id,
            "method": self.method,
            "target": self.target,
            "operation": self.operation,
            "account": self.account,
            "idempotency_key": self.key,
            "status": self.status,
            "id": self.id,
            "refused": self.refused,
            "fault": self.fault.map(|fault| fault.to_string()),
            "replayed": self.replayed,
            "wrote": self.wrote,
            "schema_only": self.schema_only,
            "events": self.events,
        })
    }
}

/// Longer texts of a request are not kept.
const LONGEST: usize = 2_000;

/// A text of a request as it is kept and printed: in one line, without what a terminal would obey, and not too long.
pub(crate) fn shown(text: &str) -> String {
    let text: String = text.chars().take(LONGEST).collect();
    visible(&text).into_owned()
}

/// A text without numbers as long as those of cards.
pub(crate) fn without_cards(text: &str) -> String {
    let is_number = |part: &str| part.len() >= 13 && part.bytes().all(|byte| byte.is_ascii_digit());
    let parts = text.split_inclusive(|c: char| !c.is_ascii_digit());
    let parts = parts.map(|part| {
        let digits = part.trim_end_matches(|c: char| !c.is_ascii_digit());
        if is_number(digits) {
            part.replace(digits, "…")
        } else {
            part.to_owned()
        }
    });
    parts.collect()
}

/// A target without the values of `client_secret`.
fn without_secrets(target: &str) -> String {
    let Some((path, query)) = target.split_once('?') else {
        return target.to_owned();
    };
    let pairs = query.split('&').map(|pair| match pair.split_once('=') {
        Some((name, _)) if name.contains("secret") => format!("{name}=…"),
        _ => pair.to_owned(),
    });
    format!("{path}?{}", pairs.collect::<Vec<_>>().join("&"))
}

/// One line for people.
impl fmt::Display for Entry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} {}", self.status, self.method, self.target)?;
        if let Some(operation) = &self.operation {
            write!(f, "  {operation}")?;
        }
        if let Some(id) = &self.id {
            write!(f, "  {id}")?;
        }
        if self.replayed {
            f.write_str("  (the first answer again)")?;
        }
        if self.schema_only {
            f.write_str("  (fits the schema, no more)")?;
        }
        if !self.events.is_empty() {
            write!(f, "  events: {}", self.events.join(", "))?;
        }
        if let Some(fault) = self.fault {
            write!(f, "  fault: {fault}")?;
        }
        if let Some(refused) = &self.refused {
            write!(f, "\n    refused: {refused}")?;
        }
        Ok(())
    }
}
