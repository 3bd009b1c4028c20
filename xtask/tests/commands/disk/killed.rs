//! Runs that are killed with SIGKILL, at points from a seed.

use std::os::unix::process::ExitStatusExt as _;
use std::path::PathBuf;
use std::process::{Child, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use super::scene::{Place, Scene, State, repeats};

/// The points are the same in each run of the test; what a run is doing then depends on the machine.
const SEED: u64 = 18;

/// The moments that a delay can start from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum From {
    Start,
    /// The staging directory is there.
    Staging,
    /// The journal is there: the output is being replaced.
    Journal,
}

const MOMENTS: [From; 3] = [From::Start, From::Staging, From::Journal];

impl From {
    /// What has to be there.
    fn file(self) -> Option<&'static str> {
        match self {
            Self::Start => None,
            Self::Staging => Some(".out.codegen"),
            Self::Journal => Some(".out.codegen/journal"),
        }
    }

    /// Waits for the moment; `false` if the run ended before.
    fn wait(self, place: &Place, child: &mut Child) -> bool {
        let Some(file) = self.file() else { return true };
        let file: PathBuf = place.path().join(file);
        while !file.exists() {
            if child.try_wait().expect("a child").is_some() {
                return false;
            }
            thread::yield_now();
        }
        true
    }
}

/// The time from a moment to the end of a run.
fn length(scene: &Scene, from: From) -> Duration {
    let place = scene.place();
    let mut child = start(scene, &place);
    assert!(from.wait(&place, &mut child), "{from:?} was not seen");
    let start = Instant::now();
    child.wait().expect("a child");
    start.elapsed()
}

fn start(scene: &Scene, place: &Place) -> Child {
    let mut command = scene.command(place.path());
    command.stdout(Stdio::null()).stderr(Stdio::null());
    command.spawn().expect("the command runs")
}

#[derive(Debug, Default)]
struct Tally {
    kills: usize,
    ended: usize,
    staging: usize,
    swapping: usize,
    old: usize,
    new: usize,
}

#[test]
fn a_killed_run_leaves_the_old_output_or_the_new() {
    let mut random = fastrand::Rng::with_seed(SEED);
    let scenes = [Scene::change(), Scene::first()];
    let lengths: Vec<[Duration; 3]> = scenes
        .iter()
        .map(|scene| MOMENTS.map(|from| length(scene, from)))
        .collect();
    let mut tally = Tally::default();
    let points = repeats("KILLS", 20);
    let mut point = 0;
    while tally.kills < points {
        let (which, moment) = (point % 2, point / 2 % 3);
        let (scene, from) = (&scenes[which], MOMENTS[moment]);
        let delay = lengths[which][moment].mul_f64(random.f64());
        one(scene, from, delay, point, &mut tally);
        point += 1;
        assert!(point < 20 * points + 20, "too few were killed: {tally:?}");
    }
    println!(
        "tally: {} kills, {} while staging, {} while replacing; {} old, {} new, 0 torn, 0 stray files (seed {SEED})",
        tally.kills, tally.staging, tally.swapping, tally.old, tally.new
    );
    assert!(tally.old > 0 && tally.new > 0, "{tally:?}");
}

/// Kills one run, and looks at what the next one makes of it.
fn one(scene: &Scene, from: From, delay: Duration, point: usize, tally: &mut Tally) {
    let case = format!("point {point}, {delay:?} after {from:?}");
    let place = scene.place();
    let mut child = start(scene, &place);
    if from.wait(&place, &mut child) {
        thread::sleep(delay);
    }
    child.kill().expect("a signal");
    let status = child.wait().expect("a child");
    if status.signal() != Some(9) {
        assert_eq!(status.code(), Some(0), "{case}");
        tally.ended += 1;
        return;
    }
    tally.kills += 1;
    let has = |file: &str| place.path().join(file).exists();
    if has(".out.codegen/journal") {
        tally.swapping += 1;
    } else if has(".out.codegen") {
        tally.staging += 1;
    } else {
        // Nothing was begun, or all was done: whole without another run.
        scene.state(&place, &case);
    }
    place.recover(&case);
    match scene.state(&place, &case) {
        State::Old => tally.old += 1,
        State::New => tally.new += 1,
    }
    // The whole command, now and then: it takes longer than the rest together.
    if tally.kills.is_multiple_of(5) {
        let status = scene.command(place.path()).stdout(Stdio::null()).status();
        assert!(status.expect("the command runs").success(), "{case}");
        assert_eq!(scene.state(&place, &case), State::New, "{case}");
    }
}
