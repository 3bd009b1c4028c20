//! A workspace below `target/` that is the caller's, but for its dependency on the client.
//!
//! Cargo writes the lock file of what it checks, and has no stable option for another one; and `[patch]` does not
//! replace a dependency by path. So manifests and the lock file are copied, the manifests with another path for the
//! client, and everything else is a link.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use toml_edit::{DocumentMut, InlineTable, Item, TableLike, Value};

use super::Error;
use super::caller::Caller;
use crate::support::{self, files};

/// The tables of dependencies, in a manifest and in each of its targets.
const TABLES: [&str; 3] = ["dependencies", "dev-dependencies", "build-dependencies"];

/// Makes `mirror` a copy of the caller's workspace that uses the client in the folder `client`.
pub(super) fn write(
    caller: &Caller,
    mirror: &Path,
    client: &Path,
    package: &str,
) -> Result<(), Error> {
    files::remove(mirror)?;
    let manifests = caller.manifests();
    // The folders that hold manifests, and those around them. The client's own is left out.
    let mut folders = BTreeSet::new();
    for path in manifests.iter().chain(&caller.clients) {
        folders.extend(path.ancestors().skip(1).map(Path::to_path_buf));
    }
    let mut has_client = false;
    for folder in &folders {
        let real = caller.root.join(folder);
        let copy = mirror.join(folder);
        fs::create_dir_all(&copy).map_err(disk("make the folder", &copy))?;
        for entry in fs::read_dir(&real).map_err(disk("list", &real))? {
            let entry = entry.map_err(disk("list", &real))?;
            let path = folder.join(entry.file_name());
            let is_root = folder.as_os_str().is_empty();
            let is_elsewhere = folders.contains(&path) || caller.clients.contains(&path);
            if is_elsewhere || (is_root && entry.file_name() == "target") {
                continue;
            }
            let to = mirror.join(&path);
            if manifests.contains(&path) {
                let text = files::read(&entry.path())?;
                let Rewritten { text, found } =
                    manifest(&text, &entry.path(), caller, client, package)?;
                has_client |= found;
                files::write(&to, &text)?;
            } else if is_root && entry.file_name() == "Cargo.lock" {
                fs::copy(entry.path(), &to).map_err(disk("copy", &to))?;
            } else {
                link(&entry.path(), &to).map_err(disk("link", &to))?;
            }
        }
    }
    if has_client {
        return Ok(());
    }
    Err(Error::NoClient {
        root: caller.root.clone(),
        package: package.to_owned(),
    })
}

fn disk(doing: &'static str, path: &Path) -> impl FnOnce(io::Error) -> Error {
    let path = path.to_path_buf();
    move |source| support::Error::disk(doing, path)(source).into()
}

#[cfg(unix)]
fn link(from: &Path, to: &Path) -> io::Result<()> {
    std::os::unix::fs::symlink(from, to)
}

#[cfg(windows)]
fn link(from: &Path, to: &Path) -> io::Result<()> {
    if from.is_dir() {
        std::os::windows::fs::symlink_dir(from, to)
    } else {
        std::os::windows::fs::symlink_file(from, to)
    }
}

/// A manifest of the mirror.
struct Rewritten {
    text: String,
    /// Whether it depends on the client.
    found: bool,
}

fn manifest(
    text: &str,
    path: &Path,
    caller: &Caller,
    client: &Path,
    package: &str,
) -> Result<Rewritten, Error> {
    let mut document: DocumentMut = text.parse().map_err(|source| Error::Manifest {
        path: path.to_path_buf(),
        source,
    })?;
    let mut dependencies = Dependencies {
        folder: path.parent().unwrap_or(&caller.root),
        caller,
        client,
        package,
        found: false,
    };
    dependencies.of(document.as_table_mut());
    if let Some(workspace) = table(document.get_mut("workspace")) {
        dependencies.of(workspace);
        dependencies.members(workspace);
    }
    if let Some(targets) = table(document.get_mut("target")) {
        for (_, target) in targets.iter_mut() {
            table(Some(target))
                .into_iter()
                .for_each(|target| dependencies.of(target));
        }
    }
    if let Some(patches) = table(document.get_mut("patch")) {
        for (_, patch) in patches.iter_mut() {
            table(Some(patch))
                .into_iter()
                .for_each(|patch| dependencies.paths(patch));
        }
    }
    let found = dependencies.found;
    Ok(Rewritten {
        text: document.to_string(),
        found,
    })
}

