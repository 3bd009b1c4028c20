//! The memory of this process.

use std::alloc::System;
use std::time::Duration;

use cap::Cap;

#[global_allocator]
static HEAP: Cap<System> = Cap::new(System, usize::MAX);

/// Bytes of memory.
#[derive(Debug, Clone, Copy, Default)]
pub struct Memory {
    /// Allocated and not freed.
    pub held: usize,
    /// Resident, without what is read from files, such as the program's code; 0 where the system does not tell. The
    /// allocator keeps some of what is freed.
    pub resident: usize,
}

impl Memory {
    /// The memory when nothing has been freed for half a second, however busy the machine is.
    pub fn settled() -> Self {
        let mut least = Self::now();
        let mut quiet = 0;
        while quiet < 10 {
            std::thread::sleep(Duration::from_millis(50));
            let now = Self::now();
            quiet = if now.held < least.held { 0 } else { quiet + 1 };
            if now.held < least.held {
                least = now;
            }
        }
        least
    }

    pub fn now() -> Self {
        let held = HEAP.allocated();
        let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
        let line = status
            .lines()
            .find_map(|line| line.strip_prefix("RssAnon:"));
        let number = line.and_then(|line| line.split_whitespace().next());
        let resident: usize = number.and_then(|number| number.parse().ok()).unwrap_or(0);
        Self {
            held,
            resident: resident * 1024,
        }
    }
}

#[test]
#[cfg(target_os = "linux")]
fn it_grows_with_what_is_held() {
    const SIZE: usize = 64 << 20;
    let before = Memory::now();
    let held = vec![1_u8; SIZE];
    let after = Memory::now();
    assert!(after.held >= before.held + SIZE, "{before:?} {after:?}");
    assert!(before.resident > 0, "{before:?}");
    assert!(
        after.resident > before.resident + SIZE / 2,
        "{before:?} {after:?}"
    );
    drop(held);
    assert!(Memory::now().held < after.held);
}
