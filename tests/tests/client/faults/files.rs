//! Uploads byte for byte and with retries, and downloads that break off.

use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use stripe_client::Error;
use stripe_client::client::{Method, Raw, TransportError, TransportErrorKind};
use stripe_client::params::{Params, Progress, Upload, Value};
use tests::faults::{Applied, Delivery, Event, FaultServer, Huge, Point, Read, Record};
use tests::server::Received;

use super::caller::{Caller, MODES, Mode, PATIENT, timed};

/// A file name with quotation marks and line breaks.
const NAME: &str = "a \"b\"\r\nc\rd\ne \u{e9}.pdf";

/// Content that looks like the end of its part.
const CONTENT: &str =
    "%PDF-1.7\r\n--BOUNDARY--\r\nContent-Disposition: form-data; name=\"x\"\r\n\r\n";

const BODY: &str = "--BOUNDARY\r\n\
    Content-Disposition: form-data; name=\"file\"; filename=\"a %22b%22 c d e \u{e9}.pdf\"\r\n\
    Content-Type: application/pdf\r\n\r\n\
    CONTENT\r\n\
    --BOUNDARY\r\n\
    Content-Disposition: form-data; name=\"file_link_data[create]\"\r\n\r\n\
    true\r\n\
    --BOUNDARY\r\n\
    Content-Disposition: form-data; name=\"file_link_data[metadata][a \u{e9}]\"\r\n\r\n\
    1 & 2=\r\n\
    --BOUNDARY\r\n\
    Content-Disposition: form-data; name=\"purpose\"\r\n\r\n\
    dispute_evidence\r\n\
    --BOUNDARY--\r\n";

fn upload(file: Upload) -> Raw {
    let metadata = Value::text_map([("a \u{e9}", "1 & 2=")]);
    Raw::new(Method::Post, "/v1/files")
        .param("purpose", "dispute_evidence")
        .param("file", file.name(NAME).content_type("application/pdf"))
        .param(
            "file_link_data",
            Params::new().set("create", true).set("metadata", metadata),
        )
}

/// The body with the boundary that the header declares and the content replaced by their names.
fn normal(request: &Received, content: &str) -> String {
    let content_type = request.header("content-type").unwrap();
    let boundary = content_type
        .strip_prefix("multipart/form-data; boundary=")
        .unwrap();
    assert_eq!(boundary.len(), 32, "{boundary}");
    // The content first: it may contain the boundary's name.
    let body = request.body.replacen(content, "CONTENT", 1);
    assert!(!body.contains("BOUNDARY"), "{body}");
    body.replace(boundary, "BOUNDARY")
}

/// A separate file for each test.
fn on_disk(name: &str, content: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::write(&path, content).unwrap();
    path
}

fn whole(record: &Record) -> Vec<&Received> {
    let seen = record.seen.iter();
    seen.filter_map(|seen| seen.request.as_ref()).collect()
}

#[test]
fn exact_bytes() {
    let path = on_disk("exact-bytes.pdf", CONTENT);
    let length = CONTENT.len() as u64;
    let sources: [(&dyn Fn() -> Upload, bool); 5] = [
        (&|| Upload::bytes("x", CONTENT), true),
        (&|| Upload::path(&path), true),
        (
            &|| Upload::source("x", Some(length), || Ok(CONTENT.as_bytes())),
            true,
        ),
        (
            &|| Upload::reader("x", Some(length), CONTENT.as_bytes()),
            true,
        ),
        (&|| Upload::reader("x", None, CONTENT.as_bytes()), false),
    ];
    for mode in MODES {
        for (index, (source, measured)) in sources.iter().enumerate() {
            let server = FaultServer::start([]);
            let caller = Caller::new(mode, &server.url, 0, PATIENT);
            caller.raw(upload(source())).unwrap();
            drop(caller);
            let record = server.finish();
            let request = *whole(&record).first().unwrap();
            let case = format!("{mode:?}, source {index}");
            assert_eq!(request.line, "POST /v1/files", "{case}");
            assert_eq!(normal(request, CONTENT), BODY, "{case}");
            let length = measured.then(|| request.body.len().to_string());
            assert_eq!(
                request.header("content-length"),
                length.as_deref(),
                "{case}"
            );
            let coding = (!measured).then_some("chunked");
            assert_eq!(request.header("transfer-encoding"), coding, "{case}");
        }
    }
}

