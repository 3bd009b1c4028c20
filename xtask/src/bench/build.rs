//! `bench build` and `bench size`: the build cost and the size of a program that uses the client.

use std::fs;
use std::path::Path;

use super::Bench;
use super::catalogue::ASYNC_STRIPE;
use super::codegen;
use super::error::Error;
use super::figures::{Figure, Pair};
use super::programs::{Program, locked};
use super::results::Results;
use crate::support;
use crate::support::PACKAGE;
use crate::support::process::Usage;
use crate::support::{files, process};

/// The programs that both profiles are built of.
const PROGRAMS: [Program; 3] = [Program::Floor, Program::Ours, Program::AsyncStripe];

/// The profiles, by the folder that cargo puts their programs in.
const DEV: &str = "debug";
const RELEASE: &str = "release";

/// The cost of a build, and the size of the program.
#[derive(Clone, Copy, Debug)]
struct Built {
    usage: Usage,
    bytes: u64,
}

/// The projects of the benchmark, written and with their dependencies downloaded.
struct Projects<'a> {
    bench: &'a Bench<'a>,
}

/// Both benchmarks, which build the same; each only where it is asked for.
pub(crate) fn measure(
    bench: &Bench<'_>,
    build: bool,
    size: bool,
) -> Result<(Option<Results>, Option<Results>), Error> {
    let projects = Projects::prepare(bench)?;
    let versions = projects.versions()?;
    let release = projects.all(RELEASE, if build { bench.runs() } else { 1 })?;
    let sizes = size.then(|| Results {
        versions: versions.clone(),
        ..sizes(&release)
    });
    let times = if build {
        let mut results = times(&projects, &release)?;
        results.versions = versions;
        Some(results)
    } else {
        None
    };
    Ok((times, sizes))
}

fn sizes([floor, ours, peer]: &[Built; 3]) -> Results {
    let mut results = Results::default();
    let size = |built: &Built| Figure::count(built.bytes);
    results.row("stripped", Pair::new(size(ours), size(floor)));
    results.row("stripped-peer", Pair::new(size(ours), size(peer)));
    results
}

fn times(projects: &Projects<'_>, release: &[Built; 3]) -> Result<Results, Error> {
    let dev = projects.all(DEV, projects.bench.runs())?;
    let mut results = Results::default();
    for (profile, [floor, ours, peer]) in [("dev", &dev), ("release", release)] {
        let pairs = [
            ("", ours.usage.time(), floor.usage.time()),
            ("-peer", ours.usage.time(), peer.usage.time()),
            ("-memory", ours.usage.memory(), floor.usage.memory()),
            ("-memory-peer", ours.usage.memory(), peer.usage.memory()),
        ];
        for (suffix, ours, other) in pairs {
            results.row(&format!("{profile}{suffix}"), Pair::new(ours, other));
        }
    }
    let [floor, ours, _] = &dev;
    let check = projects.check()?;
    results.row("check", Pair::new(check.time(), floor.usage.time()));
    results.row("check-memory", Pair::alone(check.memory()));
    if projects.bench.is_thorough() {
        projects.write(Program::AsyncStripeAll)?;
        let all = projects.build(Program::AsyncStripeAll, DEV)?.usage;
        results.row("dev-all", Pair::new(ours.usage.time(), all.time()));
        results.row(
            "dev-memory-all",
            Pair::new(ours.usage.memory(), all.memory()),
        );
    }
    Ok(results)
}

impl<'a> Projects<'a> {
    fn prepare(bench: &'a Bench<'a>) -> Result<Self, Error> {
        bench.whole()?;
        let projects = Self { bench };
        for program in PROGRAMS {
            projects.write(program)?;
        }
        Ok(projects)
    }

    /// Writes a program and downloads its dependencies, so that no build waits for the network.
    fn write(&self, program: Program) -> Result<(), Error> {
        let folder = self.bench.folder(program.name());
        files::remove(&folder)?;
        let (client, lock) = (self.bench.client_manifest()?, self.bench.lock()?);
        program.write(&folder, &client, &lock)?;
        self.bench.fetch(&folder)
    }

    fn versions(&self) -> Result<std::collections::BTreeMap<String, String>, Error> {
        let mut results = Results::default();
        results.version("rustc", self.bench.rustc()?);
        results.version("async-stripe", ASYNC_STRIPE.to_owned());
        let lock = self.bench.folder(Program::Floor.name()).join("Cargo.lock");
        let lock = files::read(&lock)?;
        for package in ["reqwest", "rustls", "serde_json", "tokio"] {
            if let Some(version) = locked(&lock, package) {
                results.version(package, version);
            }
        }
        Ok(results.versions)
    }

    /// Builds the three programs in turn, as often as asked, so that what else the machine does hits all alike.
    fn all(&self, profile: &str, runs: u32) -> Result<[Built; 3], Error> {
        let round = || -> Result<[Built; 3], Error> {
            Ok([
                self.build(Program::Floor, profile)?,
                self.build(Program::Ours, profile)?,
                self.build(Program::AsyncStripe, profile)?,
            ])
        };
        let mut best = round()?;
        for _ in 1..runs {
            for (best, next) in best.iter_mut().zip(round()?) {
                best.usage = best.usage.better(next.usage);
            }
        }
        Ok(best)
    }

    /// A clean build.
    fn build(&self, program: Program, profile: &str) -> Result<Built, Error> {
        let name = program.name();
        let target = self.bench.folder("out");
        files::remove(&target)?;
        let mut cargo = process::cargo(&self.bench.folder(name), &target);
        cargo.args(["build", "--offline", "--locked"]);
        if profile == RELEASE {
            cargo.arg("--release");
        }
        let what = format!(
            "{} build of {name}",
            if profile == DEV { "dev" } else { profile }
        );
        let log = self.bench.log(&format!("build-{name}-{profile}"));
        let usage = self
            .bench
            .timed(&what, || Ok(process::run(&what, &mut cargo, &log)?))?;
        let bytes = size(&target.join(profile).join(name))?;
        files::remove(&target)?;
        Ok(Built { usage, bytes })
    }

    /// `cargo check` of the crate of the whole API, with its dependencies checked before.
    fn check(&self) -> Result<Usage, Error> {
        let folder = self.bench.whole()?;
        files::write(&folder.join("Cargo.lock"), &self.bench.lock()?)?;
        self.bench.fetch(&folder)?;
        let target = self.bench.folder("out");
        files::remove(&target)?;
        let cargo = |what: &str, arguments: &[&str]| {
            let mut cargo = process::cargo(&folder, &target);
            cargo.args(arguments).args(["--offline", "--locked"]);
            process::run(what, &mut cargo, &self.bench.log("check"))
        };
        self.bench
            .step("cargo check of the dependencies of the whole crate");
        cargo("cargo check of the whole crate", &["check"])?;
        let usage = self.bench.best("cargo check of the whole crate", || {
            cargo("cargo clean", &["clean", "--package", PACKAGE])?;
            Ok(cargo("cargo check of the whole crate", &["check"])?)
        })?;
        files::remove(&target)?;
        Ok(usage)
    }
}

fn size(program: &Path) -> Result<u64, Error> {
    let metadata = fs::metadata(program).map_err(support::Error::disk("read", program))?;
    Ok(metadata.len())
}

/// Writes the crate of the whole document, once a run.
pub(crate) fn whole(bench: &Bench<'_>) -> Result<std::path::PathBuf, Error> {
    let folder = bench.folder("whole");
    bench.step("generating the crate of the whole document");
    codegen::generate_dev(bench, &folder)?;
    Ok(folder)
}
