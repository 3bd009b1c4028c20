//! Two runs at once.

use std::fs;
use std::thread;

use xtask::output::{Error, LocalDisk, Session, watch};

use crate::support::{Place, wanted};

#[test]
fn a_second_run_is_told_who_is_at_work() {
    let place = Place::new();
    let destination = place.destination();
    let first = Session::open(&destination, &LocalDisk).expect("a session");
    for error in [
        Session::open(&destination, &LocalDisk)
            .err()
            .expect("an error"),
        watch(&destination).expect_err("an error"),
    ] {
        assert!(matches!(error, Error::Busy { .. }), "{error}");
        let message = error.to_string();
        assert!(
            message.contains(&format!("(process {})", std::process::id())),
            "{message}"
        );
        assert!(message.contains("run again"), "{message}");
    }
    drop(first);
    Session::open(&destination, &LocalDisk).expect("the lock is free again");
}

#[test]
fn a_check_holds_off_a_run_where_there_is_a_lock_to_hold() {
    let place = Place::new();
    // As an interrupted run leaves it.
    place.put(".out.codegen/lock", "1\n");
    let destination = place.destination();
    let check = watch(&destination).expect("the lock is free");
    let other = watch(&destination).expect("checks do not exclude each other");
    assert!(matches!(
        Session::open(&destination, &LocalDisk),
        Err(Error::Busy { .. })
    ));
    drop((check, other));
    Session::open(&destination, &LocalDisk).expect("the lock is free again");
}

#[test]
fn runs_that_race_never_mix() {
    let place = Place::new();
    let variant = |name: &str| {
        let own = format!("{name}.rs");
        wanted(&[("a.rs", name), ("b.rs", name), (&own, name)], name)
    };
    let names: Vec<String> = (0..4).map(|number| format!("run{number}")).collect();
    thread::scope(|scope| {
        for name in &names {
            let (place, variant) = (&place, &variant);
            scope.spawn(move || {
                let mut done = 0;
                while done < 25 {
                    match place.try_run(&variant(name)) {
                        Ok(_) => done += 1,
                        Err(Error::Busy { .. }) => thread::yield_now(),
                        Err(error) => panic!("{error}"),
                    }
                }
            });
        }
    });
    let last = place.text("spec/names.tsv");
    let clean = Place::new();
    clean.run(&variant(&last));
    assert_eq!(place.contents(), clean.contents());
}

#[test]
fn a_link_in_the_place_of_the_staging_dir_is_refused() {
    let place = Place::new();
    fs::write(place.path(".out.codegen"), "mine").expect("a file");
    let destination = place.destination();
    let error = Session::open(&destination, &LocalDisk)
        .err()
        .expect("an error");
    assert!(
        error
            .to_string()
            .contains("cannot be the staging directory"),
        "{error}"
    );
    assert_eq!(place.text(".out.codegen"), "mine");
}
