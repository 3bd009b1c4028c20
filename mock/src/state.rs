//! What requests leave behind.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::chance;
use crate::clock::Clock;
use crate::faults::Plan as Faults;
use crate::idempotency::Keys;
use crate::journal::Entry;
use crate::options::Options;
use crate::store::Store;

/// What requests leave behind.
#[derive(Debug)]
pub(crate) struct State {
    pub(crate) accounts: BTreeMap<String, Store>,
    pub(crate) chance: fastrand::Rng,
    pub(crate) fault_chance: fastrand::Rng,
    pub(crate) keys: Keys,
    pub(crate) clock: Clock,
    pub(crate) faults: Faults,
    pub(crate) journal: Vec<Entry>,
    pub(crate) events: Vec<Value>,
}

impl State {
    pub(crate) fn new(options: Options) -> Self {
        Self {
            accounts: BTreeMap::new(),
            chance: chance::of(options.seed, "ids"),
            fault_chance: chance::of(options.seed, "faults"),
            keys: Keys::default(),
            clock: options
                .clock
                .map_or_else(Clock::default, Clock::standing_at),
            faults: Faults::default(),
            journal: Vec::new(),
            events: Vec::new(),
        }
    }
}
