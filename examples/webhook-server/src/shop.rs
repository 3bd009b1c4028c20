//! What the handlers share. A real shop has a database, and does each of these in one transaction.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// The state of the shop.
#[derive(Default)]
pub(crate) struct Shop(Mutex<Books>);

#[derive(Default)]
struct Books {
    /// Ids of the events that were handled. Stripe sends an event again for up to three days.
    handled: BTreeSet<String>,
    /// What was refunded in each currency, in its smallest unit.
    refunded: BTreeMap<String, i64>,
}

impl Shop {
    pub(crate) fn is_handled(&self, event: &str) -> bool {
        self.books().handled.contains(event)
    }

    /// Remembers an event.
    pub(crate) fn handled(&self, event: &str) {
        self.books().handled.insert(event.to_owned());
    }

    /// Adds a refund, remembers its event, and returns the total of the currency. An event that was delivered twice at the
    /// same time adds nothing the second time.
    pub(crate) fn refunded(&self, event: &str, amount: i64, currency: &str) -> i64 {
        let mut books = self.books();
        let is_new = books.handled.insert(event.to_owned());
        let total = books.refunded.entry(currency.to_owned()).or_default();
        if is_new {
            *total = total.saturating_add(amount);
        }
        *total
    }

    fn books(&self) -> MutexGuard<'_, Books> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_event_that_comes_twice_counts_once() {
        let shop = Shop::default();
        assert_eq!(shop.refunded("evt_1", 250, "usd"), 250);
        assert_eq!(shop.refunded("evt_1", 250, "usd"), 250);
        assert_eq!(shop.refunded("evt_2", 50, "usd"), 300);
    }
}
