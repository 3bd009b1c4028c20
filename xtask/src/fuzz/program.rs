//! Builds the program of the targets, runs it, and reads what it prints.

use std::ffi::OsStr;
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::Error;
use super::targets::{Target, folder};
use crate::support::{self, process};

/// The package, its program and its builds.
pub(super) struct Program<'a> {
    pub(super) root: &'a Path,
}

/// A finding as the program prints it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Finding {
    pub(super) place: String,
    pub(super) file: String,
    pub(super) message: String,
}

/// A line of the program's output, as `fuzz/src/main.rs` lists them.
#[derive(Debug, PartialEq)]
pub(super) enum Event {
    /// The executions so far, and the seconds that they took.
    Progress(u64, f64),
    Finding(Finding),
}

/// What a run of a target gave.
#[derive(Clone, Debug, Default)]
pub(super) struct Outcome {
    pub(super) executions: u64,
    pub(super) seconds: f64,
    pub(super) findings: Vec<Finding>,
}

impl Program<'_> {
    fn target(&self) -> PathBuf {
        self.root.join("target").join("fuzz")
    }

    /// Where inputs of findings go.
    pub(super) fn findings(&self, target: &Target) -> PathBuf {
        self.target().join("findings").join(&target.name)
    }

    /// Builds the program with the features of a target, and returns where it is. cargo keeps the builds of both sets of
    /// features, and only the program itself is replaced.
    pub(super) fn build(&self, target: &Target) -> Result<PathBuf, Error> {
        let mut cargo = process::cargo(&folder(self.root), &self.target());
        cargo.args(["build", "--release", "--bin", "stripe-fuzz"]);
        if let Some(features) = &target.features {
            cargo.args(["--features", features]);
        }
        let log = self.target().join("build.log");
        process::run("the build of the fuzz targets", &mut cargo, &log)?;
        let program = format!("stripe-fuzz{}", std::env::consts::EXE_SUFFIX);
        Ok(self.target().join("release").join(program))
    }

    /// Runs the program with arguments, and passes on what it prints.
    pub(super) fn run(
        &self,
        program: &Path,
        target: &Target,
        arguments: &[&OsStr],
        report: &mut impl FnMut(&Event, &Outcome) -> Result<(), support::Error>,
    ) -> Result<Outcome, Error> {
        let start = |source| Error::Start {
            target: target.name.clone(),
            source,
        };
        let mut child = Command::new(program)
            .args(arguments)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()
            .map_err(start)?;
        let mut outcome = Outcome::default();
        if let Some(out) = child.stdout.take() {
            for line in BufReader::new(out).lines().map_while(Result::ok) {
                let Some(event) = Event::parse(&line) else {
                    continue;
                };
                match &event {
                    Event::Progress(executions, seconds) => {
                        outcome.executions = *executions;
                        outcome.seconds = *seconds;
                    }
                    Event::Finding(finding) => outcome.findings.push(finding.clone()),
                }
                report(&event, &outcome)?;
            }
        }
        let status = child.wait().map_err(start)?;
        match status.code() {
            Some(0) => Ok(outcome),
            Some(1) if !outcome.findings.is_empty() => Ok(outcome),
            _ => Err(Error::Ended {
                target: target.name.clone(),
                status: status.to_string(),
                again: std::iter::once(program.as_os_str())
                    .chain(arguments.iter().copied())
                    .map(|part| part.to_string_lossy())
                    .collect::<Vec<_>>()
                    .join(" "),
            }),
        }
    }
}

impl Event {
    fn parse(line: &str) -> Option<Self> {
        let fields: Vec<&str> = line.split('\t').collect();
        match *fields.as_slice() {
            ["progress", executions, seconds] => Some(Self::Progress(
                executions.parse().ok()?,
                seconds.parse().ok()?,
            )),
            ["finding", place, file, message] => Some(Self::Finding(Finding {
                place: place.to_owned(),
                file: file.to_owned(),
                message: message.to_owned(),
            })),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn events_are_read_and_noise_is_ignored() {
        assert_eq!(
            Event::parse("progress\t5\t0.500"),
            Some(Event::Progress(5, 0.5))
        );
        let finding = Finding {
            place: "a.rs:1".to_owned(),
            file: "f".to_owned(),
            message: "m".to_owned(),
        };
        assert_eq!(
            Event::parse("finding\ta.rs:1\tf\tm"),
            Some(Event::Finding(finding))
        );
        for line in ["", "done\t1\t0", "progress\tx\t1", "finding\ta\tb"] {
            assert_eq!(Event::parse(line), None, "{line}");
        }
    }
}
