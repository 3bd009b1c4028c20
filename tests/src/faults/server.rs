//! The server: connections, the script, and the record of what happened.

use std::collections::{HashMap, VecDeque};
use std::io::{BufReader, Read as _};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use super::deliver::{Message, Wire, wait_for_the_end};
use super::event::{Applied, Body, Event, Read, Reply};
use super::ledger::{Effect, Known, Ledger, Refusal, unwritten};
use crate::server::{Received, receive};

/// A request that arrived, complete or not, and what the server did with it.
#[derive(Debug, Clone)]
pub struct Seen {
    /// The event that was applied to it.
    pub event: Event,
    /// The request, if it was read completely.
    pub request: Option<Received>,
    /// How many bytes of the response were written to the connection.
    pub sent: usize,
}

/// Everything that a server received and did.
#[derive(Debug)]
pub struct Record {
    /// Requests, in the order of arrival.
    pub seen: Vec<Seen>,
    /// Writes that were applied.
    pub effects: Vec<Effect>,
    /// How many events of the script were not used.
    pub left: usize,
    /// How many connections were made.
    pub connections: usize,
}

impl Record {
    /// Idempotency keys of the complete requests.
    #[must_use]
    pub fn keys(&self) -> Vec<Option<&str>> {
        let whole = self.seen.iter().filter_map(|seen| seen.request.as_ref());
        whole
            .map(|request| request.header("idempotency-key"))
            .collect()
    }
}

/// A server on loopback that applies the next event of its script to each request. After the last event it behaves
/// normally.
#[derive(Debug)]
pub struct FaultServer {
    /// Origin, such as `http://127.0.0.1:40404`.
    pub url: String,
    /// How many days went by, for the clock of a client.
    pub days: Arc<AtomicU64>,
    address: SocketAddr,
    shared: Arc<Shared>,
    listening: Option<JoinHandle<()>>,
}

#[derive(Debug, Default)]
struct Shared {
    script: Mutex<VecDeque<Event>>,
    ledger: Mutex<Ledger>,
    seen: Mutex<Vec<Seen>>,
    /// The open connections by number, so that they can be closed.
    connections: Mutex<HashMap<usize, TcpStream>>,
    workers: Mutex<Vec<JoinHandle<()>>>,
    accepted: AtomicUsize,
    stopped: AtomicBool,
    days: Arc<AtomicU64>,
}

impl FaultServer {
    /// Starts a server.
    ///
    /// # Panics
    ///
    /// If no port is free on loopback.
    #[must_use]
    pub fn start(script: impl IntoIterator<Item = Event>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap_or_else(|error| panic!("{error}"));
        let address = listener
            .local_addr()
            .unwrap_or_else(|error| panic!("{error}"));
        let shared = Arc::new(Shared {
            script: Mutex::new(script.into_iter().collect()),
            ..Shared::default()
        });
        let listening = thread::spawn({
            let shared = Arc::clone(&shared);
            move || listen(&listener, &shared)
        });
        Self {
            url: format!("http://{address}"),
            days: Arc::clone(&shared.days),
            address,
            shared,
            listening: Some(listening),
        }
    }

    /// Appends to the script.
    pub fn script(&self, events: impl IntoIterator<Item = Event>) {
        lock(&self.shared.script).extend(events);
    }

    /// Discards the unused events of the script.
    pub fn skip(&self) {
        lock(&self.shared.script).clear();
    }

    /// How many events of the script are unused so far.
    #[must_use]
    pub fn left(&self) -> usize {
        lock(&self.shared.script).len()
    }

    /// How many requests arrived, complete or not.
    #[must_use]
    pub fn seen(&self) -> usize {
        lock(&self.shared.seen).len()
    }

    /// How many complete requests arrived.
    #[must_use]
    pub fn whole(&self) -> usize {
        let seen = lock(&self.shared.seen);
        seen.iter().filter(|seen| seen.request.is_some()).count()
    }

    /// Stops, closing all connections, and starts again at the same address after a while. What the service has done it
    /// remembers.
    ///
    /// # Panics
    ///
    /// If the port is taken by then.
    pub fn restart(&mut self, down: Duration) {
        self.stop();
        thread::sleep(down);
        self.shared.stopped.store(false, Ordering::SeqCst);
        let listener = TcpListener::bind(self.address).unwrap_or_else(|error| panic!("{error}"));
        let shared = Arc::clone(&self.shared);
        self.listening = Some(thread::spawn(move || listen(&listener, &shared)));
    }

    /// Closes all connections, waits until nothing more can happen, and returns the record.
    #[must_use]
    pub fn finish(mut self) -> Record {
        self.stop();
        Record {
            seen: std::mem::take(&mut lock(&self.shared.seen)),
            effects: lock(&self.shared.ledger).effects().to_vec(),
            left: self.left(),
            connections: self.shared.accepted.load(Ordering::SeqCst),
        }
    }

    fn stop(&mut self) {
        self.shared.stopped.store(true, Ordering::SeqCst);
        // Wakes the thread that accepts connections.
        let _ = TcpStream::connect(self.address);
        let _ = self.listening.take().map(JoinHandle::join);
        for connection in lock(&self.shared.connections).values() {
            let _ = connection.shutdown(Shutdown::Both);
        }
        let workers = std::mem::take(&mut *lock(&self.shared.workers));
        for worker in workers {
            let _ = worker.join();
        }
    }
}

