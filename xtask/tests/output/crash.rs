//! If a run crashes at any step, the next run brings the directory to exactly the old or the new state.

use std::collections::BTreeMap;
use std::fs;

use xtask::output::{Error, Recovery, Session, Wanted, compare, watch};

use crate::support::{DyingDisk, FullDisk, Place, QuickDisk, wanted};

type Contents = BTreeMap<String, Option<String>>;

/// An old state, with foreign files in it, and the run that leads to the new state.
struct Scenario {
    name: &'static str,
    old: Option<Wanted>,
    new: Wanted,
}

fn scenarios() -> Vec<Scenario> {
    vec![
        Scenario {
            name: "first run",
            old: None,
            new: wanted(
                &[("Cargo.toml", "manifest"), ("src/lib.rs", "library")],
                "names",
            ),
        },
        Scenario {
            name: "new, changed, gone, same, beside",
            old: Some(wanted(
                &[
                    ("same.rs", "same"),
                    ("a.rs", "old"),
                    ("gone/x.rs", "gone"),
                    ("gone/y.rs", "gone"),
                ],
                "names",
            )),
            new: wanted(
                &[
                    ("same.rs", "same"),
                    ("a.rs", "new"),
                    ("deep/er/b.rs", "new"),
                ],
                "names, more",
            )
            .with_beside(&BTreeMap::from([
                ("beside.md", "new".to_owned()),
                ("spec/api.yaml", "new".to_owned()),
            ]))
            .expect("paths"),
        },
        Scenario {
            name: "a file and a directory change places",
            old: Some(wanted(&[("a/x.rs", "x"), ("b", "b")], "names")),
            new: wanted(&[("a", "a"), ("b/x.rs", "x")], "names, more"),
        },
    ]
}

impl Scenario {
    fn place(&self) -> Place {
        let place = Place::new();
        if let Some(old) = &self.old {
            place.run(old);
            place.put("out/target/debug/built", "built");
            place.put("out/notes.md", "mine");
            place.put("beside.md", "old");
        }
        place
    }

    /// The old and the new state of an uninterrupted run.
    fn states(&self) -> (Contents, Contents) {
        let place = self.place();
        let old = place.contents();
        place.run(&self.new);
        (old, place.contents())
    }
}

#[test]
fn at_every_step() {
    for scenario in scenarios() {
        let (old, new) = scenario.states();
        let mut committed = false;
        let mut rolled_back = 0;
        for steps in 0.. {
            let place = scenario.place();
            let disk = DyingDisk::after(steps);
            // May still succeed: the last steps only clean up.
            let _ = place.run_on(&disk, &scenario.new);
            let context = format!("{}, after {steps} steps", scenario.name);
            let is_new = recover(&place, &old, &new, &context);
            assert!(
                is_new || !committed,
                "{context}: a later crash must not lose what an earlier one kept"
            );
            committed |= is_new;
            rolled_back += usize::from(!is_new);
            if disk.survived() {
                break;
            }
        }
        assert!(
            committed && rolled_back > 3,
            "{}: both ends must be seen",
            scenario.name
        );
    }
}

#[test]
fn also_while_recovering() {
    for scenario in scenarios() {
        let (old, new) = scenario.states();
        for first in 0.. {
            let mut died = false;
            for second in 0.. {
                let place = scenario.place();
                let disk = DyingDisk::after(first);
                let _ = place.run_on(&disk, &scenario.new);
                died = !disk.survived();
                let destination = place.destination();
                let recovering = DyingDisk::after(second);
                drop(Session::open(&destination, &recovering));
                recover(
                    &place,
                    &old,
                    &new,
                    &format!("{}, {first} then {second} steps", scenario.name),
                );
                if recovering.survived() {
                    break;
                }
            }
            if !died {
                break;
            }
        }
    }
}

/// Unlike a crash, it leaves the run time to clean up: nothing is left to the next run unless the swap has begun.
#[test]
fn on_a_disk_that_is_full_at_every_step() {
    for scenario in scenarios() {
        let (old, new) = scenario.states();
        for steps in 0.. {
            let place = scenario.place();
            let disk = FullDisk::after(steps);
            let result = place.run_on(&disk, &scenario.new);
            let context = format!("{}, full after {steps} steps", scenario.name);
            if !disk.has_refused() {
                assert!(result.is_ok() && place.contents() == new, "{context}");
                break;
            }
            match result.expect_err(&context) {
                Error::Unfinished { source } => {
                    assert!(source.to_string().contains("cannot create"), "{context}");
                    assert!(recover(&place, &old, &new, &context), "{context}");
                }
                error => {
                    assert!(error.to_string().contains("no storage space"), "{error}");
                    assert_eq!(place.contents(), old, "{context}");
                }
            }
        }
    }
}

