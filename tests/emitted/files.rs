//! Uploads and file downloads, with both clients of the crate that is emitted for
//! `tests/specs/constructs.yaml`, against a real HTTP server on loopback. `tests/tests/projects/compiled.rs`
//! runs it as a test of a package that depends on that crate.

#[allow(dead_code, reason = "these tests need less of it than others")]
#[path = "../src/server.rs"]
mod server;

use std::io::{self, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::PathBuf;
use std::pin::pin;
use std::sync::mpsc::{Receiver, channel};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use http::{HeaderMap, StatusCode};
use server::{Answer, Received, Server};
use stripe_client::client::transport::{
    BlockingTransport, BoxFuture, HttpRequest, HttpResponse, Transport,
};
use stripe_client::client::{RequestError, TransportError, TransportErrorKind};
use stripe_client::params::{Upload, Value};
use stripe_client::services::stamps::{CreateStamp, DrawingStamp, create};
use stripe_client::{Client, Error, Options, blocking};

const COIN: &str = r#"{"id":"coin_1","object":"coin","value":"1.5"}"#;

fn client(url: &str) -> Client {
    Client::builder("sk_test_1").base_url(url).build().unwrap()
}

fn blocking_client(url: &str) -> blocking::Client {
    blocking::Client::builder("sk_test_1")
        .base_url(url)
        .build()
        .unwrap()
}

fn wait<F: Future>(future: F) -> F::Output {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build();
    runtime.unwrap().block_on(future)
}

/// Sends an upload with the blocking and then with the async client, each to its own server.
fn upload(request: impl Fn() -> CreateStamp, check: impl Fn(Result<(), Error>, &Server)) {
    let server = Server::start(vec![Answer::ok(COIN)]);
    let sent = request().on(blocking_client(&server.url)).send();
    check(sent.map(drop), &server);
    let server = Server::start(vec![Answer::ok(COIN)]);
    let sent = wait(async { request().on(client(&server.url)).send().await });
    check(sent.map(drop), &server);
}

/// The body with the boundary that the header declares replaced by `BOUNDARY`.
fn normal(received: &Received) -> String {
    let content_type = received.header("content-type").unwrap();
    let boundary = content_type
        .strip_prefix("multipart/form-data; boundary=")
        .unwrap();
    assert_eq!(boundary.len(), 32, "{boundary}");
    received.body.replace(boundary, "BOUNDARY")
}

const BODY: &str = "--BOUNDARY\r\n\
    Content-Disposition: form-data; name=\"face\"; filename=\"face %22 1.png\"\r\n\
    Content-Type: image/png\r\n\r\n\
    the face\r\n\
    --BOUNDARY\r\n\
    Content-Disposition: form-data; name=\"link_data[create]\"\r\n\r\n\
    true\r\n\
    --BOUNDARY\r\n\
    Content-Disposition: form-data; name=\"link_data[metadata][k]\"\r\n\r\n\
    v\r\n\
    --BOUNDARY\r\n\
    Content-Disposition: form-data; name=\"proofs[0]\"; filename=\"one\"\r\n\
    Content-Type: application/octet-stream\r\n\r\n\
    1\r\n\
    --BOUNDARY\r\n\
    Content-Disposition: form-data; name=\"proofs[1]\"; filename=\"two\"\r\n\
    Content-Type: application/octet-stream\r\n\r\n\
    2\r\n\
    --BOUNDARY--\r\n";

fn all_parts(face: Upload) -> CreateStamp {
    CreateStamp::new(face.name("face \" 1.png").content_type("image/png"))
        .link_data(create::LinkData::new(true).metadata([("k", "v")]))
        .proofs([Upload::bytes("one", "1"), Upload::bytes("two", "2")])
}

/// A separate file for each test.
fn on_disk(name: &str, text: &str) -> PathBuf {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::write(&path, text).unwrap();
    path
}

#[test]
fn an_upload_is_multipart() {
    let path = on_disk("face", "the face");
    let sources: [&dyn Fn() -> Upload; 4] = [
        &|| Upload::bytes("face", "the face"),
        &|| Upload::path(&path),
        &|| Upload::source("face", Some(8), || Ok(&b"the face"[..])),
        &|| Upload::reader("face", Some(8), &b"the face"[..]),
    ];
    for source in sources {
        let keys = Mutex::new(Vec::new());
        upload(
            || all_parts(source()),
            |result, server| {
                result.unwrap();
                let received = server.next();
                assert_eq!(received.line, "POST /v1/stamps");
                assert_eq!(normal(&received), BODY);
                let length = received.body.len().to_string();
                assert_eq!(received.header("content-length"), Some(&*length));
                assert_eq!(received.header("transfer-encoding"), None);
                let key = received.header("idempotency-key").unwrap().to_owned();
                keys.lock().unwrap().push(key);
            },
        );
        let keys = keys.into_inner().unwrap();
        assert!(keys.len() == 2 && keys.first() != keys.last(), "{keys:?}");
    }
}

#[test]
fn the_boundary_is_another_each_time() {
    let seen = Mutex::new(Vec::new());
    let request = CreateStamp::new(Upload::bytes("face", "x"));
    upload(
        || request.clone(),
        |result, server| {
            result.unwrap();
            let content_type = server.next().header("content-type").unwrap().to_owned();
            seen.lock().unwrap().push(content_type);
        },
    );
    let seen = seen.into_inner().unwrap();
    assert!(seen.len() == 2 && seen.first() != seen.last(), "{seen:?}");
}

#[test]
fn a_file_of_unknown_length_goes_in_chunks() {
    upload(
        || all_parts(Upload::reader("face", None, &b"the face"[..])),
        |result, server| {
            result.unwrap();
            let received = server.next();
            assert_eq!(received.header("transfer-encoding"), Some("chunked"));
            assert_eq!(received.header("content-length"), None);
            assert_eq!(normal(&received), BODY);
        },
    );
}

#[test]
fn a_large_file_arrives_whole_and_tells_its_progress() {
    let text: String = (0..400_000).map(|number| format!("{number} ")).collect();
    let length = text.len() as u64;
    let path = on_disk("large", &text);
    let told = Arc::new(Mutex::new(Vec::new()));
    let listener = Arc::clone(&told);
    upload(
        || {
            let told = Arc::clone(&listener);
            CreateStamp::new(
                Upload::path(&path)
                    .on_progress(move |progress| told.lock().unwrap().push(progress)),
            )
        },
        |result, server| {
            result.unwrap();
            assert!(server.next().body.contains(&text));
            let told = std::mem::take(&mut *told.lock().unwrap());
            assert!(told.len() > 10, "in pieces: {}", told.len());
            assert!(told.iter().all(|progress| progress.total == Some(length)));
            assert!(told.is_sorted_by(|one, two| one.sent < two.sent));
            assert_eq!(told.last().unwrap().sent, length);
        },
    );
}

/// A reader that yields its second half when it is signalled to.
struct InTwo {
    half: &'static [u8],
    rest: Option<Receiver<()>>,
}

impl Read for InTwo {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.half.read(buffer)?;
        if read > 0 {
            return Ok(read);
        }
        match self.rest.take() {
            Some(go) => {
                go.recv_timeout(Duration::from_secs(20))
                    .map_err(io::Error::other)?;
                self.half = b"second half";
                self.half.read(buffer)
            }
            None => Ok(0),
        }
    }
}

