//! `cargo xtask parity`: whether the client sends what Stripe's own SDKs send.
//!
//! A vector is a call and its request. `generator::calls` writes each call with the typed API. All calls are one program,
//! which uses the crate that is generated from the document and sends the requests to a server in this process.

mod args;
mod compare;
mod error;
mod mode;
mod program;
mod report;
mod server;
mod vector;

use std::collections::BTreeMap;
use std::path::PathBuf;

use generator::calls::{Call, Calls};
use generator::{Lowered, PackageName};
use serde_json::Map;

use crate::support::{
    Completion, Console, Inputs, Project, files, folder, process, refused, scratch,
};

pub(crate) use args::HELP;
pub(crate) use args::ParityArgs;
use compare::{Difference, compare};
pub(crate) use error::Error;
use mode::Mode;
use program::{Attempt, ProgramOutput};
use server::{Recorded, Server};
use vector::Vector;

/// The requests that the server received.
type Requests = BTreeMap<Attempt, Vec<Recorded>>;

/// The comparison of one vector.
pub(crate) struct Verdict<'a> {
    vector: &'a Vector,
    differences: BTreeMap<Mode, Vec<Difference>>,
}

impl Verdict<'_> {
    fn is_equal(&self) -> bool {
        self.differences.values().all(Vec::is_empty)
    }
}

/// Runs the command.
pub(crate) fn run(
    args: &ParityArgs,
    project: &Project,
    console: &Console,
) -> Result<Completion, Error> {
    let vectors = vector::read(&args.vectors)?;
    let modes = args.modes();
    let job = Job {
        project,
        console,
        spec: project.spec(args.spec.as_deref()),
        modes: &modes,
    };
    let verdicts = job.verdicts(&vectors)?;
    console.answer(&report::text(&verdicts, &modes, console.paint()))?;
    Ok(Completion::of(!verdicts.iter().all(Verdict::is_equal)))
}

/// One run of the command.
struct Job<'a> {
    project: &'a Project,
    console: &'a Console,
    spec: PathBuf,
    modes: &'a [Mode],
}

impl Job<'_> {
    fn verdicts<'v>(&self, vectors: &'v [Vector]) -> Result<Vec<Verdict<'v>>, Error> {
        let inputs = Inputs::read(self.project, self.spec.clone(), &self.project.ledger())?;
        let colour = self.console.colour_diagnostics();
        let refused = refused(colour);
        self.step(&format!("generating the client from {}", inputs.title));
        let data = inputs.data(colour)?;
        let input = inputs.with(&data);
        let client = generator::generate(&input, &inputs.templates, &PackageName::default())
            .map_err(refused)?;
        let lowered = generator::lower(&input).map_err(refused)?;

        let mut calls = Vec::new();
        let mut inexpressible = BTreeMap::new();
        for (index, vector) in vectors.iter().enumerate() {
            match write(&lowered, vector) {
                Ok(call) => calls.push((index, vector, call)),
                Err(why) => drop(inexpressible.insert(index, why)),
            }
        }
        let text = program::files(&calls);
        let (printed, recorded) = self.send(&client.files, &text, calls.len())?;
        let verdict = |(index, vector)| {
            let differences = |mode: &Mode| {
                let found = match inexpressible.get(&index) {
                    Some(why) => vec![Difference::Inexpressible(why.clone())],
                    None => differences(vector, (index, *mode), &printed, &recorded),
                };
                (*mode, found)
            };
            Verdict {
                vector,
                differences: self.modes.iter().map(differences).collect(),
            }
        };
        Ok(vectors.iter().enumerate().map(verdict).collect())
    }

    /// Builds and runs the program.
    fn send(
        &self,
        client: &BTreeMap<String, String>,
        program: &BTreeMap<String, String>,
        calls: usize,
    ) -> Result<(ProgramOutput, Requests), Error> {
        let root = scratch::folder(self.project, &["parity"])?;
        let stem = self.spec.file_stem().unwrap_or_default();
        let folder = root.join(stem);
        let log = |name: &str| folder.join(format!("{name}.log"));
        let _lock = folder::lock(&root, || self.step("waiting for another run to end"))?;
        folder::write(&folder.join("client"), client)?;
        folder::write(&folder.join("program"), program)?;
        // The versions that the workspace is built with.
        let lock = files::read(&self.project.root().join("Cargo.lock"))?;
        folder::write_file(&folder.join("program/Cargo.lock"), &lock)?;

        let names: Vec<&str> = self.modes.iter().map(|mode| mode.name()).collect();
        self.step(&format!(
            "building a program that makes {calls} calls, {} (minutes, where the document is large)",
            names.join(" and ")
        ));
        let target = root.join("out");
        let mut cargo = process::cargo(&folder.join("program"), &target);
        cargo.args([
            "build",
            "--no-default-features",
            "--features",
            &names.join(","),
        ]);
        process::run("building the program", &mut cargo, &log("build"))?;

        let server = Server::start().map_err(Error::Listen)?;
        self.step(&format!("making the calls to {}", server.url));
        let mut command = std::process::Command::new(
            target.join(format!("debug/parity{}", std::env::consts::EXE_SUFFIX)),
        );
        command.arg(&server.url);
        // Loopback needs no proxy, but the client refuses one that it cannot use.
        for name in ["http_proxy", "https_proxy", "all_proxy"] {
            command.env_remove(name).env_remove(name.to_uppercase());
        }
        let log = log("calls");
        process::run("making the calls", &mut command, &log)?;
        let printed = ProgramOutput::parse(&files::read(&log)?);
        let mut recorded = Requests::new();
        for request in server.recorded() {
            if let Some(call) = call_of(&request) {
                recorded.entry(call).or_default().push(request);
            }
        }
        Ok((printed, recorded))
    }

    fn step(&self, what: &str) {
        self.console.progress("parity", what);
    }
}

/// The call of a vector.
fn write(lowered: &Lowered, vector: &Vector) -> Result<Call, String> {
    let route = vector.route();
    let mut operations = lowered.api.operations.iter();
    let Some(operation) = operations.find(|operation| operation.route() == route) else {
        return Err(format!("the document has no operation {route}"));
    };
    let none = Map::new();
    let parameters = vector.params.as_ref().unwrap_or(&none);
    Calls::new(&lowered.api, &lowered.names, "stripe_client")
        .call(operation, &vector.path_params, parameters)
        .map_err(|problems| {
            let problems: Vec<String> = problems.iter().map(ToString::to_string).collect();
            problems.join("; ")
        })
}

fn call_of(request: &Recorded) -> Option<Attempt> {
    let (index, mode) = request.header("parity-call")?.split_once(' ')?;
    Some((index.parse().ok()?, Mode::parse(mode)?))
}

fn differences(
    vector: &Vector,
    call: Attempt,
    printed: &ProgramOutput,
    recorded: &Requests,
) -> Vec<Difference> {
    let host = printed.hosts.get(&call).map_or("", String::as_str);
    match recorded.get(&call).map(Vec::as_slice) {
        Some([request]) => compare(vector, host, request),
        Some(requests @ [_, ..]) => vec![Difference::Repeated(requests.len())],
        _ => {
            let why = printed.failed.get(&call).cloned();
            vec![Difference::Unsent(why.unwrap_or_default())]
        }
    }
}
