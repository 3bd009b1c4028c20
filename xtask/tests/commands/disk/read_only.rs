//! Directories and files that must not be written to.

use std::fs::{self, Permissions};
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, chown};
use std::os::unix::process::CommandExt as _;
use std::path::Path;
use std::process::Command;

use super::scene::{Place, Scene, State};

/// A user without privileges, whom permissions stop.
const NOBODY: u32 = 65534;

/// Where the old or the new state has something, and whether a run needs to write to it.
const READ_ONLY: [(&str, bool); 7] = [
    ("", true),
    ("out", true),
    ("out/src", true),
    ("out/src/services", true),
    // Only files of the old state are in it.
    ("out/src/services/charges", true),
    // A file is replaced, not written to.
    ("out/Cargo.toml", false),
    ("out.names.tsv", false),
];

#[test]
fn a_read_only_output_is_left_whole() {
    let scene = Scene::change();
    let mut refusals = 0;
    for (path, is_needed) in READ_ONLY {
        let place = scene.place();
        let Some(command) = unprivileged(&scene, &place) else {
            tests::say("skipped: the tests run as root, and another user cannot run the command");
            return;
        };
        let was = forbid(&place.path().join(path), 0o222);
        let output = { command }.output().expect("the command runs");
        allow(&place.path().join(path), was);
        let message = String::from_utf8_lossy(&output.stderr);
        if !is_needed {
            assert_eq!(output.status.code(), Some(0), "{path}: {message}");
            // Its permissions are those of a new file.
            assert_eq!(scene.state(&place, path), State::New, "{path}");
            continue;
        }
        refusals += 1;
        assert_eq!(output.status.code(), Some(2), "{path}: {message}");
        assert!(message.starts_with("error: cannot "), "{path}: {message}");
        assert!(message.contains("Permission denied"), "{path}: {message}");
        let name = path.trim_start_matches("out").trim_start_matches('/');
        assert!(message.contains(name), "{path}: {message}");
        assert_eq!(scene.state(&place, path), State::Old, "{path}");
    }
    println!(
        "tally: {refusals} runs on read-only directories, all refused before the first change"
    );
}

/// The run, by a user whom permissions stop; none if there is no such user.
fn unprivileged(scene: &Scene, place: &Place) -> Option<Command> {
    let mut command = scene.command(place.path());
    let us = fs::metadata(place.path()).expect("metadata").uid();
    if us != 0 {
        return Some(command);
    }
    for path in scene.old.keys() {
        chown(place.path().join(path), Some(NOBODY), None).expect("another owner");
    }
    chown(place.path(), Some(NOBODY), None).expect("another owner");
    let mut trial = Command::new(env!("CARGO_BIN_EXE_xtask"));
    trial.arg("--version").uid(NOBODY);
    let works = trial.output().is_ok_and(|output| output.status.success());
    command.uid(NOBODY);
    works.then_some(command)
}

/// Takes these permissions away, and returns those that were there.
fn forbid(path: &Path, bits: u32) -> Permissions {
    let was = fs::metadata(path).expect("metadata").permissions();
    allow(path, Permissions::from_mode(was.mode() & !bits));
    was
}

fn allow(path: &Path, permissions: Permissions) {
    fs::set_permissions(path, permissions).expect("permissions");
}