/// The server requests the second half after it has received the first: a client that buffered the whole file before
/// sending would hang.
#[test]
fn an_upload_is_sent_while_it_is_read() {
    for run in [
        (|url: &str, request: CreateStamp| request.on(blocking_client(url)).send().map(drop))
            as fn(&str, CreateStamp) -> Result<(), Error>,
        |url, request| wait(async { request.on(client(url)).send().await }).map(drop),
    ] {
        let (go, rest) = channel();
        let (url, served) = serve(move |stream| {
            let mut seen = Vec::new();
            read_until(stream, &mut seen, b"first half");
            go.send(()).unwrap();
            read_until(stream, &mut seen, b"--\r\n");
            answer(stream, "application/json", COIN.as_bytes());
            String::from_utf8(seen).unwrap()
        });
        let half = &b"first half "[..];
        let reader = InTwo {
            half,
            rest: Some(rest),
        };
        run(&url, CreateStamp::new(Upload::reader("face", None, reader))).unwrap();
        assert!(served.recv().unwrap().contains("second half"));
    }
}

#[test]
fn what_cannot_be_read_is_told() {
    let gone = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("gone");
    let broken = || Ok((&b"begins"[..]).chain(Breaks));
    let sources: [(&dyn Fn() -> Upload, &str); 4] = [
        (&|| Upload::path(&gone), "No such file"),
        (&|| Upload::source("a", Some(9), broken), "broke"),
        (&|| Upload::source("a", None, broken), "broke"),
        (
            &|| Upload::source("a", Some(9), || Ok(&b"short"[..])),
            "5 of 9 bytes",
        ),
    ];
    for (source, reason) in sources {
        upload(
            || CreateStamp::new(source()).with_options(Options::new().idempotency_key("mine")),
            |result, _| {
                let error = result.unwrap_err();
                let Error::Transport(transport) = &error else {
                    panic!("{error:?}")
                };
                assert_eq!(transport.kind(), TransportErrorKind::Body, "{transport:?}");
                assert_eq!(transport.idempotency_key(), Some("mine"));
                let mut causes = String::new();
                let mut next: Option<&dyn std::error::Error> = Some(&error);
                while let Some(error) = next {
                    causes += &error.to_string();
                    next = error.source();
                }
                assert!(
                    causes.contains(reason) && causes.contains("`face`"),
                    "{causes}"
                );
            },
        );
    }
}

