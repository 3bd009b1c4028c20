//! Why a command failed, whichever it was: exit code 2.

use std::error::Error;
use std::io;

use crate::support::{self, Console};
use crate::{
    bench, codegen, diff, docs, fuzz, harden, impact, ir, mock, names, parity, replay, spec, update,
};

/// Why a command failed.
#[derive(Debug)]
pub(crate) enum Failure {
    /// What any command can fail with.
    Shared(support::Error),
    /// An error of one command.
    Command(Box<dyn Error>),
}

impl From<support::Error> for Failure {
    fn from(error: support::Error) -> Self {
        Self::Shared(error)
    }
}

/// The error of each command is one of its own, or a shared one.
macro_rules! from_commands {
    ($($command:ident),*) => {$(
        impl From<$command::Error> for Failure {
            fn from(error: $command::Error) -> Self {
                match error {
                    $command::Error::Shared(error) => Self::Shared(error),
                    error => Self::Command(Box::new(error)),
                }
            }
        }
    )*};
}

from_commands!(
    bench, codegen, diff, docs, fuzz, harden, impact, ir, mock, names, parity, replay, spec, update
);

impl Failure {
    /// Whether the reader of standard output closed it, as `head` does.
    pub(crate) fn is_closed_pipe(&self) -> bool {
        matches!(self, Self::Shared(support::Error::Print(error)) if error.kind() == io::ErrorKind::BrokenPipe)
    }

    /// Prints the error.
    pub(crate) fn print(&self, console: &Console) {
        match self {
            // The generator's report has `error` at each of its locations.
            Self::Shared(support::Error::Refused(report)) => {
                console.diagnostic(&format!("{}\n", report.trim_end()));
            }
            Self::Shared(error) => console.error(&error.to_string()),
            Self::Command(error) => console.error(&error.to_string()),
        }
    }
}
