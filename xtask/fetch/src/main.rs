//! Downloads one file: `xtask-fetch URL FILE LIMIT`; or asks where a URL redirects to: `xtask-fetch --location URL`. The
//! command lines and the output are for `cargo xtask`.
//!
//! Each line of standard output is an event, its fields separated by tabs:
//!
//! | Event | Fields |
//! |---|---|
//! | `progress` | bytes received, bytes in all (`-` if unknown) |
//! | `done` | bytes received |
//! | `status` | the HTTP status, which is neither 200 nor a redirect |
//! | `redirect` | the location, which is not followed |
//! | `unreachable` | why no response arrived |
//! | `cut` | bytes received, bytes in all (`-` if unknown), why the transfer ended early |
//! | `too-large` | none |
//! | `write` | why the file cannot be written |
//!
//! All but `progress` end the run. The exit code is 0 for `done`, 1 for the other endings and 2 for wrong arguments. With
//! `--location`, `redirect` is the answer, and `done` says that there was none.

mod download;

use std::env;
use std::fs;
use std::io::{self, Write as _};
use std::process::ExitCode;

use download::{Ending, Progress};

/// Bytes between two `progress` events.
const STEP: u64 = 128 * 1024;

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    match arguments.as_slice() {
        [option, url] if option == "--location" => finish(download::location(url)),
        [url, file, limit] => match limit.parse() {
            Ok(limit) => finish(to_file(url, file, limit)),
            Err(_) => usage(),
        },
        _ => usage(),
    }
}

fn to_file(url: &str, file: &str, limit: u64) -> Result<usize, Ending> {
    let mut reported = None;
    let document = download::download(url, limit, |progress| {
        let Progress { received, total } = progress;
        let is_due = reported.is_none_or(|last| received >= STEP.saturating_add(last));
        if is_due || Some(received) == total {
            reported = Some(received);
            event(&["progress", &received.to_string(), &number(total)]);
        }
    })?;
    fs::write(file, &document).map_err(|error| Ending::Write(error.to_string()))?;
    Ok(document.len())
}

fn finish(result: Result<usize, Ending>) -> ExitCode {
    match result {
        Ok(received) => {
            event(&["done", &received.to_string()]);
            ExitCode::SUCCESS
        }
        Err(ending) => {
            report(&ending);
            ExitCode::from(1)
        }
    }
}

fn usage() -> ExitCode {
    // There is nowhere left to report a failure to.
    let _ = writeln!(
        io::stderr(),
        "usage: xtask-fetch URL FILE LIMIT, or --location URL; run by `cargo xtask`"
    );
    ExitCode::from(2)
}

fn report(ending: &Ending) {
    match ending {
        Ending::Status(status) => event(&["status", &status.to_string()]),
        Ending::Redirect(location) => event(&["redirect", location]),
        Ending::Unreachable(why) => event(&["unreachable", why]),
        Ending::Cut { progress, why } => {
            let Progress { received, total } = progress;
            event(&["cut", &received.to_string(), &number(*total), why]);
        }
        Ending::TooLarge => event(&["too-large"]),
        Ending::Write(why) => event(&["write", why]),
    }
}

fn number(total: Option<u64>) -> String {
    total.map_or_else(|| "-".to_owned(), |total| total.to_string())
}

/// Prints one line. What a server sends must not become another field or line.
fn event(fields: &[&str]) {
    let line: Vec<String> = fields.iter().map(|field| one_line(field)).collect();
    let mut out = io::stdout().lock();
    // The reader may have exited; the download continues anyway.
    let _ = writeln!(out, "{}", line.join("\t"));
    let _ = out.flush();
}

fn one_line(field: &str) -> String {
    let shown = |c: char| if c.is_control() { ' ' } else { c };
    field.chars().map(shown).collect()
}

#[cfg(test)]
mod tests {
    use super::one_line;

    #[test]
    fn a_field_cannot_become_two() {
        assert_eq!(one_line("a\tb\nc\u{1b}[0m"), "a b c [0m");
    }
}
