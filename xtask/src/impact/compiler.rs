//! Runs `cargo check` in a mirror, and reads what the compiler says.

use std::collections::BTreeSet;
use std::env;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};

use generator::impact::read_mark;
use serde::Deserialize;

use super::Error;
use super::mirror::original;
use crate::support::process;

/// Set where this program is to run the compiler.
const WRAPPER: &str = "XTASK_IMPACT_WRAPPER";

/// What the compiler says about the caller's sources.
#[derive(Debug, Default)]
pub(super) struct Said {
    /// The uses of marked items.
    pub(super) uses: BTreeSet<Use>,
    pub(super) errors: BTreeSet<Fault>,
    /// Errors as the compiler prints them, each once; those of other packages included.
    pub(super) rendered: BTreeSet<String>,
    /// The roots of the targets that have no error.
    pub(super) compiled: BTreeSet<PathBuf>,
    /// Whether cargo came to the end without an error.
    pub(super) is_success: bool,
}

/// A use of a marked item.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Use {
    pub(super) at: Location,
    /// The path of the item in the client.
    pub(super) item: String,
    /// The numbers of its changes.
    pub(super) changes: Vec<usize>,
    /// Whether it depends on the use if it is affected.
    pub(super) depends: bool,
    /// The root of the target that the file belongs to.
    pub(super) target: PathBuf,
}

/// Where something is in the caller's sources.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Location {
    /// Relative to the root of the workspace.
    pub(super) file: PathBuf,
    /// From 1 on.
    pub(super) line: usize,
    /// From 1 on, in characters.
    pub(super) column: usize,
    pub(super) last_line: usize,
    pub(super) last_column: usize,
    /// Whether a macro has it, so that the text at this place is another one.
    pub(super) in_macro: bool,
}

/// An error of the compiler.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Fault {
    pub(super) at: Location,
    /// Such as `E0599`.
    pub(super) code: String,
    pub(super) message: String,
    /// All that the compiler says.
    pub(super) rendered: String,
}

/// Checks a package, or a whole workspace, in its mirror.
pub(super) fn check(
    mirror: &Path,
    target: &Path,
    package: Option<&str>,
    all_features: bool,
) -> Result<Said, Error> {
    let mut cargo = process::cargo(mirror, target);
    cargo
        .args(["check", "--quiet", "--all-targets", "--keep-going"])
        .args(["--message-format", "json"])
        // Of the caller's own packages alone, so that dependencies are built as ever.
        .env(
            "RUSTC_WORKSPACE_WRAPPER",
            env::current_exe().map_err(Error::Cargo)?,
        )
        .env(WRAPPER, "1")
        .env("CARGO_PROFILE_DEV_DEBUG", "false")
        .stdin(Stdio::null());
    match package {
        Some(package) => cargo.args(["--package", package]),
        None => cargo.arg("--workspace"),
    };
    if all_features {
        cargo.arg("--all-features");
    }
    let output = cargo.output().map_err(Error::Cargo)?;
    let mut said = Said {
        is_success: output.status.success(),
        ..Said::default()
    };
    for line in String::from_utf8_lossy(&output.stdout).lines() {
        match serde_json::from_str(line) {
            Ok(Line::Message { message, target }) => said.read(message, &target.src_path, mirror),
            Ok(Line::Artifact { target }) => {
                let root = target.src_path.strip_prefix(mirror).map(Path::to_path_buf);
                said.compiled.extend(root);
            }
            Ok(Line::Other) | Err(_) => {}
        }
    }
    if !said.is_success && said.rendered.is_empty() {
        let stderr = String::from_utf8_lossy(&output.stderr);
        said.rendered.insert(stderr.trim().to_owned());
    }
    Ok(said)
}

#[derive(Deserialize)]
#[serde(tag = "reason")]
enum Line {
    #[serde(rename = "compiler-message")]
    Message { message: Message, target: Target },
    #[serde(rename = "compiler-artifact")]
    Artifact { target: Target },
    #[serde(other)]
    Other,
}

#[derive(Deserialize)]
struct Target {
    src_path: PathBuf,
}

#[derive(Deserialize)]
struct Message {
    code: Option<Code>,
    level: String,
    message: String,
    spans: Vec<Span>,
    rendered: Option<String>,
}

#[derive(Deserialize)]
struct Code {
    code: String,
}

#[derive(Deserialize)]
struct Span {
    file_name: String,
    line_start: usize,
    line_end: usize,
    column_start: usize,
    column_end: usize,
    is_primary: bool,
    expansion: Option<Box<Expansion>>,
}

#[derive(Deserialize)]
struct Expansion {
    span: Span,
}

impl Said {
    fn read(&mut self, message: Message, target: &Path, mirror: &Path) {
        let code = message.code.map(|code| code.code).unwrap_or_default();
        let primary = message.spans.iter().filter(|span| span.is_primary);
        let at = primary.filter_map(|span| location(span, mirror).or_else(|| root(target, mirror)));
        let at: Vec<Location> = at.collect();
        if message.level == "error" {
            let rendered = message.rendered.unwrap_or_default();
            self.rendered.insert(rendered.clone());
            self.errors.extend(at.into_iter().map(|at| Fault {
                at,
                code: code.clone(),
                message: message.message.clone(),
                rendered: rendered.clone(),
            }));
        } else if code == "deprecated"
            && let Some((mark, item)) = read_mark(&message.message)
        {
            let target = target.strip_prefix(mirror).unwrap_or(target);
            self.uses.extend(at.into_iter().map(|at| Use {
                at,
                item: item.to_owned(),
                changes: mark.changes.iter().copied().collect(),
                depends: mark.depends,
                target: target.to_path_buf(),
            }));
        }
    }
}

/// The place in the caller's sources: of a macro of another crate, where it is called.
fn location(span: &Span, mirror: &Path) -> Option<Location> {
    let mut span = span;
    let mut in_macro = false;
    loop {
        let file = original(&span.file_name, mirror).filter(|file| mirror.join(file).is_file());
        if let Some(file) = file {
            return Some(Location {
                file,
                line: span.line_start,
                column: span.column_start,
                last_line: span.line_end,
                last_column: span.column_end,
                in_macro: in_macro || span.expansion.is_some(),
            });
        }
        in_macro = true;
        span = &span.expansion.as_ref()?.span;
    }
}

/// The root of a target of the caller: the place of what is in none of its files, such as code that a build script wrote.
fn root(target: &Path, mirror: &Path) -> Option<Location> {
    Some(Location {
        file: target.strip_prefix(mirror).ok()?.to_path_buf(),
        line: 1,
        column: 1,
        last_line: 1,
        last_column: 1,
        // Its text is elsewhere, so it is not edited.
        in_macro: true,
    })
}

/// Runs the compiler in place of cargo, if this process was started for that: a caller's `#![allow(deprecated)]` would
/// hide uses, and `#![deny(warnings)]` end the check at the first.
#[must_use]
pub fn run_compiler() -> Option<ExitCode> {
    env::var_os(WRAPPER)?;
    let mut arguments = env::args_os().skip(1);
    let compiler = arguments.next()?;
    let arguments: Vec<OsString> = arguments.collect();
    let status = Command::new(compiler)
        .args(arguments)
        .args(["--force-warn", "deprecated", "--cap-lints", "warn"])
        .status();
    let code = status.ok().and_then(|status| status.code());
    Some(
        code.and_then(|code| u8::try_from(code).ok())
            .map_or(ExitCode::FAILURE, ExitCode::from),
    )
}
