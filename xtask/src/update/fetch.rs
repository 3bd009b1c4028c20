//! Downloads a document with `xtask-fetch`, which cargo builds the first time.
//!
//! The TLS stack is a third of what `xtask` would have to build, and only `update --tag` needs it.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::{env, io};

use super::error::Error;
use crate::support::scratch::new_file;

/// Stripe's public repository.
pub(super) const REPOSITORY: &str = "https://github.com/stripe/openapi";

/// The document with all that is public and generally available, v1 and v2, in that repository.
const DOCUMENT: &str = "latest/openapi.spec3.json";

/// No document is nearly as large.
const LIMIT: u64 = 64 * 1024 * 1024;

/// The package that downloads, and its program.
const PACKAGE: &str = "xtask-fetch";

/// Lines of a failed build that the error shows.
const TAIL: usize = 20;

/// A checked place to fetch from.
#[derive(Clone, Debug)]
pub(super) struct Origin {
    /// Without a slash at its end.
    pub(super) url: String,
}

impl Origin {
    /// https from anywhere, or http from this machine. This check is for a clear message; `xtask-fetch` enforces it.
    pub(super) fn parse(url: &str) -> Result<Self, Error> {
        let fault = |why| Error::From {
            url: url.to_owned(),
            why,
        };
        let url = url.trim_end_matches('/');
        let (scheme, rest) = url
            .split_once("://")
            .ok_or_else(|| fault("it is not a URL"))?;
        if rest.contains(['?', '#']) {
            return Err(fault(
                "it must not have a query or a fragment, since a path is appended",
            ));
        }
        let authority = rest.split('/').next().unwrap_or_default();
        let is_odd = |c: char| c == '@' || c.is_whitespace() || c.is_control();
        if authority.is_empty() || rest.contains(is_odd) {
            return Err(fault("it must be a scheme, a host and a path"));
        }
        let local = ["localhost", "127.0.0.1", "[::1]"].contains(&host(authority));
        match scheme {
            "https" => {}
            "http" if local => {}
            _ => {
                return Err(fault(
                    "only https can be trusted, or http from this machine; give a URL such as \
                     https://mirror.example.com/stripe/openapi",
                ));
            }
        }
        Ok(Self {
            url: url.to_owned(),
        })
    }

    /// The URL of a tag's document.
    pub(super) fn document(&self, tag: &str) -> String {
        format!("{}/raw/{tag}/{DOCUMENT}", self.url)
    }
}

/// The host of `host:port`.
fn host(authority: &str) -> &str {
    match authority.find(']') {
        Some(end) => authority.get(..=end).unwrap_or(authority),
        None => authority.split(':').next().unwrap_or(authority),
    }
}

/// One download.
pub(super) struct Download<'a> {
    pub(super) origin: &'a Origin,
    pub(super) tag: &'a str,
    /// A folder for the file and the log of the build.
    pub(super) scratch: &'a Path,
}

impl Download<'_> {
    /// Whether cargo has yet to build the program, as far as can be known.
    pub(super) fn builds_first() -> bool {
        let name = format!("{PACKAGE}{}", env::consts::EXE_SUFFIX);
        env::current_exe().map_or(true, |xtask| !xtask.with_file_name(name).exists())
    }

    /// Downloads the document, and reports how many bytes were received, of how many.
    pub(super) fn run(&self, mut report: impl FnMut(u64, Option<u64>)) -> Result<Vec<u8>, Error> {
        let file = self.scratch.join("download");
        let log = self.scratch.join("fetch.log");
        let result = self.spawn(&file, &log, &mut report).and_then(|ending| {
            // What ended without a word was not started: cargo could not build it.
            ending.unwrap_or_else(|| Err(self.not_run(tail(&log), &log)))?;
            fs::read(&file).map_err(|error| self.not_run(error.to_string(), &log))
        });
        // It may not be there, and the next download replaces it.
        let _ = fs::remove_file(&file);
        result
    }

    /// Runs the program; `None` if it does not say how it ended.
    fn spawn(
        &self,
        file: &Path,
        log: &Path,
        report: &mut impl FnMut(u64, Option<u64>),
    ) -> Result<Option<Result<(), Error>>, Error> {
        let failed = |error: io::Error| self.not_run(error.to_string(), log);
        fs::create_dir_all(self.scratch).map_err(failed)?;
        let errors = new_file(log).map_err(failed)?;
        let mut child = command(&self.origin.document(self.tag), file)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(errors)
            .spawn()
            .map_err(failed)?;
        let mut ending = None;
        if let Some(out) = child.stdout.take() {
            for line in BufReader::new(out).lines().map_while(Result::ok) {
                match Event::parse(&line) {
                    Some(Event::Progress(received, total)) => report(received, total),
                    Some(Event::Done) => ending = Some(Ok(())),
                    Some(Event::Failed(fields)) => ending = Some(Err(self.error(&fields))),
                    None => {}
                }
            }
        }
        child.wait().map_err(failed)?;
        Ok(ending)
    }

    fn error(&self, fields: &[&str]) -> Error {
        let url = self.origin.document(self.tag);
        match fields {
            ["status", "404"] => Error::NoTag {
                url,
                tag: self.tag.to_owned(),
                from: self.origin.url.clone(),
            },
            ["status", status] => Error::Status {
                url,
                status: (*status).to_owned(),
            },
            ["redirect", to] => Error::Redirect {
                url,
                to: (*to).to_owned(),
            },
            ["cut", received, total, why] => Error::Cut {
                url,
                received: (*received).to_owned(),
                total: total.parse().ok(),
                why: (*why).to_owned(),
            },
            ["too-large", ..] => Error::TooLarge { url, limit: LIMIT },
            other => Error::Unreachable {
                url,
                why: other.get(1..).unwrap_or_default().join(" "),
            },
        }
    }

    fn not_run(&self, said: String, log: &Path) -> Error {
        Error::Downloader {
            said,
            log: log.into(),
        }
    }
}

