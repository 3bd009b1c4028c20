//! The manifest's text.

use std::path::Path;

use xtask::output::{Hash, Manifest, RelPath};

fn path(text: &str) -> RelPath {
    RelPath::parse(text).expect("a path")
}

fn parse(text: &str) -> Result<Manifest, String> {
    Manifest::parse(text, Path::new("out/.codegen-manifest")).map_err(|error| error.to_string())
}

#[test]
fn it_is_sorted_and_reads_back() {
    let mut manifest = Manifest::default();
    manifest.insert(path("src/b.rs"), Hash::of(b"b"));
    manifest.insert(path("src/a c.rs"), Hash::of(b"a"));
    let text = manifest.render();
    let lines: Vec<&str> = text.lines().filter(|line| !line.starts_with('#')).collect();
    // The hash of "a", from FIPS 180 implementations everywhere.
    let a = "ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb";
    assert_eq!(lines[0], format!("{a}  src/a c.rs"));
    assert!(
        lines[1].ends_with("  src/b.rs") && lines.len() == 2,
        "{text}"
    );
    assert_eq!(parse(&text), Ok(manifest));
}

#[test]
fn both_sides_of_a_merge_count_as_written() {
    let (ours, theirs) = (Hash::of(b"ours"), Hash::of(b"theirs"));
    let text =
        format!("<<<<<<< HEAD\n{ours}  src/a.rs\n=======\n{theirs}  src/a.rs\n>>>>>>> topic\n");
    let manifest = parse(&text).expect("a manifest");
    assert!(manifest.wrote(&path("src/a.rs"), b"ours"));
    assert!(manifest.wrote(&path("src/a.rs"), b"theirs"));
    assert!(!manifest.wrote(&path("src/a.rs"), b"mine"));
}

#[test]
fn a_line_that_no_run_wrote_is_refused_by_number() {
    let hash = Hash::of(b"");
    let fault = parse(&format!("# x\n{hash}  ../../etc/passwd\n")).expect_err("a fault");
    assert!(
        fault.contains("line 2") && fault.contains("path that cannot be in the output"),
        "{fault}"
    );
    assert!(
        parse("abc  src/a.rs\n")
            .expect_err("a fault")
            .contains("SHA-256")
    );
    assert!(
        parse("nonsense\n")
            .expect_err("a fault")
            .contains("HASH  PATH")
    );
}
