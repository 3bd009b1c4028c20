//! Errors of reading and writing an output, and what to do about them.

use std::io;
use std::path::PathBuf;

use super::destination::show;

/// A failure to plan or to write. Unless the message says otherwise, nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A call to the file system failed.
    #[error("cannot {doing} {}: {source}", show(.path))]
    Io {
        /// The verb of the sentence.
        doing: &'static str,
        /// The file or directory.
        path: PathBuf,
        /// The error of the operating system.
        source: io::Error,
    },
    /// `--out` or the ledger is not a usable path.
    #[error("{} cannot be {role}: {why}", show(.path))]
    Place {
        /// The place.
        path: PathBuf,
        /// Its role.
        role: &'static str,
        /// The problem.
        why: &'static str,
    },
    /// The generator named files that cannot be written together.
    #[error("the generator has file names that cannot be written:{}", list(.0))]
    Paths(Vec<String>),
    /// Files that no earlier run wrote.
    #[error("{}", in_the_way(.out, *.has_manifest, .conflicts))]
    Conflicts {
        /// The output directory.
        out: PathBuf,
        /// Whether the output has a manifest at all.
        has_manifest: bool,
        /// Every such file.
        conflicts: Vec<Conflict>,
    },
    /// A manifest or journal that this tool did not write, or not in this version.
    #[error("{}, line {line}: {why}; {help}", show(.path))]
    Record {
        /// The file.
        path: PathBuf,
        /// The line, counted from 1.
        line: usize,
        /// The problem.
        why: &'static str,
        /// What to do.
        help: &'static str,
    },
    /// The staging directory has something in it that this tool did not put there.
    #[error(
        "{} is {shape}, which this tool did not make, so {} is not used; see what it is, remove it, then run again",
        show(.path), show(.staging_dir)
    )]
    Staging {
        /// The directory itself, or a part of it.
        path: PathBuf,
        /// What is there.
        shape: &'static str,
        /// The directory.
        staging_dir: PathBuf,
    },
    /// The output is not empty, and no run wrote it.
    #[error(
        "{} is not empty and has no manifest, so no run of this tool wrote it: it has `{inside}` in it; choose an empty or new directory with --out",
        show(.out)
    )]
    Occupied {
        /// The output directory.
        out: PathBuf,
        /// The first file in it that would not be written.
        inside: String,
    },
    /// Another run holds the lock.
    #[error(
        "another run{} is writing to {}; wait for it to end, then run again (the lock is {})",
        .holder.as_ref().map(|pid| format!(" (process {pid})")).unwrap_or_default(), show(.out), show(.lock)
    )]
    Busy {
        /// The output directory.
        out: PathBuf,
        /// The lock file.
        lock: PathBuf,
        /// The process that holds it, when it could be read.
        holder: Option<String>,
    },
    /// Staging and a target are on different file systems, so that no rename can join them.
    #[error(
        "{} is on another file system than {}, where files are staged, so it cannot be replaced in one step; \
         choose an output whose parent directory is on the same file system",
        show(.target), show(.staging)
    )]
    OtherFileSystem {
        /// The directory that would be renamed into.
        target: PathBuf,
        /// The staging directory.
        staging: PathBuf,
    },
    /// A target was changed between the plan (or the interrupted run) and now.
    #[error(
        "{} was changed by another program during a run; restore it or move it away, then run again \
         (the rest of that run is kept in {})",
        show(.path), show(.staging_dir)
    )]
    Interfered {
        /// The target.
        path: PathBuf,
        /// Where the staged files and the journal are.
        staging_dir: PathBuf,
    },
    /// A staged file that the journal lists is missing or torn.
    #[error(
        "{} is missing or damaged, so the interrupted run that staged it cannot be completed; \
         restore the output and the ledger from version control, remove {}, then run again",
        show(.staged), show(.staging_dir)
    )]
    Damaged {
        /// The staged file.
        staged: PathBuf,
        /// Where the staged files and the journal are.
        staging_dir: PathBuf,
    },
    /// The change was started and could not be finished.
    #[error(
        "{source}\nthe output is half written; fix the cause and run again: the next run first completes this one"
    )]
    Unfinished {
        /// The cause.
        source: Box<Error>,
    },
}

/// A file or directory that no earlier run wrote.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Conflict {
    /// A file at a wanted path whose content differs.
    #[error("{0}: exists and was not written by this tool")]
    Foreign(String),
    /// A file that is to be removed but no longer has the content that was generated.
    #[error("{0}: is no longer generated, but was edited by hand; its content would be lost")]
    Edited(String),
    /// A directory at a wanted path that holds more than generated files.
    #[error("{path}: is a directory, with `{inside}` in it")]
    Directory {
        /// The wanted path.
        path: String,
        /// The first entry that was not generated, or that is not about to be removed.
        inside: String,
    },
    /// There is a file where a directory is needed.
    #[error("{path}: needs the directory `{by}`, which is a file")]
    Blocked {
        /// The wanted path.
        path: String,
        /// The file in the way.
        by: String,
    },
    /// A symbolic link at the path or above it; following it could lead out of the output.
    #[error("{path}: `{link}` is a symbolic link, and links are not followed")]
    Symlink {
        /// The wanted path.
        path: String,
        /// The link.
        link: String,
    },
    /// Neither file nor directory.
    #[error("{0}: is neither a file nor a directory")]
    Special(String),
}

impl Error {
    /// For `map_err`: an I/O failure while `doing` something to `path`.
    pub(super) fn io(
        doing: &'static str,
        path: impl Into<PathBuf>,
    ) -> impl FnOnce(io::Error) -> Self {
        let path = path.into();
        move |source| Self::Io {
            doing,
            path,
            source,
        }
    }
}

fn list<T: ToString>(lines: &[T]) -> String {
    lines
        .iter()
        .map(|line| format!("\n  {}", line.to_string()))
        .collect()
}

fn in_the_way(out: &std::path::Path, has_manifest: bool, conflicts: &[Conflict]) -> String {
    let help = if has_manifest {
        "move them away, or choose another directory with --out"
    } else {
        "the directory has no manifest, so no file in it is known to be generated; choose an empty or new one with --out"
    };
    format!(
        "{} has files that codegen did not write, so nothing was written:{}\n{help}",
        show(out),
        list(conflicts)
    )
}
