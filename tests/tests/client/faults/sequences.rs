//! A thousand sequences of random faults: no write is applied twice, and no call succeeds without a success from the
//! server.

use std::io::Write as _;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use tests::faults::{Delivery, Event, FaultServer, Record, sequence};

use super::caller::{Caller, Got, MODES, Mode, Outcome, PATIENT};
use super::contract::{self, Observed};

const SEQUENCES: u64 = 1000;

/// More than the cores, since most of the time is spent waiting for timeouts.
const WORKERS: u32 = 16;

#[derive(Debug, Default)]
struct Tally {
    doubled: usize,
    false_successes: usize,
    /// Errors that deny what was applied.
    false_denials: usize,
    retries: u32,
    errors: usize,
    successes: usize,
    /// Descriptions of the failures.
    faults: Vec<String>,
}

#[test]
fn a_thousand() {
    let next = AtomicU64::new(0);
    let tally = Mutex::new(Tally::default());
    thread::scope(|scope| {
        for _ in 0..WORKERS {
            scope.spawn(|| {
                loop {
                    let seed = next.fetch_add(1, Ordering::Relaxed);
                    if seed >= SEQUENCES {
                        return;
                    }
                    for mode in MODES {
                        let run = Run::new(mode, seed);
                        run.add_to(&mut tally.lock().unwrap());
                    }
                }
            });
        }
    });
    let tally = tally.into_inner().unwrap();
    let line = format!(
        "1,000 sequences: {} doubled, {} false successes, {} false \"not done\", {} retries, {} errors surfaced\n",
        tally.doubled, tally.false_successes, tally.false_denials, tally.retries, tally.errors
    );
    print!("tally: {line}");
    let shown = tally.faults.iter().take(10).cloned().collect::<Vec<_>>();
    assert!(shown.is_empty(), "{line}{}", shown.join("\n"));
    let false_claims = (tally.doubled, tally.false_successes, tally.false_denials);
    assert_eq!(false_claims, (0, 0, 0));
    assert!(tally.retries > 1000 && tally.errors > 1000 && tally.successes > 1000);
    let _ = std::io::stdout().flush();
}

/// A sequence against one client: calls until its events are used up, and one more.
struct Run {
    case: String,
    calls: Vec<Call>,
    record: Record,
}

struct Call {
    amount: i64,
    got: Got,
    /// The indices of its requests in the record.
    requests: std::ops::Range<usize>,
    max_retries: u32,
    /// Whether it has a short timeout: on a busy machine any response may be late.
    timed: bool,
}

impl Run {
    fn new(mode: Mode, seed: u64) -> Self {
        let script = sequence(seed);
        let timed = script
            .iter()
            .any(|event| contract::observe(event) == Observed::TimedOut);
        let timeout = if timed {
            Duration::from_millis(300)
        } else {
            PATIENT
        };
        let max_retries = u32::try_from(seed % 4).unwrap();
        let case = format!("seed {seed}, {mode:?}, {max_retries} retries");
        let server = FaultServer::start(script);
        let days = Arc::clone(&server.days);
        let caller = Caller::over_days(mode, &server.url, max_retries, timeout, days);
        let mut calls = Vec::new();
        let mut was_left = 1;
        let mut amount = 0;
        // The last call has no fault.
        while was_left > 0 {
            was_left = server.left();
            amount += 1;
            let first = server.seen();
            let got = caller.create(amount);
            calls.push(Call {
                amount,
                got,
                requests: first..server.seen(),
                max_retries,
                timed,
            });
        }
        drop(caller);
        let record = server.finish();
        Self {
            case,
            calls,
            record,
        }
    }

