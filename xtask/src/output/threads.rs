//! Work on equal parts of a list, each part in a thread of its own.

use std::thread::{self, ScopedJoinHandle};

/// The results of `work` for up to `threads` parts of `all`, in their order. A panic of a part is a panic of the caller.
pub(super) fn parts<T: Sync, R: Send>(
    threads: usize,
    all: &[T],
    work: impl Fn(&[T]) -> R + Sync,
) -> Vec<R> {
    let size = all.len().div_ceil(threads.max(1)).max(1);
    let work = &work;
    thread::scope(|scope| {
        let parts = all.chunks(size);
        let parts: Vec<_> = parts.map(|part| scope.spawn(move || work(part))).collect();
        let join = |part: ScopedJoinHandle<'_, R>| match part.join() {
            Ok(result) => result,
            // Not an error of its own: the panic of a worker goes on in its caller.
            Err(panic) => std::panic::resume_unwind(panic),
        };
        parts.into_iter().map(join).collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_parts_are_all_of_the_list_in_its_order() {
        let all: Vec<u32> = (0..100).collect();
        for threads in [0, 1, 2, 7, 300] {
            let found = parts(threads, &all, <[u32]>::to_vec);
            assert!(found.len() <= threads.max(1), "{threads}");
            assert_eq!(found.concat(), all, "{threads}");
        }
        assert_eq!(parts(7, &[], <[u32]>::to_vec), Vec::<Vec<u32>>::new());
    }

    #[test]
    fn a_panic_of_a_part_reaches_the_caller() {
        let work = |part: &[u32]| assert_eq!(part, [1]);
        assert!(std::panic::catch_unwind(|| parts(2, &[1, 2], work)).is_err());
    }
}
