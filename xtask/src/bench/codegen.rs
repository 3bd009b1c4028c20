//! `bench codegen`: time and memory of generating the whole crate, compared with openapi-generator.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

use super::Bench;
use super::catalogue::OPENAPI_GENERATOR;
use super::error::Error;
use super::figures::{Figure, Pair};
use super::results::Results;
use crate::support;
use crate::support::process::Usage;
use crate::support::{files, process};

/// Measures both generators.
pub(crate) fn measure(bench: &Bench<'_>) -> Result<Results, Error> {
    let peer = Peer::install(bench)?;
    let mut results = Results::default();
    results.version("rustc", bench.rustc()?);
    results.version("openapi-generator", OPENAPI_GENERATOR.to_owned());
    results.version("java", peer.java.clone());
    results.version("python", peer.python.clone());

    let (ours_to, peer_to) = (
        bench.folder("codegen/ours"),
        bench.folder("codegen/openapi-generator"),
    );
    let ours = bench.best("cargo xtask codegen", || ours(bench, &ours_to))?;
    let theirs = bench.best("openapi-generator", || peer.generate(bench, &peer_to))?;
    let wall = |usage: &Usage| Figure::new(usage.wall);
    let user = |usage: &Usage| Figure::new(usage.user);
    results.row("wall", Pair::new(wall(&ours), wall(&theirs)));
    results.row("user", Pair::new(user(&ours), user(&theirs)));
    results.row("memory", Pair::new(ours.memory(), theirs.memory()));
    let lines = |folder: &Path| rust_lines(folder).map(Figure::count);
    results.row("lines", Pair::new(lines(&ours_to)?, lines(&peer_to)?));
    files::remove(&bench.folder("codegen"))?;
    Ok(results)
}

/// Generates the crate of the whole document into `out`, which is emptied first, with this command.
pub(crate) fn ours(bench: &Bench<'_>, out: &Path) -> Result<Usage, Error> {
    files::remove(out)?;
    // The names of an earlier run would be kept.
    let mut ledger = out.as_os_str().to_owned();
    ledger.push(".names.tsv");
    files::remove(Path::new(&ledger))?;
    let xtask =
        env::current_exe().map_err(support::Error::disk("find the command", "cargo xtask"))?;
    let mut command = Command::new(xtask);
    command.arg("codegen").arg("--spec").arg(bench.document());
    command.arg("--out").arg(out).current_dir(bench.root());
    let log = bench.log("codegen");
    Ok(process::run("cargo xtask codegen", &mut command, &log)?)
}

/// openapi-generator, installed below `target/`.
struct Peer {
    program: PathBuf,
    java: String,
    python: String,
}

impl Peer {
    fn install(bench: &Bench<'_>) -> Result<Self, Error> {
        let java = tool(
            "java",
            "-version",
            "a Java runtime",
            "install one (on Debian: apt-get install default-jre-headless)",
        )?;
        let python = tool("python3", "--version", "Python 3", "install it")?;
        let folder = bench.folder("openapi-generator");
        let program = folder.join("bin").join("openapi-generator-cli");
        let stamp = folder.join(OPENAPI_GENERATOR);
        // Written last: an interrupted installation is repeated.
        if !stamp.is_file() {
            bench.step(&format!(
                "installing openapi-generator {OPENAPI_GENERATOR} from PyPI below target/"
            ));
            files::remove(&folder)?;
            let log = bench.log("openapi-generator-install");
            let mut venv = Command::new("python3");
            venv.args(["-m", "venv"]).arg(&folder);
            process::run(
                "making a virtual environment (on Debian it needs the package python3-venv)",
                &mut venv,
                &log,
            )?;
            let mut pip = Command::new(folder.join("bin").join("pip"));
            pip.args(["install", "--disable-pip-version-check"])
                .arg(format!("openapi-generator-cli=={OPENAPI_GENERATOR}"));
            process::run("installing openapi-generator", &mut pip, &log)?;
            files::write(&stamp, "")?;
        }
        Ok(Self {
            program,
            java: quoted(&java).to_owned(),
            python: python.trim_start_matches("Python ").to_owned(),
        })
    }

    fn generate(&self, bench: &Bench<'_>, out: &Path) -> Result<Usage, Error> {
        files::remove(out)?;
        let mut command = Command::new(&self.program);
        command.args(["generate", "-g", "rust", "-i"]);
        command.arg(bench.document()).arg("-o").arg(out);
        let log = bench.log("openapi-generator");
        Ok(process::run("openapi-generator", &mut command, &log)?)
    }
}

/// The version that a tool prints.
fn tool(
    program: &str,
    argument: &str,
    what: &'static str,
    help: &'static str,
) -> Result<String, Error> {
    process::printed(Command::new(program).arg(argument)).map_err(|error| Error::NoTool {
        what,
        why: format!("`{program} {argument}`: {error}"),
        help,
    })
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

/// `openjdk version "17.0.15" 2025-04-15` … is 17.0.15.
fn quoted(text: &str) -> &str {
    text.split('"').nth(1).unwrap_or(text)
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

    #[test]
    fn the_version_of_java_stands_in_quotes() {
        assert_eq!(
            quoted("openjdk version \"17.0.15\" 2025-04-15\nmore"),
            "17.0.15"
        );
        assert_eq!(quoted("17"), "17");
    }

    #[test]
    fn a_tool_that_is_not_there_is_named_with_what_to_do() {
        let error = tool("no-such-java", "-version", "a Java runtime", "install one");
        let text = error.expect_err("there is none").to_string();
        assert!(text.starts_with("a Java runtime is needed"), "{text}");
        assert!(text.ends_with("; install one"), "{text}");
    }
}