struct Breaks;

impl Read for Breaks {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        Err(io::Error::other("broke"))
    }
}

#[test]
fn a_reader_is_not_sent_twice() {
    let server = Server::start(vec![Answer::ok(COIN), Answer::ok(COIN)]);
    let request = CreateStamp::new(Upload::reader("face", None, &b"once"[..]));
    let stripe = blocking_client(&server.url);
    request.clone().on(&stripe).send().unwrap();
    assert!(server.next().body.contains("once"));
    let error = request.on(&stripe).send().unwrap_err();
    assert!(matches!(error, Error::Transport(_)), "{error:?}");
    assert!(server.is_idle());
}

#[test]
fn requests_with_files_are_plain_values() {
    fn crosses<T: Send + Sync + Clone>(_: &T) {}
    let request = all_parts(Upload::bytes("secret name", "the face"));
    crosses(&request);
    assert_eq!(
        request,
        all_parts(Upload::bytes("another name", "the face"))
    );
    assert_ne!(
        request,
        all_parts(Upload::bytes("secret name", "another face"))
    );
    let shown = format!("{request:?}");
    assert!(
        !shown.contains("the face") && !shown.contains("face \""),
        "{shown}"
    );
    let mut text = String::new();
    let body = request.call().multipart("BOUNDARY").unwrap();
    body.open().unwrap().read_to_string(&mut text).unwrap();
    assert_eq!(text, BODY);
    assert!(body.is_repeatable() && request.call().body().is_empty());
}

#[test]
fn a_file_elsewhere_is_refused_before_sending() {
    let server = Server::start(vec![Answer::ok(COIN)]);
    let stripe = blocking_client(&server.url);
    let file = Value::list([Upload::bytes("a", "x")]);
    let error = stripe
        .mints()
        .list()
        .param("file", file)
        .send()
        .unwrap_err();
    let Error::Request(error) = error else {
        panic!("{error:?}")
    };
    assert_eq!(*error, RequestError::File("file[0]".to_owned()));
    assert!(server.is_idle());
}

/// A minimal transport, without streaming.
#[derive(Clone, Default)]
struct Double(Arc<Mutex<Vec<String>>>);

impl Double {
    fn answer(&self, request: &HttpRequest) -> Result<HttpResponse, TransportError> {
        let body = request.body.open().and_then(io::read_to_string).unwrap();
        let sent = format!("{} {} {}", request.method, request.uri, body.len());
        self.0.lock().unwrap().push(sent);
        Ok(HttpResponse::new(StatusCode::OK, HeaderMap::new(), COIN))
    }
}

impl BlockingTransport for Double {
    fn send(&self, request: HttpRequest) -> Result<HttpResponse, TransportError> {
        self.answer(&request)
    }
}

impl Transport for Double {
    fn send(&self, request: HttpRequest) -> BoxFuture<'_, Result<HttpResponse, TransportError>> {
        Box::pin(async move { self.answer(&request) })
    }
}

