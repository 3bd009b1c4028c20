//! `cargo xtask`: the commands of this workspace.

use std::process::ExitCode;

use clap::Parser as _;

fn main() -> ExitCode {
    xtask::run(&xtask::cli::Cli::parse())
}
