//! The progress of a download, on one line of a terminal.

use std::io::{self, IsTerminal, Write};

/// Bytes between two updates of the line.
const STEP: u64 = 128 * 1024;

/// A line that is overwritten; nothing if the output is not a terminal.
pub(super) struct Progress<W: Write> {
    out: Option<W>,
    reported: u64,
}

impl Progress<io::Stderr> {
    /// On standard error, if that is a terminal.
    pub(super) fn detect() -> Self {
        let terminal = io::stderr().is_terminal();
        Self {
            out: terminal.then(io::stderr),
            reported: 0,
        }
    }
}

impl<W: Write> Progress<W> {
    /// Shows how many bytes were received, and of how many if that is known.
    pub(super) fn report(&mut self, got: u64, of: Option<u64>) {
        let Some(out) = &mut self.out else { return };
        if got == 0 || got.saturating_sub(self.reported) >= STEP || Some(got) == of {
            self.reported = got;
            // A closed terminal does not stop the download.
            let _ = write!(out, "\r\u{1b}[K{}", text(got, of));
            let _ = out.flush();
        }
    }
}

impl<W: Write> Drop for Progress<W> {
    fn drop(&mut self) {
        if let Some(out) = &mut self.out {
            let _ = write!(out, "\r\u{1b}[K");
            let _ = out.flush();
        }
    }
}

fn text(got: u64, of: Option<u64>) -> String {
    let size = crate::report::size;
    match of {
        Some(of @ 1..) => {
            let percent = got.saturating_mul(100) / of;
            format!("  update fetching: {percent} % of {}", size(of))
        }
        _ => format!("  update fetching: {}", size(got)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_terminal_sees_it_grow_and_is_left_clean() {
        let mut seen = Vec::new();
        {
            let mut progress = Progress {
                out: Some(&mut seen),
                reported: 0,
            };
            for got in [0, 1000, STEP, STEP + 1, 2 * STEP, 2 * STEP + 7] {
                progress.report(got, Some(2 * STEP + 7));
            }
        }
        let seen = String::from_utf8_lossy(&seen).into_owned();
        let told: Vec<&str> = seen.split("\r\u{1b}[K").map(str::trim).collect();
        let told: Vec<&str> = told
            .iter()
            .map(|line| line.trim_start_matches("update fetching: "))
            .map(|line| line.split(" of").next().unwrap_or_default())
            .collect();
        assert_eq!(told, ["", "0 %", "49 %", "99 %", "100 %", ""]);
    }
}
