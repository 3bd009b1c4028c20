//! The events, by where they happen.

mod connections;
mod framing;
mod requests;
mod responses;
mod statuses;

use super::row::Row;

/// The table.
pub fn all() -> Vec<Row> {
    let mut rows = connections::rows();
    rows.extend(requests::rows());
    rows.extend(responses::rows());
    rows.extend(framing::rows());
    rows.extend(statuses::rows());
    rows
}
