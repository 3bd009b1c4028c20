//! Runs against a directory on disk.

use std::fs;
use std::path::Path;

use xtask::output::{Destination, Error, compare, watch};

use crate::support::{Place, RecordingDisk, changes, wanted};

const LEDGER: &str = "spec/names.tsv";

#[test]
fn a_first_run_writes_everything_and_leaves_nothing_beside_it() {
    let place = Place::new();
    place.run(&wanted(
        &[("Cargo.toml", "t"), ("src/lib.rs", "l")],
        "names",
    ));
    let contents = place.contents();
    let paths: Vec<&str> = contents.keys().map(String::as_str).collect();
    let expected = [
        "out",
        "out/.codegen-manifest",
        "out/Cargo.toml",
        "out/src",
        "out/src/lib.rs",
        "spec",
        LEDGER,
    ];
    assert_eq!(paths, expected);
    assert_eq!(place.text("out/src/lib.rs"), "l");
    assert_eq!(place.text(LEDGER), "names");
}

#[test]
fn a_second_run_touches_nothing() {
    let place = Place::new();
    let wanted = wanted(&[("src/lib.rs", "l")], "names");
    place.run(&wanted);
    let before = place.snapshot();
    std::thread::sleep(std::time::Duration::from_millis(20));
    assert!(place.run(&wanted).is_empty());
    let after = place.snapshot();
    let below = |path: &&String| path.starts_with("out") || path.starts_with("spec");
    assert!(before.keys().filter(below).count() > 3);
    assert_eq!(before, after);
}

#[test]
fn only_what_differs_is_touched() {
    let place = Place::new();
    place.run(&wanted(&[("src/a.rs", "1"), ("src/b.rs", "2")], "names"));
    let before = place.snapshot();
    std::thread::sleep(std::time::Duration::from_millis(20));
    place.run(&wanted(&[("src/a.rs", "1"), ("src/b.rs", "3")], "names"));
    let after = place.snapshot();
    assert_eq!(before["out/src/a.rs"], after["out/src/a.rs"]);
    assert_eq!(before[LEDGER], after[LEDGER]);
    assert_ne!(before["out/src/b.rs"].1, after["out/src/b.rs"].1);
}

#[test]
fn what_an_earlier_run_wrote_goes_and_everything_else_stays() {
    let place = Place::new();
    place.run(&wanted(
        &[
            ("src/lib.rs", "l"),
            ("src/old/a.rs", "a"),
            ("src/both/a.rs", "a"),
        ],
        "names",
    ));
    place.put("out/Cargo.lock", "locked");
    place.put("out/target/debug/x.rmeta", "built");
    place.put("out/src/both/mine.rs", "mine");
    let plan = place.run(&wanted(&[("src/lib.rs", "l")], "names"));
    assert_eq!(changes(&plan), ["gone src/both/a.rs", "gone src/old/a.rs"]);
    assert!(!place.has("out/src/old"), "an emptied directory goes");
    assert!(!place.has("out/src/both/a.rs"));
    assert_eq!(place.text("out/src/both/mine.rs"), "mine");
    assert_eq!(place.text("out/Cargo.lock"), "locked");
    assert_eq!(place.text("out/target/debug/x.rmeta"), "built");
    assert_eq!(place.text("out/src/lib.rs"), "l");
}

#[test]
fn a_foreign_file_in_the_way_stops_the_run_before_anything_is_written() {
    let place = Place::new();
    place.put("out/src/lib.rs", "mine");
    let before = place.snapshot();
    let error = place.try_run(&wanted(&[("a.rs", "a"), ("src/lib.rs", "l")], "names"));
    let message = error.expect_err("a conflict").to_string();
    assert!(
        message.contains("src/lib.rs: exists and was not written by this tool"),
        "{message}"
    );
    assert!(message.contains("has no manifest"), "{message}");
    let after = place.contents();
    assert_eq!(
        after,
        before
            .into_iter()
            .map(|(path, (text, _))| (path, text))
            .collect()
    );
}

