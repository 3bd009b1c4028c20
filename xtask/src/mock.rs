//! `cargo xtask mock`: runs the stand-in, a program of its own, so that no other command builds an HTTP server.

use std::env;
use std::ffi::OsString;
use std::io;
use std::process::Command;

use crate::support::{self, Completion, Project};
pub(crate) use mock_args::{HELP, MockArgs};

/// The package of the program.
const PACKAGE: &str = "mock";

/// Why the stand-in did not run.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Error {
    /// cargo is not there.
    #[error("cannot run cargo, which builds the stand-in: {0}")]
    Cargo(io::Error),
    /// It does not compile; cargo has said why.
    #[error("the stand-in cannot be built; see above")]
    Build,
    /// It ended with an error, which it has printed.
    #[cfg(not(unix))]
    #[error("the stand-in did not run")]
    Ended,
    /// An error that any command can have.
    #[error(transparent)]
    Shared(#[from] support::Error),
}

/// Runs the command, until someone ends it.
///
/// The options were read to check them; the program reads them again.
pub(crate) fn run(_: &MockArgs, project: &Project) -> Result<Completion, Error> {
    // Apart from the run: the first build takes a minute and shows its progress, and cargo does not print the arguments of
    // the program, the secret among them.
    let built = cargo("build", project).status().map_err(Error::Cargo)?;
    if !built.success() {
        return Err(Error::Build);
    }
    let mut command = cargo("run", project);
    command
        .arg("--quiet")
        .arg("--")
        .args(options(env::args_os()))
        .arg("--data")
        .arg(project.root().join("spec"));
    become_it(command)
}

/// cargo, for the package of the program.
fn cargo(command: &str, project: &Project) -> Command {
    let program = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut cargo = Command::new(program);
    cargo.args([command, "--package", PACKAGE, "--manifest-path"]);
    cargo.arg(project.root().join("Cargo.toml"));
    cargo
}

/// Replaces this process, so that a signal to it ends the stand-in.
#[cfg(unix)]
fn become_it(mut command: Command) -> Result<Completion, Error> {
    use std::os::unix::process::CommandExt as _;
    Err(Error::Cargo(command.exec()))
}

/// Waits for it: other systems cannot replace a process.
#[cfg(not(unix))]
fn become_it(mut command: Command) -> Result<Completion, Error> {
    if command.status().map_err(Error::Cargo)?.success() {
        Ok(Completion::Success)
    } else {
        Err(Error::Ended)
    }
}

/// What stands behind the name of the command: there are no options before it.
fn options(arguments: impl Iterator<Item = OsString>) -> impl Iterator<Item = OsString> {
    arguments.skip(1).skip_while(|word| word != "mock").skip(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_options_are_handed_on_as_they_are() {
        let words = ["target/mock", "mock", "--port", "0", "--secret", "mock"];
        let given: Vec<OsString> = options(words.map(OsString::from).into_iter()).collect();
        assert_eq!(given, ["--port", "0", "--secret", "mock"]);
    }
}
