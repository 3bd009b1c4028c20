//! Many calls at once through one client, against a server that fails now and then: no write is lost or doubled, and memory
//! stays flat.
//!
//! The caller is a process of its own, so that its memory is that of the client and its calls alone. `CALLS` says how many
//! calls it makes; a tenth of what the issue asks for is the default.

mod books;
mod caller;
mod crowd;
mod memory;
mod restart;
mod slow;

/// How many calls are under way at once.
const AT_ONCE: usize = 200;

/// The percentage of requests that fail.
const FAULTS: u32 = 2;

const SEED: u64 = 18;

/// How many calls each test makes.
fn calls() -> usize {
    let given = std::env::var("CALLS").ok();
    given.map_or(1000, |number| number.parse().expect("CALLS is a number"))
}
