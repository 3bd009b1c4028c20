//! The version of the crate: the next one, and the files that have it. Pure.
//!
//! `templates/Cargo.toml` is the source; `generated/Cargo.toml` and `Cargo.lock` repeat it.

use generator::diff::Verdict;
use semver::Version;

/// A change of the version.
#[derive(Debug)]
pub(super) struct Step {
    pub(super) old: Version,
    pub(super) new: Version,
}

/// The next version of a crate that is `current` and was last released as `released`.
///
/// Counted from the release, so that two changes between two releases do not take two steps.
pub(super) fn next(current: &Version, released: Option<&Version>, verdict: Verdict) -> Version {
    let next = step(released.unwrap_or(current), verdict);
    if next > *current {
        next
    } else {
        current.clone()
    }
}

/// The version after this one. Cargo takes the first number that is not 0 for the one that breaks callers; a 0.0.x is not
/// used here.
fn step(from: &Version, verdict: Verdict) -> Version {
    let Version {
        major,
        minor,
        patch,
        ..
    } = *from;
    match (verdict, major) {
        (Verdict::None, _) => from.clone(),
        (Verdict::Major, 1..) => Version::new(major.saturating_add(1), 0, 0),
        (Verdict::Major, 0) | (Verdict::Minor, 1..) => {
            Version::new(major, minor.saturating_add(1), 0)
        }
        (Verdict::Minor, 0) | (Verdict::Patch, _) => {
            Version::new(major, minor, patch.saturating_add(1))
        }
    }
}

/// The version that a manifest has.
pub(super) fn of_manifest(text: &str) -> Option<Version> {
    let line = text.lines().find_map(version_line)?;
    Version::parse(line).ok()
}

/// The manifest with another version.
pub(super) fn in_manifest(text: &str, version: &Version) -> String {
    let mut done = false;
    replace_line(text, |line| {
        let is_it = !done && version_line(line).is_some();
        done |= is_it;
        is_it.then(|| format!("version = \"{version}\""))
    })
}

/// `Cargo.lock` with another version of a package, which has no source where it is of the workspace.
pub(super) fn in_lock(text: &str, package: &str, version: &Version) -> String {
    let name = format!("name = \"{package}\"");
    let mut before = "";
    let mut found = Vec::new();
    for (number, line) in text.lines().enumerate() {
        if before == name && version_line(line).is_some() {
            found.push(number);
        }
        before = line;
    }
    let lines: Vec<&str> = text.lines().collect();
    found.retain(|number| {
        let next = lines.get(number.saturating_add(1));
        next.is_none_or(|line| !line.starts_with("source"))
    });
    let mut number = 0_usize;
    replace_line(text, |_| {
        let here = found.contains(&number);
        number = number.saturating_add(1);
        here.then(|| format!("version = \"{version}\""))
    })
}

/// The version in a line that says nothing else.
fn version_line(line: &str) -> Option<&str> {
    line.strip_prefix("version = \"")?.strip_suffix('"')
}

fn replace_line<'a>(text: &'a str, mut with: impl FnMut(&'a str) -> Option<String>) -> String {
    let lines = text.lines();
    let lines = lines.map(|line| with(line).unwrap_or_else(|| line.to_owned()) + "\n");
    lines.collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may panic")]
mod tests {
    use super::*;

    fn version(text: &str) -> Version {
        Version::parse(text).unwrap()
    }

    #[test]
    fn the_next_version() {
        for (current, released, verdict, expected) in [
            ("0.1.0", None, Verdict::None, "0.1.0"),
            ("0.1.0", None, Verdict::Patch, "0.1.1"),
            ("0.1.0", None, Verdict::Minor, "0.1.1"),
            ("0.1.3", None, Verdict::Major, "0.2.0"),
            ("1.2.3", None, Verdict::Patch, "1.2.4"),
            ("1.2.3", None, Verdict::Minor, "1.3.0"),
            ("1.2.3", None, Verdict::Major, "2.0.0"),
            // A second change before a release.
            ("0.1.1", Some("0.1.0"), Verdict::Minor, "0.1.1"),
            ("0.1.1", Some("0.1.0"), Verdict::Major, "0.2.0"),
            ("0.2.0", Some("0.1.0"), Verdict::Minor, "0.2.0"),
            ("0.2.0", Some("0.2.0"), Verdict::Minor, "0.2.1"),
            ("2.0.0-rc.1", Some("1.4.0"), Verdict::Major, "2.0.0"),
        ] {
            let released = released.map(version);
            let next = next(&version(current), released.as_ref(), verdict);
            assert_eq!(next, version(expected), "{current} {released:?} {verdict}");
        }
    }

    #[test]
    fn only_the_version_of_the_package_changes() {
        let manifest = "[package]\nname = \"a\"\nversion = \"0.1.0\"\n\n[dependencies.b]\nversion = \"0.1.0\"\n";
        assert_eq!(of_manifest(manifest), Some(version("0.1.0")));
        let expected = manifest.replacen("0.1.0", "0.2.0", 1);
        assert_eq!(in_manifest(manifest, &version("0.2.0")), expected);

        let lock = "[[package]]\nname = \"b\"\nversion = \"0.1.0\"\n\n[[package]]\nname = \"a\"\nversion = \"0.1.0\"\n\
                    dependencies = [\n \"b\",\n]\n\n[[package]]\nname = \"a\"\nversion = \"0.0.9\"\nsource = \"x\"\n";
        let expected = lock.replace("\"a\"\nversion = \"0.1.0\"", "\"a\"\nversion = \"0.2.0\"");
        assert_eq!(in_lock(lock, "a", &version("0.2.0")), expected);
        assert_eq!(in_lock(lock, "c", &version("0.2.0")), lock);
    }
}
