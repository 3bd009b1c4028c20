//! `cargo xtask impact`: which lines of a caller's crate a new document touches.

mod args;
mod caller;
mod compiler;
mod edits;
mod error;
mod findings;
mod fix;
mod lines;
mod literals;
mod machine;
mod mirror;
mod moves;
mod text;

use std::cell::RefCell;
use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};

use generator::diff::{Files, Level, Report};
use generator::impact;
use generator::text::in_json;

use crate::output::show;
use crate::report::count;
use crate::revision::Revision;
use crate::support::{Completion, Console, Project, folder, scratch};
use args::{FailOn, Format};
pub(crate) use args::{HELP, ImpactArgs};
use caller::Caller;
pub use compiler::run_compiler;
pub(crate) use error::Error;
use findings::Found;

/// The package of the emitted clients, whatever the caller's manifest says.
const CLIENT: &str = crate::support::PACKAGE;

/// Runs the command.
pub(crate) fn run(
    args: &ImpactArgs,
    project: &Project,
    console: &Console,
) -> Result<Completion, Error> {
    let step = |what: &str| console.progress("impact", what);
    let colour = console.colour_diagnostics();
    let work = scratch::folder(project, &["impact"])?;
    let _lock = folder::lock(&work, || step("waiting for another run to end"))?;
    let target = match &args.target_dir {
        Some(target) => std::path::absolute(target).map_err(Error::Cargo)?,
        None => work.join("out"),
    };
    let caller = Caller::read(&args.caller, &target, &args.package)?;
    if args.fix && !args.allow_dirty {
        fix::refuse_dirty(&caller)?;
    }

    step("comparing the two versions");
    let base = args.base.as_deref().unwrap_or("HEAD");
    let base = Revision::read(project, Some(base), None, colour)?;
    let known = Some(&base.lowered.ledger);
    let head = Revision::read(project, args.head.as_deref(), known, colour)?;
    let report = Report::new(base.input(), head.input(), env!("CARGO_PKG_VERSION"));
    let marked = impact::mark(
        &base.lowered,
        &head.lowered,
        &report,
        [&base.files, &head.files],
    );
    let mut files = base.files.clone();
    files.extend(marked.files);

    let check = |name: &str, files: &Files| -> Result<compiler::Said, Error> {
        let client = work.join(name).join("client");
        let mirror = work.join(name).join("caller");
        folder::write(&client, files)?;
        mirror::write(&caller, &mirror, &client, &args.package)?;
        compiler::check(
            &mirror,
            &target,
            caller.package.as_deref(),
            args.all_features,
        )
    };
    step("checking the crate against the old version");
    let said = check("base", &files)?;
    if !said.is_success {
        return Err(Error::DoesNotCompile(Error::shown(&said.rendered)));
    }
    step("checking the crate against the new version");
    let new = check("head", &head.files)?;
    if !new.is_success && new.errors.is_empty() {
        return Err(Error::CannotCheck(Error::shown(&new.rendered)));
    }

    let literals = literals::search(&caller, &report);
    let lines = Lines::new(&caller.root);
    let found = Found {
        report: &report,
        base: &said,
        head: &new,
        literals: &literals,
        text: &|file, line| lines.get(file, line),
    };
    let mut impact = found.impact();
    let mut edits = None;
    if args.fix {
        let certain = impact::certain(&base.lowered, &head.lowered, &report);
        let certain = fix::edits(&caller, said.uses.iter(), &certain)?;
        if !args.allow_dirty {
            certain.refuse_untracked(&caller)?;
        }
        impact.offer_comments(|line| certain.change(&line.file, line.line));
        edits = Some(certain);
    }
    let text = match args.format {
        Format::Term => text::term(&impact, console.paint()),
        Format::Md => text::markdown(&impact),
        // Plain data with string keys always serialises.
        Format::Json => {
            let json = serde_json::to_string_pretty(&impact).unwrap_or_default();
            in_json(&json).into_owned() + "\n"
        }
        Format::Sarif => machine::sarif(&impact),
        Format::Github => machine::github(&impact),
    };
    console.answer(&text)?;
    if let Some(edits) = edits {
        let written = edits.write(&caller)?;
        for (file, edits) in &written {
            let edits = count(*edits, "edit");
            console.note(&format!("{edits} in {}", show(file)));
        }
        if written.is_empty() {
            console.note("nothing was changed: no new text is certain");
        }
    }
    let least = args.fail_on.map(|level| match level {
        FailOn::Breaking => Level::Breaking,
        FailOn::Behaviour => Level::Behaviour,
    });
    let fails = least.is_some_and(|least| impact.level() >= Some(least));
    Ok(Completion::of(fails))
}

/// The lines of the caller's files, each file read once.
struct Lines<'a> {
    root: &'a Path,
    read: RefCell<HashMap<PathBuf, Vec<String>>>,
}

impl<'a> Lines<'a> {
    fn new(root: &'a Path) -> Self {
        let read = RefCell::default();
        Self { root, read }
    }

    fn get(&self, file: &Path, line: usize) -> String {
        let mut read = self.read.borrow_mut();
        let lines = read.entry(file.to_path_buf()).or_insert_with(|| {
            let text = fs::read_to_string(self.root.join(file)).unwrap_or_default();
            text.lines().map(str::to_owned).collect()
        });
        let text = lines.get(line.saturating_sub(1));
        text.cloned().unwrap_or_default()
    }
}
