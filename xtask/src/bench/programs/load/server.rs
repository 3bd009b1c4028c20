//! A server that sends the same response to each request, with a thread for each connection.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::thread;

use crate::Outcome;

const REFUND: &str = include_str!("refund.json");

/// Prints its address, and serves until it is stopped.
pub fn run() -> Outcome {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    println!("http://{}", listener.local_addr()?);
    let response = format!(
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nRequest-Id: req_1\r\nContent-Length: {}\r\n\r\n{REFUND}",
        REFUND.len()
    );
    for stream in listener.incoming() {
        let (stream, response) = (stream?, response.clone());
        // A client that hangs up ends its thread.
        thread::spawn(move || serve(stream, response.as_bytes()));
    }
    Ok(())
}

fn serve(stream: TcpStream, response: &[u8]) -> Outcome {
    stream.set_nodelay(true)?;
    let mut reader = BufReader::new(stream);
    let (mut line, mut body) = (String::new(), Vec::new());
    loop {
        let mut length = 0;
        loop {
            line.clear();
            if reader.read_line(&mut line)? == 0 {
                return Ok(());
            }
            let header = line.trim_end();
            if header.is_empty() {
                break;
            }
            if let Some((name, value)) = header.split_once(':')
                && name.eq_ignore_ascii_case("content-length")
            {
                length = value.trim().parse()?;
            }
        }
        body.resize(length, 0);
        reader.read_exact(&mut body)?;
        reader.get_mut().write_all(response)?;
    }
}
