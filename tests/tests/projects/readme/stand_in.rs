//! The stand-in that the README starts, and a client of it.

use std::fs;
use std::io::{BufRead as _, BufReader, Lines};
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::{Child, ChildStderr, Command, Output, Stdio};

/// `cargo xtask mock` at any free port: that of the README may be taken.
pub(super) struct StandIn {
    process: Child,
    /// Kept open: it would be told that nobody reads.
    _said: Lines<BufReader<ChildStderr>>,
    url: String,
}

impl StandIn {
    /// Starts it. The binaries of the workspace stand for `cargo`, which would build them once more.
    pub(super) fn start(project: &Path) -> Self {
        let cargo = Path::new(env!("CARGO_TARGET_TMPDIR")).join("cargo-of-mock");
        let mock = tests::binaries().join("mock");
        let script = "#!/bin/sh\n[ \"$1\" = build ] && exit\nwhile [ \"$1\" != -- ]; do shift; done\nshift\nexec MOCK \"$@\"\n";
        fs::write(&cargo, script.replace("MOCK", &mock.display().to_string())).unwrap();
        fs::set_permissions(&cargo, fs::Permissions::from_mode(0o755)).unwrap();
        let mut process = Command::new(tests::binaries().join("xtask"))
            .args(["mock", "--port", "0"])
            .current_dir(project)
            .env("CARGO", &cargo)
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(process.stderr.take().unwrap()).lines();
        let first = lines.next().expect("it says where it is").unwrap();
        let url = first.rsplit(' ').next().unwrap_or_default().to_owned();
        assert!(url.starts_with("http://127.0.0.1:"), "{first}");
        Self {
            process,
            _said: lines,
            url,
        }
    }

    /// Runs an example as a line of the README does: variables, then cargo.
    pub(super) fn run(&self, line: &str) -> Output {
        let words: Vec<&str> = line.split(' ').collect();
        let end = words
            .iter()
            .position(|word| *word == "cargo")
            .expect("it calls cargo");
        let (variables, call) = words.split_at(end);
        let [
            "cargo",
            "run",
            "--package",
            "stripe-client",
            "--example",
            example,
            "--",
            rest @ ..,
        ] = call
        else {
            panic!("`{line}` is no call of an example");
        };
        let mut command = Command::new(tests::binaries().join("examples").join(example));
        for variable in variables {
            let (name, value) = variable.split_once('=').expect("a variable has a value");
            let value = if value == "http://127.0.0.1:12111" {
                self.url.as_str()
            } else {
                value
            };
            command.env(name, value);
        }
        command.args(rest).output().unwrap()
    }
}

impl Drop for StandIn {
    fn drop(&mut self) {
        // It may have ended.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
