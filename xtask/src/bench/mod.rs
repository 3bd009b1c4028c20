//! `cargo xtask bench`: benchmarks the client and its peers, and writes the results to `docs/`.
//!
//! Each benchmark is a module that returns figures by the row names of the [`catalogue`]. The figures of all
//! benchmarks are kept as data; the table and the chart are pure functions of them.

pub(crate) mod args;
mod build;
mod catalogue;
mod codegen;
mod error;
mod figures;
mod load;
mod machine;
mod markdown;
mod peers;
mod programs;
mod results;
mod runtime;
mod sources;
mod svg;

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};
use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::support::process::Usage;
use crate::support::{self, Completion, Console, Project, files, process};

pub(crate) use args::HELP;
pub(crate) use args::{BenchArgs, Benchmark};
pub(crate) use error::Error;
use figures::{Record, Section};
use machine::Machine;
use results::Results;

/// The document that is measured with, below the shared folder.
const DOCUMENT: &str = "specs/stripe-2026-05-27.dahlia.json";
/// Objects to decode, below the shared folder.
const FIXTURES: &str = "specs/stripe-fixtures-2026-05.json";

/// Runs the command.
pub(crate) fn run(
    args: &BenchArgs,
    project: &Project,
    console: &Console,
) -> Result<Completion, Error> {
    let bench = Bench::new(args, project, console)?;
    let report = Report::open(project.root())?;
    let wanted = args.wanted();
    let tables = bench.all(&wanted, report)?;
    console.answer(&tables)?;
    Ok(Completion::Success)
}

/// One run of the command.
pub(crate) struct Bench<'a> {
    args: &'a BenchArgs,
    project: &'a Project,
    console: &'a Console,
    document: PathBuf,
    shared: PathBuf,
    whole: OnceCell<PathBuf>,
}

impl<'a> Bench<'a> {
    fn new(args: &'a BenchArgs, project: &'a Project, console: &'a Console) -> Result<Self, Error> {
        let shared = env::var_os("STRIPE_SHARED")
            .map_or_else(|| project.root().join("../shared"), PathBuf::from);
        let document = match &args.spec {
            // Other commands run elsewhere.
            Some(spec) => std::path::absolute(spec).map_err(support::Error::disk("find", spec))?,
            None => shared.join(DOCUMENT),
        };
        let bench = Self {
            args,
            project,
            console,
            document,
            shared,
            whole: OnceCell::new(),
        };
        // Known before the first minutes have passed.
        bench.there(&bench.document)?;
        if args.wanted().contains(&Benchmark::Runtime) {
            bench.fixtures()?;
        }
        Ok(bench)
    }

    /// Runs the benchmarks, saves each result at once, and returns the tables.
    fn all(&self, wanted: &BTreeSet<Benchmark>, mut report: Report) -> Result<String, Error> {
        let mut tables = String::new();
        let mut keep = |benchmark: Benchmark, results: Results| {
            let section = self.section(results);
            tables.push_str(&markdown::table(benchmark, &section));
            tables.push('\n');
            report.add(benchmark, section)
        };
        // In this order: the memory of a child is not less than what this process once held, and only `runtime` reads
        // a document here.
        if wanted.contains(&Benchmark::Codegen) {
            keep(Benchmark::Codegen, codegen::measure(self)?)?;
        }
        let (build, size) = (
            wanted.contains(&Benchmark::Build),
            wanted.contains(&Benchmark::Size),
        );
        if build || size {
            let (times, sizes) = build::measure(self, build, size)?;
            for (benchmark, results) in [(Benchmark::Build, times), (Benchmark::Size, sizes)] {
                if let Some(results) = results {
                    keep(benchmark, results)?;
                }
            }
        }
        if wanted.contains(&Benchmark::Runtime) {
            keep(Benchmark::Runtime, runtime::measure(self)?)?;
        }
        if wanted.contains(&Benchmark::Load) {
            keep(Benchmark::Load, load::measure(self)?)?;
        }
        Ok(tables)
    }

    fn section(&self, results: Results) -> Section {
        let document = self.document.file_name().unwrap_or_default();
        Section {
            date: machine::today(),
            command: self.args.to_string(),
            document: document.to_string_lossy().into_owned(),
            machine: Machine::detect(),
            versions: results.versions,
            rows: results.rows,
        }
    }

    fn there(&self, path: &Path) -> Result<(), Error> {
        if path.is_file() {
            Ok(())
        } else {
            Err(Error::NoShared(path.to_path_buf()))
        }
    }

    /// The project's folder.
    pub(crate) fn root(&self) -> &Path {
        self.project.root()
    }

    /// The project, for the inputs of the generator.
    pub(crate) fn project(&self) -> &Project {
        self.project
    }

