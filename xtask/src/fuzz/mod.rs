//! `cargo xtask fuzz`: lists the fuzz targets, and runs them with random inputs.
//!
//! The targets are in `fuzz/`, a workspace of its own. cargo builds it when a target runs, so that no other command does.

mod args;
mod error;
mod program;
mod report;
mod targets;

use std::ffi::OsStr;
use std::path::Path;

use crate::support::{Completion, Console, Project};
pub(crate) use args::FuzzArgs;
pub(crate) use args::HELP;
pub(crate) use error::Error;
use program::{Event, Outcome, Program};
use targets::Target;

/// Runs the command.
pub(crate) fn run(
    args: &FuzzArgs,
    project: &Project,
    console: &Console,
) -> Result<Completion, Error> {
    let all = targets::read(project.root())?;
    let is_timed = args.time.is_some() || args.total.is_some();
    if args.targets.is_empty() && !args.all && !is_timed {
        console.answer(&report::list(&all, console.paint()))?;
        return Ok(Completion::Success);
    }
    let program = Program {
        root: project.root(),
    };
    let chosen = targets::chosen(all, &args.targets)?;
    if let Some(file) = &args.input {
        return match chosen.as_slice() {
            [target] => repeat(&program, target, file, console),
            more => Err(Error::OneInput(more.len())),
        };
    }
    let shares: u32 = chosen.iter().map(|target| target.share).sum();
    let mut rows = Vec::new();
    for target in chosen {
        let seconds = match args.total {
            Some(total) => f64::from(total) * f64::from(target.share) / f64::from(shares.max(1)),
            None => f64::from(args.time.unwrap_or(args::TIME)),
        };
        let outcome = fuzz(&program, &target, seconds, args.seed, console)?;
        rows.push((target, outcome));
    }
    console.answer(&report::table(&rows, console.paint()))?;
    let found = rows.iter().any(|(_, outcome)| !outcome.findings.is_empty());
    Ok(Completion::of(found))
}

/// Runs a target with random inputs.
fn fuzz(
    program: &Program<'_>,
    target: &Target,
    seconds: f64,
    seed: u64,
    console: &Console,
) -> Result<Outcome, Error> {
    let built = build(program, target, console)?;
    let text = format!("{} for {seconds:.0} s, with the seed {seed}", target.name);
    console.progress("fuzz", &text);
    let corpus = targets::folder(program.root)
        .join("corpus")
        .join(&target.module);
    let findings = program.findings(target);
    let (seconds, seed) = (seconds.to_string(), seed.to_string());
    let arguments = [
        OsStr::new("run"),
        OsStr::new(&target.module),
        corpus.as_os_str(),
        OsStr::new(&seconds),
        OsStr::new(&seed),
        findings.as_os_str(),
    ];
    show(program, &built, target, &arguments, console)
}

/// Runs a target with one input.
fn repeat(
    program: &Program<'_>,
    target: &Target,
    file: &Path,
    console: &Console,
) -> Result<Completion, Error> {
    let built = build(program, target, console)?;
    let arguments = [
        OsStr::new("repeat"),
        OsStr::new(&target.module),
        file.as_os_str(),
    ];
    let outcome = show(program, &built, target, &arguments, console)?;
    if outcome.findings.is_empty() {
        console.answer("no finding\n")?;
    }
    Ok(Completion::of(!outcome.findings.is_empty()))
}

fn build(
    program: &Program<'_>,
    target: &Target,
    console: &Console,
) -> Result<std::path::PathBuf, Error> {
    console.progress("fuzz", &format!("building {}", target.name));
    program.build(target)
}

fn show(
    program: &Program<'_>,
    built: &Path,
    target: &Target,
    arguments: &[&OsStr],
    console: &Console,
) -> Result<Outcome, Error> {
    program.run(built, target, arguments, &mut |event, outcome| {
        match event {
            Event::Progress(..) => console.progress("fuzz", &report::progress(outcome)),
            Event::Finding(found) => {
                console.answer(&report::finding(target, found, console.paint()))?;
            }
        }
        Ok(())
    })
}
