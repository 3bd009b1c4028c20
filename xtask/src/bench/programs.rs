//! The programs whose builds are measured: small projects in `target/`, written from the sources in `programs/`.

use std::path::Path;

use super::catalogue::ASYNC_STRIPE;
use super::error::Error;
use crate::support::files;

/// A program whose build is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Program {
    /// A minimal program with the HTTP stack of our client.
    Floor,
    /// The same with the crate of the whole API.
    Ours,
    /// The same with async-stripe.
    AsyncStripe,
    /// All crates of async-stripe with all their features.
    AsyncStripeAll,
}

impl Program {
    /// The name of the program and its folder.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Floor => "floor",
            Self::Ours => "ours",
            Self::AsyncStripe => "async-stripe",
            Self::AsyncStripeAll => "async-stripe-all",
        }
    }

    fn sources(self) -> (&'static str, &'static str) {
        match self {
            Self::Floor => (
                include_str!("programs/floor.toml"),
                include_str!("programs/floor.rs"),
            ),
            Self::Ours => (
                include_str!("programs/ours.toml"),
                include_str!("programs/ours.rs"),
            ),
            Self::AsyncStripe => (
                include_str!("programs/async_stripe.toml"),
                include_str!("programs/async_stripe.rs"),
            ),
            // The same program with other dependencies.
            Self::AsyncStripeAll => (
                include_str!("programs/async_stripe_all.toml"),
                include_str!("programs/async_stripe.rs"),
            ),
        }
    }

    /// Writes the project to `folder`. `client` is the manifest of our client, `lock` the versions to build with.
    pub(crate) fn write(self, folder: &Path, client: &str, lock: &str) -> Result<(), Error> {
        let (manifest, main) = self.sources();
        files::write(&folder.join("Cargo.toml"), &fill(manifest, client)?)?;
        files::write(&folder.join("src/main.rs"), main)?;
        Ok(files::write(&folder.join("Cargo.lock"), lock)?)
    }
}

/// Fills a manifest with the peer's version, and with our client's dependencies for the HTTP stack.
pub(crate) fn fill(manifest: &str, client: &str) -> Result<String, Error> {
    let mut text = manifest.replace("{async-stripe}", ASYNC_STRIPE);
    for name in ["reqwest", "rustls", "ureq", "webpki-roots"] {
        let mark = format!("{{{name}}}");
        if text.contains(&mark) {
            let line = dependency(client, name).ok_or_else(|| {
                Error::unexpected(
                    "templates/Cargo.toml",
                    format!("it has no line for the dependency {name}"),
                )
            })?;
            text = text.replace(&mark, &line);
        }
    }
    Ok(text)
}

/// The line of a dependency in a manifest, without `optional`.
fn dependency(manifest: &str, name: &str) -> Option<String> {
    let line = manifest.lines().find(|line| {
        line.strip_prefix(name)
            .is_some_and(|rest| rest.trim_start().starts_with('='))
    })?;
    Some(line.replace(", optional = true", ""))
}

/// The version of a package in a `Cargo.lock`; the newest if there are several.
pub(crate) fn locked(lock: &str, package: &str) -> Option<String> {
    let name = format!("name = \"{package}\"");
    let lines: Vec<&str> = lock.lines().collect();
    let mut versions = lines.windows(2).filter_map(|pair| match pair {
        [first, second] if *first == name => second.strip_prefix("version = \"")?.strip_suffix('"'),
        _ => None,
    });
    // cargo sorts them.
    versions.next_back().map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    const CLIENT: &str = include_str!("../../../templates/Cargo.toml");

    #[test]
    fn the_floor_has_the_http_stack_of_the_client() {
        let (manifest, _) = Program::Floor.sources();
        let filled = fill(manifest, CLIENT).expect("it fills");
        assert!(
            !filled.contains('{') || !filled.contains("{reqwest}"),
            "{filled}"
        );
        assert!(!filled.contains("optional"), "{filled}");
        for name in ["reqwest", "rustls", "webpki-roots"] {
            let line = dependency(CLIENT, name).expect("the client has it");
            assert!(filled.lines().any(|other| other == line), "{line}");
        }
        assert!(fill(manifest, "[dependencies]").is_err());
    }

    #[test]
    fn a_dependency_is_found_by_its_whole_name() {
        let manifest = "rustls-x = \"1\"\nrustls = { version = \"2\", optional = true }\n";
        let line = dependency(manifest, "rustls");
        assert_eq!(line.as_deref(), Some("rustls = { version = \"2\" }"));
        assert_eq!(dependency(manifest, "rust"), None);
    }

    #[test]
    fn the_peer_has_the_version_of_the_catalogue() {
        for program in [Program::AsyncStripe, Program::AsyncStripeAll] {
            let filled = fill(program.sources().0, "").expect("it fills");
            let version = format!("\"={ASYNC_STRIPE}\"");
            assert!(filled.contains(&version), "{filled}");
        }
    }

    #[test]
    fn versions_are_read_off_the_lock() {
        let lock = "[[package]]\nname = \"serde\"\nversion = \"1.0.1\"\n\n[[package]]\nname = \"serde_qs\"\n\
                    version = \"1.1.3\"\n";
        assert_eq!(locked(lock, "serde").as_deref(), Some("1.0.1"));
        assert_eq!(locked(lock, "serde_qs").as_deref(), Some("1.1.3"));
        assert_eq!(locked(lock, "serd"), None);
    }
}
