//! `spec/stripe.lock`: which document the fragment is a slice of.

use super::Error;
use crate::output::Hash;
use crate::support::{LOCK, Project, files};

/// The first line of the file.
const HEAD: &str =
    "# Which document spec/refunds.yaml is a slice of. Written by `cargo xtask update`.\n";

/// Stands for a tag where there is none.
const NO_TAG: &str = "-";

/// Where a document came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Lock {
    /// The repository, or the name of the file.
    pub(crate) source: String,
    /// The tag, for a document of a repository.
    pub(crate) tag: Option<String>,
    /// The API version.
    pub(crate) version: String,
    /// Of the bytes of the whole document.
    pub(crate) sha256: Hash,
    /// The version of the generator that sliced it.
    pub(crate) generator: String,
}

impl Lock {
    /// The lock of the project, if there is one.
    pub(crate) fn read(project: &Project) -> Result<Option<Self>, Error> {
        let path = project.root().join(LOCK);
        if !path.exists() {
            return Ok(None);
        }
        let lock = Self::parse(&files::read(&path)?);
        Ok(Some(lock.map_err(|(line, why)| Error::Lock {
            path,
            line,
            why,
        })?))
    }

    /// One line for each key.
    pub(crate) fn print(&self) -> String {
        let tag = self.tag.as_deref().unwrap_or(NO_TAG);
        let sha256 = self.sha256.to_string();
        let facts = [
            ("source", self.source.as_str()),
            ("tag", tag),
            ("version", &self.version),
            ("sha256", &sha256),
            ("generator", &self.generator),
        ];
        let lines = facts.map(|(key, value)| format!("{key:<10}{value}\n"));
        HEAD.to_owned() + &lines.concat()
    }

    /// Reads what [`print`](Self::print) writes. The fault has its line, counted from 1.
    pub(crate) fn parse(text: &str) -> Result<Self, (usize, String)> {
        let [mut source, mut tag, mut version, mut sha256, mut generator] = [const { None }; 5];
        for (line, number) in text.lines().zip(1..) {
            let line = line.trim();
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let (key, value) = line
                .split_once(char::is_whitespace)
                .ok_or_else(|| (number, format!("`{line}` is not a key and a value")))?;
            let place = match key {
                "source" => &mut source,
                "tag" => &mut tag,
                "version" => &mut version,
                "sha256" => &mut sha256,
                "generator" => &mut generator,
                _ => return Err((number, format!("unknown key `{key}`"))),
            };
            if place.replace((number, value.trim().to_owned())).is_some() {
                return Err((number, format!("`{key}` is set twice")));
            }
        }
        let last = text.lines().count().max(1);
        let need = |place: Option<(usize, String)>, key| {
            place.ok_or_else(|| (last, format!("`{key}` is missing")))
        };
        let (line, hash) = need(sha256, "sha256")?;
        let (_, tag) = need(tag, "tag")?;
        Ok(Self {
            source: need(source, "source")?.1,
            tag: (tag != NO_TAG).then_some(tag),
            version: need(version, "version")?.1,
            sha256: Hash::parse(&hash).ok_or_else(|| (line, "not a sha256".to_owned()))?,
            generator: need(generator, "generator")?.1,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lock() -> Lock {
        Lock {
            source: "my document.json".to_owned(),
            tag: Some("v7".to_owned()),
            version: "2026-05-27.dahlia".to_owned(),
            sha256: Hash::of(b"document"),
            generator: "0.1.0".to_owned(),
        }
    }

    #[test]
    fn what_is_printed_is_read_back() {
        let untagged = Lock {
            tag: None,
            ..lock()
        };
        for lock in [lock(), untagged] {
            assert_eq!(Lock::parse(&lock.print()), Ok(lock));
        }
    }

    #[test]
    fn errors_have_their_line() {
        let text = lock().print();
        let fault = |text: &str| Lock::parse(text).map_err(|(line, why)| format!("{line}: {why}"));
        let expected = |message: &str| Err(message.to_owned());
        assert_eq!(fault(""), expected("1: `sha256` is missing"));
        assert_eq!(
            fault(&text.replace("tag ", "tab ")),
            expected("3: unknown key `tab`")
        );
        assert_eq!(
            fault(&text.replace("version ", "tag ")),
            expected("4: `tag` is set twice")
        );
        assert_eq!(
            fault(&text.replace("sha256    ", "sha256    0")),
            expected("5: not a sha256")
        );
    }
}
