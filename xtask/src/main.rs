//! `cargo xtask`: the commands of this workspace.

use std::process::ExitCode;

fn main() -> ExitCode {
    // Cargo runs this program in place of the compiler for `cargo xtask impact`.
    xtask::run_compiler().unwrap_or_else(|| xtask::run(&xtask::cli::read()))
}
