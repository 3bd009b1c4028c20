//! The retries that a client has left, so that an outage is not made worse by them.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

/// A token bucket. A retry takes a token; a successful call puts a tenth of one back.
#[derive(Clone, Debug)]
pub(crate) struct Budget(Arc<Bucket>);

#[derive(Debug)]
struct Bucket {
    /// In tenths of tokens.
    left: AtomicU32,
    full: u32,
}

const TOKEN: u32 = 10;

impl Budget {
    /// A full bucket.
    pub(crate) fn new(retries: u32) -> Self {
        let full = retries.saturating_mul(TOKEN);
        let left = AtomicU32::new(full);
        Self(Arc::new(Bucket { left, full }))
    }

    /// Whether a retry is left, which it takes.
    pub(crate) fn take(&self) -> bool {
        self.change(|left| left.checked_sub(TOKEN))
    }

    pub(crate) fn succeeded(&self) {
        self.change(|left| (left < self.0.full).then(|| left.saturating_add(1)));
    }

    fn change(&self, change: impl Fn(u32) -> Option<u32>) -> bool {
        let order = Ordering::Relaxed;
        self.0.left.fetch_update(order, order, change).is_ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ten_successes_are_worth_a_retry_and_it_never_overflows() {
        let budget = Budget::new(2);
        budget.succeeded();
        assert_eq!([(); 3].map(|()| budget.take()), [true, true, false]);
        for _ in 0..9 {
            budget.clone().succeeded();
        }
        assert!(!budget.take());
        budget.succeeded();
        assert!(budget.take() && !budget.take());
        assert!(!Budget::new(0).take());
    }
}
