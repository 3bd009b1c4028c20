//! Downloads with `xtask-fetch`, which cargo builds the first time.
//!
//! The TLS stack is a third of what `xtask` would have to build, and only a download needs it.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{self, Command, Stdio};
use std::{env, io};

use super::error::Error;
use super::origin::{Origin, tag_of};
use crate::support::scratch::new_file;

/// No document is nearly as large.
const LIMIT: u64 = 64 * 1024 * 1024;

/// The package that downloads, and its program.
const PACKAGE: &str = "xtask-fetch";

/// Lines of a failed build that the error shows.
const TAIL: usize = 20;

/// Runs the program that downloads.
pub(super) struct Downloader<'a> {
    pub(super) origin: &'a Origin,
    /// A folder for the file and the log of the build.
    pub(super) scratch: &'a Path,
}

impl Downloader<'_> {
    /// Whether cargo has yet to build the program, as far as can be known.
    pub(super) fn builds_first() -> bool {
        let name = format!("{PACKAGE}{}", env::consts::EXE_SUFFIX);
        env::current_exe().map_or(true, |xtask| !xtask.with_file_name(name).exists())
    }

    /// Downloads the document of a tag, and reports how many bytes were received, of how many.
    pub(super) fn document(
        &self,
        tag: &str,
        mut report: impl FnMut(u64, Option<u64>),
    ) -> Result<Vec<u8>, Error> {
        let url = self.origin.document(tag);
        let file = self.scratch.join(format!("download.{}", process::id()));
        let mut command = program();
        command
            .arg(&url)
            .arg(absolute(&file))
            .arg(LIMIT.to_string());
        let result = self.run(command, &mut report).and_then(|ending| {
            ending.map_err(|fields| self.error(&url, Some(tag), &fields))?;
            fs::read(&file).map_err(|error| self.not_run(error.to_string()))
        });
        // It may not be there.
        let _ = fs::remove_file(&file);
        result
    }

    /// The tag of the latest release.
    pub(super) fn latest(&self) -> Result<String, Error> {
        let url = self.origin.latest();
        let mut command = program();
        command.args(["--location", &url]);
        match self.run(command, &mut |_, _| {})? {
            Err(fields) => match fields.as_slice() {
                [event, page] if event == "redirect" => {
                    tag_of(page).ok_or_else(|| Error::NoRelease {
                        url,
                        found: format!("redirects to {page}"),
                    })
                }
                fields => Err(self.error(&url, None, fields)),
            },
            Ok(()) => Err(Error::NoRelease {
                url,
                found: "does not redirect".to_owned(),
            }),
        }
    }

    /// Runs the program to its end: how that was, with the fields of the event if it is not success.
    fn run(
        &self,
        mut command: Command,
        report: &mut impl FnMut(u64, Option<u64>),
    ) -> Result<Result<(), Vec<String>>, Error> {
        let failed = |error: io::Error| self.not_run(error.to_string());
        fs::create_dir_all(self.scratch).map_err(failed)?;
        let errors = new_file(&self.log()).map_err(failed)?;
        let mut child = command
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
                    Some(Event::Failed(fields)) => {
                        ending = Some(Err(fields.into_iter().map(str::to_owned).collect()));
                    }
                    None => {}
                }
            }
        }
        child.wait().map_err(failed)?;
        // What ended without a word was not started: cargo could not build it.
        ending.ok_or_else(|| self.not_run(tail(&self.log())))
    }

    fn error(&self, url: &str, tag: Option<&str>, fields: &[String]) -> Error {
        let url = url.to_owned();
        let fields: Vec<&str> = fields.iter().map(String::as_str).collect();
        match (fields.as_slice(), tag) {
            (["status", "404"], Some(tag)) => Error::NoTag {
                url,
                tag: tag.to_owned(),
                from: self.origin.url.clone(),
            },
            (["status", status], _) => Error::Status {
                url,
                status: (*status).to_owned(),
            },
            (["redirect", to], _) => Error::Redirect {
                url,
                to: (*to).to_owned(),
            },
            (["cut", received, total, why], _) => Error::Cut {
                url,
                received: (*received).to_owned(),
                total: total.parse().ok(),
                why: (*why).to_owned(),
            },
            (["too-large", ..], _) => Error::TooLarge { url, limit: LIMIT },
            (other, _) => Error::Unreachable {
                url,
                why: other.get(1..).unwrap_or_default().join(" "),
            },
        }
    }

    fn not_run(&self, said: String) -> Error {
        let log = self.log();
        Error::Downloader { said, log }
    }

    fn log(&self) -> PathBuf {
        self.scratch.join("fetch.log")
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
fn program() -> Command {
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let xtask = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut command = Command::new(cargo);
    command
        .current_dir(xtask)
        .args(["run", "--quiet", "--package", PACKAGE, "--"]);
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
