//! `bench load`: what a call costs when many are under way, beside the same call by hand.

use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use super::Bench;
use super::error::Error;
use super::figures::{Figure, Pair};
use super::programs::{fill, locked};
use super::results::Results;
use super::sources;
use crate::support::process::Usage;
use crate::support::{Inputs, files, process};

/// How many calls a client makes.
const CALLS: u32 = 20_000;

/// How often each client runs, in turn with its peer. The figure is the median: a run takes seconds, and other work on the
/// machine, and the turns that the tasks take, hit some of them.
const ROUNDS: usize = 25;

/// Sources of the program that are copied.
const SOURCES: [(&str, &str); 5] = [
    ("src/main.rs", include_str!("programs/load/main.rs")),
    ("src/ours.rs", include_str!("programs/load/ours.rs")),
    ("src/peers.rs", include_str!("programs/load/peers.rs")),
    ("src/server.rs", include_str!("programs/load/server.rs")),
    ("src/refund.json", include_str!("programs/load/refund.json")),
];

/// Rows of the catalogue, and the clients of the program that they compare.
const CASES: [(&str, &str, &str); 2] = [
    ("async", "ours", "reqwest"),
    ("blocking", "ours-blocking", "ureq"),
];

/// Measures both clients and their peers.
pub(crate) fn measure(bench: &Bench<'_>) -> Result<Results, Error> {
    let folder = bench.folder("load");
    write(bench, &folder)?;
    bench.fetch(&folder)?;
    let target = bench.folder("load-out");
    bench.step("building the program that calls (a minute)");
    let mut cargo = process::cargo(&folder, &target);
    cargo.args(["build", "--offline", "--locked", "--release"]);
    let what = "building the program that calls";
    process::run(what, &mut cargo, &bench.log("load-build"))?;

    let program = target.join("release").join("load");
    let server = Server::start(&program)?;
    let mut results = Results::default();
    for (row, ours, peer) in CASES {
        let run = |client: &str| server.call(bench, &program, client);
        let (mut times, mut peer_times) = (Vec::new(), Vec::new());
        for _ in 0..ROUNDS {
            times.push(run(ours)?);
            peer_times.push(run(peer)?);
        }
        let [ours, peer] = [times, peer_times].map(median);
        results.row(row, Pair::new(Figure::new(ours), Figure::new(peer)));
    }
    results.version("rustc", bench.rustc()?);
    let lock = files::read(&folder.join("Cargo.lock"))?;
    for package in ["reqwest", "serde_json", "serde_qs", "tokio", "ureq"] {
        if let Some(version) = locked(&lock, package) {
            results.version(package, version);
        }
    }
    Ok(results)
}

fn median(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    times.get(times.len() / 2).copied().unwrap_or_default()
}

/// Writes the program. The types of its response are generated from the committed document.
fn write(bench: &Bench<'_>, folder: &Path) -> Result<(), Error> {
    files::remove(folder)?;
    let manifest = include_str!("programs/load/load.toml");
    let manifest = fill(manifest, &bench.client_manifest()?)?;
    files::write(&folder.join("Cargo.toml"), &manifest)?;
    files::write(&folder.join("Cargo.lock"), &bench.lock()?)?;
    for (path, text) in SOURCES {
        files::write(&folder.join(path), text)?;
    }
    let reply = include_str!("programs/runtime/reply.rs").to_owned() + &types(bench)?;
    Ok(files::write(&folder.join("src/reply.rs"), &reply)?)
}

/// The structs of a refund.
fn types(bench: &Bench<'_>) -> Result<String, Error> {
    let unfit = |why: String| Error::unexpected("what the program is generated from", why);
    let (document, none) = (bench.project().spec(None), PathBuf::new());
    let inputs = Inputs::read(bench.project(), document, &none);
    let inputs = inputs.map_err(|error| unfit(error.to_string()))?;
    let data = inputs.data(false);
    let data = data.map_err(|error| unfit(error.to_string()))?;
    let lowered = generator::lower(&inputs.with(&data));
    let lowered = lowered.map_err(|report| unfit(report.render(false)))?;
    let (types, root) =
        sources::reply(&lowered, "refund").map_err(|problem| unfit(problem.to_string()))?;
    Ok(format!("pub type Root = {root};\n\n{types}"))
}

/// The server that is called, in a process of its own.
struct Server {
    child: Child,
    url: String,
}

impl Server {
    fn start(program: &Path) -> Result<Self, Error> {
        let failed = |error: std::io::Error| Error::unexpected("the server", error.to_string());
        let mut command = Command::new(program);
        command.arg("server").stdout(Stdio::piped());
        let mut child = command.spawn().map_err(failed)?;
        let out = child.stdout.take();
        let mut url = String::new();
        if let Some(out) = out {
            BufReader::new(out).read_line(&mut url).map_err(failed)?;
        }
        let url = url.trim().to_owned();
        Ok(Self { child, url })
    }

    /// Microseconds of CPU time of a call.
    fn call(&self, bench: &Bench<'_>, program: &Path, client: &str) -> Result<f64, Error> {
        let what = format!("{CALLS} calls by {client}");
        let mut command = Command::new(program);
        command.args([client, &self.url, &CALLS.to_string()]);
        let Usage { user, system, .. } =
            process::run(&what, &mut command, &bench.log(&format!("load-{client}")))?;
        let micros = (user + system) * 1e6 / f64::from(CALLS);
        bench.step(&format!("{what}: {micros:.1} µs each"));
        Ok(micros)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[cfg(test)]
mod tests {
    use super::super::catalogue::ROWS;
    use super::*;
    use crate::bench::Benchmark;

    #[test]
    fn one_slow_run_does_not_matter() {
        assert_eq!(median(vec![3.0, 900.0, 1.0, 2.0, 2.5]), 2.5);
    }

    #[test]
    fn every_row_has_its_clients() {
        let rows = ROWS.iter().filter(|row| row.benchmark == Benchmark::Load);
        let rows: Vec<&str> = rows.map(|row| row.name).collect();
        assert_eq!(rows, CASES.map(|(row, _, _)| row));
        for (_, ours, peer) in CASES {
            for client in [ours, peer] {
                let main = include_str!("programs/load/main.rs");
                assert!(main.contains(&format!("{client:?} =>")), "{client}");
            }
        }
    }
}
