//! The HTTP server of the tests, on loopback: it sends the responses that a test gives it, and records each request
//! byte for byte.
//!
//! `faults` uses its parser, and has a server that breaks connections: that one delays, truncates and resets, which
//! needs more than a list of responses.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;
use std::time::Duration;

/// A request as received.
#[derive(Debug, Clone)]
pub struct Received {
    /// Request line, without the version.
    pub line: String,
    /// Headers in the order received, names in lower case.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: String,
}

impl Received {
    /// Value of a header.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers
            .iter()
            .find(|(other, _)| other == name)
            .map(|(_, value)| value.as_str())
    }
}

/// How the server responds to one request.
#[derive(Debug, Clone)]
pub enum Answer {
    /// Status, headers and body.
    Reply(u16, Vec<(&'static str, String)>, String),
    /// These bytes, which need not be a valid response; then the connection is closed.
    Raw(Vec<u8>),
    /// Nothing for this long; then the connection is closed.
    Silence(Duration),
}

impl Answer {
    /// A response with status 200 and this body.
    #[must_use]
    pub fn ok(body: impl Into<String>) -> Self {
        Self::Reply(200, vec![("Request-Id", "req_ok".to_owned())], body.into())
    }
}

/// A server. It runs until it has sent all of its responses.
#[derive(Debug)]
pub struct Server {
    /// Origin, such as `http://127.0.0.1:40404`.
    pub url: String,
    received: Receiver<Received>,
}

impl Server {
    /// Starts a server that sends these responses in order.
    ///
    /// # Panics
    ///
    /// If no port is free on loopback.
    #[must_use]
    pub fn start(answers: Vec<Answer>) -> Self {
        let (listener, url) = listen();
        let (sender, received) = channel();
        thread::spawn(move || serve(&listener, answers, &sender));
        Self { url, received }
    }

    /// Starts a server that responds to every request, with a thread for each connection.
    ///
    /// # Panics
    ///
    /// If no port is free on loopback.
    #[must_use]
    pub fn with(answer: impl Fn(&Received) -> Answer + Send + Sync + 'static) -> Self {
        let (listener, url) = listen();
        let (sender, received) = channel();
        let answer = Arc::new(answer);
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (answer, sender) = (Arc::clone(&answer), sender.clone());
                thread::spawn(move || {
                    let mut reader = BufReader::new(stream);
                    while let Some(received) = receive(&mut reader) {
                        let answer = answer(&received);
                        // Recorded before the response is sent: a client that has it finds the request recorded.
                        let _ = sender.send(received);
                        if !give(reader.get_mut(), answer) {
                            break;
                        }
                    }
                });
            }
        });
        Self { url, received }
    }

    /// All requests since the last call of this method.
    #[must_use]
    pub fn all(&self) -> Vec<Received> {
        self.received.try_iter().collect()
    }

    /// The next request.
    ///
    /// # Panics
    ///
    /// If none arrives within five seconds.
    #[must_use]
    pub fn next(&self) -> Received {
        self.received
            .recv_timeout(Duration::from_secs(5))
            .unwrap_or_else(|_| panic!("no request came"))
    }

    /// Whether no further request has arrived.
    #[must_use]
    pub fn is_idle(&self) -> bool {
        self.received.try_recv().is_err()
    }
}

/// A listener on loopback, and its URL.
fn listen() -> (TcpListener, String) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap_or_else(|error| panic!("{error}"));
    let address = listener
        .local_addr()
        .unwrap_or_else(|error| panic!("{error}"));
    (listener, format!("http://{address}"))
}

/// The URL of a port of loopback where nothing listens.
///
/// # Panics
///
/// If no port is free on loopback.
#[must_use]
pub fn unused_url() -> String {
    listen().1
}

fn serve(listener: &TcpListener, answers: Vec<Answer>, sender: &Sender<Received>) {
    let mut answers = answers.into_iter();
    while answers.len() > 0 {
        let Ok((stream, _)) = listener.accept() else {
            return;
        };
        let mut reader = BufReader::new(stream);
        while let Some(received) = receive(&mut reader) {
            let Some(answer) = answers.next() else { return };
            // A test that has finished no longer receives.
            let _ = sender.send(received);
            if !give(reader.get_mut(), answer) {
                break;
            }
            if answers.len() == 0 {
                return;
            }
        }
    }
}

/// Reads a request; `None` if the connection ends first.
pub(crate) fn receive(reader: &mut BufReader<TcpStream>) -> Option<Received> {
    let mut line = String::new();
    reader.read_line(&mut line).ok().filter(|read| *read > 0)?;
    let line = line.trim_end().trim_end_matches(" HTTP/1.1").to_owned();
    let mut headers = Vec::new();
    loop {
        let mut header = String::new();
        reader.read_line(&mut header).ok()?;
        let Some((name, value)) = header.trim_end().split_once(':') else {
            break;
        };
        headers.push((name.to_ascii_lowercase(), value.trim().to_owned()));
    }
    let length = headers.iter().find(|(name, _)| name == "content-length");
    let length = length
        .and_then(|(_, value)| value.parse().ok())
        .unwrap_or(0);
    let mut body = vec![0; length];
    reader.read_exact(&mut body).ok()?;
    let coding = headers.iter().find(|(name, _)| name == "transfer-encoding");
    if coding.is_some_and(|(_, coding)| coding == "chunked") {
        body = chunks(reader)?;
    }
    Some(Received {
        line,
        headers,
        body: String::from_utf8_lossy(&body).into_owned(),
    })
}

/// A chunked body.
fn chunks(reader: &mut BufReader<TcpStream>) -> Option<Vec<u8>> {
    let mut body = Vec::new();
    loop {
        let mut length = String::new();
        reader.read_line(&mut length).ok()?;
        let length = usize::from_str_radix(length.trim_end(), 16).ok()?;
        let mut chunk = vec![0; length];
        reader.read_exact(&mut chunk).ok()?;
        body.append(&mut chunk);
        // The line break after a chunk. After the last chunk it ends the trailers, of which there are none.
        reader.read_line(&mut String::new()).ok()?;
        if length == 0 {
            return Some(body);
        }
    }
}

/// Whether the connection can be reused.
fn give(stream: &mut TcpStream, answer: Answer) -> bool {
    match answer {
        Answer::Reply(status, headers, body) => {
            let mut head = format!(
                "HTTP/1.1 {status} Status\r\nContent-Length: {}\r\n",
                body.len()
            );
            for (name, value) in headers {
                head.push_str(&format!("{name}: {value}\r\n"));
            }
            head.push_str("\r\n");
            stream
                .write_all(head.as_bytes())
                .and_then(|()| stream.write_all(body.as_bytes()))
                .is_ok()
        }
        Answer::Raw(bytes) => {
            let _ = stream.write_all(&bytes);
            false
        }
        Answer::Silence(time) => {
            thread::sleep(time);
            false
        }
    }
}
