//! The stand-in as a program. `cargo xtask mock` builds and runs it, and has the help.

use std::io::Write as _;
use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::mpsc::sync_channel;

use clap::Parser;
use mock::{Endpoint, Entry, Options, Server, Settings, StandIn};

/// A stand-in for Stripe's API; `cargo xtask mock --help` explains it.
#[derive(Debug, Parser)]
struct Args {
    #[arg(long)]
    spec: PathBuf,
    /// The folder of the data files.
    #[arg(long)]
    data: PathBuf,
    #[arg(long)]
    listen: IpAddr,
    #[arg(long)]
    port: u16,
    #[arg(long)]
    seed: u64,
    #[arg(long)]
    any_id: bool,
    #[arg(long)]
    clock: Option<i64>,
    #[arg(long)]
    webhook: Option<String>,
    #[arg(long)]
    secret: Option<String>,
    #[arg(long)]
    disorder: bool,
    #[arg(long)]
    quiet: bool,
    #[arg(long)]
    json: bool,
}

fn main() -> ExitCode {
    match run(&Args::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            let _ = writeln!(std::io::stderr(), "{}", message.trim_end());
            ExitCode::from(2)
        }
    }
}

fn run(args: &Args) -> Result<(), String> {
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
    let model = mock::load(&args.spec, &args.data).map_err(|error| error.to_string())?;
    let version = model.api().version.clone();
    let operations = model.api().operations.len();
    let options = Options {
        seed: args.seed,
        any_id: args.any_id,
        clock: args.clock,
    };
    let settings = Settings {
        address: SocketAddr::new(args.listen, args.port),
        endpoint,
        log: log(args),
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

/// Lines that wait for a reader of standard output; of more, the newest are dropped.
const WAITING: usize = 10_000;

/// Requests do not wait for whoever reads the log, or has stopped to.
fn log(args: &Args) -> Box<dyn Fn(&Entry) + Send + Sync> {
    if args.quiet {
        return Box::new(|_| {});
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
    Box::new(move |entry| {
        let line = if as_json {
            entry.json().to_string()
        } else {
            entry.to_string()
        };
        // Full, or without a reader.
        let _ = lines.try_send(line);
    })
}
