//! `bench codegen`: time and memory of generating the whole crate, compared with other generators.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

use super::Bench;
use super::catalogue::{OPENAPI_GENERATOR, PLOIDY};
use super::error::Error;
use super::figures::{Figure, Pair};
use super::peers::{OpenApiGenerator, Ploidy};
use super::results::Results;
use crate::support;
use crate::support::process::Usage;
use crate::support::{files, process};

/// Measures all generators, one after another in each round.
pub(crate) fn measure(bench: &Bench<'_>) -> Result<Results, Error> {
    let openapi = OpenApiGenerator::install(bench)?;
    let ploidy = Ploidy::install(bench)?;
    let release = release(bench)?;
    let mut results = Results::default();
    results.version("rustc", bench.rustc()?);
    results.version("openapi-generator", OPENAPI_GENERATOR.to_owned());
    results.version("ploidy", PLOIDY.to_owned());
    results.version("java", openapi.java.clone());
    results.version("python", openapi.python.clone());

    let [ours_to, dev_to, openapi_to, ploidy_to] = ["ours", "dev", "openapi-generator", "ploidy"]
        .map(|name| bench.folder("codegen").join(name));
    let ours = bench.best("cargo xtask codegen, built with --release", || {
        generate(bench, &release, &ours_to)
    })?;
    let ploidy = bench.best("ploidy", || ploidy.generate(bench, &ploidy_to))?;
    let openapi = bench.best("openapi-generator", || openapi.generate(bench, &openapi_to))?;
    let dev = bench.best("cargo xtask codegen", || generate_dev(bench, &dev_to))?;
    let wall = |usage: &Usage| Figure::new(usage.wall);
    let user = |usage: &Usage| Figure::new(usage.user);
    let lines = |folder: &Path| rust_lines(folder).map(Figure::count);
    for (suffix, peer, folder) in [("", openapi, openapi_to), ("-ploidy", ploidy, ploidy_to)] {
        let mut row =
            |name, ours, peer| results.row(&format!("{name}{suffix}"), Pair::new(ours, peer));
        row("wall", wall(&ours), wall(&peer));
        row("user", user(&ours), user(&peer));
        row("memory", ours.memory(), peer.memory());
        row("lines", lines(&ours_to)?, lines(&folder)?);
    }
    results.row("dev", Pair::alone(wall(&dev)));
    files::remove(&bench.folder("codegen"))?;
    Ok(results)
}

/// Builds this command with `--release`, where `cargo build --release` would.
fn release(bench: &Bench<'_>) -> Result<PathBuf, Error> {
    bench.step("building xtask with --release");
    let target = bench.root().join("target");
    let mut cargo = process::cargo(bench.root(), &target);
    cargo.args(["build", "--release", "--package", "xtask"]);
    process::run("building xtask", &mut cargo, &bench.log("xtask-release"))?;
    Ok(target
        .join("release")
        .join(format!("xtask{}", env::consts::EXE_SUFFIX)))
}

/// Generates the crate of the whole document into `out` with this command as it runs.
pub(crate) fn generate_dev(bench: &Bench<'_>, out: &Path) -> Result<Usage, Error> {
    let xtask =
        env::current_exe().map_err(support::Error::disk("find the command", "cargo xtask"))?;
    generate(bench, &xtask, out)
}

/// Generates the crate of the whole document into `out`, which is emptied first.
fn generate(bench: &Bench<'_>, xtask: &Path, out: &Path) -> Result<Usage, Error> {
    files::remove(out)?;
    // The names of an earlier run would be kept.
    let mut ledger = out.as_os_str().to_owned();
    ledger.push(".names.tsv");
    files::remove(Path::new(&ledger))?;
    let mut command = Command::new(xtask);
    command.arg("codegen").arg("--spec").arg(bench.document());
    command.arg("--out").arg(out).current_dir(bench.root());
    let log = bench.log("codegen");
    Ok(process::run("cargo xtask codegen", &mut command, &log)?)
}

/// Lines of all Rust files of a folder.
fn rust_lines(folder: &Path) -> Result<u64, Error> {
    let mut lines: u64 = 0;
    for entry in fs::read_dir(folder).map_err(support::Error::disk("list", folder))? {
        let path = entry.map_err(support::Error::disk("list", folder))?.path();
        if path.is_dir() {
            lines = lines.saturating_add(rust_lines(&path)?);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let count = files::read(&path)?.lines().count();
            lines = lines.saturating_add(u64::try_from(count).unwrap_or(u64::MAX));
        }
    }
    Ok(lines)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_rust_are_counted_at_any_depth() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = |name: &str| folder.path().join(name);
        files::write(&path("a.rs"), "1\n2\n").expect("it writes");
        files::write(&path("b/c/d.rs"), "3\n4").expect("it writes");
        files::write(&path("b/e.md"), "not Rust\n").expect("it writes");
        assert_eq!(rust_lines(folder.path()).expect("it counts"), 4);
    }
}