#[test]
fn another_transport_has_files_too_and_the_host_of_the_operation() {
    let double = Double::default();
    let upload = CreateStamp::new(Upload::bytes("a", "x"));
    let length = upload
        .call()
        .multipart(&"-".repeat(32))
        .unwrap()
        .open()
        .unwrap()
        .length();
    let stripe = blocking::Client::builder("sk_test_1")
        .transport(double.clone())
        .build()
        .unwrap();
    upload.clone().on(&stripe).send().unwrap();
    let file = stripe.stamps().drawing("stamp_1").send().unwrap();
    assert_eq!(file.into_bytes(100).unwrap(), COIN.as_bytes());
    let stripe = Client::builder("sk_test_1")
        .transport(double.clone())
        .build()
        .unwrap();
    wait(async {
        upload.on(&stripe).send().await.unwrap();
        let file = stripe.stamps().drawing("stamp_1").send().await.unwrap();
        assert_eq!(file.into_bytes(100).await.unwrap(), COIN.as_bytes());
    });
    let host = "https://files.example.com/v1/stamps";
    let posted = format!("POST {host} {}", length.unwrap());
    let read = format!("GET {host}/stamp_1/drawing 0");
    let sent = double.0.lock().unwrap();
    assert_eq!(*sent, [posted.clone(), read.clone(), posted, read]);
}

fn pdf() -> Answer {
    let headers = vec![
        ("Request-Id", "req_pdf".to_owned()),
        ("Content-Type", "application/pdf".to_owned()),
    ];
    Answer::Reply(200, headers, "%PDF-1.7 and more".to_owned())
}

#[test]
fn a_file_is_read_whole() {
    let server = Server::start(vec![pdf(), pdf()]);
    let stripe = blocking_client(&server.url);
    let file = stripe.stamps().drawing("stamp/1").scale(2).send().unwrap();
    assert_eq!(file.request_id(), Some("req_pdf"));
    assert_eq!(file.content_type(), Some("application/pdf"));
    assert_eq!(file.content_length(), Some(17));
    assert_eq!(file.status(), 200);
    assert_eq!(file.into_bytes(17).unwrap(), b"%PDF-1.7 and more");
    let received = server.next();
    assert_eq!(received.line, "GET /v1/stamps/stamp%2F1/drawing?scale=2");
    assert_eq!(received.header("accept"), Some("*/*"));
    assert_eq!(received.header("idempotency-key"), None);
    let file = stripe.stamps().drawing("stamp_1").send().unwrap();
    let error = file.into_bytes(16).unwrap_err();
    assert!(matches!(error, Error::Transport(_)), "{error:?}");

    let server = Server::start(vec![pdf(), pdf()]);
    let stripe = client(&server.url);
    wait(async {
        let file = stripe
            .stamps()
            .drawing("stamp/1")
            .scale(2)
            .send()
            .await
            .unwrap();
        assert_eq!(file.request_id(), Some("req_pdf"));
        assert_eq!(file.content_type(), Some("application/pdf"));
        assert_eq!(file.content_length(), Some(17));
        assert_eq!(file.into_bytes(17).await.unwrap(), b"%PDF-1.7 and more");
        let file = stripe.stamps().drawing("stamp_1").send().await.unwrap();
        let error = file.into_bytes(16).await.unwrap_err();
        assert!(matches!(error, Error::Transport(_)), "{error:?}");
    });
    assert_eq!(
        server.next().line,
        "GET /v1/stamps/stamp%2F1/drawing?scale=2"
    );
}

