//! What is said of a stand-in when it is made.

/// How a stand-in behaves.
#[derive(Debug, Clone, Copy, Default)]
pub struct Options {
    /// What all ids, and all chance, follow from.
    pub seed: u64,
    /// Whether whatever is asked for by an id exists.
    pub any_id: bool,
    /// Where the clock stands, in seconds since the Unix epoch; `None`: it goes.
    pub clock: Option<i64>,
}
