//! Stripe's own libraries are clients of the stand-in: whoever answers them right answers as Stripe does, as far as they look.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::routing::post;
use mock::{Endpoint, Model, Options, Server, Settings, StandIn};
use serde_json::json;
use stripe_client::blocking;
use stripe_client::client::Method;
use stripe_client::json::Json;

const SECRET: &str = "whsec_sdks";
const DOCUMENT: &str = "specs/stripe-2026-05-27.dahlia.json";

/// Where the libraries are installed.
fn folder() -> PathBuf {
    let folder = tests::root().join("target").join("sdks");
    fs::create_dir_all(&folder).unwrap();
    folder
}

fn scripts() -> PathBuf {
    tests::root().join("tests").join("sdks")
}

fn text(output: &Output) -> String {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    text(&output.stdout) + &text(&output.stderr)
}

fn must(command: &mut Command) -> String {
    let output = command
        .output()
        .unwrap_or_else(|error| panic!("{command:?}: {error}"));
    assert!(output.status.success(), "{command:?}\n{}", text(&output));
    text(&output)
}

/// An endpoint that writes what arrives to a file, and how much that was.
fn endpoint(file: PathBuf) -> (String, Arc<Mutex<usize>>) {
    type Arrived = (PathBuf, Arc<Mutex<usize>>);
    async fn take(State((file, count)): State<Arrived>, headers: HeaderMap, body: Bytes) {
        let signature = headers.get("stripe-signature").unwrap().to_str().unwrap();
        let body = std::str::from_utf8(&body).unwrap();
        let line = json!({"body": body, "signature": signature});
        let mut count = count.lock().unwrap();
        let mut file = fs::OpenOptions::new()
            .append(true)
            .create(true)
            .open(file)
            .unwrap();
        writeln!(file, "{line}").unwrap();
        *count += 1;
    }
    let count = Arc::default();
    let state = (file, Arc::clone(&count));
    let (sender, receiver) = std::sync::mpsc::channel();
    std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .unwrap();
        runtime.block_on(async move {
            let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
            sender.send(listener.local_addr().unwrap()).unwrap();
            let app = Router::new().route("/stripe", post(take)).with_state(state);
            axum::serve(listener, app).await.unwrap();
        });
    });
    (format!("http://{}/stripe", receiver.recv().unwrap()), count)
}

/// Refunds a charge, and waits for the events of it.
fn make_events(model: &Arc<Model>, file: &Path) {
    let (url, count) = endpoint(file.to_path_buf());
    let settings = Settings {
        endpoint: Some(Endpoint::new(&url, SECRET).unwrap()),
        ..Settings::default()
    };
    let options = Options::default();
    let server = Server::start(StandIn::new(Arc::clone(model), options), settings).unwrap();
    let stripe = blocking::Client::builder("sk_test_1")
        .base_url(server.url())
        .build()
        .unwrap();
    let pay = stripe
        .raw(Method::Post, "/v1/payment_intents")
        .param("amount", 2000);
    let pay = pay
        .param("currency", "usd")
        .param("payment_method", "pm_card_visa")
        .param("confirm", true);
    let pay = pay.param("return_url", "https://example.com/paid");
    let paid: Json = pay.send().unwrap();
    assert!(paid.to_string().contains("succeeded"), "{paid}");
    let caused = server.with(|stand_in| {
        stand_in
            .journal()
            .iter()
            .map(|entry| entry.events.len())
            .sum::<usize>()
    });
    assert!(caused > 2, "{caused}");
    let until = Instant::now() + Duration::from_secs(30);
    while *count.lock().unwrap() < caused {
        assert!(
            Instant::now() < until,
            "{} of {caused} events arrived",
            count.lock().unwrap()
        );
        std::thread::sleep(Duration::from_millis(20));
    }
}

/// Runs a script against a fresh stand-in, and answers what it prints.
fn run(model: &Arc<Model>, command: &mut Command, arrived: &Path) -> String {
    let stand_in = StandIn::new(Arc::clone(model), Options::default());
    let server = Server::start(stand_in, Settings::default()).unwrap();
    must(command.arg(server.url()).arg(arrived).arg(SECRET))
}

#[test]
#[ignore = "slow: installs Stripe's libraries for Python and Node"]
fn for_python_and_for_node() {
    if tests::shared(DOCUMENT).is_none() {
        return;
    }
    let shared = std::env::var_os("STRIPE_SHARED")
        .map_or_else(|| tests::root().join("../shared"), PathBuf::from);
    let spec = tests::root().join("spec");
    let model = Arc::new(mock::load(&shared.join(DOCUMENT), &spec).unwrap());
    let arrived = tempfile::tempdir().unwrap();
    let arrived = arrived.path().join("webhooks.jsonl");
    make_events(&model, &arrived);

    let python = folder().join("python");
    must(Command::new("python3").args(["-m", "venv"]).arg(&python));
    let pip = python.join("bin").join("pip");
    let quiet = [
        "install",
        "--quiet",
        "--disable-pip-version-check",
        "--requirement",
    ];
    must(
        Command::new(pip)
            .args(quiet)
            .arg(scripts().join("requirements.txt")),
    );
    let mut script = Command::new(python.join("bin").join("python"));
    let said = run(&model, script.arg(scripts().join("sdk.py")), &arrived);
    println!("python: {} expectations hold", said.trim());

    let node = folder().join("node");
    fs::create_dir_all(&node).unwrap();
    for file in ["package.json", "sdk.mjs"] {
        fs::copy(scripts().join(file), node.join(file)).unwrap();
    }
    must(
        Command::new("npm")
            .args(["install", "--silent", "--no-audit", "--no-fund"])
            .current_dir(&node),
    );
    let said = run(
        &model,
        Command::new("node").arg("sdk.mjs").current_dir(&node),
        &arrived,
    );
    println!("node: {} expectations hold", said.trim());
}
