//! The caller: a process that makes calls, and prints what it knows of each.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant};

use ::tests::faults::FaultServer;
use fastrand::Rng;
use stripe_client::services::refunds::CreateRefund;
use stripe_client::{Client, Error, ErrorClass, Options, blocking};

use crate::memory::Memory;
use crate::{AT_ONCE, SEED};

/// Who makes the calls, and how.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    Async,
    Blocking,
    /// Async calls of which many are dropped at a random moment, and made again with the same key.
    Storm,
}

/// What the caller knows of a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// It was done, and this is the number in the id of what it made.
    Done(usize),
    /// It was not done, says the client.
    Denied,
}

/// What a caller reports.
#[derive(Debug)]
pub struct Report {
    /// By the number of the call.
    pub outcomes: Vec<Outcome>,
    /// Calls that were made again by the caller, not by the client.
    pub repeated: usize,
    /// Calls that were dropped under way.
    pub dropped: usize,
    /// After a tenth of the calls, and after all: what is held when none is under way, and what is resident when the last
    /// of them begins, with the others under way.
    pub memory: [Memory; 2],
    pub seconds: f64,
}

const ARGUMENTS: [&str; 4] = ["CROWD_MODE", "CROWD_URL", "CROWD_CALLS", "CROWD_RESTS"];

/// What a caller says when no call is under way.
const AT_REST: &str = "at rest";

/// Runs this program again as a caller. When no call is under way the server closes all connections, so that the memory of
/// the caller is that of the client alone.
pub fn run(mode: Mode, server: &mut FaultServer, calls: usize) -> Report {
    let (mut child, out) = start(mode, &server.url, calls, "yes");
    let mut text = String::new();
    for line in out.lines() {
        let line = line.expect("UTF-8");
        if line == AT_REST {
            server.restart(Duration::ZERO);
            let stdin = child.stdin.as_mut().expect("a pipe");
            stdin.write_all(b"\n").expect("a caller");
        }
        text.push_str(&line);
        text.push('\n');
    }
    assert!(child.wait().expect("a caller").success(), "{text}");
    read(&text)
}

/// The same without a rest. `during` is done at the same time.
pub fn run_during(mode: Mode, url: &str, calls: usize, during: impl FnOnce()) -> Report {
    let (mut child, mut out) = start(mode, url, calls, "no");
    during();
    let mut text = String::new();
    out.read_to_string(&mut text).expect("UTF-8");
    assert!(child.wait().expect("a caller").success(), "{text}");
    read(&text)
}

fn start(mode: Mode, url: &str, calls: usize, rests: &str) -> (Child, BufReader<ChildStdout>) {
    let program = std::env::current_exe().expect("this program");
    let (mode, calls) = (format!("{mode:?}"), calls.to_string());
    let values = [mode.as_str(), url, calls.as_str(), rests];
    let mut command = Command::new(program);
    command
        .args(["--exact", "caller::calls", "--ignored", "--nocapture"])
        .envs(ARGUMENTS.into_iter().zip(values))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped());
    let mut child = command.spawn().expect("a caller");
    let out = child.stdout.take().expect("a pipe");
    (child, BufReader::new(out))
}

fn read(text: &str) -> Report {
    let line = |name: &str| {
        let found = text.lines().find_map(|line| line.split_once(name));
        found.unwrap_or_else(|| panic!("no {name} in {text}")).1
    };
    let number = |text: &str| text.parse::<usize>().expect("a number");
    let outcome = |text: &str| match text {
        "denied" => Outcome::Denied,
        id => Outcome::Done(id.parse().expect("a number")),
    };
    Report {
        outcomes: line("outcomes: ").split(' ').map(outcome).collect(),
        repeated: line("repeated: ").parse().expect("a number"),
        dropped: line("dropped: ").parse().expect("a number"),
        memory: {
            let mut numbers = line("memory: ").split(' ').map(number);
            let mut next = || numbers.next().expect("a number");
            [(); 2].map(|()| Memory {
                held: next(),
                resident: next(),
            })
        },
        seconds: line("seconds: ").parse().expect("a number"),
    }
}

