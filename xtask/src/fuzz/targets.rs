//! The list of the targets, which is a file so that listing them builds nothing.

use std::fs;
use std::path::{Path, PathBuf};

use super::Error;
use crate::support;

/// A row of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Target {
    pub(super) name: String,
    /// The module, which is also the folder of the corpus.
    pub(super) module: String,
    /// Features of the crate.
    pub(super) features: Option<String>,
    /// The part of a total time, relative to the other targets.
    pub(super) share: u32,
    /// What a run without findings shows.
    pub(super) shows: String,
}

/// Where the crate of the targets is.
pub(super) fn folder(root: &Path) -> PathBuf {
    root.join("fuzz")
}

/// Reads the list.
pub(super) fn read(root: &Path) -> Result<Vec<Target>, Error> {
    let path = folder(root).join("targets.tsv");
    let text = fs::read_to_string(&path).map_err(support::Error::disk("read", &path))?;
    parse(&text).map_err(|row| Error::List { path, row })
}

fn parse(text: &str) -> Result<Vec<Target>, String> {
    let rows = text.lines().filter(|line| !line.starts_with('#'));
    rows.map(|row| target(row).ok_or_else(|| row.to_owned()))
        .collect()
}

fn target(row: &str) -> Option<Target> {
    let fields: Vec<&str> = row.split('\t').collect();
    let [name, module, features, share, shows] = *fields.as_slice() else {
        return None;
    };
    Some(Target {
        name: name.to_owned(),
        module: module.to_owned(),
        features: (features != "-").then(|| features.to_owned()),
        share: share.parse().ok().filter(|share| *share > 0)?,
        shows: shows.to_owned(),
    })
}

/// The targets with these names, in the order of the list; all of them if there are no names.
pub(super) fn chosen(targets: Vec<Target>, names: &[String]) -> Result<Vec<Target>, Error> {
    let is_known = |name: &&String| targets.iter().any(|target| target.name == **name);
    if let Some(name) = names.iter().find(|name| !is_known(name)) {
        return Err(Error::Unknown(name.clone()));
    }
    let is_chosen = |target: &Target| names.is_empty() || names.contains(&target.name);
    Ok(targets.into_iter().filter(is_chosen).collect())
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may panic")]
mod tests {
    use super::*;

    #[test]
    fn rows_have_five_columns_and_a_share() {
        let targets = parse("# name\na\tm\t-\t2\tshows this\nb\tm\tf\t1\tthat\n").unwrap();
        let [a, b] = targets.as_slice() else {
            panic!("{targets:?}");
        };
        assert_eq!((a.name.as_str(), a.share, &a.features), ("a", 2, &None));
        assert_eq!(b.features.as_deref(), Some("f"));
        for bad in ["a", "a\tm\t-\tx\ts", "a\tm\t-\t0\ts", "a\tm\t-\t1"] {
            assert_eq!(parse(bad), Err(bad.to_owned()));
        }
    }

    #[test]
    fn unknown_names_are_refused() {
        let targets = parse("a\tm\t-\t1\ts\nb\tm\t-\t1\ts\n").unwrap();
        let names = |names: &[&str]| {
            let names: Vec<String> = names.iter().map(|&name| name.to_owned()).collect();
            let chosen = chosen(targets.clone(), &names).map_err(|error| error.to_string())?;
            Ok::<_, String>(chosen.into_iter().map(|target| target.name).collect())
        };
        assert_eq!(names(&[]), Ok("ab".to_owned()));
        assert_eq!(names(&["b"]), Ok("b".to_owned()));
        assert!(names(&["b", "c"]).unwrap_err().contains("`c`"));
    }
}