    fn add_to(&self, tally: &mut Tally) {
        for call in &self.calls {
            if call.applications(&self.record) > 1 {
                tally.doubled += 1;
                tally.faults.push(self.wrong(call, "was done twice"));
            }
            match call.got.outcome {
                Outcome::Success(..) if call.is_justified(&self.record) => tally.successes += 1,
                Outcome::Success(..) => {
                    tally.false_successes += 1;
                    tally.faults.push(self.wrong(call, "was no success"));
                }
                _ => tally.errors += 1,
            }
            if call.applications(&self.record) > 0 && !call.got.may_be_done {
                tally.false_denials += 1;
                tally
                    .faults
                    .push(self.wrong(call, "was done, and the error denies it"));
            }
            tally.retries += call.got.attempts - 1;
            if let Err(what) = call.check_contract(&self.record) {
                tally.faults.push(self.wrong(call, what));
            }
        }
        if self.record.left > 0 {
            tally.faults.push(format!("{}: events are left", self.case));
        }
    }

    fn wrong(&self, call: &Call, what: &str) -> String {
        let events: Vec<_> = call.events(&self.record).collect();
        format!("{}: {what}: {:?}: {events:?}", self.case, call.got)
    }
}

impl Call {
    fn events<'a>(&self, record: &'a Record) -> impl Iterator<Item = &'a Event> {
        let seen = record.seen.get(self.requests.clone()).unwrap_or_default();
        seen.iter().map(|seen| &seen.event)
    }

    fn body(&self) -> String {
        format!("amount={}&charge=ch_1", self.amount)
    }

    /// How often the write was applied.
    fn applications(&self, record: &Record) -> usize {
        let body = self.body();
        let effects = record.effects.iter();
        effects.filter(|effect| effect.body == body).count()
    }

    /// Whether a success is justified: the write was applied, and the last response says so and arrived completely.
    fn is_justified(&self, record: &Record) -> bool {
        let Outcome::Success(id, amount) = &self.got.outcome else {
            return false;
        };
        let body = self.body();
        let place = record.effects.iter().position(|effect| effect.body == body);
        let last = self.events(record).last().map(contract::observe);
        *amount == self.amount
            && place.is_some_and(|place| *id == format!("re_{}", place + 1))
            && last == Some(Observed::Success)
    }

    /// Whether the client kept the contract, given what it observed.
    fn check_contract(&self, record: &Record) -> Result<(), &'static str> {
        let seen = record.seen.get(self.requests.clone()).unwrap_or_default();
        let body = self.body();
        let whole = seen.iter().filter_map(|seen| seen.request.as_ref());
        for request in whole {
            if request.header("idempotency-key") != self.got.key.as_deref() {
                return Err("another key than the caller got");
            }
            if request.body != body {
                return Err("another request than was made");
            }
        }
        let events: Vec<_> = seen.iter().map(|seen| seen.event.clone()).collect();
        if contract::may_be_done(&events) && !self.got.may_be_done {
            return Err("may be done, and the error says that it cannot have been");
        }
        if self.timed {
            return Ok(());
        }
        if seen.len() > self.got.attempts as usize {
            return Err("fewer attempts than requests");
        }
        let lost = self.got.attempts as usize - seen.len();
        if lost > usize::from(self.after_a_close(record)) {
            return Err("more attempts than requests");
        }
        let Got {
            attempts, outcome, ..
        } = &self.got;
        if !contract::agrees(&events, *attempts, self.max_retries, outcome) {
            return Err("another outcome, or sent another number of times, than was to be");
        }
        Ok(())
    }

    /// Whether a connection was closed that the client may have reused: an attempt on it is lost.
    fn after_a_close(&self, record: &Record) -> bool {
        let before = self.requests.start.saturating_sub(1)..self.requests.end;
        let seen = record.seen.get(before).unwrap_or_default();
        seen.iter().any(|seen| {
            let mut event = &seen.event;
            if let Event::Overnight(inner) = event {
                event = inner;
            }
            let Event::Answer { delivery, .. } = event else {
                return false;
            };
            matches!(delivery, Delivery::Close | Delivery::TooShort)
        })
    }
}