/// Opens and closes a session, and returns whether the directory is then in the new state. Otherwise it must be in the
/// old one.
fn recover(place: &Place, old: &Contents, new: &Contents, context: &str) -> bool {
    let destination = place.destination();
    drop(
        Session::open(&destination, &QuickDisk)
            .unwrap_or_else(|error| panic!("{context}: {error}")),
    );
    let now = place.contents();
    assert!(
        now == *old || now == *new,
        "{context}: neither old nor new: {now:#?}"
    );
    now == *new
}

/// Stops a run right after the first rename into the output.
fn torn(scenario: &Scenario) -> Place {
    for steps in 0..300 {
        let place = scenario.place();
        let result = place.run_on(&DyingDisk::after(steps), &scenario.new);
        if matches!(result, Err(Error::Unfinished { .. })) && place.text("out/a.rs") == "new" {
            return place;
        }
    }
    panic!("no run was stopped in the middle of its swap");
}

#[test]
fn the_next_run_says_what_it_completed() {
    let scenario = &scenarios()[1];
    let place = torn(scenario);
    let destination = place.destination();
    assert!(watch(&destination).expect("no run is at work").interrupted);
    let session = Session::open(&destination, &QuickDisk).expect("a session");
    // Three writes (among them the manifest and the ledger), two removals, a change, and two files outside the output.
    assert!(
        matches!(session.recovery(), Recovery::Completed(8)),
        "{:?}",
        session.recovery()
    );
    assert!(
        compare(&destination, &scenario.new)
            .expect("a plan")
            .is_empty()
    );
    drop(session);
    assert!(!watch(&destination).expect("no run is at work").interrupted);
    let session = Session::open(&destination, &QuickDisk).expect("a session");
    assert_eq!(session.recovery(), Recovery::None);
}

#[test]
fn staging_that_was_cut_short_is_discarded() {
    let scenario = &scenarios()[1];
    let place = scenario.place();
    place
        .run_on(&DyingDisk::after(3), &scenario.new)
        .expect_err("a crash");
    let destination = place.destination();
    assert!(!watch(&destination).expect("no run is at work").interrupted);
    let session = Session::open(&destination, &QuickDisk).expect("a session");
    assert_eq!(session.recovery(), Recovery::Discarded);
}

#[test]
fn what_others_wrote_since_the_crash_is_not_replaced() {
    let scenario = &scenarios()[1];
    let place = torn(scenario);
    place.put("out/deep/er/b.rs", "mine");
    let destination = place.destination();
    let error = Session::open(&destination, &QuickDisk)
        .err()
        .expect("an error");
    assert!(
        matches!(&error, Error::Interfered { path, .. } if path.ends_with("deep/er/b.rs")),
        "{error}"
    );
    assert_eq!(place.text("out/deep/er/b.rs"), "mine");
    // Once the file is moved out of the way, the run can be completed.
    fs::remove_file(place.path("out/deep/er/b.rs")).expect("a removal");
    let (_, new) = scenario.states();
    drop(Session::open(&destination, &QuickDisk).expect("a session"));
    assert_eq!(place.contents(), new);
}

#[test]
fn a_damaged_staged_file_is_not_swapped_in() {
    let scenario = &scenarios()[1];
    let place = torn(scenario);
    let staged = fs::read_dir(place.path(".out.codegen/staged")).expect("a listing");
    for entry in staged {
        fs::write(entry.expect("an entry").path(), "torn").expect("a file");
    }
    let before = place.contents();
    let destination = place.destination();
    let error = Session::open(&destination, &QuickDisk)
        .err()
        .expect("an error");
    assert!(matches!(error, Error::Damaged { .. }), "{error}");
    let output = |contents: Contents| -> Contents {
        contents
            .into_iter()
            .filter(|(path, _)| !path.starts_with(".out.codegen/lock"))
            .collect()
    };
    assert_eq!(output(place.contents()), output(before));
}
