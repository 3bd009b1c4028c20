//! How a command ends that does not fail.

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Completion {
    /// Exit code 0.
    Success,
    /// The command compared something and found differences that it has to report: exit code 1.
    Differences,
}

impl Completion {
    /// [`Differences`](Self::Differences) if there are any.
    pub(crate) fn of(has_differences: bool) -> Self {
        if has_differences {
            Self::Differences
        } else {
            Self::Success
        }
    }
}
