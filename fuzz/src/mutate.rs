//! Inputs from a corpus and a seed, without knowledge of what a target executes.

use fastrand::Rng;

use crate::source::STRUCTURED;

/// Longer inputs only cost time.
const LONGEST: usize = 4096;

/// Parts of the texts that the targets read.
const WORDS: &[&str] = &[
    "\r\n",
    "\r\n\r\n",
    "\n",
    "\0",
    "\"",
    "\\u0000",
    "\\ud800",
    "\\u00e9",
    "{}",
    "[]",
    "null",
    "true",
    "1e400",
    "-0",
    "0.0",
    "18446744073709551616",
    "99999999999999999999",
    "-9223372036854775808",
    "$serde_json::private::Number",
    "{\"error\":{",
    "t=",
    "v1=",
    ",v1=",
    "v0=",
    "http://",
    "https://",
    "socks5://",
    "127.0.0.1",
    "localhost",
    "[::1]",
    ":0",
    ":65536",
    ":80",
    "@",
    "?",
    "#",
    "%00",
    "%2e%2e",
    "../",
    "Content-Length: ",
    "Transfer-Encoding: chunked\r\n",
    "HTTP/1.1 ",
    "HTTP/1.1 100 Continue\r\n\r\n",
    "Retry-After: ",
    "Stripe-Should-Retry: true\r\n",
    "Request-Id: req_1\r\n",
    "sk_live_",
    "whsec_",
    "_secret_",
    "4242 4242 ",
];

/// Endless inputs: the corpus as it is, then mutations of it and decisions for generators. The same seed makes the same
/// inputs.
pub struct Inputs {
    corpus: Vec<Vec<u8>>,
    next: usize,
    rng: Rng,
}

impl Inputs {
    /// Inputs from these texts.
    pub fn new(corpus: Vec<Vec<u8>>, seed: u64) -> Self {
        Self {
            corpus,
            next: 0,
            rng: Rng::with_seed(seed),
        }
    }

    fn seed(&mut self) -> Vec<u8> {
        self.rng.choice(&self.corpus).cloned().unwrap_or_default()
    }

    fn decisions(&mut self) -> Vec<u8> {
        let longest = if self.rng.u8(..8) == 0 { 2048 } else { 256 };
        let length = self.rng.usize(1..longest);
        let mut bytes = vec![STRUCTURED];
        bytes.extend((0..length).map(|_| self.rng.u8(..)));
        bytes
    }

    fn mutated(&mut self) -> Vec<u8> {
        let mut bytes = self.seed();
        for _ in 0..1 << self.rng.u8(0..4) {
            self.mutate(&mut bytes);
        }
        bytes.truncate(LONGEST);
        bytes
    }

    fn mutate(&mut self, bytes: &mut Vec<u8>) {
        let at = self.rng.usize(..=bytes.len());
        let end = (at + (1 << self.rng.u8(0..7))).min(bytes.len());
        match self.rng.u8(..9) {
            0 if at < end => bytes[at] ^= 1 << self.rng.u8(..8),
            1 if at < end => bytes[at] = self.rng.u8(..),
            2 => drop(bytes.drain(at..end)),
            3 => {
                let part = bytes[at..end].to_vec();
                let to = self.rng.usize(..=bytes.len());
                bytes.splice(to..to, part);
            }
            4 => {
                let other = self.seed();
                let from = self.rng.usize(..=other.len());
                bytes.truncate(at);
                bytes.extend_from_slice(&other[from..]);
            }
            5 | 6 => {
                let word = self.rng.choice(WORDS).copied().unwrap_or_default();
                let end = if self.rng.bool() { at } else { end };
                bytes.splice(at..end, word.bytes());
            }
            7 => {
                let byte = self.rng.u8(0x20..0x7f);
                bytes.splice(at..at, std::iter::repeat_n(byte, self.rng.usize(1..20)));
            }
            _ => {
                // Another digit, so that numbers and lengths change without losing their form.
                let digits: Vec<usize> = (0..bytes.len())
                    .filter(|&at| bytes[at].is_ascii_digit())
                    .collect();
                if let Some(&at) = self.rng.choice(&digits) {
                    bytes[at] = self.rng.u8(b'0'..=b'9');
                }
            }
        }
    }
}

impl Iterator for Inputs {
    type Item = Vec<u8>;

    fn next(&mut self) -> Option<Vec<u8>> {
        self.next += 1;
        Some(match self.corpus.get(self.next - 1) {
            Some(seed) => seed.clone(),
            None if self.rng.bool() => self.decisions(),
            None => self.mutated(),
        })
    }
}
