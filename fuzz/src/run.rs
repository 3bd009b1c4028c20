//! A run of one target.

use std::collections::BTreeMap;
use std::io;
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};
use std::{fs, process, thread};

use crate::mutate::Inputs;
use crate::panics::{self, Panic};
use crate::shrink::shrink;
use crate::targets::Target;

/// One execution that takes longer is a finding. It cannot be stopped, so it also ends the run.
const LONGEST: Duration = Duration::from_secs(20);

/// Places after which a run ends: what follows mostly has the same cause.
const MOST: usize = 20;

/// What a run reports while it lasts.
pub enum Event<'a> {
    /// The executions so far, and the time that they took.
    Progress(u64, Duration),
    /// A finding in a new place, and its input.
    Finding(&'a Panic, &'a [u8]),
}

/// Calls a target for some time, and returns the number of executions.
pub fn run(
    target: Target,
    inputs: Inputs,
    time: Duration,
    report: &(impl Fn(Event<'_>) + Clone + Send + 'static),
) -> u64 {
    let start = Instant::now();
    let watched = Watched::start(report.clone());
    let mut places: BTreeMap<String, ()> = BTreeMap::new();
    let mut count = 0;
    let mut shown = Duration::ZERO;
    let pause = (time / 20).clamp(Duration::from_secs(5), Duration::from_secs(60));
    for input in inputs {
        watched.enter(&input);
        let found = panics::check(target, &input);
        watched.leave();
        count += 1;
        if let Some(panic) = found
            && places.insert(panic.place.clone(), ()).is_none()
        {
            let (input, panic) = shrink(target, input, panic);
            report(Event::Finding(&panic, &input));
        }
        let elapsed = start.elapsed();
        if elapsed >= shown + pause {
            report(Event::Progress(count, elapsed));
            shown = elapsed;
        }
        if elapsed >= time || places.len() >= MOST {
            break;
        }
    }
    report(Event::Progress(count, start.elapsed()));
    count
}

/// The input that is being executed, for the thread that looks at the time.
#[derive(Clone)]
struct Watched {
    input: Arc<Mutex<Vec<u8>>>,
    /// The reading of the clock in milliseconds when the execution began; 0 between executions.
    since: Arc<AtomicU64>,
    clock: Instant,
}

impl Watched {
    fn start(report: impl Fn(Event<'_>) + Send + 'static) -> Self {
        let watched = Self {
            input: Arc::default(),
            since: Arc::default(),
            clock: Instant::now(),
        };
        let other = watched.clone();
        thread::spawn(move || {
            loop {
                thread::sleep(Duration::from_secs(1));
                let since = other.since.load(Ordering::Relaxed);
                if since > 0 && other.now().saturating_sub(since) > LONGEST.as_millis() as u64 {
                    let input = other
                        .input
                        .lock()
                        .unwrap_or_else(PoisonError::into_inner)
                        .clone();
                    let panic = Panic {
                        place: "too slow".to_owned(),
                        message: format!("one execution took more than {} s", LONGEST.as_secs()),
                    };
                    report(Event::Finding(&panic, &input));
                    process::exit(1);
                }
            }
        });
        watched
    }

    fn now(&self) -> u64 {
        self.clock.elapsed().as_millis() as u64 + 1
    }

    fn enter(&self, input: &[u8]) {
        let mut held = self.input.lock().unwrap_or_else(PoisonError::into_inner);
        held.clear();
        held.extend_from_slice(input);
        drop(held);
        self.since.store(self.now(), Ordering::Relaxed);
    }

    fn leave(&self) {
        self.since.store(0, Ordering::Relaxed);
    }
}

/// The files of a corpus, in the order of their names.
pub fn corpus(folder: &Path) -> io::Result<Vec<Vec<u8>>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        files.push(entry?.path());
    }
    files.sort();
    files
        .into_iter()
        .filter(|file| file.is_file())
        .map(fs::read)
        .collect()
}
