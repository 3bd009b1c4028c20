//! The committed client (`generated/`) as a caller uses it, async and blocking, against servers on loopback.

mod faults;
mod network;
mod secrets;
mod webhooks;
mod wire;

/// Runs a future to completion.
fn wait<F: Future>(future: F) -> F::Output {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap()
        .block_on(future)
}
