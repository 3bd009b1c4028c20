//! The source of the program that makes the calls, and its output.

use std::collections::BTreeMap;

use generator::calls::Call;

use super::mode::Mode;
use super::vector::Vector;

const MANIFEST: &str = include_str!("program/Cargo.toml");
const RUN: &str = include_str!("program/run.rs");

/// Calls per file: rustc compiles files of this size on several threads.
const CALLS: usize = 40;

const BANNER: &str = "// Written by `cargo xtask parity`; changes made by hand are lost.\n\n";

/// The files of the program, by path. A call is named by the index of its vector.
pub(crate) fn files(calls: &[(usize, &Vector, Call)]) -> BTreeMap<String, String> {
    let mut files = BTreeMap::from([
        ("Cargo.toml".to_owned(), MANIFEST.to_owned()),
        ("src/run.rs".to_owned(), RUN.to_owned()),
    ]);
    let mut modules = String::new();
    let mut steps = String::new();
    for (index, calls) in calls.chunks(CALLS).enumerate() {
        modules.push_str(&format!("mod calls_{index};\n"));
        steps.push_str(&format!("    calls_{index}::all(&run);\n"));
        files.insert(format!("src/calls_{index}.rs"), module(calls));
    }
    let main = format!(
        "{BANNER}//! Makes the call of every vector.\n\n\
         #![allow(deprecated, reason = \"deprecated operations have vectors too\")]\n\n\
         {modules}mod run;\n\n\
         fn main() -> run::Made {{\n    let run = run::Run::new()?;\n{steps}    Ok(())\n}}\n"
    );
    files.insert("src/main.rs".to_owned(), main);
    files
}

fn module(calls: &[(usize, &Vector, Call)]) -> String {
    let mut all = String::new();
    let mut functions = String::new();
    for (index, vector, call) in calls {
        all.push_str(&format!("    run.call({index}, call_{index});\n"));
        let at = &vector.at;
        let stripe = "stripe";
        functions.push_str(&format!(
            "\n/// {}:{} {}\nfn call_{index}(run: &Run) -> Made {{\n    let stripe = &run.stripe;\n    \
             let request = {};\n    send!(run, request)\n}}\n",
            at.file,
            at.line,
            vector.route(),
            call.on(stripe).replace('\n', "\n    "),
        ));
    }
    format!(
        "{BANNER}use crate::run::{{Made, Run, send}};\n\npub fn all(run: &Run) {{\n{all}}}\n{functions}"
    )
}

/// A call in one mode, identified by the index of its vector.
pub(crate) type Attempt = (usize, Mode);

/// What the program printed about its calls.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct ProgramOutput {
    /// Intended scheme and host of a request.
    pub(crate) hosts: BTreeMap<Attempt, String>,
    /// Why a request was not sent.
    pub(crate) failed: BTreeMap<Attempt, String>,
}

impl ProgramOutput {
    /// Parses the program's output. Other lines are ignored.
    pub(crate) fn parse(text: &str) -> Self {
        let mut output = Self::default();
        for line in text.lines() {
            let mut parts = line.splitn(3, '\t');
            let (Some(what), Some(call), Some(text)) = (parts.next(), parts.next(), parts.next())
            else {
                continue;
            };
            let Some((index, mode)) = call.split_once(' ') else {
                continue;
            };
            let Ok(index) = index.parse() else { continue };
            let modes = match Mode::parse(mode) {
                Some(mode) => vec![mode],
                None => vec![Mode::Async, Mode::Blocking],
            };
            for mode in modes {
                match what {
                    "host" => output.hosts.insert((index, mode), text.to_owned()),
                    "failed" => output.failed.insert((index, mode), text.to_owned()),
                    _ => None,
                };
            }
        }
        output
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_the_program_are_read() {
        let output = ProgramOutput::parse(
            "host\t3 async\thttps://a\nfailed\t3 blocking\tno\tway\nfailed\t4 any\tbad\nnoise\nhost\tx y\tz\n",
        );
        let expected = ProgramOutput {
            hosts: BTreeMap::from([((3, Mode::Async), "https://a".to_owned())]),
            failed: BTreeMap::from([
                ((3, Mode::Blocking), "no\tway".to_owned()),
                ((4, Mode::Async), "bad".to_owned()),
                ((4, Mode::Blocking), "bad".to_owned()),
            ]),
        };
        assert_eq!(output, expected);
    }
}
