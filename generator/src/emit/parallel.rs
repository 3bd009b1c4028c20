//! Runs independent units of work on all cores.

use std::num::NonZeroUsize;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// The number of cores that this process may use.
pub(super) fn cores() -> NonZeroUsize {
    thread::available_parallelism().unwrap_or(NonZeroUsize::MIN)
}

/// Runs `work` on all units and returns the results in the order of the units. A panic in a worker is propagated to the
/// caller.
pub(super) fn map<T: Sync, R: Send>(
    threads: NonZeroUsize,
    units: &[T],
    work: impl Fn(&T) -> R + Sync,
) -> Vec<R> {
    let next = AtomicUsize::new(0);
    // Units differ greatly in size, so each worker takes the next one as soon as it is free.
    let take = || {
        let mut done = Vec::new();
        loop {
            let index = next.fetch_add(1, Ordering::Relaxed);
            let Some(unit) = units.get(index) else {
                return done;
            };
            done.push((index, work(unit)));
        }
    };
    let mut done = thread::scope(|scope| {
        let others: Vec<_> = (1..threads.get().min(units.len()))
            .map(|_| scope.spawn(take))
            .collect();
        let mut done = take();
        for other in others {
            match other.join() {
                Ok(more) => done.extend(more),
                // Not an error of its own: the panic of a worker goes on in its caller.
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        done
    });
    done.sort_unstable_by_key(|(index, _)| *index);
    done.into_iter().map(|(_, result)| result).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn threads(number: usize) -> NonZeroUsize {
        NonZeroUsize::new(number).unwrap_or(NonZeroUsize::MIN)
    }

    #[test]
    fn results_are_in_the_order_of_the_units() {
        let units: Vec<u64> = (0..200).collect();
        for number in [1, 2, 7, 300] {
            let results = map(threads(number), &units, |unit| {
                // The first units take longest, so that later ones are done before them.
                thread::sleep(std::time::Duration::from_micros(200 - unit));
                unit * 2
            });
            let expected: Vec<u64> = units.iter().map(|unit| unit * 2).collect();
            assert_eq!(results, expected, "{number} threads");
        }
        assert!(map(threads(7), &[], |unit: &u64| *unit).is_empty());
    }

    #[test]
    fn a_panic_of_a_worker_reaches_the_caller() {
        for number in [1, 2, 7] {
            let panic = std::panic::catch_unwind(|| {
                map(threads(number), &[0, 1, 2, 3], |unit| {
                    assert_ne!(*unit, 2, "the third unit");
                });
            });
            assert!(panic.is_err(), "{number} threads");
        }
    }
}
