//! Mutated HTTP responses through both clients, over loopback.

use std::cell::OnceCell;
use std::time::Duration;

use stripe_client::client::{Method, Raw, Reply};
use stripe_client::json::Json;
use stripe_client::{Client, Error, blocking};

use crate::http1::is_certain;
use crate::source::{Dice, Source, of};
use crate::wire::{Server, block_on};

/// Both clients and their server, made once for each thread.
struct World {
    server: Server,
    own: Client,
    sync: blocking::Client,
}

thread_local! {
    static WORLD: OnceCell<World> = const { OnceCell::new() };
}

impl World {
    fn start() -> Self {
        let server = Server::start();
        let url = format!("http://{}", server.address);
        let own = Client::builder("sk_test_1");
        let sync = blocking::Client::builder("sk_test_1");
        let brief = Duration::from_secs(4);
        let none = Duration::ZERO;
        Self {
            own: own
                .base_url(&url)
                .timeout(brief)
                .max_retries(1)
                .backoff(none)
                .build()
                .expect("a client"),
            sync: sync
                .base_url(&url)
                .timeout(brief)
                .max_retries(1)
                .backoff(none)
                .build()
                .expect("a client"),
            server,
        }
    }
}

/// Checks one response.
pub fn run(bytes: &[u8]) {
    match of(bytes) {
        Source::Text(text) => check(text),
        Source::Structured(bytes) => check(&response(&mut bytes.into())),
    }
}

fn check(answer: &[u8]) {
    let answer = without_delay(answer);
    WORLD.with(|world| {
        let world = world.get_or_init(World::start);
        for method in [Method::Post, Method::Get] {
            // The server closes its connections, and a request on one that is closing may fail in one client only. That is
            // rare, so what differs five times in a row differs.
            let differs = (0..5).try_fold(String::new(), |_, _| difference(world, &answer, method));
            assert!(differs.is_none(), "{}", differs.unwrap_or_default());
        }
    });
}

/// How the two clients differ, if they do.
fn difference(world: &World, answer: &[u8], method: Method) -> Option<String> {
    world.server.answer(answer.to_vec());
    let request = Raw::new(method, "/v1/x").param("a", 1);
    let sync = outcome(world.sync.execute(request.clone()));
    world.server.settle();
    let own = outcome(block_on(world.own.execute(request)));
    world.server.settle();
    // hyper sees the end of its idle connection only while the runtime runs.
    block_on(async { tokio::time::sleep(Duration::from_millis(1)).await });
    let same = if is_certain(answer) {
        own == sync
    } else {
        own.agrees(&sync, method)
    };
    let text = String::from_utf8_lossy(answer);
    let kinds = format!("{method:?}: async {}; blocking {}", own.kind, sync.kind);
    (!same).then(|| format!("[{kinds}] async {own:?}; blocking {sync:?}: {text:?}"))
}

/// A response that asks for a delay would only cost time; `retry` looks at delays.
fn without_delay(answer: &[u8]) -> Vec<u8> {
    const NAME: &[u8] = b"retry-after";
    let mut answer = answer.to_vec();
    for at in 0..answer.len() {
        if let Some(name) = answer.get_mut(at..at + NAME.len())
            && name.eq_ignore_ascii_case(NAME)
        {
            name[0] = b'X';
        }
    }
    answer
}

/// What a caller decides by.
#[derive(Debug, PartialEq)]
struct Outcome {
    kind: String,
    status: Option<u16>,
    attempts: u32,
    may_be_done: bool,
    /// The value of a success.
    value: Option<Json>,
}

impl Outcome {
    /// For a response that readers may understand differently, one client may fail where the other reads it. They must not
    /// read different values or statuses, and neither may say "not done" of what the other calls done.
    fn agrees(&self, other: &Self, method: Method) -> bool {
        let is_unread = |outcome: &Self| outcome.kind.starts_with("transport");
        // Nothing is done by a GET.
        let denies = |one: &Self, two: &Self| {
            method == Method::Post && !one.may_be_done && two.value.is_some()
        };
        !denies(self, other)
            && !denies(other, self)
            && (is_unread(self)
                || is_unread(other)
                || (self.status == other.status
                    && (self.value == other.value
                        || self.value.is_none()
                        || other.value.is_none())))
    }
}

fn outcome(result: Result<Reply<Json>, Error>) -> Outcome {
    let error = match result {
        Ok(reply) => {
            return Outcome {
                kind: "fine".to_owned(),
                status: Some(reply.status()),
                attempts: reply.attempts(),
                may_be_done: true,
                value: Some(reply.into_inner()),
            };
        }
        Err(error) => error,
    };
    let _ = (error.to_string(), format!("{error:?}"));
    Outcome {
        kind: match &error {
            Error::Api(error) => format!("api {:?} {:?}", error.class(), error.code()),
            Error::Decode(_) => "decode".to_owned(),
            Error::Transport(error) => format!("transport {:?}", error.kind()),
            Error::Request(error) => format!("request {error}"),
            _ => "another".to_owned(),
        },
        status: error.status(),
        attempts: error.attempts(),
        may_be_done: error.may_be_done(),
        value: None,
    }
}