fn table(item: Option<&mut Item>) -> Option<&mut dyn TableLike> {
    item.and_then(Item::as_table_like_mut)
}

struct Dependencies<'a> {
    /// The folder of the manifest.
    folder: &'a Path,
    caller: &'a Caller,
    client: &'a Path,
    package: &'a str,
    found: bool,
}

impl Dependencies<'_> {
    fn of(&mut self, around: &mut dyn TableLike) {
        for name in TABLES {
            let Some(all) = table(around.get_mut(name)) else {
                continue;
            };
            for (key, dependency) in all.iter_mut() {
                if self.is_client(key.get(), dependency) {
                    self.found = true;
                    self.replace(dependency);
                }
            }
            self.paths(all);
        }
    }

    fn is_client(&self, key: &str, dependency: &Item) -> bool {
        let of = dependency.as_table_like();
        // The dependency of the workspace is replaced where it is.
        if of.is_some_and(|of| of.contains_key("workspace")) {
            return false;
        }
        let name = of.and_then(|of| of.get("package")?.as_str());
        name.unwrap_or(key) == self.package
    }

    /// Another source, and the same features.
    fn replace(&self, dependency: &mut Item) {
        if dependency.as_str().is_some() {
            *dependency = Item::Value(Value::InlineTable(InlineTable::new()));
        }
        let Some(of) = dependency.as_table_like_mut() else {
            return;
        };
        for source in [
            "version",
            "git",
            "branch",
            "tag",
            "rev",
            "registry",
            "registry-index",
        ] {
            of.remove(source);
        }
        let text = |text: &str| Item::Value(Value::from(text));
        of.insert("path", text(&self.client.to_string_lossy()));
        of.insert("package", text(super::CLIENT));
    }

    /// Paths that lead out of the workspace lead there from the mirror too.
    fn paths(&self, all: &mut dyn TableLike) {
        for (_, dependency) in all.iter_mut() {
            let Some(path) = dependency
                .as_table_like_mut()
                .and_then(|of| of.get_mut("path"))
            else {
                continue;
            };
            let Some(real) = path.as_str().map(|path| self.folder.join(path)) else {
                continue;
            };
            let Ok(real) = real.canonicalize() else {
                continue;
            };
            match real.strip_prefix(&self.caller.root) {
                // Such as a patch.
                Ok(inside) if self.caller.clients.contains(inside) => {
                    *path = Item::Value(Value::from(self.client.to_string_lossy().as_ref()));
                }
                Ok(_) => {}
                Err(_) => *path = Item::Value(Value::from(real.to_string_lossy().as_ref())),
            }
        }
    }

    /// Drops the client from the members that are written out: its folder is not here.
    fn members(&self, workspace: &mut dyn TableLike) {
        for name in ["members", "default-members"] {
            let is_client = |member: &Value| {
                let real = self.folder.join(member.as_str()?).canonicalize().ok()?;
                let inside = real.strip_prefix(&self.caller.root).ok()?;
                Some(self.caller.clients.contains(inside))
            };
            let members = workspace.get_mut(name).and_then(Item::as_array_mut);
            if let Some(members) = members {
                members.retain(|member| is_client(member) != Some(true));
            }
        }
    }
}

/// The path in the caller's workspace, relative to its root, of a file that the compiler names.
pub(super) fn original(file: &str, mirror: &Path) -> Option<PathBuf> {
    let path = Path::new(file);
    if path.is_relative() {
        return Some(path.to_path_buf());
    }
    path.strip_prefix(mirror).ok().map(Path::to_path_buf)
}
