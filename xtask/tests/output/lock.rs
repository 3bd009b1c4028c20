//! Two runs at once.

use std::fs;
use std::thread;

use xtask::output::{Error, Hash, LocalDisk, Session, watch};

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
        error.to_string().contains("which this tool did not make"),
        "{error}"
    );
    assert_eq!(place.text(".out.codegen"), "mine");
}

/// A repository can carry links by the names of the staging directory and of what is in it.
#[cfg(unix)]
#[test]
fn nothing_is_removed_or_written_through_a_link_in_the_staging_dir() {
    use std::os::unix::fs::symlink;
    for link in [
        "staged",
        "lock",
        "journal",
        "journal.draft",
        "staged/00000",
        "other",
    ] {
        let place = Place::new();
        place.put("elsewhere/00001", "mine");
        place.put("elsewhere/thesis.txt", "mine");
        place.put(".out.codegen/lock", "");
        let path = place.path(".out.codegen").join(link);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        let _ = fs::remove_file(&path);
        symlink(place.path("elsewhere"), &path).expect("a link");
        let before = place.snapshot();
        let destination = place.destination();
        let open = Session::open(&destination, &LocalDisk).err();
        let seen = watch(&destination).err();
        for error in [open, seen] {
            let message = error.expect("an error").to_string();
            assert!(
                message.contains("a symbolic link, which this tool did not make"),
                "{message}"
            );
        }
        assert_eq!(place.snapshot(), before, "{link}");
    }
}

#[cfg(unix)]
#[test]
fn a_dangling_link_in_the_place_of_the_lock_creates_nothing() {
    use std::os::unix::fs::symlink;
    let place = Place::new();
    fs::create_dir(place.path(".out.codegen")).expect("a folder");
    symlink(place.path("new"), place.path(".out.codegen/lock")).expect("a link");
    let destination = place.destination();
    assert!(Session::open(&destination, &LocalDisk).is_err());
    assert!(!place.has("new"));
}

/// A planted journal and staged file once wrote a hook of git.
#[test]
fn a_planted_journal_writes_no_file_that_no_run_writes() {
    let place = Place::new();
    let hook = "#!/bin/sh";
    place.put(".out.codegen/staged/00000", hook);
    let hash = Hash::of(hook.as_bytes());
    for target in [".git/hooks/pre-commit", "src/main.rs", "spec/other.yaml"] {
        let journal =
            format!("codegen-journal 1\nrename\t00000\t{hash}\t-\tsibling\t{target}\nend\n");
        place.put(".out.codegen/journal", &journal);
        let destination = place.destination();
        let error = Session::open(&destination, &LocalDisk)
            .err()
            .expect("an error");
        assert!(
            error.to_string().contains("line 2: is not a step"),
            "{error}"
        );
        assert!(!place.has(target), "{target}");
    }
}