impl Drop for FaultServer {
    fn drop(&mut self) {
        if self.listening.is_some() {
            self.stop();
        }
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn listen(listener: &TcpListener, shared: &Arc<Shared>) {
    for stream in listener.incoming() {
        if shared.stopped.load(Ordering::SeqCst) {
            return;
        }
        let Ok(stream) = stream else { continue };
        // If a client never hangs up, the test fails instead of hanging.
        let _ = stream.set_read_timeout(Some(Duration::from_secs(60)));
        let _ = stream.set_nodelay(true);
        let Ok(copy) = stream.try_clone() else {
            continue;
        };
        let number = shared.accepted.fetch_add(1, Ordering::SeqCst);
        lock(&shared.connections).insert(number, copy);
        let served = Arc::clone(shared);
        let worker = thread::spawn(move || {
            let mut reader = BufReader::new(stream);
            while serve(&mut reader, &served) {}
            // The clone would keep the connection open.
            lock(&served.connections).remove(&number);
        });
        let mut workers = lock(&shared.workers);
        // Threads that have ended keep their stacks until they are joined or let go.
        workers.retain(|worker| !worker.is_finished());
        workers.push(worker);
    }
}

/// Serves one request, and returns whether the connection can be reused.
fn serve(reader: &mut BufReader<TcpStream>, shared: &Shared) -> bool {
    // Events belong to requests, not to connections: some connections are opened and never used.
    if !reader.get_ref().peek(&mut [0]).is_ok_and(|bytes| bytes > 0) {
        return false;
    }
    let (event, place) = {
        let mut seen = lock(&shared.seen);
        let event = lock(&shared.script)
            .pop_front()
            .unwrap_or_else(Event::success);
        let place = seen.len();
        seen.push(Seen {
            event: event.clone(),
            request: None,
            sent: 0,
        });
        (event, place)
    };
    let (event, overnight) = match event {
        Event::Overnight(event) => (*event, true),
        event => (event, false),
    };
    if let Event::Hangup(read) = event {
        if overnight {
            a_day_goes_by(shared);
        }
        hang_up(reader.get_mut(), read);
        return false;
    }
    let Some(request) = receive(reader) else {
        return false;
    };
    let mut ledger = lock(&shared.ledger);
    let event = conclusive(event, ledger.knows(&request));
    let Event::Answer {
        applied,
        reply,
        delivery,
    } = event.clone()
    else {
        return false;
    };
    let object = match applied {
        Applied::First => ledger.apply(&request),
        Applied::Late => {
            ledger.begin(&request);
            Ok(unwritten(&request))
        }
        Applied::Never => Ok(unwritten(&request)),
    };
    drop(ledger);
    if let Some(seen) = lock(&shared.seen).get_mut(place) {
        seen.request = Some(request.clone());
        seen.event = match overnight {
            true => Event::Overnight(Box::new(event)),
            false => event,
        };
    }
    if overnight {
        a_day_goes_by(shared);
    }
    let message = message(reply, object, place);
    let mut wire = Wire::new(reader.get_mut());
    // A client that hung up is not a failure of the server.
    let reusable = message.deliver(&mut wire, delivery).unwrap_or(false);
    let Wire { stream, sent } = wire;
    if let Some(seen) = lock(&shared.seen).get_mut(place) {
        seen.sent = sent;
    }
    if applied == Applied::Late {
        let _ = stream.shutdown(Shutdown::Write);
        wait_for_the_end(stream);
        let _ = lock(&shared.ledger).apply(&request);
        return false;
    }
    reusable
}

fn a_day_goes_by(shared: &Shared) {
    shared.days.fetch_add(1, Ordering::SeqCst);
    lock(&shared.ledger).forget();
}

/// The event as a service does it that honours idempotency keys: it refuses no request on its merits that it has
/// applied or is about to.
fn conclusive(event: Event, known: Known) -> Event {
    match known {
        Known::Applied if event.is_refusal() => Event::success(),
        Known::UnderWay if event.is_refusal() => Event::status(409, "idempotency_key_in_use"),
        _ => event,
    }
}

/// Reads a part of a request. Unread bytes turn the close of the connection into a reset.
fn hang_up(stream: &mut TcpStream, read: Read) {
    match read {
        Read::Nothing => {}
        Read::Head => {
            let _ = stream.read(&mut [0; 20]);
        }
        Read::Body => {
            let mut seen = Vec::new();
            let mut byte = [0];
            while !seen.ends_with(b"\r\n\r\n") && stream.read(&mut byte).is_ok_and(|read| read > 0)
            {
                seen.extend_from_slice(&byte);
            }
            let _ = stream.read(&mut byte);
        }
    }
}

/// The response to a request, given the service's response.
fn message(reply: Reply, object: Result<String, Refusal>, place: usize) -> Message {
    let id = ("Request-Id".to_owned(), format!("req_{place}"));
    let (status, headers, body) = match (reply, object) {
        (Reply::Success, Ok(object)) => (200, vec![id], object),
        (Reply::Success, Err(refusal)) => {
            let body = error(refusal.kind, refusal.code);
            (refusal.status, vec![id], body)
        }
        (
            Reply::Other {
                status,
                headers,
                body,
            },
            object,
        ) => {
            let body = match body {
                Body::Empty => String::new(),
                Body::Error(code) => error("api_error", code),
                Body::Object => object.unwrap_or_default(),
                Body::Text(text) => text.to_owned(),
            };
            (status, headers, body)
        }
    };
    Message {
        status,
        headers,
        body: body.into_bytes(),
    }
}

fn error(kind: &str, code: &str) -> String {
    format!(r#"{{"error":{{"type":"{kind}","code":"{code}","message":"It did not work."}}}}"#)
}