/// A response that is mostly valid.
fn response(dice: &mut Dice<'_>) -> Vec<u8> {
    let mut out = Vec::new();
    if dice.one_in(8) {
        out.extend_from_slice(
            dice.pick(&[
                "HTTP/1.1 100 Continue\r\n\r\n",
                "HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n",
                "HTTP/1.1 102 Processing\r\n\r\n",
            ])
            .as_bytes(),
        );
    }
    let version = if dice.one_in(8) {
        dice.pick(&["HTTP/1.0", "HTTP/2", "HTTP/1.2", "http/1.1", "ICY", ""])
    } else {
        "HTTP/1.1"
    };
    let status = [
        "200", "200", "200", "400", "402", "404", "409", "429", "500", "503", "204", "304", "302",
        "201", "599", "600", "999", "99", "1000", "2OO",
    ][dice.below(20)];
    let reason = dice.pick(&[" OK", " OK", "", " ", " \u{e9}", " a\tb"]);
    out.extend_from_slice(format!("{version} {status}{reason}\r\n").as_bytes());
    let body = dice.pick(&[
        "{}",
        "{\"id\":\"re_1\"}",
        "{\"error\":{\"type\":\"card_error\",\"code\":\"card_declined\"}}",
        "{\"error\":{\"type\":\"api_error\"}}",
        "<html>",
        "",
        "null",
        "{\"a\":",
        "\u{feff}{}",
    ]);
    let mut framed = dice.below(8);
    if matches!(status, "204" | "304") && dice.byte() < 200 {
        framed = 5;
    }
    let eol = if dice.one_in(20) { "\n" } else { "\r\n" };
    let mut header = |line: &str| out.extend_from_slice(format!("{line}{eol}").as_bytes());
    for _ in 0..dice.below(4) {
        match dice.below(8) {
            0 => header(dice.pick(&[
                "Request-Id: req_1",
                "request-id:req_1",
                "Request-Id:  req_1  ",
            ])),
            1 => header(dice.pick(&["Stripe-Should-Retry: true", "Stripe-Should-Retry: false"])),
            2 => header("Content-Type: application/json"),
            3 => header(dice.pick(&["Location: /v1/y", "Location: http://127.0.0.1:1/"])),
            4 => header(dice.pick(&[
                "Content-Encoding: gzip",
                "Connection: close",
                "Connection: keep-alive",
                "Upgrade: h2c",
                "Retry-After: 0",
            ])),
            5 => header(dice.pick(&[
                "X: \u{e9}",
                "X:",
                ": x",
                "X Y: 1",
                "X",
                " folded: 1",
                "\tfolded",
                "X: a\rb",
                "X: \u{1}",
            ])),
            6 => header(&format!("X: {}", "y".repeat(dice.below(3000)))),
            _ => header(&format!(
                "X-{}: {}",
                dice.below(99),
                dice.text(8).replace(['\r', '\n'], " ")
            )),
        }
    }
    let chunked = |out: &mut Vec<u8>, last: &str| {
        for part in body.as_bytes().chunks(5) {
            out.extend_from_slice(format!("{:x}\r\n", part.len()).as_bytes());
            out.extend_from_slice(part);
            out.extend_from_slice(b"\r\n");
        }
        out.extend_from_slice(last.as_bytes());
    };
    match framed {
        0..=2 => {
            header(&format!("Content-Length: {}", body.len()));
            header("");
            out.extend_from_slice(body.as_bytes());
        }
        3 => {
            header("Transfer-Encoding: chunked");
            header("");
            let last = dice.pick(&[
                "0\r\n\r\n",
                "0\r\nX: y\r\n\r\n",
                "0\r\n",
                "",
                "0;x=y\r\n\r\n",
                "00\r\n\r\n",
                "g\r\n\r\n",
                "ffffffffffffffffff\r\n",
            ]);
            chunked(&mut out, last);
        }
        4 => {
            // The end of the connection ends the body.
            header("");
            out.extend_from_slice(body.as_bytes());
        }
        5 => header(""),
        6 => {
            let length = dice.pick(&[
                "0",
                "1",
                "+2",
                "-1",
                "2, 2",
                "2,3",
                "99999999999999999999",
                "2 ",
                "0x2",
                "",
                "7",
            ]);
            header(&format!("Content-Length: {length}"));
            if dice.one_in(3) {
                header("Content-Length: 2");
            }
            header("");
            out.extend_from_slice(body.as_bytes());
        }
        _ => {
            header(dice.pick(&[
                "Transfer-Encoding: gzip",
                "Transfer-Encoding: gzip, chunked",
                "Transfer-Encoding: identity",
                "Transfer-Encoding: chunked, chunked",
                "Transfer-Encoding: Chunked",
                "Transfer-Encoding: xchunked",
            ]));
            if dice.byte() < 100 {
                header("Content-Length: 2");
            }
            header("");
            chunked(&mut out, "0\r\n\r\n");
        }
    }
    if dice.one_in(6) {
        out.truncate(dice.below(out.len() + 1));
    }
    if dice.one_in(10) {
        out.extend_from_slice(
            dice.pick(&[
                "x",
                "\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}",
            ])
            .as_bytes(),
        );
    }
    out
}
