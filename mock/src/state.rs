//! What requests leave behind.

use std::collections::BTreeMap;

use crate::chance;
use crate::clock::Clock;
use crate::faults::Plan as Faults;
use crate::idempotency::Keys;
use crate::journal::Entry;
use crate::options::Options;
use crate::store::Store;

/// So many requests are in the journal at most: more than a test has, and less than fills a memory.
const KEPT: usize = 100_000;

/// What requests leave behind.
#[derive(Debug)]
pub(crate) struct State {
    pub(crate) accounts: BTreeMap<String, Store>,
    pub(crate) chance: fastrand::Rng,
    pub(crate) chance_of_time: fastrand::Rng,
    pub(crate) fault_chance: fastrand::Rng,
    pub(crate) keys: Keys,
    pub(crate) clock: Clock,
    pub(crate) faults: Faults,
    pub(crate) journal: Vec<Entry>,
    /// How many requests there were.
    pub(crate) requests: u64,
}

impl State {
    pub(crate) fn new(options: Options) -> Self {
        Self {
            accounts: BTreeMap::new(),
            chance: chance::of(options.seed, "ids"),
            chance_of_time: chance::of(options.seed, "time"),
            fault_chance: chance::of(options.seed, "faults"),
            keys: Keys::default(),
            clock: options
                .clock
                .map_or_else(Clock::default, Clock::standing_at),
            faults: Faults::default(),
            journal: Vec::new(),
            requests: 0,
        }
    }

    /// Notes a request. Of very many the oldest are forgotten.
    pub(crate) fn note(&mut self, entry: Entry) {
        if self.journal.len() >= KEPT {
            self.journal.drain(..KEPT / 2);
        }
        self.journal.push(entry);
        self.requests = self.requests.saturating_add(1);
    }
}