    /// A folder for what a benchmark makes; below `target/`, where no workspace claims it.
    pub(crate) fn folder(&self, name: &str) -> PathBuf {
        self.root().join("target").join("bench").join(name)
    }

    /// Where the output of a step goes.
    pub(crate) fn log(&self, name: &str) -> PathBuf {
        self.folder("logs").join(format!("{name}.log"))
    }

    /// The document that the client is generated from.
    pub(crate) fn document(&self) -> &Path {
        &self.document
    }

    /// Stripe's fixtures.
    pub(crate) fn fixtures(&self) -> Result<PathBuf, Error> {
        let path = self.shared.join(FIXTURES);
        self.there(&path)?;
        Ok(std::path::absolute(&path).map_err(support::Error::disk("find", path))?)
    }

    /// How often each timed step is run.
    pub(crate) fn runs(&self) -> u32 {
        self.args.runs
    }

    pub(crate) fn is_thorough(&self) -> bool {
        self.args.thorough
    }

    /// The crate of the whole document, generated once a run.
    pub(crate) fn whole(&self) -> Result<PathBuf, Error> {
        if let Some(folder) = self.whole.get() {
            return Ok(folder.clone());
        }
        let folder = build::whole(self)?;
        Ok(self.whole.get_or_init(|| folder).clone())
    }

    /// Text of the manifest that our client is emitted with.
    pub(crate) fn client_manifest(&self) -> Result<String, support::Error> {
        files::read(&self.project.templates().join("Cargo.toml"))
    }

    /// The versions that the workspace is built with, so that the programs are built with the same.
    pub(crate) fn lock(&self) -> Result<String, support::Error> {
        files::read(&self.root().join("Cargo.lock"))
    }

    /// The version of the compiler.
    pub(crate) fn rustc(&self) -> Result<String, Error> {
        let text = process::printed(
            Command::new("rustc")
                .arg("--version")
                .current_dir(self.root()),
        )
        .map_err(|error| Error::NoTool {
            what: "rustc",
            why: error.to_string(),
            help: "install it with rustup",
        })?;
        let version = text.split_whitespace().nth(1).unwrap_or(&text);
        Ok(version.to_owned())
    }

    /// Downloads what a project depends on.
    pub(crate) fn fetch(&self, folder: &Path) -> Result<(), Error> {
        let mut cargo = process::cargo(folder, &self.folder("out"));
        cargo.arg("fetch");
        process::run("downloading dependencies", &mut cargo, &self.log("fetch"))?;
        Ok(())
    }

    /// Prints the current step.
    pub(crate) fn step(&self, what: &str) {
        self.console.progress("bench", what);
    }

    /// Prints the step, runs it, and prints what it took.
    pub(crate) fn timed(
        &self,
        what: &str,
        run: impl FnOnce() -> Result<Usage, Error>,
    ) -> Result<Usage, Error> {
        self.step(what);
        let usage = run()?;
        let unit = catalogue::Unit::Seconds;
        let peak = markdown::value(catalogue::Unit::Bytes, usage.memory().value);
        self.step(&format!(
            "  took {}, {peak}",
            markdown::figure(unit, &usage.time())
        ));
        Ok(usage)
    }

    /// The best of as many runs as were asked for.
    pub(crate) fn best(
        &self,
        what: &str,
        mut run: impl FnMut() -> Result<Usage, Error>,
    ) -> Result<Usage, Error> {
        let mut best = self.timed(what, &mut run)?;
        for _ in 1..self.runs() {
            best = best.better(self.timed(what, &mut run)?);
        }
        Ok(best)
    }
}

/// The files that the figures are written to.
struct Report {
    folder: PathBuf,
    record: Record,
}

impl Report {
    /// Reads the figures of earlier runs.
    fn open(root: &Path) -> Result<Self, Error> {
        let folder = root.join("docs");
        let path = folder.join("benchmarks.json");
        let record = Record::parse(&files::read_or_empty(&path)?).map_err(|error| {
            let why = error.to_string();
            Error::Record { path, why }
        })?;
        Ok(Self { folder, record })
    }

    /// Takes over a section and writes all three files.
    fn add(&mut self, benchmark: Benchmark, section: Section) -> Result<(), Error> {
        self.record.merge(BTreeMap::from([(benchmark, section)]));
        let path = |name: &str| self.folder.join(name);
        let data = self
            .record
            .print()
            .map_err(|error| Error::unexpected("the record", error.to_string()))?;
        files::write(&path("benchmarks.json"), &data)?;
        files::write(&path("benchmarks.md"), &markdown::page(&self.record))?;
        Ok(files::write(
            &path("benchmarks.svg"),
            &svg::chart(&self.record),
        )?)
    }
}