/// A line of the program's output, as `xtask/fetch/src/main.rs` lists them.
#[derive(Debug, PartialEq, Eq)]
enum Event<'a> {
    Progress(u64, Option<u64>),
    Done,
    Failed(Vec<&'a str>),
}

impl<'a> Event<'a> {
    fn parse(line: &'a str) -> Option<Self> {
        let fields: Vec<&str> = line.split('\t').collect();
        match fields.as_slice() {
            ["progress", received, total] => {
                Some(Self::Progress(received.parse().ok()?, total.parse().ok()))
            }
            ["done", _] => Some(Self::Done),
            ["status", _]
            | ["redirect", _]
            | ["unreachable", _]
            | ["cut", _, _, _]
            | ["too-large"]
            | ["write", _] => Some(Self::Failed(fields)),
            _ => None,
        }
    }
}

/// cargo decides whether the program is up to date. It uses this workspace's own target directory, where a build of the
/// whole workspace has left the same crates.
fn command(url: &str, file: &Path) -> Command {
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let xtask = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut command = Command::new(cargo);
    command
        .current_dir(xtask)
        .args(["run", "--quiet", "--package", PACKAGE, "--", url])
        .arg(absolute(file))
        .arg(LIMIT.to_string());
    command
}

/// The program runs in another folder.
fn absolute(file: &Path) -> PathBuf {
    std::path::absolute(file).unwrap_or_else(|_| file.into())
}

fn tail(log: &Path) -> String {
    let text = fs::read_to_string(log).unwrap_or_default();
    let lines: Vec<&str> = text.lines().collect();
    let start = lines.len().saturating_sub(TAIL);
    lines.get(start..).unwrap_or_default().join("\n")
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may panic")]
mod tests {
    use super::*;

    #[test]
    fn only_https_and_this_machine_are_trusted() {
        for url in [
            REPOSITORY,
            "https://mirror.example.com/a/",
            "http://127.0.0.1:80",
            "http://[::1]:8080",
            "http://localhost/a",
        ] {
            assert!(Origin::parse(url).is_ok(), "{url}");
        }
        for url in [
            "http://example.com",
            "http://127.0.0.1.example.com",
            "http://localhost:x@example.com",
            "ftp://localhost",
            "https://",
            "https://a b",
            "/tmp",
            "",
            "https://a/?b",
            "https://a/#b",
        ] {
            assert!(Origin::parse(url).is_err(), "{url}");
        }
    }

    #[test]
    fn where_a_document_is() {
        let origin = Origin::parse("https://example.com/stripe/openapi/").unwrap();
        let expected = "https://example.com/stripe/openapi/raw/v7/latest/openapi.spec3.json";
        assert_eq!(origin.document("v7"), expected);
    }

    #[test]
    fn events_are_read_and_noise_is_ignored() {
        assert_eq!(
            Event::parse("progress\t5\t-"),
            Some(Event::Progress(5, None))
        );
        assert_eq!(
            Event::parse("progress\t5\t9"),
            Some(Event::Progress(5, Some(9)))
        );
        assert_eq!(Event::parse("done\t9"), Some(Event::Done));
        let cut = Event::parse("cut\t5\t9\treset by peer");
        assert_eq!(
            cut,
            Some(Event::Failed(vec!["cut", "5", "9", "reset by peer"]))
        );
        for line in ["", "done", "warning: x", "progress\tx\t-", "cut\t5"] {
            assert_eq!(Event::parse(line), None, "{line}");
        }
    }
}
