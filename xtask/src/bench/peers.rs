//! The generators that `bench codegen` compares with, installed below `target/`.

use std::path::{Path, PathBuf};
use std::process::Command;

use super::Bench;
use super::catalogue::{OPENAPI_GENERATOR, PLOIDY};
use super::error::Error;
use crate::support::process::Usage;
use crate::support::{files, process};

/// openapi-generator, by the package of PyPI that contains it.
pub(super) struct OpenApiGenerator {
    program: PathBuf,
    pub(super) java: String,
    pub(super) python: String,
}

impl OpenApiGenerator {
    pub(super) fn install(bench: &Bench<'_>) -> Result<Self, Error> {
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

    pub(super) fn generate(&self, bench: &Bench<'_>, out: &Path) -> Result<Usage, Error> {
        files::remove(out)?;
        let mut command = Command::new(&self.program);
        command.args(["generate", "-g", "rust", "-i"]);
        command.arg(bench.document()).arg("-o").arg(out);
        let log = bench.log("openapi-generator");
        Ok(process::run("openapi-generator", &mut command, &log)?)
    }
}

/// ploidy, built by `cargo install`.
pub(super) struct Ploidy {
    program: PathBuf,
}

impl Ploidy {
    pub(super) fn install(bench: &Bench<'_>) -> Result<Self, Error> {
        let folder = bench.folder("ploidy");
        let program = folder.join("bin").join("ploidy");
        bench.step(&format!("building ploidy {PLOIDY} below target/"));
        let mut cargo = process::cargo(bench.root(), &bench.folder("ploidy-build"));
        cargo.args([
            "install",
            "ploidy",
            "--locked",
            "--version",
            PLOIDY,
            "--root",
        ]);
        cargo.arg(&folder);
        // Does nothing if this version is there.
        process::run(
            "installing ploidy",
            &mut cargo,
            &bench.log("ploidy-install"),
        )?;
        Ok(Self { program })
    }

    pub(super) fn generate(&self, bench: &Bench<'_>, out: &Path) -> Result<Usage, Error> {
        files::remove(out)?;
        let mut command = Command::new(&self.program);
        command.args(["generate", "rust", "--output"]).arg(out);
        command.arg(bench.document());
        Ok(process::run("ploidy", &mut command, &bench.log("ploidy"))?)
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

/// `openjdk version "17.0.15" 2025-04-15` … is 17.0.15.
fn quoted(text: &str) -> &str {
    text.split('"').nth(1).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;

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
