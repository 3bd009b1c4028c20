//! Runs one target, as `cargo xtask fuzz` starts it.
//!
//!     stripe-fuzz run TARGET CORPUS SECONDS SEED FOLDER    inputs of findings go to FOLDER
//!     stripe-fuzz repeat TARGET FILE                       one input
//!     stripe-fuzz text FILE                                the document that an input stands for
//!
//! Standard output has one event a line, with tabs: `progress EXECUTIONS SECONDS`, `finding PLACE FILE MESSAGE` and `done
//! EXECUTIONS FINDINGS`.

#![forbid(unsafe_code)]

use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;
use std::{env, fs};

use stripe_fuzz::mutate::Inputs;
use stripe_fuzz::run::{self, Event};
use stripe_fuzz::targets::Target;
use stripe_fuzz::{panics, targets};

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let findings = match arguments.as_slice() {
        ["run", target, corpus, seconds, seed, folder] => {
            fuzz(target, corpus, seconds, seed, folder)
        }
        ["repeat", target, file] => repeat(target, file),
        #[cfg(feature = "generator")]
        ["text", file] => text(file),
        _ => Err(
            "usage: stripe-fuzz run TARGET CORPUS SECONDS SEED FOLDER | repeat TARGET FILE"
                .to_owned(),
        ),
    };
    match findings {
        Ok(0) => ExitCode::SUCCESS,
        Ok(_) => ExitCode::from(1),
        Err(error) => {
            eprintln!("{error}");
            ExitCode::from(2)
        }
    }
}

fn target(name: &str) -> Result<Target, String> {
    targets::find(name).ok_or_else(|| format!("no target is called {name}"))
}

fn fuzz(
    name: &str,
    corpus: &str,
    seconds: &str,
    seed: &str,
    folder: &str,
) -> Result<usize, String> {
    let target = target(name)?;
    let corpus =
        run::corpus(Path::new(corpus)).map_err(|error| format!("cannot read {corpus}: {error}"))?;
    let seconds: f64 = seconds
        .parse()
        .map_err(|_| "the time is a number of seconds")?;
    let seed = seed.parse().map_err(|_| "the seed is a number")?;
    let folder = PathBuf::from(folder);
    fs::create_dir_all(&folder)
        .map_err(|error| format!("cannot make {}: {error}", folder.display()))?;
    let findings = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&findings);
    let report = move |event: Event<'_>| match event {
        Event::Progress(count, time) => println!("progress\t{count}\t{:.3}", time.as_secs_f64()),
        Event::Finding(panic, input) => {
            counted.fetch_add(1, Ordering::Relaxed);
            let mut hash = DefaultHasher::new();
            input.hash(&mut hash);
            let file = folder.join(format!("{:016x}", hash.finish()));
            let file = match fs::write(&file, input) {
                Ok(()) => file.display().to_string(),
                Err(error) => format!("(not written: {error})"),
            };
            let message = panic.message.escape_default();
            println!(
                "finding\t{}\t{file}\t{message}",
                panic.place.escape_default()
            );
        }
    };
    panics::collect();
    let time = Duration::try_from_secs_f64(seconds).map_err(|error| error.to_string())?;
    let count = run::run(target, Inputs::new(corpus, seed), time, &report);
    let findings = findings.load(Ordering::Relaxed);
    println!("done\t{count}\t{findings}");
    Ok(findings)
}

fn repeat(name: &str, file: &str) -> Result<usize, String> {
    let target = target(name)?;
    let input = fs::read(file).map_err(|error| format!("cannot read {file}: {error}"))?;
    panics::collect();
    match panics::check(target, &input) {
        None => println!("done\t1\t0"),
        Some(panic) => {
            let message = panic.message.escape_default();
            println!(
                "finding\t{}\t{file}\t{message}\ndone\t1\t1",
                panic.place.escape_default()
            );
            return Ok(1);
        }
    }
    Ok(0)
}

#[cfg(feature = "generator")]
fn text(file: &str) -> Result<usize, String> {
    let input = fs::read(file).map_err(|error| format!("cannot read {file}: {error}"))?;
    let text = stripe_fuzz::openapi::text(&input);
    println!("{}", String::from_utf8_lossy(&text));
    Ok(0)
}