/// The calls of one process, and what became of them.
#[derive(Debug, Default)]
struct Calls {
    next: AtomicUsize,
    /// Whether it waits between the phases.
    rests: bool,
    /// The number of the last call of a phase.
    last: AtomicUsize,
    /// Allocated before the first call, so that its growth is not taken for the client's.
    outcomes: Vec<OnceLock<Outcome>>,
    repeated: AtomicUsize,
    dropped: AtomicUsize,
    /// The resident memory when the last call of a phase began.
    resident: AtomicUsize,
    /// Microseconds that the last call took.
    latency: AtomicUsize,
}

#[test]
#[ignore = "run by the other tests, as a process of its own"]
fn calls() {
    let [mode, url, count, rests] = ARGUMENTS.map(|name| std::env::var(name).unwrap_or_default());
    let mode = match mode.as_str() {
        "Async" => Mode::Async,
        "Blocking" => Mode::Blocking,
        "Storm" => Mode::Storm,
        _ => {
            println!("skipped: nobody said what to call");
            return;
        }
    };
    let count: usize = count.parse().expect("a number");
    let calls = Calls {
        outcomes: (0..count).map(|_| OnceLock::new()).collect(),
        rests: rests == "yes",
        ..Calls::default()
    };
    let calls = Arc::new(calls);
    let start = Instant::now();
    let memory = match mode {
        Mode::Async => asynchronous(&calls, &url, 0),
        Mode::Storm => asynchronous(&calls, &url, 30),
        Mode::Blocking => threads(&calls, &url),
    };
    calls.print(start.elapsed(), memory);
}

macro_rules! client {
    ($client:ty, $url:expr) => {
        <$client>::builder("sk_test_1")
            .base_url($url)
            .max_retries(3)
            .backoff(Duration::from_millis(1))
            .timeout(Duration::from_secs(60))
            .build()
            .expect("a client")
    };
}

fn asynchronous(calls: &Arc<Calls>, url: &str, dropped: u32) -> [Memory; 2] {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .expect("a runtime");
    let client = client!(Client, url);
    calls.phases(|| {
        runtime.block_on(async {
            let tasks: Vec<_> = (0..AT_ONCE as u64)
                .map(|task| {
                    let (calls, client) = (Arc::clone(calls), client.clone());
                    tokio::spawn(async move {
                        let mut random = Rng::with_seed(SEED + task);
                        while let Some(number) = calls.begin() {
                            let outcome = calls.call(&client, number, dropped, &mut random).await;
                            calls.end(number, outcome);
                        }
                    })
                })
                .collect();
            for task in tasks {
                task.await.expect("no panic");
            }
        })
    })
}

fn threads(calls: &Calls, url: &str) -> [Memory; 2] {
    let client = client!(blocking::Client, url);
    calls.phases(|| {
        std::thread::scope(|scope| {
            for _ in 0..AT_ONCE {
                let client = client.clone();
                scope.spawn(move || {
                    while let Some(number) = calls.begin() {
                        let mut options = Options::new();
                        let mut is_first = true;
                        let outcome = loop {
                            let request = request(number).with_options(options);
                            let result = client.execute(request).map(|reply| reply.id.clone());
                            match judge(result, std::mem::take(&mut is_first)) {
                                Ok(outcome) => break outcome,
                                Err(key) => options = calls.again(&key),
                            }
                        };
                        calls.end(number, outcome);
                    }
                });
            }
        })
    })
}

/// The amount identifies the call.
fn request(number: usize) -> CreateRefund {
    let amount = i64::try_from(number).expect("few calls");
    CreateRefund::new().charge("ch_1").amount(amount)
}

/// What a caller knows from a result, or the key with which it has to ask again.
///
/// A call knows nothing of earlier ones with the same key. If one of them may have been done, only a response that refuses
/// the request itself shows that it was not: with a known key Stripe would have returned the earlier response.
fn judge(result: Result<String, Error>, is_first: bool) -> Result<Outcome, String> {
    let refuses = |error: &Error| {
        let class = error.as_api().map(|error| error.class());
        matches!(class, Some(ErrorClass::Card | ErrorClass::InvalidRequest))
    };
    match result {
        Ok(id) => {
            let number = id.strip_prefix("re_").and_then(|id| id.parse().ok());
            Ok(Outcome::Done(number.unwrap_or_default()))
        }
        Err(error) if error.may_be_done() || !is_first && !refuses(&error) => {
            let key = error.idempotency_key().expect("a POST has a key");
            Err(key.to_owned())
        }
        // The server was not there. Whoever wants the refund asks again.
        Err(Error::Transport(error)) => {
            let key = error.idempotency_key().expect("a POST has a key");
            std::thread::sleep(Duration::from_millis(1));
            Err(key.to_owned())
        }
        Err(_) => Ok(Outcome::Denied),
    }
}

