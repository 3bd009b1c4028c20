//! The crate that uses the client, as cargo describes it.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::Error;
use crate::support::process;

/// A package or workspace.
#[derive(Debug)]
pub(super) struct Caller {
    /// The folder of its workspace.
    pub(super) root: PathBuf,
    /// The folders of its packages, relative to the root; the root itself if it has a package.
    pub(super) members: BTreeSet<PathBuf>,
    /// The folders of members that are the client itself, which another takes the place of.
    pub(super) clients: BTreeSet<PathBuf>,
    /// The package to check; `None` for the whole workspace.
    pub(super) package: Option<String>,
    /// The folder that the user named, relative to the root.
    pub(super) folder: PathBuf,
}

#[derive(Deserialize)]
struct Metadata {
    packages: Vec<Package>,
    workspace_root: PathBuf,
}

#[derive(Deserialize)]
struct Package {
    name: String,
    manifest_path: PathBuf,
}

impl Caller {
    /// Reads the manifests at a path, of a folder or of the manifest itself. Writes nothing, no lock file either. The client
    /// is the package `client`.
    pub(super) fn read(path: &Path, scratch: &Path, client: &str) -> Result<Self, Error> {
        let folder = if path.file_name().is_some_and(|name| name == "Cargo.toml") {
            path.parent().unwrap_or(path)
        } else {
            path
        };
        let unreadable = |said: String| Error::Metadata {
            path: path.to_path_buf(),
            said,
        };
        let real = |path: &Path| {
            path.canonicalize()
                .map_err(|error| unreadable(error.to_string()))
        };
        let folder = real(if folder.as_os_str().is_empty() {
            Path::new(".")
        } else {
            folder
        })?;
        if !folder.is_dir() {
            let advice = "give the folder of a package or workspace, or its Cargo.toml";
            return Err(unreadable(advice.to_owned()));
        }
        let mut cargo = process::cargo(&folder, scratch);
        // With `--no-deps` nothing is resolved, so cargo has nothing to lock.
        let output = cargo
            .args(["metadata", "--no-deps", "--format-version", "1"])
            .output()
            .map_err(Error::Cargo)?;
        if !output.status.success() {
            let said = String::from_utf8_lossy(&output.stderr);
            return Err(unreadable(said.trim().to_owned()));
        }
        let read: Metadata = serde_json::from_slice(&output.stdout)
            .map_err(|error| unreadable(error.to_string()))?;
        let root = real(&read.workspace_root)?;
        let mut members = BTreeSet::new();
        let mut clients = BTreeSet::new();
        let mut package = None;
        for member in read.packages {
            let home = real(member.manifest_path.parent().unwrap_or(&root))?;
            let Ok(inside) = home.strip_prefix(&root) else {
                let member = home;
                return Err(Error::Outside { member, root });
            };
            if member.name == client && home != root {
                clients.insert(inside.to_path_buf());
                continue;
            }
            members.insert(inside.to_path_buf());
            if home == folder {
                package = Some(member.name);
            }
        }
        // The root of a workspace stands for all of it.
        let package = package.filter(|_| members.len() == 1 || folder != root);
        let folder = folder.strip_prefix(&root).map(Path::to_path_buf);
        Ok(Self {
            folder: folder.unwrap_or_default(),
            root,
            members,
            clients,
            package,
        })
    }

    /// The manifests, relative to the root.
    pub(super) fn manifests(&self) -> BTreeSet<PathBuf> {
        let folders = self.members.iter().cloned().chain([PathBuf::new()]);
        folders.map(|folder| folder.join("Cargo.toml")).collect()
    }
}
