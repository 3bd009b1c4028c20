//! The browser of this machine, for tests that show pages.

use std::env;
use std::ffi::OsString;
use std::process::Command;

/// The browser that `CHROMIUM` names, or else the one on the path; `None`, with a note on stderr that `what` was skipped,
/// if there is none.
#[must_use]
pub fn find(what: &str) -> Option<OsString> {
    let known = ["chromium", "chromium-browser", "google-chrome"].map(OsString::from);
    let mut names: Vec<OsString> = env::var_os("CHROMIUM").into_iter().chain(known).collect();
    names.retain(|name| {
        let ran = Command::new(name).arg("--version").output();
        ran.is_ok_and(|ran| ran.status.success())
    });
    if names.is_empty() {
        crate::say(&format!(
            "skipped: {what} is shown by no browser, since there is none (install chromium, or set CHROMIUM)"
        ));
    }
    names.into_iter().next()
}
