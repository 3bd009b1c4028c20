//! Idempotency keys as Stripe has them: the first answer again, for a day.

use std::collections::HashMap;

use crate::refusal::Refusal;
use crate::request::Response;

/// After so many seconds a key is forgotten.
const DAY: i64 = 86_400;
/// Longer keys are refused.
const LONGEST: usize = 255;

/// A key of an account.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Held {
    pub(crate) account: String,
    pub(crate) key: String,
}

/// The keys of all accounts.
#[derive(Debug, Default)]
pub(crate) struct Keys(HashMap<Held, Record>);

#[derive(Debug)]
struct Record {
    /// Method, path and parameters.
    asked: String,
    at: i64,
    request_id: String,
    /// The first answer.
    answer: Response,
    /// Whether that answer is still on its way.
    under_way: bool,
}

impl Keys {
    /// The first answer under a key, with the id of its request; `None` if the key is new. A key that was used for
    /// something else, or whose request is under way, is refused.
    pub(crate) fn look_up(
        &self,
        held: &Held,
        asked: &str,
        now: i64,
    ) -> Result<Option<(Response, String)>, Refusal> {
        let Held { key, .. } = held;
        let error = |message: String| Refusal {
            class: "idempotency_error",
            ..Refusal::invalid(message)
        };
        if key.trim().is_empty() || key.chars().count() > LONGEST {
            let message = format!("An idempotency key has from 1 to {LONGEST} characters.");
            return Err(Refusal::invalid(message));
        }
        match self.0.get(held) {
            Some(record) if record.at.saturating_add(DAY) <= now => Ok(None),
            Some(record) if record.asked != asked => Err(error(format!(
                "The idempotency key '{key}' was first used with other parameters. Use another key for another request."
            ))),
            Some(record) if record.under_way => Err(error(format!(
                "A request with the idempotency key '{key}' is still being processed. Send this one again later."
            ))
            .status(409)
            .code("idempotency_key_in_use")),
            Some(record) => Ok(Some((record.answer.clone(), record.request_id.clone()))),
            None => Ok(None),
        }
    }

    /// Keeps the first answer. It is under way until [`release`](Self::release).
    pub(crate) fn keep(
        &mut self,
        held: Held,
        asked: String,
        now: i64,
        request_id: &str,
        answer: Response,
    ) {
        let record = Record {
            asked,
            at: now,
            request_id: request_id.to_owned(),
            answer,
            under_way: true,
        };
        self.0.insert(held, record);
    }

    /// The answer has been sent.
    pub(crate) fn release(&mut self, held: &Held) {
        if let Some(record) = self.0.get_mut(held) {
            record.under_way = false;
        }
    }
}
