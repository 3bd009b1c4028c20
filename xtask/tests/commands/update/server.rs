//! A server on loopback that gives one answer to whoever asks, byte for byte.

use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::mpsc::{Receiver, channel};
use std::thread;

/// A server with an answer. It is there as long as the test is.
pub(crate) struct Server {
    /// What `--from` takes.
    pub(crate) url: String,
    asked: Receiver<String>,
}

impl Server {
    /// Gives these bytes, head included, and closes the connection.
    pub(crate) fn start(answer: Vec<u8>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let address = listener.local_addr().expect("an address");
        let (sender, asked) = channel();
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                // A client that has gone has what it wanted.
                if let Some(line) = answer_one(stream, &answer) {
                    let _ = sender.send(line);
                }
            }
        });
        Self {
            url: format!("http://{address}"),
            asked,
        }
    }

    /// Gives a document.
    pub(crate) fn with(document: &[u8]) -> Self {
        Self::status("200 OK", &[], document)
    }

    pub(crate) fn status(status: &str, headers: &[&str], body: &[u8]) -> Self {
        let mut head = format!("HTTP/1.1 {status}\r\nContent-Length: {}\r\n", body.len());
        for header in headers {
            head += &format!("{header}\r\n");
        }
        Self::start([head.as_bytes(), b"Connection: close\r\n\r\n", body].concat())
    }

    /// The request lines that have come.
    pub(crate) fn asked(&self) -> Vec<String> {
        self.asked.try_iter().collect()
    }
}

fn answer_one(stream: TcpStream, answer: &[u8]) -> Option<String> {
    let mut reader = BufReader::new(stream);
    let mut first = String::new();
    reader.read_line(&mut first).ok()?;
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).ok()?;
        if line.trim_end().is_empty() {
            break;
        }
    }
    // Told before it is answered, so that it is there when the client has the answer.
    let _ = reader.get_mut().write_all(answer);
    Some(first.trim_end().to_owned())
}

/// A port of this machine where nobody listens.
pub(crate) fn nobody() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    format!("http://{}", listener.local_addr().expect("an address"))
}
