//! `impact` as a user runs it: what it finds in a crate, and that it leaves the crate as it is.

mod callers;
mod crates;
mod fixes;
pub(crate) mod place;
mod recall;
