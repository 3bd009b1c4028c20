//! Replaces `system.rs` on `wasm32-unknown-unknown`, where the standard library has no clock and no threads.

use std::sync::Arc;

use super::Clock;

/// No clock: a total timeout and the age of a signature need one from the caller.
pub(crate) fn clock() -> Option<Arc<dyn Clock>> {
    None
}
