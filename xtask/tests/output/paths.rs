//! Which paths the generator may name.

use xtask::output::{PathFault, RelPath, Wanted};

use crate::support::files_of;

#[test]
fn plain_relative_paths_are_taken() {
    for path in [
        "Cargo.toml",
        "src/lib.rs",
        "src/a-b/c_d.rs",
        ".gitignore",
        "src/console.rs",
        "com10.rs",
    ] {
        assert_eq!(
            RelPath::parse(path).map(|path| path.to_string()),
            Ok(path.to_owned())
        );
    }
}

#[test]
fn paths_that_could_leave_the_output_are_refused() {
    for path in ["..", "../x", "src/../../x", "./x", "src/./x"] {
        assert_eq!(RelPath::parse(path), Err(PathFault::Dots), "{path}");
    }
    for path in ["", "/etc/passwd", "src//x", "src/"] {
        assert_eq!(RelPath::parse(path), Err(PathFault::EmptyPart), "{path}");
    }
    for (path, character) in [
        ("..\\x", '\\'),
        ("c:/x", ':'),
        ("a\nb", '\n'),
        ("a\tb", '\t'),
        ("a\0b", '\0'),
    ] {
        assert_eq!(
            RelPath::parse(path),
            Err(PathFault::Character(character)),
            "{path:?}"
        );
    }
    for (path, part) in [
        ("src/aux.rs", "aux.rs"),
        ("COM1", "COM1"),
        ("src/x.", "x."),
        ("x /y", "x "),
    ] {
        assert_eq!(
            RelPath::parse(path),
            Err(PathFault::Windows(part.to_owned())),
            "{path}"
        );
    }
}

#[test]
fn all_faults_come_in_one_error() {
    let files = files_of(&[
        ("../up.rs", ""),
        (".codegen-manifest", ""),
        ("src/Refund.rs", ""),
        ("src/refund.rs", ""),
        ("src/list", ""),
        ("src/list/page.rs", ""),
    ]);
    let message = Wanted::new(&files, "").expect_err("faults").to_string();
    for part in [
        "../up.rs: it has a part",
        ".codegen-manifest: the name of the manifest",
        "src/refund.rs: differs from src/Refund.rs in case only",
        "src/list/page.rs: needs the directory `src/list`",
    ] {
        assert!(message.contains(part), "{part} is not in\n{message}");
    }
}
