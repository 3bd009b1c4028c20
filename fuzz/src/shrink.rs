//! Makes the input of a finding shorter.

use std::time::{Duration, Instant};

use crate::panics::{self, Panic};
use crate::targets::Target;

/// How long to try.
const TIME: Duration = Duration::from_secs(3);

/// The shortest input that was found with a panic in the same place.
pub fn shrink(target: Target, input: Vec<u8>, panic: Panic) -> (Vec<u8>, Panic) {
    let start = Instant::now();
    let (mut best, mut found) = (input, panic);
    let mut length = best.len() / 2;
    while length > 0 && start.elapsed() < TIME {
        let mut at = 0;
        let mut shorter = false;
        while at < best.len() && start.elapsed() < TIME {
            let mut less = best.clone();
            less.drain(at..(at + length).min(best.len()));
            match panics::check(target, &less) {
                Some(panic) if panic.place == found.place => {
                    (best, found) = (less, panic);
                    shorter = true;
                }
                _ => at += length,
            }
        }
        if !shorter || length > 1 {
            length /= 2;
        }
    }
    (best, found)
}
