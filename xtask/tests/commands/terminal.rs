//! What a terminal shows: paths that it can open, and what is being done.

use std::fs;

use super::update::Project;

/// A document with a fault, in a folder beside the one that commands run in.
fn project() -> Project {
    let project = Project::committed();
    for folder in ["here", "there"] {
        fs::create_dir_all(project.path(folder)).expect("a folder");
    }
    project.write("there/bad.yaml", "swagger: '2.0'\n");
    project
}

#[test]
fn a_path_leads_there_from_where_one_stands() {
    let project = project();
    let at = |folder: &str, spec: &str, shown: &str| {
        let ran = project.run_in(folder, &["ir", "--spec", spec]).expect(2);
        ran.says(&[&format!("--> {shown}:1:")]);
    };
    at("", "there/bad.yaml", "there/bad.yaml");
    at("here", "../there/bad.yaml", "../there/bad.yaml");
    let absolute = project.path("there/bad.yaml").canonicalize();
    let absolute = absolute.expect("a path").display().to_string();
    at("there", &absolute, "bad.yaml");
    at("here", &absolute, &absolute);

    // A data file that the command finds itself.
    let exceptions = project.read("spec/exceptions.tsv");
    let lines = exceptions.lines().count() + 1;
    project.write("spec/exceptions.tsv", format!("{exceptions}nonsense\n"));
    let shown = format!("--> spec/exceptions.tsv:{lines}:");
    project.run(&["ir"]).expect(2).says(&[&shown]);
    let root = project.path("").canonicalize().expect("a path");
    let shown = format!("--> {}/spec/exceptions.tsv:{lines}:", root.display());
    project.run_in("here", &["ir"]).expect(2).says(&[&shown]);
}

/// Reports that are kept are the same wherever the command ran.
#[test]
fn a_report_does_not_depend_on_where_one_stands() {
    let project = project();
    let fragment = project.read("spec/refunds.yaml");
    project.write("there/new.yaml", fragment);
    let report = |folder: &str, [old, new]: [&str; 2]| {
        let ran = project.run_in(folder, &["diff", old, new, "--format", "json"]);
        ran.expect(0).out
    };
    let from_root = report("", ["spec/refunds.yaml", "there/new.yaml"]);
    assert!(from_root.contains("\"there/new.yaml\""), "{from_root}");
    let from_here = report("here", ["../spec/refunds.yaml", "../there/new.yaml"]);
    assert_eq!(from_here, from_root);
}

/// On a terminal that `script` makes. The line is erased before anything else is printed, and at the end.
#[cfg(target_os = "linux")]
#[test]
fn what_is_being_done_is_shown_on_a_terminal_and_erased() {
    use std::process::Command;

    const ERASE: &str = "\r\u{1b}[K";
    let project = project();
    let run = |arguments: &str, term: &str| {
        let command = format!("{} {arguments}", env!("CARGO_BIN_EXE_xtask"));
        let output = Command::new("script")
            .args(["--quiet", "--return", "--command", &command, "/dev/null"])
            .current_dir(project.path(""))
            .env("TERM", term)
            // What the machine says of colours, a CI server's included, says nothing of this terminal.
            .env_remove("CI")
            .env_remove("NO_COLOR")
            .env_remove("CLICOLOR")
            .env_remove("CLICOLOR_FORCE")
            .output();
        output.map(|output| String::from_utf8_lossy(&output.stdout).into_owned())
    };
    let Ok(shown) = run("codegen --out out", "xterm") else {
        tests::say("skipped: the test of a terminal needs `script` of util-linux");
        return;
    };
    let parts: Vec<&str> = shown.split(ERASE).collect();
    assert_eq!(
        parts[..2],
        ["", " codegen generating the crate from spec/refunds.yaml"],
        "{shown:?}"
    );
    assert!(parts.contains(&" codegen writing it"), "{shown:?}");
    assert!(
        parts.last().is_some_and(|last| last.contains(" time")),
        "{shown:?}"
    );
    for command in [
        "ir",
        "coverage",
        "diff spec/refunds.yaml there/../spec/refunds.yaml",
    ] {
        let shown = run(command, "xterm").expect("it ran before");
        assert!(shown.starts_with(ERASE), "{command}: {shown:?}");
    }
    // A fault comes after the line is erased.
    let shown = run("ir --spec there/bad.yaml", "xterm").expect("it ran before");
    let last = shown.split(ERASE).last().unwrap_or_default();
    assert!(
        last.contains("error") && last.contains("there/bad.yaml:1:"),
        "{shown:?}"
    );
    let shown = run("codegen --out out", "dumb").expect("it ran before");
    assert!(!shown.contains('\u{1b}'), "{shown:?}");
}
