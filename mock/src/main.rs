//! The stand-in as a program. `cargo xtask mock` builds and runs it, and has the help.

use std::fmt::Display;
use std::io::{IsTerminal as _, Write as _};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::mpsc::sync_channel;

use clap::Parser;
use mock::{Endpoint, Options, Server, Settings, StandIn};
use mock_args::MockArgs;
use serde_json::Value;

/// A stand-in for Stripe's API; `cargo xtask mock` starts it
#[derive(Debug, Parser)]
struct Args {
    #[command(flatten)]
    options: MockArgs,
    /// The folder of the data files, and of the document unless --spec names another
    #[arg(long, value_name = "DIR")]
    data: PathBuf,
}

fn main() -> ExitCode {
    let Args { options, data } = Args::parse();
    match run(&options, &data) {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            let _ = writeln!(std::io::stderr(), "{}", message.trim_end());
            ExitCode::from(2)
        }
    }
}

fn run(args: &MockArgs, data: &Path) -> Result<(), String> {
    let endpoint = match (&args.webhook, &args.secret) {
        (Some(url), Some(secret)) => {
            let endpoint = Endpoint::new(url, secret).map_err(|error| format!("error: {error}"))?;
            Some(if args.disorder {
                endpoint.in_disorder(args.seed)
            } else {
                endpoint
            })
        }
        _ => None,
    };
    let spec = args
        .spec
        .clone()
        .unwrap_or_else(|| data.join("refunds.yaml"));
    let model = {
        let _shown = Waiting::show(&format!("reading {}", spec.display()));
        mock::load(&spec, data).map_err(|error| error.to_string())?
    };
    let version = model.api().version.clone();
    let operations = model.api().operations.len();
    let options = Options {
        seed: args.seed,
        any_id: args.any_id,
        clock: args.clock,
    };
    let log = log(args);
    let delivered = Arc::clone(&log);
    let settings = Settings {
        address: SocketAddr::new(args.listen, args.port),
        endpoint,
        log: Box::new(move |entry| log(entry, entry.json())),
        deliveries: Box::new(move |attempt| delivered(attempt, attempt.json())),
    };
    let address = settings.address;
    let server =
        Server::start(StandIn::new(Arc::new(model), options), settings).map_err(|error| {
            format!("error: cannot listen at {address}: {error}; try another --port")
        })?;
    // Whoever started it may not read what it says.
    let _ = writeln!(
        std::io::stderr(),
        "A stand-in for Stripe's API {version}, {operations} operations, at {}\n\
         Any key that begins with sk_test_ is taken. What arrived: {0}/_mock/requests. Ctrl-C ends it.",
        server.url()
    );
    server.wait();
    Ok(())
}

/// What it is doing before it listens, on one line of a terminal that is erased afterwards: all of Stripe takes seconds.
struct Waiting(bool);

impl Waiting {
    fn show(text: &str) -> Self {
        let mut out = std::io::stderr();
        let is_terminal = out.is_terminal();
        if is_terminal {
            let text: String = text.chars().filter(|c| !c.is_control()).take(70).collect();
            let _ = write!(out, "    mock {text}");
        }
        Self(is_terminal)
    }
}

impl Drop for Waiting {
    fn drop(&mut self) {
        if self.0 {
            let _ = write!(std::io::stderr(), "\r\u{1b}[K");
        }
    }
}

/// Lines that wait for a reader of standard output; of more, the newest are dropped.
const WAITING: usize = 10_000;

/// Writes a line of the log: for people or as JSON.
type Log = Arc<dyn Fn(&dyn Display, Value) + Send + Sync>;

/// Requests do not wait for whoever reads the log, or has stopped to.
fn log(args: &MockArgs) -> Log {
    if args.quiet {
        return Arc::new(|_, _| {});
    }
    let (lines, waiting) = sync_channel::<String>(WAITING);
    std::thread::spawn(move || {
        for line in waiting {
            // Nobody reads any more.
            if writeln!(std::io::stdout().lock(), "{line}").is_err() {
                return;
            }
        }
    });
    let as_json = args.json;
    Arc::new(move |text, json| {
        let line = if as_json {
            json.to_string()
        } else {
            text.to_string()
        };
        // Full, or without a reader.
        let _ = lines.try_send(line);
    })
}