impl Calls {
    /// Makes a tenth of the calls and then the others, and returns the memory after each.
    fn phases(&self, work: impl Fn()) -> [Memory; 2] {
        let count = self.outcomes.len();
        [count / 10, count].map(|last| {
            self.last.store(last - 1, Ordering::Relaxed);
            work();
            let resident = self.resident.load(Ordering::Relaxed);
            self.rest();
            // With the next call, the client lets go of the connections that are closed.
            self.last.store(last, Ordering::Relaxed);
            work();
            Memory {
                resident,
                ..Memory::settled()
            }
        })
    }

    /// Waits until the server has closed all connections.
    fn rest(&self) {
        if self.rests {
            println!("\n{AT_REST}");
            let mut line = String::new();
            std::io::stdin().read_line(&mut line).expect("an answer");
            // The client takes notice in its own time.
            Memory::settled();
        }
    }

    /// The number of the next call.
    fn begin(&self) -> Option<usize> {
        let last = self.last.load(Ordering::Relaxed);
        let next = |number| (number < last).then_some(number + 1);
        let number = self
            .next
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, next)
            .ok()?;
        if number + 1 == last {
            let now = Memory::now();
            self.resident.store(now.resident, Ordering::Relaxed);
        }
        Some(number)
    }

    async fn call(
        &self,
        client: &Client,
        number: usize,
        dropped: u32,
        random: &mut Rng,
    ) -> Outcome {
        let mut options = Options::new();
        let mut is_first = true;
        loop {
            let pending = request(number).with_options(options).on(client).send();
            let key = pending.idempotency_key().map(str::to_owned);
            let patience = match random.u32(0..100) < dropped {
                true => self.latency().mul_f64(random.f64() * 1.2),
                false => Duration::MAX,
            };
            let start = Instant::now();
            options = match tokio::time::timeout(patience, pending).await {
                Ok(result) => {
                    let micros = usize::try_from(start.elapsed().as_micros());
                    self.latency
                        .store(micros.unwrap_or_default(), Ordering::Relaxed);
                    match judge(result.map(|reply| reply.id.clone()), is_first) {
                        Ok(outcome) => return outcome,
                        Err(key) => self.again(&key),
                    }
                }
                // The call is dropped, wherever it was.
                Err(_) => {
                    self.dropped.fetch_add(1, Ordering::Relaxed);
                    self.again(&key.expect("a POST has a key"))
                }
            };
            is_first = false;
        }
    }

    /// How long the last call took.
    fn latency(&self) -> Duration {
        Duration::from_micros(self.latency.load(Ordering::Relaxed) as u64)
    }

    /// The options of a call that is made again.
    fn again(&self, key: &str) -> Options {
        self.repeated.fetch_add(1, Ordering::Relaxed);
        Options::new().idempotency_key(key)
    }

    fn end(&self, number: usize, outcome: Outcome) {
        self.outcomes[number].set(outcome).expect("it ends once");
    }

    /// Prints the report that [`read`] reads.
    fn print(&self, time: Duration, memory: [Memory; 2]) {
        let outcome = |outcome: &OnceLock<Outcome>| match outcome.get() {
            Some(Outcome::Done(number)) => number.to_string(),
            Some(Outcome::Denied) => "denied".to_owned(),
            None => panic!("a call has not ended"),
        };
        let outcomes: Vec<String> = self.outcomes.iter().map(outcome).collect();
        println!("\noutcomes: {}", outcomes.join(" "));
        let number = |number: &AtomicUsize| number.load(Ordering::Relaxed);
        println!("repeated: {}", number(&self.repeated));
        println!("dropped: {}", number(&self.dropped));
        let [early, late] = memory.map(|memory| format!("{} {}", memory.held, memory.resident));
        println!("memory: {early} {late}");
        println!("seconds: {}", time.as_secs_f64());
    }
}
