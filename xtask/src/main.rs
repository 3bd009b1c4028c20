//! `cargo xtask`: the commands of this workspace.

use std::process::ExitCode;

fn main() -> ExitCode {
    xtask::run(&xtask::cli::read())
}
