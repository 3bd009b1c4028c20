//! `cargo xtask harden`: runs the tests of what must not break at more points and with more calls than `cargo test` does, and
//! prints what each of them counted.
//!
//! The tests are those that `cargo test` runs. They print lines that begin with `tally: `, and read from environment
//! variables how much to do.

mod args;
mod error;
mod items;
mod report;

use std::env;
use std::io::{BufRead as _, BufReader};
use std::process::{Command, Stdio};
use std::time::Instant;

use crate::support::{Completion, Console, Project};
pub(crate) use args::HELP;
pub(crate) use args::HardenArgs;
pub(crate) use error::Error;
use items::Item;
use report::Outcome;

/// Runs the command.
pub(crate) fn run(
    args: &HardenArgs,
    project: &Project,
    console: &Console,
) -> Result<Completion, Error> {
    let mut failed = false;
    for item in items::chosen(&args.items) {
        let outcome = if project.root().join(item.needs).exists() {
            console.progress("harden", &format!("{}: {}", item.name, item.what));
            test(item, args.long, project)?
        } else {
            Outcome::Absent
        };
        failed |= matches!(outcome, Outcome::Ran { passed: false, .. });
        console.answer(&report::item(item, &outcome, console.paint()))?;
    }
    Ok(Completion::of(failed))
}

/// Runs the tests of an item. What cargo says goes to standard error.
fn test(item: &Item, long: bool, project: &Project) -> Result<Outcome, Error> {
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    command
        .args(item.arguments())
        .envs(item.variables(long))
        .current_dir(project.root())
        .stdin(Stdio::null())
        .stdout(Stdio::piped());
    let start = Instant::now();
    let failed = |source| Error::Start {
        item: item.name,
        source,
    };
    let mut child = command.spawn().map_err(failed)?;
    let mut lines = Vec::new();
    if let Some(out) = child.stdout.take() {
        let out = BufReader::new(out).lines();
        lines.extend(out.map_while(Result::ok));
    }
    let status = child.wait().map_err(failed)?;
    Ok(Outcome::Ran {
        passed: status.success(),
        seconds: start.elapsed().as_secs_f64(),
        lines,
    })
}