/// The server continues once its first half has been read: a client that buffered the whole body before returning would
/// hang.
#[test]
fn a_file_is_given_as_it_comes() {
    let halves = || {
        let (go, rest) = channel::<()>();
        let (url, served) = serve(move |stream| {
            read_until(stream, &mut Vec::new(), b"\r\n\r\n");
            let head =
                "HTTP/1.1 200 OK\r\nContent-Type: application/pdf\r\nContent-Length: 20\r\n\r\n";
            stream
                .write_all(format!("{head}first half").as_bytes())
                .unwrap();
            rest.recv_timeout(Duration::from_secs(20)).unwrap();
            stream.write_all(b"-and rest.").unwrap();
            String::new()
        });
        (url, go, served)
    };

    let (url, go, served) = halves();
    let mut file = blocking_client(&url)
        .stamps()
        .drawing("stamp_1")
        .send()
        .unwrap();
    let mut first = [0; 10];
    file.read_exact(&mut first).unwrap();
    assert_eq!(&first, b"first half");
    go.send(()).unwrap();
    let mut rest = String::new();
    file.read_to_string(&mut rest).unwrap();
    assert_eq!(rest, "-and rest.");
    served.recv().unwrap();

    let (url, go, served) = halves();
    wait(async {
        let file = client(&url)
            .stamps()
            .drawing("stamp_1")
            .send()
            .await
            .unwrap();
        let mut file = pin!(file);
        let mut text = Vec::new();
        while text.len() < 10 {
            text.extend(file.chunk().await.unwrap().unwrap());
        }
        assert_eq!(text, b"first half");
        go.send(()).unwrap();
        while let Some(bytes) = file.chunk().await.unwrap() {
            text.extend(bytes);
        }
        assert_eq!(text, b"first half-and rest.");
    });
    served.recv().unwrap();
}

#[test]
fn a_file_that_is_cut_short_is_an_error() {
    let cut = || {
        serve(|stream| {
            read_until(stream, &mut Vec::new(), b"\r\n\r\n");
            let head = "HTTP/1.1 200 OK\r\nRequest-Id: req_1\r\nContent-Length: 20\r\n\r\n";
            stream
                .write_all(format!("{head}first half").as_bytes())
                .unwrap();
            String::new()
        })
    };
    let (url, _served) = cut();
    let file = blocking_client(&url)
        .stamps()
        .drawing("stamp_1")
        .send()
        .unwrap();
    let error = file.into_bytes(100).unwrap_err();
    assert!(matches!(error, Error::Transport(_)), "{error:?}");
    let (url, _served) = cut();
    let error = wait(async {
        let file = client(&url)
            .stamps()
            .drawing("stamp_1")
            .send()
            .await
            .unwrap();
        file.into_bytes(100).await.unwrap_err()
    });
    assert!(matches!(error, Error::Transport(_)), "{error:?}");
}

#[test]
fn what_is_no_success_is_an_error_of_the_api() {
    let body = r#"{"error":{"type":"invalid_request_error","code":"resource_missing"}}"#;
    let refusal = || {
        let headers = vec![("Request-Id", "req_no".to_owned())];
        Server::start(vec![Answer::Reply(404, headers, body.to_owned())])
    };
    let server = refusal();
    let blocking = blocking_client(&server.url)
        .stamps()
        .drawing("stamp_1")
        .send()
        .unwrap_err();
    let server = refusal();
    let stripe = client(&server.url);
    let request = DrawingStamp::new("stamp_1");
    let asynchronous = wait(async { request.on(&stripe).send().await.unwrap_err() });
    for error in [blocking, asynchronous] {
        let api = error.as_api().unwrap();
        assert_eq!((api.status(), api.code()), (404, Some("resource_missing")));
        assert_eq!(
            (api.request_id(), api.body()),
            (Some("req_no"), body.as_bytes())
        );
    }
}

/// Serves one connection by hand.
fn serve(
    handle: impl FnOnce(&mut TcpStream) -> String + Send + 'static,
) -> (String, Receiver<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let (sender, served) = channel();
    thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let seen = handle(&mut stream);
        let _ = sender.send(seen);
    });
    (url, served)
}

fn read_until(stream: &mut TcpStream, seen: &mut Vec<u8>, end: &[u8]) {
    let mut buffer = [0; 1024];
    while !seen.windows(end.len()).any(|window| window == end) {
        let read = stream.read(&mut buffer).unwrap();
        assert!(read > 0, "{}", String::from_utf8_lossy(seen));
        seen.extend_from_slice(&buffer[..read]);
    }
}

fn answer(stream: &mut TcpStream, content_type: &str, body: &[u8]) {
    let length = body.len();
    let head = format!(
        "HTTP/1.1 200 OK\r\nContent-Type: {content_type}\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n"
    );
    stream.write_all(head.as_bytes()).unwrap();
    stream.write_all(body).unwrap();
}
