//! Serialises responses and writes them to the connection.

use std::io::{self, Read as _, Write};
use std::net::TcpStream;
use std::thread;
use std::time::Duration;

use super::event::{Delivery, Huge, Point};

/// Far above the limit of what a client buffers.
pub(super) const HUGE: usize = 100 << 20;

/// The pause between two bytes that are sent separately.
const PAUSE: Duration = Duration::from_micros(300);

/// A response before any fault is applied to it.
#[derive(Debug)]
pub(super) struct Message {
    pub(super) status: u16,
    pub(super) headers: Vec<(String, String)>,
    pub(super) body: Vec<u8>,
}

/// A connection, and how many bytes were written to it.
pub(super) struct Wire<'a> {
    pub(super) stream: &'a mut TcpStream,
    pub(super) sent: usize,
}

impl<'a> Wire<'a> {
    pub(super) fn new(stream: &'a mut TcpStream) -> Self {
        Self { stream, sent: 0 }
    }
}

impl Write for Wire<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.stream.write(bytes)?;
        self.sent += written;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.stream.flush()
    }
}

/// A client that reuses a connection with leftover bytes takes these for the next response.
const FORGED: &str = "HTTP/1.1 200 OK\r\nContent-Length: 86\r\n\r\n\
    {\"id\":\"re_forged\",\"object\":\"refund\",\"amount\":666,\"created\":1700000000,\"currency\":\"eur\"}";

impl Message {
    /// Sends the response, and returns whether the connection can be reused.
    pub(super) fn deliver(&self, wire: &mut Wire<'_>, delivery: Delivery) -> io::Result<bool> {
        let length = self.body.len();
        let measured = |length: usize| self.head(&format!("Content-Length: {length}\r\n"));
        let chunked = || self.head("Transfer-Encoding: chunked\r\n");
        match delivery {
            Delivery::Whole | Delivery::Close => {
                wire.write_all(&[measured(length), self.body.clone()].concat())?;
                return Ok(delivery == Delivery::Whole);
            }
            Delivery::Announced => {
                wire.write_all(b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n")?;
                wire.write_all(&[measured(length), self.body.clone()].concat())?;
                return Ok(true);
            }
            Delivery::Chunked => {
                let body = [self.chunks(), b"0\r\n\r\n".to_vec()].concat();
                wire.write_all(&[chunked(), body].concat())?;
                return Ok(true);
            }
            Delivery::Unmeasured => {
                wire.write_all(&[self.head("Connection: close\r\n"), self.body.clone()].concat())?;
            }
            Delivery::Bytewise => {
                for byte in [measured(length), self.body.clone()].concat() {
                    wire.write_all(&[byte])?;
                    thread::sleep(PAUSE);
                }
                return Ok(true);
            }
            Delivery::Cut(point) => wire.write_all(&self.until(point))?,
            Delivery::Stalled(point) => {
                wire.write_all(&self.until(point))?;
                wait_for_the_end(wire.stream);
            }
            Delivery::Endless(point) => self.endless(wire, point)?,
            Delivery::Unterminated => wire.write_all(&[chunked(), self.chunks()].concat())?,
            Delivery::TooLong => {
                wire.write_all(&[measured(length + 10), self.body.clone()].concat())?;
            }
            Delivery::TooShort => {
                let head = measured(length.saturating_sub(10));
                let forged = FORGED.as_bytes().to_vec();
                wire.write_all(&[head, self.body.clone(), forged].concat())?;
                return Ok(true);
            }
            Delivery::Huge(huge) => self.huge(wire, huge)?,
            Delivery::Garbage => {
                wire.write_all(b"\x16\x03\x01 nonsense\r\n200 OK\r\n\r\n{}\r\n\r\n")?
            }
        }
        Ok(false)
    }

    fn head(&self, length: &str) -> Vec<u8> {
        let mut head = format!("HTTP/1.1 {} Status\r\n{length}", self.status);
        for (name, value) in &self.headers {
            head.push_str(&format!("{name}: {value}\r\n"));
        }
        head.push_str("\r\n");
        head.into_bytes()
    }

    /// The whole body, without the terminating chunk.
    fn chunks(&self) -> Vec<u8> {
        let half = self.body.len() / 2;
        let (one, two) = self.body.split_at(half);
        let chunk = |bytes: &[u8]| {
            let length = format!("{:x}\r\n", bytes.len()).into_bytes();
            [length, bytes.to_vec(), b"\r\n".to_vec()].concat()
        };
        let chunks = [one, two].into_iter().filter(|bytes| !bytes.is_empty());
        chunks.flat_map(chunk).collect()
    }

    /// The bytes up to `point`.
    fn until(&self, point: Point) -> Vec<u8> {
        let head = self.head(&format!("Content-Length: {}\r\n", self.body.len()));
        let half = |bytes: &[u8]| bytes.split_at(bytes.len() / 2).0.to_vec();
        match point {
            Point::Nothing => Vec::new(),
            Point::Head => half(&head),
            Point::Between => head,
            Point::Body => [head, half(&self.body)].concat(),
        }
    }

    fn huge(&self, wire: &mut Wire<'_>, huge: Huge) -> io::Result<()> {
        const PIECE: usize = 1 << 16;
        let blank = vec![b' '; PIECE];
        let (head, piece, end) = match huge {
            Huge::Body => {
                let length = HUGE + self.body.len();
                let head = self.head(&format!("Content-Length: {length}\r\n"));
                ([head, self.body.clone()].concat(), blank, Vec::new())
            }
            Huge::Chunks => {
                let head = self.head("Transfer-Encoding: chunked\r\n");
                let piece = [
                    format!("{PIECE:x}\r\n").into_bytes(),
                    blank,
                    b"\r\n".to_vec(),
                ];
                (
                    [head, self.chunks()].concat(),
                    piece.concat(),
                    b"0\r\n\r\n".to_vec(),
                )
            }
            Huge::Header => {
                let head = b"HTTP/1.1 200 OK\r\nX-Long: ".to_vec();
                let end = format!("\r\nContent-Length: {}\r\n\r\n", self.body.len());
                let end = [end.into_bytes(), self.body.clone()].concat();
                (head, vec![b'x'; PIECE], end)
            }
        };
        wire.write_all(&head)?;
        for _ in 0..HUGE / PIECE {
            wire.write_all(&piece)?;
        }
        wire.write_all(&end)
    }

    /// Sends a header or a body a byte at a time until the client hangs up.
    fn endless(&self, wire: &mut Wire<'_>, point: Point) -> io::Result<()> {
        match point {
            Point::Nothing | Point::Head => wire.write_all(b"HTTP/1.1 200 OK\r\nX-Long: ")?,
            Point::Between | Point::Body => {
                let length = format!("Content-Length: {HUGE}\r\n");
                wire.write_all(&self.head(&length))?;
            }
        }
        loop {
            wire.write_all(b"x")?;
            thread::sleep(PAUSE);
        }
    }
}

/// Waits until the client hangs up.
pub(super) fn wait_for_the_end(stream: &mut TcpStream) {
    let mut buffer = [0; 1024];
    // An error ends the connection too.
    while stream.read(&mut buffer).is_ok_and(|read| read > 0) {}
}
