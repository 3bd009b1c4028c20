//! Both clients, one contract: a table of transport events, each of which the async and the blocking client meet at the
//! same server. Their results must be equal, and must be those of the table.

mod call;
mod events;
mod row;
pub mod server;
pub mod tls;

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

use tests::faults::{Event as Fault, FaultServer};
use tokio::net::TcpSocket;

use crate::faults::caller::MODES;
use call::{Got, Setup};
use row::Row;
use server::{Behaviour, Loopback};
use tls::Shows;

/// Where the event happens.
#[derive(Clone)]
enum Place {
    /// Nothing listens there.
    Nowhere,
    /// The host has no address.
    UnknownHost,
    /// A server that answers the attempts of each call with these faults.
    Faults(Vec<Fault>),
    /// A server over plain HTTP.
    Http(Behaviour),
    /// A server that gets the connection of a client before TLS has begun.
    BeforeTls(Behaviour),
    Tls(Shows, Behaviour),
    /// A proxy, before a server that can only be reached through it.
    Proxy(Behaviour),
    /// A proxy that speaks TLS itself.
    SecureProxy(Shows, Behaviour),
    /// A proxy, before a server of plain HTTP.
    PlainProxy(Behaviour),
    /// A proxy where nothing listens.
    NoProxy,
}

/// A server that can only be reached through a proxy.
const UNREACHABLE: &str = "https://localhost:1";

#[test]
fn both_clients_report_each_event_alike() {
    let rows = events::all();
    let next = AtomicUsize::new(0);
    let failures = Mutex::new(Vec::new());
    let differences = AtomicUsize::new(0);
    // Most events wait, for a timeout or for the other end.
    thread::scope(|scope| {
        for _ in 0..12 {
            scope.spawn(|| {
                while let Some(row) = rows.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let (results, wrong) = check(row);
                    differences.fetch_add(
                        usize::from(results.windows(2).any(|pair| pair[0] != pair[1])),
                        Ordering::Relaxed,
                    );
                    failures.lock().unwrap().extend(wrong);
                }
            });
        }
    });
    let differences = differences.into_inner();
    println!(
        "{} events, {} clients, {differences} differences",
        rows.len(),
        MODES.len()
    );
    let failures = failures.into_inner().unwrap();
    assert!(failures.is_empty(), "{}", failures.join("\n"));
    assert_eq!(differences, 0);
}

/// Runs an event, and describes a wrong result. On a busy machine other parts of an event may be slow too, so an event with
/// a short timeout is repeated with a longer one before it fails.
fn check(row: &Row) -> (Vec<Got>, Option<String>) {
    let timeouts: &[u64] = if row.slow { &[400, 2000] } else { &[20_000] };
    let mut last = (Vec::new(), None);
    for millis in timeouts {
        let results = run(row, Duration::from_millis(*millis));
        let wrong = results.iter().any(|got| *got != row.expected);
        let failure = wrong.then(|| {
            let each = MODES
                .iter()
                .zip(&results)
                .map(|(mode, got)| format!("  {mode:?}: {got:?}\n"));
            format!(
                "{}\n{}  expected: {:?}",
                row.name,
                each.collect::<String>(),
                row.expected
            )
        });
        last = (results, failure);
        if !wrong {
            break;
        }
    }
    last
}

fn run(row: &Row, timeout: Duration) -> Vec<Got> {
    let mut setup = Setup {
        url: String::new(),
        proxy: None,
        retries: row.retries,
        timeout,
        connect_timeout: if row.connects_slowly {
            timeout / 50
        } else {
            timeout * 3
        },
    };
    let both = |setup: &Setup| {
        MODES
            .iter()
            .map(|mode| call::make(*mode, setup, row.call))
            .collect()
    };
    match row.place.clone() {
        Place::Nowhere => {
            let (_socket, url) = reserved();
            setup.url = url;
            return both(&setup);
        }
        Place::UnknownHost => setup.url = "http://nowhere.invalid".to_owned(),
        Place::NoProxy => {
            let (_socket, url) = reserved();
            setup.url = UNREACHABLE.to_owned();
            setup.proxy = Some(url);
            return both(&setup);
        }
        Place::Faults(faults) => {
            let server = FaultServer::start([]);
            setup.url.clone_from(&server.url);
            return MODES
                .iter()
                .map(|mode| {
                    server.skip();
                    server.script(faults.clone());
                    call::make(*mode, &setup, row.call)
                })
                .collect();
        }
        Place::Http(serve) => {
            let server = Loopback::start(None, serve);
            setup.url = format!("http://{}", server.address);
            return both(&setup);
        }
        Place::BeforeTls(serve) => {
            let server = Loopback::start(None, serve);
            setup.url = format!("https://localhost:{}", server.address.port());
            return both(&setup);
        }
        Place::Tls(shows, serve) => {
            let server = Loopback::start(Some(tls::server(shows)), serve);
            setup.url = format!("https://localhost:{}", server.address.port());
            return both(&setup);
        }
        Place::Proxy(serve) => {
            let server = Loopback::start(None, serve);
            setup.url = UNREACHABLE.to_owned();
            setup.proxy = Some(format!("http://{}", server.address));
            return both(&setup);
        }
        Place::SecureProxy(shows, serve) => {
            let server = Loopback::start(Some(tls::server(shows)), serve);
            setup.url = UNREACHABLE.to_owned();
            setup.proxy = Some(format!("https://localhost:{}", server.address.port()));
            return both(&setup);
        }
        Place::PlainProxy(serve) => {
            let server = Loopback::start(None, serve);
            setup.url = UNREACHABLE.replace("https", "http");
            setup.proxy = Some(format!("http://{}", server.address));
            return both(&setup);
        }
    }
    both(&setup)
}

/// A port where nothing listens, and that nothing else gets.
fn reserved() -> (TcpSocket, String) {
    let socket = TcpSocket::new_v4().unwrap();
    socket.bind("127.0.0.1:0".parse().unwrap()).unwrap();
    let address = socket.local_addr().unwrap();
    (socket, format!("http://{address}"))
}
