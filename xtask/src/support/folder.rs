//! Folders of Rust sources. Unchanged files are not touched, so that cargo does not rebuild them.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::path::Path;

use super::{Error, files};

/// Locks a folder until the lock is dropped: two runs must not build in it at the same time.
pub(crate) fn lock(folder: &Path, wait: impl FnOnce()) -> Result<File, Error> {
    let path = folder.join("lock");
    fs::create_dir_all(folder).map_err(Error::disk("make the folder", folder))?;
    let file = File::create(&path).map_err(Error::disk("write", &path))?;
    if file.try_lock().is_err() {
        wait();
        file.lock().map_err(Error::disk("lock", &path))?;
    }
    Ok(file)
}

/// Makes the folder have exactly these sources, by path.
pub(crate) fn write(folder: &Path, wanted: &BTreeMap<String, String>) -> Result<(), Error> {
    for (path, text) in wanted {
        write_file(&folder.join(path), text)?;
    }
    remove_others(&folder.join("src"), "src", wanted)
}

/// Writes a file, unless it has this content already.
pub(crate) fn write_file(path: &Path, text: &str) -> Result<(), Error> {
    if fs::read_to_string(path).is_ok_and(|old| old == text) {
        return Ok(());
    }
    files::write(path, text)
}

/// Removes the sources of earlier runs, if there are any.
fn remove_others(
    folder: &Path,
    prefix: &str,
    wanted: &BTreeMap<String, String>,
) -> Result<(), Error> {
    if !folder.is_dir() {
        return Ok(());
    }
    for entry in fs::read_dir(folder).map_err(Error::disk("list", folder))? {
        let path = entry.map_err(Error::disk("list", folder))?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let name = format!("{prefix}/{name}");
        // Not through a link.
        if fs::symlink_metadata(&path).is_ok_and(|meta| meta.is_dir()) {
            remove_others(&path, &name, wanted)?;
        } else if !wanted.contains_key(&name) {
            files::remove(&path)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_second_run_waits_for_the_first() {
        let folder = tempfile::tempdir().expect("a folder");
        let first = lock(folder.path(), || panic!("the lock is free")).expect("a lock");
        std::thread::scope(|scope| {
            let (told, wait) = std::sync::mpsc::channel();
            let folder = folder.path();
            let second = scope.spawn(move || lock(folder, move || told.send(()).expect("heard")));
            wait.recv().expect("it waits");
            assert!(!second.is_finished());
            drop(first);
            assert!(second.join().expect("it ends").is_ok());
        });
    }

    #[test]
    fn a_folder_has_what_is_wanted_and_no_more() {
        let folder = tempfile::tempdir().expect("a folder");
        let wanted = |names: &[&str]| {
            let files = names
                .iter()
                .map(|name| ((*name).to_owned(), format!("// {name}\n")));
            files.collect::<BTreeMap<_, _>>()
        };
        write(
            folder.path(),
            &wanted(&["Cargo.toml", "src/main.rs", "src/a/b.rs"]),
        )
        .expect("written");
        let main = folder.path().join("src/main.rs");
        let written = |path: &Path| fs::metadata(path).and_then(|about| about.modified()).ok();
        let before = written(&main);
        files::write(&folder.path().join("Cargo.lock"), "").expect("written");
        write(folder.path(), &wanted(&["Cargo.toml", "src/main.rs"])).expect("written");
        assert_eq!(written(&main), before);
        assert!(!folder.path().join("src/a/b.rs").exists());
        assert!(folder.path().join("Cargo.lock").exists());
    }
}
