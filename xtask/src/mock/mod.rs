//! `cargo xtask mock`: runs the stand-in, a program of its own, so that no other command builds an HTTP server.

mod args;

use std::env;
use std::ffi::OsString;
use std::io;
use std::process::Command;

use crate::support::{self, Completion, Project};
pub(crate) use args::HELP;
pub(crate) use args::MockArgs;

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
pub(crate) fn run(args: &MockArgs, project: &Project) -> Result<Completion, Error> {
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
        .args(arguments(args, project));
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

fn arguments(args: &MockArgs, project: &Project) -> Vec<OsString> {
    let mut all: Vec<OsString> = Vec::new();
    let mut option = |name: &str, value: OsString| all.extend([name.into(), value]);
    option("--spec", project.spec(args.spec.as_deref()).into());
    option("--data", project.root().join("spec").into());
    option("--listen", args.listen.to_string().into());
    option("--port", args.port.to_string().into());
    option("--seed", args.seed.to_string().into());
    if let Some(clock) = args.clock {
        option("--clock", clock.to_string().into());
    }
    if let Some(webhook) = &args.webhook {
        option("--webhook", webhook.into());
    }
    if let Some(secret) = &args.secret {
        option("--secret", secret.into());
    }
    let flags = [
        ("--any-id", args.any_id),
        ("--disorder", args.disorder),
        ("--quiet", args.quiet),
        ("--json", args.json),
    ];
    let flags = flags.into_iter().filter(|(_, given)| *given);
    all.extend(flags.map(|(name, _)| name.into()));
    all
}