/// Each attempt opens the file again, and sends the same bytes with the same key.
#[test]
fn an_upload_is_sent_again() {
    let content = "0123456789abcdef".repeat(1 << 14);
    let path = on_disk("sent-again.pdf", &content);
    let script = [
        Event::status(500, "any"),
        Event::Hangup(Read::Body),
        Event::delivered(Delivery::Cut(Point::Body)),
    ];
    for mode in MODES {
        let updates: Arc<Mutex<Vec<Progress>>> = Arc::default();
        let listener = Arc::clone(&updates);
        let file = Upload::path(&path)
            .on_progress(move |progress| listener.lock().unwrap().push(progress));
        let server = FaultServer::start(script.clone());
        let caller = Caller::new(mode, &server.url, 3, PATIENT);
        let reply = caller.raw(upload(file)).unwrap();
        assert_eq!(reply.attempts(), 4, "{mode:?}");
        drop(caller);
        let record = server.finish();
        let requests = whole(&record);
        assert_eq!(requests.len(), 3, "{mode:?}");
        for request in &requests {
            assert_eq!(normal(request, &content), BODY, "{mode:?}");
            assert_eq!(request.header("idempotency-key"), reply.idempotency_key());
            assert!(
                request.body == requests[0].body,
                "{mode:?}: another boundary"
            );
        }
        assert_eq!(record.effects.len(), 1, "{mode:?}");

        // Progress restarts with each attempt, and is complete in those that the server read completely.
        let updates = updates.lock().unwrap();
        let length = content.len() as u64;
        assert!(
            updates
                .iter()
                .all(|progress| progress.total == Some(length))
        );
        let begun = updates
            .windows(2)
            .filter(|pair| pair[1].sent <= pair[0].sent);
        // The attempt that the server hung up on may not have reached the file.
        assert!(matches!(begun.count() + 1, 3 | 4), "{mode:?}");
        let ended = updates.iter().filter(|progress| progress.sent == length);
        assert!(ended.count() >= 3, "{mode:?}");
    }
}

#[test]
fn what_can_be_read_once_is_sent_once() {
    for mode in MODES {
        for event in [
            Event::status(500, "any"),
            Event::Hangup(Read::Body),
            Event::delivered(Delivery::Cut(Point::Nothing)),
        ] {
            let server = FaultServer::start([event.clone()]);
            let caller = Caller::new(mode, &server.url, 2, PATIENT);
            let file = Upload::reader("x", None, CONTENT.as_bytes());
            let error = caller.raw(upload(file)).unwrap_err();
            assert_eq!(error.attempts(), 1, "{mode:?} {event:?}");
            assert!(error.idempotency_key().is_some());
            assert!(!matches!(error, Error::Request(_) | Error::Decode(_)));
            drop(caller);
            assert_eq!(server.finish().seen.len(), 1, "{mode:?} {event:?}");
        }
    }
}

fn pdf() -> Raw {
    Raw::new(Method::Get, "/v1/quotes/qt_1/pdf")
}

#[test]
fn a_file_is_asked_for_again_until_its_head_is_there() {
    for mode in MODES {
        let script = [
            Event::status(500, "any"),
            Event::delivered(Delivery::Cut(Point::Head)),
            Event::delivered(Delivery::Chunked),
        ];
        let server = FaultServer::start(script);
        let caller = Caller::new(mode, &server.url, 2, PATIENT);
        let (bytes, attempts) = caller.download(pdf(), 1000).unwrap();
        assert_eq!(attempts, 3, "{mode:?}");
        assert!(bytes.starts_with(b"{\"id\":\"re_read\"") && bytes.ends_with(b"}"));
    }
}

/// A partial file is not passed off as complete.
#[test]
fn a_file_that_breaks_off_is_an_error() {
    use TransportErrorKind::{Other, Timeout, TooLong};
    for mode in MODES {
        for (delivery, kind) in [
            (Delivery::Cut(Point::Between), Other),
            (Delivery::Cut(Point::Body), Other),
            (Delivery::Unterminated, Other),
            (Delivery::TooLong, Other),
            (Delivery::Huge(Huge::Body), TooLong),
            (Delivery::Huge(Huge::Chunks), TooLong),
        ] {
            breaks_off(mode, delivery, kind, PATIENT);
        }
        for delivery in [
            Delivery::Stalled(Point::Body),
            Delivery::Endless(Point::Body),
        ] {
            timed(|timeout| breaks_off(mode, delivery, Timeout, timeout));
        }
    }
}

/// The reader of the blocking client says of the call what the other ways to read say.
#[test]
fn an_error_while_reading_knows_the_call() {
    let event = Event::delivered(Delivery::Cut(Point::Body)).applied(Applied::Never);
    let server = FaultServer::start([event]);
    let Caller::Blocking(client) = Caller::new(Mode::Blocking, &server.url, 0, PATIENT) else {
        panic!("another client")
    };
    let mut file = pdf().on(&client).download().unwrap();
    let error = file.read_to_end(&mut Vec::new()).unwrap_err();
    let error = error.downcast::<TransportError>().unwrap();
    assert!(!error.may_be_done(), "{error}");
    assert_eq!((error.status(), error.attempts()), (Some(200), 1));
    drop((client, file));
    assert_eq!(server.finish().seen.len(), 1);
}

fn breaks_off(mode: Mode, delivery: Delivery, kind: TransportErrorKind, timeout: Duration) {
    let case = format!("{mode:?}, {delivery:?}");
    let event = Event::delivered(delivery).applied(Applied::Never);
    let server = FaultServer::start([event]);
    let caller = Caller::new(mode, &server.url, 2, timeout);
    let error = caller.download(pdf(), 1 << 20).unwrap_err();
    let Error::Transport(error) = error else {
        panic!("{case}: {error:?}")
    };
    assert_eq!(error.kind(), kind, "{case}");
    assert_eq!(error.attempts(), 1, "{case}");
    drop(caller);
    let record = server.finish();
    assert_eq!(record.seen.len(), 1, "{case}");
    let sent = record.seen.first().map_or(0, |seen| seen.sent);
    assert!(sent < 17 << 20, "{case}: {sent} bytes were taken");
}
