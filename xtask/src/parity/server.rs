//! A server on loopback that records every request, and responds with an empty object.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

/// The response to every request. Decoding it may fail, which does not matter here.
const ANSWER: &[u8] =
    b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 2\r\n\r\n{}";

/// The longest request head that is accepted: a query can contain all parameters.
const HEAD: u64 = 1 << 20;

/// A request as it was received.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Recorded {
    pub(crate) method: String,
    /// Path and query.
    pub(crate) target: String,
    /// Names in lower case.
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
}

impl Recorded {
    /// The value of a header.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let header = self.headers.iter().find(|(other, _)| other == name);
        header.map(|(_, value)| value.as_str())
    }
}

/// The server. It runs until the process ends.
pub(crate) struct Server {
    pub(crate) url: String,
    recorded: Arc<Mutex<Vec<Recorded>>>,
}

impl Server {
    /// Listens on a free port of loopback.
    pub(crate) fn start() -> io::Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0")?;
        let url = format!("http://{}", listener.local_addr()?);
        let recorded = Arc::new(Mutex::new(Vec::new()));
        let keep = Arc::clone(&recorded);
        thread::spawn(move || {
            // A client keeps connections open, so each has a thread.
            for stream in listener.incoming().flatten() {
                let keep = Arc::clone(&keep);
                thread::spawn(move || serve(stream, &keep));
            }
        });
        Ok(Self { url, recorded })
    }

    /// All requests so far. A request is recorded before its response is sent.
    pub(crate) fn recorded(&self) -> Vec<Recorded> {
        let recorded = self.recorded.lock();
        recorded.unwrap_or_else(PoisonError::into_inner).clone()
    }
}

/// Reads one request after the other. The client reports broken connections.
fn serve(stream: TcpStream, keep: &Mutex<Vec<Recorded>>) {
    let mut reader = BufReader::new(stream);
    while let Ok(Some(recorded)) = receive(&mut reader) {
        keep.lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(recorded);
        if reader.get_mut().write_all(ANSWER).is_err() {
            return;
        }
    }
}

/// One request; `None` if the connection has ended.
fn receive(reader: &mut impl BufRead) -> io::Result<Option<Recorded>> {
    let mut head = Vec::new();
    let mut limited = reader.by_ref().take(HEAD);
    while limited.read_until(b'\n', &mut head)? > 0 && !head.ends_with(b"\r\n\r\n") {}
    if head.is_empty() {
        return Ok(None);
    }
    let mut headers = [httparse::EMPTY_HEADER; 64];
    let mut request = httparse::Request::new(&mut headers);
    let malformed = |why: String| io::Error::new(io::ErrorKind::InvalidData, why);
    let status = request
        .parse(&head)
        .map_err(|error| malformed(error.to_string()))?;
    if status.is_partial() {
        return Err(malformed("the head of the request is cut short".to_owned()));
    }
    let mut recorded = Recorded {
        method: request.method.unwrap_or_default().to_owned(),
        target: request.path.unwrap_or_default().to_owned(),
        headers: Vec::new(),
        body: Vec::new(),
    };
    for header in request.headers.iter() {
        let value = String::from_utf8_lossy(header.value).into_owned();
        recorded
            .headers
            .push((header.name.to_ascii_lowercase(), value));
    }
    // The client knows the length of these bodies, so they are not chunked.
    let length = recorded.header("content-length").map(str::parse::<u64>);
    if let Some(length) = length {
        let length = length.map_err(|error| malformed(error.to_string()))?;
        reader.take(length).read_to_end(&mut recorded.body)?;
    }
    Ok(Some(recorded))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn requests_are_kept_as_they_came() {
        let server = Server::start().expect("a port");
        let address = server.url.strip_prefix("http://").expect("a URL");
        let mut stream = TcpStream::connect(address).expect("a connection");
        for body in ["a=1", ""] {
            let length = body.len();
            let request = format!(
                "POST /v1/x%20y?b[0]=2 HTTP/1.1\r\nHost: x\r\nParity-Call: 1\r\nContent-Length: {length}\r\n\r\n{body}"
            );
            stream.write_all(request.as_bytes()).expect("it is sent");
            let mut answer = vec![0; ANSWER.len()];
            stream.read_exact(&mut answer).expect("an answer");
            assert_eq!(answer, ANSWER);
        }
        let recorded = server.recorded();
        let bodies: Vec<&[u8]> = recorded.iter().map(|one| one.body.as_slice()).collect();
        assert_eq!(bodies, [&b"a=1"[..], b""]);
        let first = recorded.first().expect("a request");
        assert_eq!(
            (first.method.as_str(), first.target.as_str()),
            ("POST", "/v1/x%20y?b[0]=2")
        );
        assert_eq!(first.header("parity-call"), Some("1"));
    }

    #[test]
    fn what_is_no_request_is_not_kept() {
        for text in [
            "x\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: x\r\n",
            "GET / HTTP/1.1\r\nContent-Length: x\r\n\r\n",
        ] {
            assert!(receive(&mut text.as_bytes()).is_err(), "{text:?}");
        }
        assert_eq!(receive(&mut &b""[..]).ok(), Some(None));
    }
}
