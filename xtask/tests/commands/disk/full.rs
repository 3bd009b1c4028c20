//! A full disk: a limit on the size of files, which needs no privileges, and a small file system where one can be mounted.

use std::path::Path;
use std::process::{Command, Output};

use super::scene::{Contents, Place, Scene, State, repeats};

const SEED: u64 = 18;

fn shell(directory: &Path, script: &str) -> Output {
    let mut command = Command::new("sh");
    command.args(["-c", script]).current_dir(directory);
    command.output().expect("a shell")
}

/// The message names the file and the cause, and tells nothing else.
#[track_caller]
fn refused(output: &Output, cause: &str, case: &str) {
    let message = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{case}: {message}");
    assert!(message.starts_with("error: cannot "), "{case}: {message}");
    assert!(message.contains(cause), "{case}: {message}");
}

/// The system refuses to let a file grow, as at a quota. The signal that comes with it is ignored: it would kill the run,
/// which `killed` is about.
#[test]
fn no_file_may_grow_longer() {
    let scenes = [Scene::change(), Scene::first()];
    let mut refusals = 0;
    for (number, blocks) in [0, 1, 4, 16, 64, 1 << 20].into_iter().enumerate() {
        let scene = &scenes[number % 2];
        let place = scene.place();
        let case = format!("{}, {blocks} blocks", scene.name);
        let line = scene.line();
        let script = format!("ulimit -f {blocks}; trap '' XFSZ; exec {line}");
        let output = shell(place.path(), &script);
        if output.status.success() {
            assert_eq!(scene.state(&place, &case), State::New, "{case}");
            continue;
        }
        refusals += 1;
        refused(&output, "File too large", &case);
        // At once: what was staged is removed although nothing can be written.
        if blocks > 0 {
            assert_eq!(scene.state(&place, &case), State::Old, "{case}");
        }
        place.recover(&case);
        assert_eq!(scene.state(&place, &case), State::Old, "{case}");
    }
    println!("tally: {refusals} runs with a limit on files, all old and whole");
    assert!((3..6).contains(&refusals), "{refusals}");
}

/// How a file system is mounted, of which nobody else sees anything: as root, or as one in a namespace.
fn mounting() -> Option<&'static str> {
    let ways = ["unshare --mount", "unshare --user --map-root-user --mount"];
    let works = |way: &&str| {
        let script = format!("{way} sh -c 'mount -t tmpfs -o size=16k tmpfs /tmp'");
        shell(Path::new("/"), &script).status.success()
    };
    ways.into_iter().find(works)
}

/// The disk fills up while files are staged, and has no space left for directories and journals.
#[test]
fn no_space_is_left() {
    let Some(way) = mounting() else {
        tests::say("skipped: no file system can be mounted here");
        return;
    };
    let mut random = fastrand::Rng::with_seed(SEED);
    let scenes = [Scene::change(), Scene::first()];
    let (mut refusals, mut left) = (0, 0);
    for number in 0..repeats("DISKS", 8) {
        let scene = &scenes[number % 2];
        let place = scene.place();
        // Between what the old state takes and what both take, in pages and in files.
        let (pages, files) = (size(&scene.old), scene.old.len() as u64 + 2);
        let more = size(&scene.new);
        let limit = match number % 4 < 2 {
            true => format!("size={}k", 4 * random.u64(pages + 1..pages + more)),
            false => format!("nr_inodes={}", random.u64(files + 1..files + 220)),
        };
        let case = format!("{}, {limit}", scene.name);
        let after = tempfile::tempdir().expect("a directory");
        let output = on_a_disk(way, &limit, scene, &place, after.path());
        let disk = Place::with(after);
        if output.status.success() {
            left += 1;
            assert_eq!(scene.state(&disk, &case), State::New, "{case}");
            continue;
        }
        refusals += 1;
        refused(&output, "No space left on device", &case);
        let message = String::from_utf8_lossy(&output.stderr);
        if !message.contains("half written") {
            assert_eq!(scene.state(&disk, &case), State::Old, "{case}");
        }
        // With space again, and on the disk of this test.
        disk.recover(&case);
        scene.state(&disk, &case);
    }
    println!(
        "tally: {refusals} runs on a full disk and {left} on one nearly full, all whole (seed {SEED})"
    );
    assert!(refusals > 3, "{refusals}");
}

/// Runs on a new file system with the old state, and copies what is then there to `after`.
fn on_a_disk(way: &str, limit: &str, scene: &Scene, place: &Place, after: &Path) -> Output {
    let disk = tempfile::tempdir().expect("a directory");
    let script = format!(
        "mount -t tmpfs -o {limit} tmpfs '{disk}' && cp -r . '{disk}' && cd '{disk}' || exit 90\n\
         {line}\n\
         code=$?\n\
         cp -r . '{after}' || exit 91\n\
         exit $code",
        disk = disk.path().display(),
        line = scene.line(),
        after = after.display()
    );
    let mut words = way.split(' ');
    let mut command = Command::new(words.next().unwrap_or_default());
    command.args(words).args(["sh", "-c", &script]);
    command.current_dir(place.path());
    command.output().expect("a shell")
}

/// The pages of a file system that a state takes.
fn size(contents: &Contents) -> u64 {
    let sizes = contents.values().flatten();
    sizes
        .map(|content| content.len().div_ceil(4096) as u64)
        .sum()
}
