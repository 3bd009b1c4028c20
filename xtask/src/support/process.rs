//! Runs other programs, measures them, and logs their output.

use std::fs::{self, File};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Instant;
use std::{env, io};

use wait4::Wait4 as _;

use super::Error;
use super::scratch::new_file;

/// Lines of a failed step's output that its error shows.
const TAIL: usize = 20;

/// The resources that a program and its children used.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Usage {
    /// Seconds of CPU time outside of the kernel, of all processes together.
    pub(crate) user: f64,
    /// Seconds of CPU time in the kernel, of all processes together.
    pub(crate) system: f64,
    /// Wall-clock seconds.
    pub(crate) wall: f64,
    /// Bytes that the largest of the processes held at its peak.
    pub(crate) memory: u64,
}

impl Usage {
    /// The best of each figure: other work on the machine only adds to the cost.
    pub(crate) fn better(self, other: Self) -> Self {
        Self {
            user: self.user.min(other.user),
            system: self.system.min(other.system),
            wall: self.wall.min(other.wall),
            memory: self.memory.min(other.memory),
        }
    }
}

/// Runs a program to its end. Its output goes to `log`; if it fails, the error shows the end of the log.
pub(crate) fn run(what: &str, command: &mut Command, log: &Path) -> Result<Usage, Error> {
    let file = create(log)?;
    let errors = file
        .try_clone()
        .map_err(Error::disk("write the log", log))?;
    let started = Instant::now();
    let failed = |status: String| Error::Program {
        what: what.to_owned(),
        status,
        log: log.to_path_buf(),
        tail: tail(&fs::read(log).unwrap_or_default()),
    };
    let ran = command
        .stdin(Stdio::null())
        .stdout(file)
        .stderr(errors)
        .spawn()
        .and_then(|mut child: Child| child.wait4())
        .map_err(|error| failed(error.to_string()))?;
    if !ran.status.success() {
        return Err(failed(ran.status.to_string()));
    }
    Ok(Usage {
        user: ran.rusage.utime.as_secs_f64(),
        system: ran.rusage.stime.as_secs_f64(),
        wall: started.elapsed().as_secs_f64(),
        memory: ran.rusage.maxrss,
    })
}

/// The output of a program, from either stream; an error if it cannot be run or fails.
pub(crate) fn printed(command: &mut Command) -> io::Result<String> {
    let output = command.stdin(Stdio::null()).output()?;
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).trim().to_owned();
    let (out, err) = (text(&output.stdout), text(&output.stderr));
    if !output.status.success() {
        return Err(io::Error::other(format!("{}: {err}", output.status)));
    }
    Ok(if out.is_empty() { err } else { out })
}

/// cargo with its own target directory, without the caller's environment variables that change builds.
pub(crate) fn cargo(folder: &Path, target: &Path) -> Command {
    let program = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(program);
    for (name, _) in env::vars_os() {
        if name.to_str().is_some_and(changes_builds) {
            command.env_remove(name);
        }
    }
    command
        .current_dir(folder)
        .env("CARGO_TARGET_DIR", target)
        .env("CARGO_INCREMENTAL", "0")
        .env("CARGO_TERM_COLOR", "never");
    command
}

/// Variables that locate cargo, its registries and the network are kept.
fn changes_builds(name: &str) -> bool {
    let kept = ["CARGO_HOME", "CARGO_HTTP_", "CARGO_NET_", "CARGO_REGISTR"];
    (name.starts_with("CARGO") || name.starts_with("RUSTC") || name.starts_with("RUSTFLAGS"))
        && !kept.iter().any(|prefix| name.starts_with(prefix))
}

fn create(log: &Path) -> Result<File, Error> {
    if let Some(folder) = log.parent() {
        fs::create_dir_all(folder).map_err(Error::disk("make the folder", folder))?;
    }
    new_file(log).map_err(Error::disk("write the log", log))
}

fn tail(output: &[u8]) -> String {
    let text = String::from_utf8_lossy(output);
    let lines: Vec<&str> = text.lines().collect();
    let start = lines.len().saturating_sub(TAIL);
    lines.get(start..).unwrap_or_default().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_end_of_a_long_output_is_shown() {
        let output: String = (1..=30).map(|line| format!("{line}\n")).collect();
        let tail = tail(output.as_bytes());
        assert!(tail.starts_with("11\n") && tail.ends_with("\n30"), "{tail}");
        assert_eq!(super::tail(b"one"), "one");
        assert_eq!(super::tail(b""), "");
    }

    #[test]
    fn builds_do_not_see_the_callers_settings() {
        for name in [
            "CARGO",
            "CARGO_INCREMENTAL",
            "CARGO_PROFILE_DEV_DEBUG",
            "RUSTFLAGS",
            "RUSTC_WRAPPER",
        ] {
            assert!(changes_builds(name), "{name}");
        }
        for name in [
            "CARGO_HOME",
            "CARGO_NET_OFFLINE",
            "CARGO_REGISTRIES_X_INDEX",
            "RUSTUP_TOOLCHAIN",
            "PATH",
        ] {
            assert!(!changes_builds(name), "{name}");
        }
    }

    #[test]
    fn a_run_tells_what_it_took_and_a_failure_what_it_said() {
        let folder = tempfile::tempdir().expect("a folder");
        let log = folder.path().join("logs/cargo.log");
        let cargo = |arguments: &[&str]| {
            let mut command = cargo(folder.path(), folder.path());
            command.args(arguments);
            run("cargo", &mut command, &log)
        };
        let usage = cargo(&["--version"]).expect("cargo runs");
        assert!(usage.wall > 0.0 && usage.memory > 1_000_000, "{usage:?}");
        let log = fs::read_to_string(&log).expect("a log");
        assert!(log.starts_with("cargo "), "{log}");
        let error = cargo(&["no-such-command"]).expect_err("no such command");
        assert!(error.to_string().contains("no-such-command"), "{error}");
    }
}
