//! Compares what a caller knows with what the server did.

use std::collections::{BTreeMap, BTreeSet};

use ::tests::faults::Record;

use super::caller::{Outcome, Report};

/// Where the two differ.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Books {
    /// Writes that the server did more than once.
    pub doubled: usize,
    /// Calls that were done, as their caller was told, and that the server has not done, or did as another.
    pub lost: usize,
    /// Calls that were not done, as their caller was told, and that the server has done.
    pub denied: usize,
    /// Writes of one call with several keys.
    pub keys: usize,
}

impl Books {
    pub fn compare(report: &Report, record: &Record) -> Self {
        let mut times = BTreeMap::<&str, usize>::new();
        for effect in &record.effects {
            *times.entry(&effect.body).or_default() += 1;
        }
        let mut books = Self {
            doubled: times.values().filter(|times| **times > 1).count(),
            ..Self::default()
        };
        for (number, outcome) in report.outcomes.iter().enumerate() {
            let body = format!("amount={number}&charge=ch_1");
            match outcome {
                Outcome::Done(id) => {
                    let effect = id.checked_sub(1).and_then(|at| record.effects.get(at));
                    books.lost += usize::from(effect.is_none_or(|effect| effect.body != body));
                }
                Outcome::Denied => {
                    books.denied += usize::from(times.contains_key(body.as_str()));
                }
            }
        }
        let mut keys = BTreeMap::<&str, BTreeSet<&str>>::new();
        for request in record.seen.iter().filter_map(|seen| seen.request.as_ref()) {
            let key = request.header("idempotency-key").unwrap_or_default();
            keys.entry(&request.body).or_default().insert(key);
        }
        books.keys = keys.values().filter(|keys| keys.len() > 1).count();
        books
    }
}

#[cfg(test)]
mod tests {
    use ::tests::faults::Effect;

    use super::*;

    fn effect(number: usize) -> Effect {
        Effect {
            key: None,
            line: "POST /v1/refunds".to_owned(),
            body: format!("amount={number}&charge=ch_1"),
        }
    }

    #[test]
    fn each_difference_is_counted() {
        let report = Report {
            outcomes: vec![
                Outcome::Done(1),
                Outcome::Done(1),
                Outcome::Denied,
                Outcome::Done(9),
            ],
            repeated: 0,
            dropped: 0,
            memory: Default::default(),
            seconds: 0.0,
        };
        let record = Record {
            seen: Vec::new(),
            effects: vec![effect(0), effect(2), effect(2)],
            left: 0,
            connections: 0,
        };
        let expected = Books {
            doubled: 1,
            lost: 2,
            denied: 1,
            keys: 0,
        };
        assert_eq!(Books::compare(&report, &record), expected);
    }
}
