//! The committed client (`generated/`) as a caller uses it, async and blocking, against servers on loopback.

mod callers;
mod contract_table;
mod faults;
mod network;
mod secrets;
mod testing;
mod transport;
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
