//! Stands in for `system.rs` on `wasm32-unknown-unknown`, where the standard library has no clock and no threads.

use std::sync::Arc;

use super::Clock;

/// No clock: what needs one is refused unless the caller gives one.
pub(crate) fn clock() -> Option<Arc<dyn Clock>> {
    None
}