#[test]
fn a_file_that_is_already_right_is_adopted() {
    let place = Place::new();
    place.put("out/src/lib.rs", "l");
    assert_eq!(
        changes(&place.run(&wanted(&[("src/lib.rs", "l")], ""))),
        Vec::<String>::new()
    );
    place.put("out/README.md", "mine");
    // From now on the manifest lists it as generated.
    assert_eq!(changes(&place.run(&wanted(&[], ""))), ["gone src/lib.rs"]);
    assert_eq!(place.text("out/README.md"), "mine");
}

#[test]
fn a_directory_of_someone_else_is_no_output() {
    let place = Place::new();
    place.put("out/a/hosts", "127.0.0.1");
    place.put("out/src/lib.rs", "l");
    let before = place.snapshot();
    let error = place.try_run(&wanted(&[("src/lib.rs", "l"), ("b.rs", "b")], ""));
    let message = error.expect_err("an error").to_string();
    assert!(message.contains("it has `a/hosts` in it"), "{message}");
    assert_eq!(place.snapshot(), before);
}

#[test]
fn an_edited_file_is_replaced_when_wanted_but_not_removed_when_not() {
    let place = Place::new();
    place.run(&wanted(&[("a.rs", "1"), ("b.rs", "2")], ""));
    place.put("out/a.rs", "edited");
    place.put("out/b.rs", "edited");
    let error = place
        .try_run(&wanted(&[("a.rs", "1")], ""))
        .expect_err("a conflict");
    assert!(
        error
            .to_string()
            .contains("b.rs: is no longer generated, but was edited"),
        "{error}"
    );
    assert_eq!(place.text("out/a.rs"), "edited", "nothing was written");
    assert_eq!(
        changes(&place.run(&wanted(&[("a.rs", "1"), ("b.rs", "2")], ""))),
        ["edited a.rs", "edited b.rs"]
    );
    assert_eq!(place.text("out/a.rs"), "1");
}

#[test]
fn files_and_directories_can_change_places() {
    let place = Place::new();
    place.run(&wanted(&[("a/x.rs", "1"), ("b", "2")], ""));
    let next = wanted(&[("a", "1"), ("b/x.rs", "2")], "");
    place.run(&next);
    assert_eq!(place.text("out/a"), "1");
    assert_eq!(place.text("out/b/x.rs"), "2");
    assert!(place.run(&next).is_empty());
}

#[test]
fn looking_writes_nothing() {
    let place = Place::new();
    place.run(&wanted(&[("src/a.rs", "1"), ("src/b.rs", "2")], "names"));
    place.put("out/src/a.rs", "edited");
    let before = place.snapshot();
    let destination = place.destination();
    let watch = watch(&destination).expect("no run is at work");
    let plan = compare(
        &destination,
        &wanted(&[("src/a.rs", "1"), ("src/c.rs", "3")], "more"),
    )
    .expect("a plan");
    assert!(!watch.interrupted);
    assert_eq!(
        changes(&plan),
        [
            "edited src/a.rs",
            "gone src/b.rs",
            "new src/c.rs",
            "changed LEDGER"
        ]
    );
    assert_eq!(place.snapshot(), before);
}

#[test]
fn looking_does_not_even_create_the_output() {
    let place = Place::new();
    let before = place.snapshot();
    let destination = Destination::beside(&place.path("deep/er/out")).expect("a destination");
    watch(&destination).expect("no run is at work");
    compare(&destination, &wanted(&[("a", "1")], "names")).expect("a plan");
    assert_eq!(place.snapshot(), before);
}

#[test]
fn the_ledger_beside_another_output_is_outside_of_it() {
    let place = Place::new();
    let destination = Destination::beside(&place.path("deep/out")).expect("a destination");
    let root = place.root().canonicalize().expect("a path");
    assert_eq!(destination.ledger(), root.join("deep/out.names.tsv"));
}

