//! The two clients.

/// One of the two clients.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Mode {
    Async,
    Blocking,
}

impl Mode {
    /// The name of the mode, which is also the client's cargo feature.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Async => "async",
            Self::Blocking => "blocking",
        }
    }

    pub(crate) fn parse(name: &str) -> Option<Self> {
        [Self::Async, Self::Blocking]
            .into_iter()
            .find(|mode| mode.name() == name)
    }
}
