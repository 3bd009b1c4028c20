//! A command that ran: its exit code and what it printed.

use std::fs;
use std::path::Path;
use std::process::Command;

pub(crate) struct Ran {
    pub(crate) code: Option<i32>,
    pub(crate) out: String,
    pub(crate) err: String,
}

/// Runs `cargo xtask` with arguments in a directory.
pub(crate) fn xtask(directory: &Path, arguments: &[&str]) -> Ran {
    let output = Command::new(env!("CARGO_BIN_EXE_xtask"))
        .args(arguments)
        .current_dir(directory)
        .output()
        .expect("the command runs");
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    Ran {
        code: output.status.code(),
        out: text(output.stdout),
        err: text(output.stderr),
    }
}

/// The committed document.
pub(crate) fn fragment() -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    fs::read_to_string(root.join("spec/refunds.yaml")).expect("the fragment")
}

impl Ran {
    #[track_caller]
    pub(crate) fn expect(self, code: i32) -> Self {
        let Self { out, err, .. } = &self;
        assert_eq!(self.code, Some(code), "stdout:\n{out}\nstderr:\n{err}");
        assert!(
            !out.contains('\u{1b}') && !err.contains('\u{1b}'),
            "colours in a pipe"
        );
        self
    }

    #[track_caller]
    pub(crate) fn says(&self, part: &str) {
        let Self { out, err, .. } = self;
        let says = out.contains(part) || err.contains(part);
        assert!(says, "`{part}` is not in\n{out}\n{err}");
    }
}