#[test]
fn a_place_that_cannot_be_an_output_is_refused() {
    let place = Place::new();
    place.put("file", "mine");
    let ledger = place.path("spec/names.tsv");
    let refused = |out: &str, ledger: &Path| match Destination::new(&place.path(out), ledger) {
        Err(Error::Place { why, .. }) => why.to_owned(),
        other => panic!("{out}: {other:?}"),
    };
    assert!(refused("file", &ledger).contains("not a directory"));
    assert!(refused("missing/../../x", &ledger).contains("`..`"));
    assert!(refused("out", &place.path("out/names.tsv")).contains("inside the output"));
    for out in [".git", ".git/hooks", "a/.git/x"] {
        assert!(refused(out, &ledger).contains("git repository"), "{out}");
    }
}

#[cfg(unix)]
#[test]
fn links_are_not_followed() {
    use std::os::unix::fs::symlink;
    let place = Place::new();
    place.put("elsewhere/lib.rs", "mine");
    fs::create_dir(place.path("out")).expect("a directory");
    symlink(place.path("elsewhere"), place.path("out/src")).expect("a link");
    symlink(place.path("elsewhere/lib.rs"), place.path("out/b.rs")).expect("a link");
    symlink(place.path("elsewhere/lib.rs"), place.path(LEDGER)).expect("a link");
    let error = place.try_run(&wanted(&[("src/lib.rs", "l"), ("b.rs", "b")], "names"));
    let message = error.expect_err("a conflict").to_string();
    for part in [
        "src/lib.rs: `src` is a symbolic link",
        "b.rs: `b.rs` is a",
        "the name ledger: `",
    ] {
        assert!(message.contains(part), "{message}");
    }
    assert_eq!(place.text("elsewhere/lib.rs"), "mine");
}

#[cfg(unix)]
#[test]
fn a_removal_does_not_follow_a_link_either() {
    use std::os::unix::fs::symlink;
    let place = Place::new();
    place.run(&wanted(&[("src/lib.rs", "l"), ("a.rs", "a")], ""));
    fs::rename(place.path("out/src"), place.path("elsewhere")).expect("a move");
    symlink(place.path("elsewhere"), place.path("out/src")).expect("a link");
    assert_eq!(
        changes(&place.run(&wanted(&[("a.rs", "a")], ""))),
        Vec::<String>::new()
    );
    assert_eq!(place.text("elsewhere/lib.rs"), "l");
}

#[test]
fn everything_is_on_disk_before_the_journal_and_the_journal_before_the_swap() {
    let place = Place::new();
    place.run(&wanted(&[("a.rs", "1"), ("src/old.rs", "o")], "names"));
    let disk = RecordingDisk::new(place.root());
    place
        .run_on(&disk, &wanted(&[("a.rs", "2"), ("src/b.rs", "3")], "more"))
        .expect("a run");
    let steps = disk.steps();
    let at = |step: &str| {
        let step = step.replace('@', ".out.codegen");
        steps
            .iter()
            .position(|other| *other == step)
            .unwrap_or_else(|| panic!("no `{step}` in {steps:#?}"))
    };
    let staged = |verb: &str| -> Vec<usize> {
        let start = format!("{verb} .out.codegen/staged/");
        let found = steps.iter().enumerate();
        let found = found.filter(|(_, step)| step.starts_with(&start));
        found.map(|(index, _)| index).collect()
    };
    let (written, flushed) = (staged("write"), staged("flush"));
    assert_eq!((written.len(), flushed.len()), (3 + 1, 3 + 1), "{steps:#?}");
    let order = [
        written[3],
        flushed[0],
        flushed[3],
        at("sync @/staged"),
        at("write @/journal.draft"),
        at("flush @/journal.draft"),
        at("rename @/journal"),
        at("sync @"),
        at("remove out/src/old.rs"),
        at("rename out/a.rs"),
        at("rename out/src/b.rs"),
        at("rename spec/names.tsv"),
        at("sync out"),
        at("remove @/journal"),
    ];
    assert!(order.is_sorted(), "{order:?} in {steps:#?}");
    for step in ["sync out/src", "sync spec"] {
        assert!(at(step) < at("remove @/journal"), "{steps:#?}");
    }
}
