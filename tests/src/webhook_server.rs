//! The example `webhook-server`, as a program that runs.

use std::io::{BufRead as _, BufReader, Lines};
use std::process::{Child, ChildStdout, Command, Stdio};

use crate::binaries;

/// The program. It is killed when the test ends, even by a panic.
#[derive(Debug)]
pub struct WebhookServer {
    process: Child,
    lines: Lines<BufReader<ChildStdout>>,
    /// The URL of its endpoint, which ends with `/webhooks`.
    pub url: String,
}

impl WebhookServer {
    /// Starts it on any free port.
    ///
    /// # Panics
    ///
    /// If it does not say where it listens.
    #[must_use]
    pub fn start(secret: &str) -> Self {
        let mut process = Command::new(binaries().join("webhook-server"))
            .env("STRIPE_WEBHOOK_SECRET", secret)
            .env("ADDRESS", "127.0.0.1:0")
            .stdout(Stdio::piped())
            .spawn()
            .unwrap_or_else(|error| panic!("the example does not start: {error}"));
        let output = process.stdout.take().expect("it is piped");
        let mut server = Self {
            process,
            lines: BufReader::new(output).lines(),
            url: String::new(),
        };
        let line = server.line();
        let url = line.strip_prefix("listening at ");
        url.unwrap_or_else(|| panic!("{line}"))
            .clone_into(&mut server.url);
        server
    }

    /// The next line that it prints.
    ///
    /// # Panics
    ///
    /// If it has ended.
    pub fn line(&mut self) -> String {
        let line = self.lines.next().expect("it runs");
        line.expect("it prints text")
    }
}

impl Drop for WebhookServer {
    fn drop(&mut self) {
        // It may have ended.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
