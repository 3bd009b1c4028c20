//! Two runs at once.

use std::process::{Child, Output, Stdio};

use super::scene::{Scene, State};

/// One writes, and the other is told so or comes after it.
#[test]
fn two_runs_never_mix() {
    let scene = Scene::change();
    let (mut written, mut refused) = (0, 0);
    for round in 0..5 {
        let place = scene.place();
        let start = || {
            let mut command = scene.command(place.path());
            command.stdout(Stdio::null()).stderr(Stdio::piped());
            command.spawn().expect("the command runs")
        };
        let both = [start(), start(), start()];
        for output in both.map(|child: Child| child.wait_with_output().expect("a child")) {
            let Output { status, stderr, .. } = output;
            let message = String::from_utf8_lossy(&stderr);
            match status.code() {
                Some(0) => written += 1,
                _ => {
                    refused += 1;
                    assert_eq!(status.code(), Some(2), "{message}");
                    assert!(message.contains("another run"), "{message}");
                }
            }
        }
        // No run comes after them: nothing is left to be completed.
        let case = format!("round {round}");
        assert_eq!(scene.state(&place, &case), State::New, "{case}");
    }
    println!("tally: {written} runs wrote beside others, {refused} were refused, 0 mixed");
    assert!(written >= 5);
}
