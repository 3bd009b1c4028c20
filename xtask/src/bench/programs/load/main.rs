//! Many calls through one client: `load server`, or `load WHICH URL CALLS` with one of the four clients. Whoever runs it
//! measures it.

mod ours;
mod peers;
mod reply;
mod server;

use std::env;
use std::error::Error;
use std::future::Future;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// How many calls are under way at once.
const AT_ONCE: usize = 200;

type Outcome = Result<(), Box<dyn Error + Send + Sync>>;

fn main() -> Outcome {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let [which, url, calls] = match *arguments.as_slice() {
        ["server"] => return server::run(),
        [which, url, calls] => [which, url, calls],
        _ => return Err("load server, or load WHICH URL CALLS".into()),
    };
    let calls = calls.parse()?;
    match which {
        "ours" => ours::asynchronous(url, calls),
        "reqwest" => peers::asynchronous(url, calls),
        "ours-blocking" => ours::blocking(url, calls),
        "ureq" => peers::blocking(url, calls),
        other => Err(format!("there is no {other}").into()),
    }
}

/// Makes the calls in tasks, each with a client of its own from `client`.
fn tasks<C, F>(calls: usize, client: C, call: fn(C, usize) -> F) -> Outcome
where
    C: Clone + Send + 'static,
    F: Future<Output = Outcome> + Send + 'static,
{
    static NEXT: AtomicUsize = AtomicUsize::new(0);
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()?;
    runtime.block_on(async {
        let tasks: Vec<_> = (0..AT_ONCE)
            .map(|_| {
                let client = client.clone();
                tokio::spawn(async move {
                    loop {
                        let number = NEXT.fetch_add(1, Ordering::Relaxed);
                        if number >= calls {
                            return Outcome::Ok(());
                        }
                        call(client.clone(), number).await?;
                    }
                })
            })
            .collect();
        for task in tasks {
            task.await??;
        }
        Ok(())
    })
}

/// Makes the calls in threads.
fn threads(calls: usize, call: impl Fn(usize) -> Outcome + Sync) -> Outcome {
    let next = AtomicUsize::new(0);
    let work = || -> Outcome {
        loop {
            let number = next.fetch_add(1, Ordering::Relaxed);
            if number >= calls {
                return Ok(());
            }
            call(number)?;
        }
    };
    thread::scope(|scope| {
        let workers: Vec<_> = (0..AT_ONCE).map(|_| scope.spawn(work)).collect();
        for worker in workers {
            worker.join().map_err(|_| "a thread panicked")??;
        }
        Ok(())
    })
}
