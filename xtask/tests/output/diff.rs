//! The diffs of `--check` are short.

use xtask::output::unified;

fn lines(text: impl Fn(usize) -> String, count: usize) -> String {
    (0..count).map(|number| text(number) + "\n").collect()
}

#[test]
fn a_small_change_is_shown_whole() {
    let diff = unified("a.rs", b"one\ntwo\nthree\n", b"one\n2\nthree\n");
    let expected =
        "--- a.rs (on disk)\n+++ a.rs (generated)\n@@ -1,3 +1,3 @@\n one\n-two\n+2\n three\n";
    assert_eq!(diff, expected);
}

#[test]
fn hunks_beyond_the_third_are_counted() {
    let old = lines(|number| number.to_string(), 200);
    let new = lines(
        |number| {
            if number % 40 == 20 {
                "x".to_owned()
            } else {
                number.to_string()
            }
        },
        200,
    );
    let diff = unified("a.rs", old.as_bytes(), new.as_bytes());
    assert_eq!(diff.matches("@@ -").count(), 3, "{diff}");
    assert!(diff.ends_with("… hunks left out: 2\n"), "{diff}");
}

#[test]
fn a_rewritten_file_does_not_fill_the_screen() {
    let old = lines(|number| format!("old {number}"), 500);
    let new = lines(|number| format!("new {number}"), 500);
    let diff = unified("a.rs", old.as_bytes(), new.as_bytes());
    // Two header lines, forty lines of the hunk, and a line that counts the other 961.
    assert_eq!(diff.lines().count(), 43, "{diff}");
    assert!(
        diff.ends_with("… lines of this hunk left out: 961\n"),
        "{diff}"
    );
}
