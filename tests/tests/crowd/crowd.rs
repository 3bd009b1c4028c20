//! The crowd itself: both clients, and calls that are dropped at random moments.

use tests::faults::{FaultServer, Record, sparse};

use super::books::Books;
use super::caller::{self, Mode, Outcome, Report};
use super::{AT_ONCE, FAULTS, SEED, calls};

/// What may be held after all calls, by what was after a tenth of them. What is resident grows until the pool of connections
/// is full, which takes more calls than a test makes.
const GROWTH: f64 = 1.05;

#[test]
fn asynchronous() {
    crowd(Mode::Async);
}

#[test]
fn blocking() {
    crowd(Mode::Blocking);
}

#[test]
fn dropped_at_random() {
    let report = crowd(Mode::Storm);
    assert!(report.dropped > calls() / 10, "{}", report.dropped);
}

fn crowd(mode: Mode) -> Report {
    let count = calls();
    // More than the calls, since some are sent again.
    let mut server = FaultServer::start(sparse(SEED, count * 2, FAULTS));
    let report = caller::run(mode, &mut server, count);
    let record = server.finish();
    check(mode, &report, &record);
    check_memory(mode, &report);
    report
}

/// Compares the books, and prints the tally.
pub fn check(mode: Mode, report: &Report, record: &Record) {
    let books = Books::compare(report, record);
    let faults = record
        .seen
        .iter()
        .filter(|seen| seen.event != tests::faults::Event::success());
    let faults = faults.count();
    println!(
        "tally: {mode:?}: {} calls, {AT_ONCE} at once, {} requests on {} connections, {faults} faults, {} made again, {} dropped; \
         {} lost, {} doubled, {} denied wrongly; {:.1} s",
        report.outcomes.len(),
        record.seen.len(),
        record.connections,
        report.repeated,
        report.dropped,
        books.lost,
        books.doubled,
        books.denied,
        report.seconds,
    );
    assert_eq!(books, Books::default());
    let done = |outcome: &&Outcome| matches!(outcome, Outcome::Done(_));
    let done = report.outcomes.iter().filter(done).count();
    assert!(
        done > report.outcomes.len() * 9 / 10,
        "{done} calls were done"
    );
    assert!(faults > report.outcomes.len() / 100, "{faults} faults");
}

/// Compares the memory after all calls with that after a tenth.
fn check_memory(mode: Mode, report: &Report) {
    let [early, late] = report.memory;
    let ratio = |early: usize, late: usize| late as f64 / early as f64;
    let held = ratio(early.held, late.held);
    println!(
        "tally: {mode:?}: memory after all calls by that after a tenth: {held:.3} held ({} of {} bytes), \
         {:.2} resident with calls under way ({} of {} kB)",
        late.held,
        early.held,
        ratio(early.resident, late.resident),
        late.resident / 1024,
        early.resident / 1024,
    );
    assert!(held <= GROWTH, "{:?}", report.memory);
}
