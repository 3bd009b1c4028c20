//! The service behind the faults: it creates refunds, and honours idempotency keys.

use std::collections::{HashMap, HashSet};

use crate::server::Received;

/// A write that was applied.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Effect {
    /// Its idempotency key.
    pub key: Option<String>,
    /// Method and path.
    pub line: String,
    /// Its parameters.
    pub body: String,
}

/// An error response; nothing is applied.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Refusal {
    pub(super) status: u16,
    pub(super) kind: &'static str,
    pub(super) code: &'static str,
}

/// The writes, and the response for each key.
#[derive(Debug, Default)]
pub(super) struct Ledger {
    effects: Vec<Effect>,
    answered: HashMap<String, Answered>,
    /// Keys of requests that will be applied later.
    under_way: HashSet<String>,
}

/// What the ledger knows of the key of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Known {
    No,
    UnderWay,
    Applied,
}

#[derive(Debug)]
struct Answered {
    /// The first request with that key.
    asked: (String, String),
    reply: String,
}

impl Ledger {
    /// Applies a request, and returns the object of the response. A request with a known key is not applied again, and
    /// deleted objects are not found.
    pub(super) fn apply(&mut self, request: &Received) -> Result<String, Refusal> {
        if request.line.starts_with("GET ") {
            return Ok(refund("re_read", "0"));
        }
        let asked = (request.line.clone(), request.body.clone());
        let key = request.header("idempotency-key").map(str::to_owned);
        if let Some(old) = key.as_ref().and_then(|key| self.answered.get(key)) {
            if old.asked != asked {
                return Err(Refusal {
                    status: 400,
                    kind: "idempotency_error",
                    code: "",
                });
            }
            return Ok(old.reply.clone());
        }
        let deletes = request.line.starts_with("DELETE ");
        if deletes && self.effects.iter().any(|one| one.line == request.line) {
            return Err(Refusal {
                status: 404,
                kind: "invalid_request_error",
                code: "resource_missing",
            });
        }
        let id = format!("re_{}", self.effects.len() + 1);
        let reply = refund(&id, amount(&request.body));
        self.effects.push(Effect {
            key: key.clone(),
            line: request.line.clone(),
            body: request.body.clone(),
        });
        if let Some(key) = key {
            let reply = reply.clone();
            self.answered.insert(key, Answered { asked, reply });
        }
        Ok(reply)
    }

    /// What is known of the key of a request.
    pub(super) fn knows(&self, request: &Received) -> Known {
        match request.header("idempotency-key") {
            Some(key) if self.answered.contains_key(key) => Known::Applied,
            Some(key) if self.under_way.contains(key) => Known::UnderWay,
            _ => Known::No,
        }
    }

    /// A request that will be applied later.
    pub(super) fn begin(&mut self, request: &Received) {
        let key = request.header("idempotency-key");
        self.under_way.extend(key.map(str::to_owned));
    }

    /// Forgets all keys.
    pub(super) fn forget(&mut self) {
        self.answered.clear();
        self.under_way.clear();
    }

    /// All writes that were applied, in order.
    #[must_use]
    pub(super) fn effects(&self) -> &[Effect] {
        &self.effects
    }
}

/// The object that a request refers to, although nothing was applied.
pub(super) fn unwritten(request: &Received) -> String {
    refund("re_unwritten", amount(&request.body))
}

fn amount(body: &str) -> &str {
    let amount = body
        .split('&')
        .find_map(|pair| pair.strip_prefix("amount="));
    amount.unwrap_or("0")
}

fn refund(id: &str, amount: &str) -> String {
    format!(
        r#"{{"id":"{id}","object":"refund","amount":{amount},"created":1700000000,"currency":"eur"}}"#
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn post(key: Option<&str>, body: &str) -> Received {
        let key = key.map(|key| ("idempotency-key".to_owned(), key.to_owned()));
        Received {
            line: "POST /v1/refunds".to_owned(),
            headers: key.into_iter().collect(),
            body: body.to_owned(),
        }
    }

    #[test]
    fn a_key_is_done_once_and_answered_alike() {
        let mut ledger = Ledger::default();
        let first = ledger.apply(&post(Some("a"), "amount=5"));
        assert_eq!(first, ledger.apply(&post(Some("a"), "amount=5")));
        assert!(first.is_ok_and(|reply| reply.contains("\"amount\":5")));
        let other = ledger.apply(&post(Some("a"), "amount=6"));
        assert!(other.is_err_and(|refusal| refusal.status == 400));
        assert_eq!(ledger.effects().len(), 1);
    }

    #[test]
    fn without_a_key_it_is_done_again() {
        let mut ledger = Ledger::default();
        for key in [None, None, Some("a"), Some("b")] {
            assert!(ledger.apply(&post(key, "amount=5")).is_ok());
        }
        assert_eq!(ledger.effects().len(), 4);
    }

    #[test]
    fn what_is_deleted_is_gone() {
        let mut ledger = Ledger::default();
        let delete = Received {
            line: "DELETE /v1/things/1".to_owned(),
            ..post(None, "")
        };
        assert!(ledger.apply(&delete).is_ok());
        let again = ledger.apply(&delete);
        assert!(again.is_err_and(|refusal| refusal.status == 404));
        assert_eq!(ledger.effects().len(), 1);
    }
}
