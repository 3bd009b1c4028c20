//! A server that restarts while calls are under way.

use std::thread;
use std::time::Duration;

use tests::faults::{FaultServer, sparse};

use super::caller::{self, Mode};
use super::crowd::check;
use super::{FAULTS, SEED, calls};

const RESTARTS: usize = 3;

fn restarts(mode: Mode) {
    let count = calls();
    let mut server = FaultServer::start(sparse(SEED, count * 2, FAULTS));
    let url = server.url.clone();
    let report = caller::run_during(mode, &url, count, || {
        for restart in 1..=RESTARTS {
            while server.seen() < count * restart / (RESTARTS + 1) {
                thread::sleep(Duration::from_millis(1));
            }
            server.restart(Duration::from_millis(50));
        }
    });
    check(mode, &report, &server.finish());
}

#[test]
fn asynchronous() {
    restarts(Mode::Async);
}

#[test]
fn blocking() {
    restarts(Mode::Blocking);
}
