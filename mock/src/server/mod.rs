//! The stand-in behind a socket: one thread, which ends when the server is dropped.

mod body;
mod exchange;
mod webhooks;

use std::io;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::{SystemTime, UNIX_EPOCH};

use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::sync::{mpsc, oneshot};

use crate::journal::Entry;
use crate::stand_in::StandIn;

pub use webhooks::{Attempt, Endpoint, EndpointError};

/// How a server listens and tells.
pub struct Settings {
    /// Where it listens. Port 0 is any that is free.
    pub address: SocketAddr,
    /// Where events are sent.
    pub endpoint: Option<Endpoint>,
    /// Called for each request, in the order of the answers.
    pub log: Box<dyn Fn(&Entry) + Send + Sync>,
    /// Called after each attempt to deliver an event to the endpoint.
    pub deliveries: Box<dyn Fn(&Attempt) + Send + Sync>,
}

impl Default for Settings {
    /// Any free port of this machine, no webhooks, no log.
    fn default() -> Self {
        Self {
            address: (Ipv4Addr::LOCALHOST, 0).into(),
            endpoint: None,
            log: Box::new(|_| {}),
            deliveries: Box::new(|_| {}),
        }
    }
}

/// A running stand-in.
#[derive(Debug)]
pub struct Server {
    address: SocketAddr,
    shared: Arc<Shared>,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

/// What all connections share.
struct Shared {
    stand_in: Mutex<StandIn>,
    /// Where events go, if they go anywhere.
    events: Option<mpsc::UnboundedSender<serde_json::Value>>,
    log: Box<dyn Fn(&Entry) + Send + Sync>,
    deliveries: Box<dyn Fn(&Attempt) + Send + Sync>,
}

impl std::fmt::Debug for Shared {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Shared")
    }
}

impl Shared {
    fn send(&self, events: Vec<serde_json::Value>) {
        for event in events {
            if let Some(queue) = &self.events {
                // The worker ends with the server.
                let _ = queue.send(event);
            }
        }
    }

    fn stand_in(&self) -> MutexGuard<'_, StandIn> {
        // What a panic of a test left behind is still the state.
        self.stand_in.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Server {
    /// Starts to listen.
    ///
    /// # Errors
    ///
    /// The address is taken, or the system gives no socket or thread.
    pub fn start(stand_in: StandIn, settings: Settings) -> io::Result<Self> {
        let listener = TcpListener::bind(settings.address)?;
        listener.set_nonblocking(true)?;
        let address = listener.local_addr()?;
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()?;
        let (events, queue) = match settings.endpoint {
            Some(endpoint) => {
                let (sender, queue) = mpsc::unbounded_channel();
                (Some(sender), Some((endpoint, queue)))
            }
            None => (None, None),
        };
        let shared = Arc::new(Shared {
            stand_in: Mutex::new(stand_in),
            events,
            log: settings.log,
            deliveries: settings.deliveries,
        });
        let (stop, stopped) = oneshot::channel();
        let serving = Arc::clone(&shared);
        let run = move || {
            runtime.block_on(async move {
                if let Some((endpoint, queue)) = queue {
                    tokio::spawn(webhooks::deliver(endpoint, queue, Arc::clone(&serving)));
                }
                tokio::select! {
                    () = accept(listener, Arc::clone(&serving)) => {}
                    () = pass(serving) => {}
                    _ = stopped => {}
                }
            });
        };
        let thread = std::thread::Builder::new()
            .name("stand-in".to_owned())
            .spawn(run)?;
        Ok(Self {
            address,
            shared,
            stop: Some(stop),
            thread: Some(thread),
        })
    }

    /// The base URL of clients, such as `http://127.0.0.1:12111`.
    #[must_use]
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Works on the stand-in itself, such as to read its log.
    pub fn with<T>(&self, work: impl FnOnce(&mut StandIn) -> T) -> T {
        work(&mut self.shared.stand_in())
    }

    /// Waits until the server ends, which it does by itself only if its listener fails.
    pub fn wait(mut self) {
        if let Some(thread) = self.thread.take() {
            // It has no result, and a panic there has been printed.
            let _ = thread.join();
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if let Some(stop) = self.stop.take() {
            // The thread may have ended before.
            let _ = stop.send(());
        }
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

async fn accept(listener: TcpListener, shared: Arc<Shared>) {
    let Ok(listener) = tokio::net::TcpListener::from_std(listener) else {
        return;
    };
    loop {
        let Ok((stream, _)) = listener.accept().await else {
            // Out of descriptors: others are closed in a moment.
            tokio::time::sleep(std::time::Duration::from_millis(10)).await;
            continue;
        };
        // Answers are small, and nobody is to wait for more of them.
        let _ = stream.set_nodelay(true);
        let shared = Arc::clone(&shared);
        tokio::spawn(async move {
            let service = service_fn(|request| exchange::exchange(request, &shared));
            let mut connection = http1::Builder::new();
            connection.timer(TokioTimer::new());
            // A fault by plan ends it with an error, and so does a client that goes away.
            let _ = connection
                .serve_connection(TokioIo::new(stream), service)
                .await;
        });
    }
}

/// Does what time brings, each second.
async fn pass(shared: Arc<Shared>) {
    let mut seconds = tokio::time::interval(std::time::Duration::from_secs(1));
    loop {
        seconds.tick().await;
        let events = shared.stand_in().pass(now());
        shared.send(events);
    }
}

/// Seconds since the Unix epoch by the clock of the machine.
fn now() -> i64 {
    let since = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default();
    i64::try_from(since.as_secs()).unwrap_or(i64::MAX)
}
