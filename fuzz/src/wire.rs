//! Both clients over transports that record, and over a server on loopback.

use std::cell::OnceCell;
use std::future::{Future, ready};
use std::io::{ErrorKind, Read as _, Write as _};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use stripe_client::client::transport::{
    BlockingTransport, BoxFuture, HttpRequest, HttpResponse, Transport, TransportError,
    TransportErrorKind,
};
use tokio::runtime::{Builder, Runtime};

/// What a transport saw, and what it will answer.
#[derive(Default)]
pub struct Log {
    /// The requests.
    pub sent: Vec<HttpRequest>,
    /// The delays before retries.
    pub slept: Vec<Duration>,
    /// The response to every request; none is a connection that broke.
    pub answer: Option<HttpResponse>,
}

/// A transport for both clients that sends nothing. Clones share their log.
#[derive(Clone, Default)]
pub struct Recorder(Arc<Mutex<Log>>);

impl Recorder {
    /// A transport that always gives this response.
    pub fn answering(answer: HttpResponse) -> Self {
        Self(Arc::new(Mutex::new(Log {
            answer: Some(answer),
            ..Log::default()
        })))
    }

    /// Takes what was recorded.
    pub fn take(&self) -> Log {
        std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn exchange(&self, request: HttpRequest) -> Result<HttpResponse, TransportError> {
        let mut log = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        log.sent.push(request);
        let none = || TransportError::new(TransportErrorKind::Other, "there is no response");
        log.answer.clone().ok_or_else(none)
    }

    fn sleeps(&self, time: Duration) {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .slept
            .push(time);
    }
}

impl BlockingTransport for Recorder {
    fn send(&self, request: HttpRequest) -> Result<HttpResponse, TransportError> {
        self.exchange(request)
    }

    fn sleep(&self, time: Duration) {
        self.sleeps(time);
    }
}

impl Transport for Recorder {
    fn send(&self, request: HttpRequest) -> BoxFuture<'_, Result<HttpResponse, TransportError>> {
        Box::pin(ready(self.exchange(request)))
    }

    fn sleep(&self, time: Duration) -> BoxFuture<'_, ()> {
        self.sleeps(time);
        Box::pin(ready(()))
    }
}

thread_local! {
    static RUNTIME: OnceCell<Runtime> = const { OnceCell::new() };
}

/// Runs a future of the async client.
pub fn block_on<T>(future: impl Future<Output = T>) -> T {
    RUNTIME.with(|runtime| {
        let made = runtime.get_or_init(|| {
            Builder::new_current_thread()
                .enable_all()
                .build()
                .expect("a runtime")
        });
        made.block_on(future)
    })
}

/// A server on loopback that answers each request with the same bytes and closes the connection.
pub struct Server {
    /// Where it listens.
    pub address: SocketAddr,
    state: Arc<Mutex<State>>,
}

#[derive(Default)]
struct State {
    answer: Vec<u8>,
    seen: usize,
    open: usize,
}

impl Server {
    /// Starts the server. It runs until the process ends.
    pub fn start() -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).expect("a port");
        let address = listener.local_addr().expect("an address");
        let state = Arc::new(Mutex::new(State::default()));
        let shared = Arc::clone(&state);
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let answer = {
                    let mut state = shared.lock().unwrap_or_else(PoisonError::into_inner);
                    state.seen += 1;
                    state.open += 1;
                    state.answer.clone()
                };
                let shared = Arc::clone(&shared);
                thread::spawn(move || {
                    // A client that closed early is no fault of the server.
                    let _ = serve(stream, &answer);
                    shared.lock().unwrap_or_else(PoisonError::into_inner).open -= 1;
                });
            }
        });
        Self { address, state }
    }

    /// Sets the answer to the next requests.
    pub fn answer(&self, bytes: Vec<u8>) {
        self.state
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .answer = bytes;
    }

    /// Waits until no connection is open, so that no client takes a connection for idle that is about to end.
    pub fn settle(&self) {
        let start = Instant::now();
        let is_open = || {
            self.state
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .open
                > 0
        };
        while is_open() && start.elapsed() < Duration::from_secs(1) {
            thread::yield_now();
        }
    }

    /// The number of connections since the last call.
    pub fn take_seen(&self) -> usize {
        std::mem::take(
            &mut self
                .state
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .seen,
        )
    }
}

fn serve(mut stream: TcpStream, answer: &[u8]) -> std::io::Result<()> {
    stream.set_read_timeout(Some(Duration::from_secs(5)))?;
    stream.set_nodelay(true)?;
    read_request(&mut stream)?;
    stream.write_all(answer)?;
    stream.shutdown(Shutdown::Both)
}

fn read_request(stream: &mut TcpStream) -> std::io::Result<()> {
    let mut request = Vec::new();
    let mut part = [0; 4096];
    loop {
        let read = stream.read(&mut part)?;
        if read == 0 {
            return Err(ErrorKind::UnexpectedEof.into());
        }
        request.extend_from_slice(&part[..read]);
        let text = String::from_utf8_lossy(&request);
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let lower = head.to_ascii_lowercase();
            let length = lower
                .split("content-length: ")
                .nth(1)
                .and_then(|rest| rest.lines().next()?.trim().parse().ok());
            if body.len() >= length.unwrap_or(0) {
                return Ok(());
            }
        }
    }
}
