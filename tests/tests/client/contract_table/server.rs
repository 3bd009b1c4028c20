//! A server that runs one function on each connection, in plain text or in TLS.

use std::collections::HashMap;
use std::io::{Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use rustls::{ServerConfig, ServerConnection, StreamOwned};

use super::tls::{self, Shows};

/// What the server does on a connection.
pub type Behaviour = fn(&mut Wire);

/// The server.
pub struct Loopback {
    pub address: SocketAddr,
    stopped: Arc<AtomicBool>,
    /// The open connections by number, so that they can be closed.
    open: Arc<Mutex<HashMap<usize, TcpStream>>>,
    accepting: Option<JoinHandle<()>>,
}

impl Loopback {
    /// Starts a server. With a configuration, the connections speak TLS before the function gets them.
    pub fn start(
        tls: Option<Arc<ServerConfig>>,
        serve: impl Fn(&mut Wire) + Send + Sync + 'static,
    ) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let stopped = Arc::new(AtomicBool::new(false));
        let open: Arc<Mutex<HashMap<usize, TcpStream>>> = Arc::default();
        let accepting = thread::spawn({
            let (stopped, open, serve) = (Arc::clone(&stopped), Arc::clone(&open), Arc::new(serve));
            move || {
                for (number, tcp) in listener.incoming().flatten().enumerate() {
                    if stopped.load(Ordering::SeqCst) {
                        return;
                    }
                    let _ = tcp.set_read_timeout(Some(Duration::from_secs(30)));
                    let _ = tcp.set_nodelay(true);
                    open.lock()
                        .unwrap()
                        .insert(number, tcp.try_clone().unwrap());
                    let (tls, serve, open) = (tls.clone(), Arc::clone(&serve), Arc::clone(&open));
                    thread::spawn(move || {
                        let io = match tls {
                            None => Io::Plain(tcp),
                            Some(config) => Io::tls(config, Io::Plain(tcp)),
                        };
                        let mut wire = Wire { io };
                        serve(&mut wire);
                        // The copy would keep the connection open. Bytes that were not read make this a reset.
                        open.lock().unwrap().remove(&number);
                    });
                }
            }
        });
        Self {
            address,
            stopped,
            open,
            accepting: Some(accepting),
        }
    }
}

impl Drop for Loopback {
    fn drop(&mut self) {
        self.stopped.store(true, Ordering::SeqCst);
        let _ = TcpStream::connect(self.address);
        let _ = self.accepting.take().map(JoinHandle::join);
        for tcp in self.open.lock().unwrap().values() {
            let _ = tcp.shutdown(Shutdown::Both);
        }
    }
}

/// The server's end of a connection.
pub struct Wire {
    io: Io,
}

enum Io {
    Plain(TcpStream),
    /// While TLS starts.
    None,
    /// TLS over TCP, or over the TLS of a proxy.
    Tls(Box<StreamOwned<ServerConnection, Io>>),
}

impl Io {
    fn tls(config: Arc<ServerConfig>, below: Self) -> Self {
        let session = ServerConnection::new(config).unwrap();
        Self::Tls(Box::new(StreamOwned::new(session, below)))
    }

    fn tcp(&mut self) -> &mut TcpStream {
        match self {
            Self::Plain(tcp) => tcp,
            Self::Tls(tls) => tls.sock.tcp(),
            Self::None => panic!("there is no connection"),
        }
    }
}

impl Wire {
    /// Reads the head of a request.
    pub fn head(&mut self) -> Option<String> {
        let mut head = Vec::new();
        while !head.ends_with(b"\r\n\r\n") {
            let mut byte = [0];
            if self.read(&mut byte).ok()? == 0 {
                return None;
            }
            head.extend(byte);
        }
        Some(String::from_utf8_lossy(&head).into_owned())
    }

    /// Reads a request whose body has a length.
    pub fn request(&mut self) -> Option<String> {
        let head = self.head()?;
        let length = head.lines().find_map(|line| {
            let (name, value) = line.split_once(':')?;
            name.eq_ignore_ascii_case("content-length")
                .then(|| value.trim().parse().ok())?
        });
        let mut body = vec![0; length.unwrap_or(0)];
        self.read_exact(&mut body).ok()?;
        Some(head + &String::from_utf8_lossy(&body))
    }

    /// Reads some bytes, such as the first message of a TLS handshake.
    pub fn some(&mut self) {
        let _ = self.read(&mut [0; 4096]);
    }

    /// Sends bytes. It is not an error if the client has closed the connection.
    pub fn send(&mut self, bytes: impl AsRef<[u8]>) {
        let _ = self.write_all(bytes.as_ref()).and_then(|()| self.flush());
    }

    /// Waits until the client closes the connection.
    pub fn wait(&mut self) {
        while self.read(&mut [0; 4096]).is_ok_and(|read| read > 0) {}
    }

    /// Continues in TLS, as at the other end of a proxy's tunnel.
    pub fn start_tls(&mut self, shows: Shows) {
        let below = std::mem::replace(&mut self.io, Io::None);
        self.io = Io::tls(tls::server(shows), below);
    }

    /// The TCP connection below.
    pub fn tcp(&mut self) -> &mut TcpStream {
        self.io.tcp()
    }
}

impl Read for Wire {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        self.io.read(buffer)
    }
}

impl Write for Wire {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.io.write(bytes)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.io.flush()
    }
}

impl Read for Io {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        match self {
            Self::Plain(tcp) => tcp.read(buffer),
            Self::Tls(tls) => tls.read(buffer),
            Self::None => Ok(0),
        }
    }
}

impl Write for Io {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        match self {
            Self::Plain(tcp) => tcp.write(bytes),
            Self::Tls(tls) => tls.write(bytes),
            Self::None => Ok(0),
        }
    }

    fn flush(&mut self) -> std::io::Result<()> {
        match self {
            Self::Plain(tcp) => tcp.flush(),
            Self::Tls(tls) => tls.flush(),
            Self::None => Ok(()),
        }
    }
}
