//! The scripts that complete `cargo xtask`, in the shells that they are for.
#![cfg(unix)]

use std::process::Command;

use crate::ran::xtask;
use tempfile::TempDir;

/// The output of a shell in a folder with the script; `None`, with a note on stderr, if it is not installed.
fn shell(name: &str, arguments: &[&str], program: &str) -> Option<String> {
    let folder: TempDir = tempfile::tempdir().expect("a folder");
    let script = xtask(folder.path(), &["completions", name]).expect(0).out;
    std::fs::write(folder.path().join("script"), script).expect("a file");
    let output = Command::new(name)
        .args(arguments)
        .args(["-c", program])
        .current_dir(folder.path())
        .env("HOME", folder.path())
        .output();
    let Ok(output) = output else {
        tests::say(&format!("skipped: a test of completions needs {name}"));
        return None;
    };
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success() && said.is_empty(), "{name}: {said}");
    Some(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Lines that must be completed, each with what must be suggested for its last word.
const LINES: [(&str, &[&str]); 4] = [
    ("cargo xtask co", &["codegen", "completions", "coverage"]),
    ("cargo xtask codegen --la", &["--latest"]),
    ("cargo xtask coverage --format ", &["json", "md", "term"]),
    ("cargo xtask spec sl", &["slice"]),
];

#[test]
fn bash_completes_an_alias_of_cargo() {
    // What bash does when the Tab key is pressed; cargo's own function is a stand-in.
    let program = r#"source ./script
_cargo() { COMPREPLY=(own); }
complete_line() {
    COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); COMPREPLY=()
    _cargo_with_xtask cargo "${!#}" "${COMP_WORDS[COMP_CWORD - 1]}"
    printf '%s\n' "${COMPREPLY[*]}"
}
complete -p cargo | grep --quiet _cargo_with_xtask
"#;
    let mut program = program.to_owned();
    for (line, _) in LINES {
        let words: Vec<String> = line.split(' ').map(|word| format!("'{word}'")).collect();
        program += &format!("complete_line {}\n", words.join(" "));
    }
    program += "complete_line cargo bui\ncomplete_line cargo run xtask\n";
    let Some(out) = shell("bash", &["--norc"], &program) else {
        return;
    };
    let found: Vec<Vec<&str>> = out.lines().map(|line| line.split(' ').collect()).collect();
    for ((line, expected), found) in LINES.iter().zip(&found) {
        let mut found = found.clone();
        found.sort_unstable();
        assert_eq!(found, *expected, "{line}");
    }
    assert_eq!(found[LINES.len()..], [["own"], ["own"]]);
}

#[test]
fn fish_completes_an_alias_of_cargo() {
    let lines = LINES
        .iter()
        .map(|(line, _)| format!("complete -C '{line}'; echo ---\n"));
    let program = format!("source ./script\n{}", lines.collect::<String>());
    let Some(out) = shell("fish", &["--no-config"], &program) else {
        return;
    };
    for ((line, expected), found) in LINES.iter().zip(out.split("---\n")) {
        let found = found.lines().filter_map(|line| line.split('\t').next());
        let mut found: Vec<&str> = found.collect();
        found.sort_unstable();
        assert_eq!(found, *expected, "{line}");
    }
}

/// zsh's completion of cargo calls the function of this name. Whether it loads is all that a shell without a terminal can say.
#[test]
fn zsh_has_the_function_that_the_completion_of_cargo_calls() {
    let program = "(( $+functions[_cargo-xtask] )) && echo there";
    let program = format!("autoload -U compinit; compinit -u -D\nsource ./script\n{program}");
    let Some(out) = shell("zsh", &["-f"], &program) else {
        return;
    };
    assert_eq!(out.lines().last(), Some("there"));
}
