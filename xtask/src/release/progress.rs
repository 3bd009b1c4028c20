//! The progress of a download, on the status line.

use std::io::{self, Write};

use crate::report::size;
use crate::support::StatusLine;

/// Bytes between two updates of the line.
const STEP: u64 = 128 * 1024;

/// How much of a document has arrived.
pub(super) struct Progress<W: Write = io::Stderr> {
    line: StatusLine<W>,
    reported: u64,
}

impl<W: Write> Progress<W> {
    pub(super) fn new(line: StatusLine<W>) -> Self {
        Self { line, reported: 0 }
    }

    /// Shows how many bytes were received, and of how many if that is known.
    pub(super) fn report(&mut self, got: u64, of: Option<u64>) {
        if got == 0 || got.saturating_sub(self.reported) >= STEP || Some(got) == of {
            self.reported = got;
            self.line.show(&text(got, of));
        }
    }
}

fn text(got: u64, of: Option<u64>) -> String {
    match of {
        Some(of @ 1..) => {
            let percent = got.saturating_mul(100) / of;
            format!("fetching: {percent} % of {}", size(of))
        }
        _ => format!("fetching: {}", size(got)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_grows_in_steps_to_the_end() {
        let mut seen = Vec::new();
        {
            let mut progress = Progress::new(StatusLine::on(&mut seen, "update"));
            for got in [0, 1000, STEP, STEP + 1, 2 * STEP, 2 * STEP + 7] {
                progress.report(got, Some(2 * STEP + 7));
            }
        }
        let seen = String::from_utf8_lossy(&seen).into_owned();
        let percents = seen.split("fetching: ").skip(1);
        let percents: Vec<&str> = percents
            .filter_map(|text| text.split(" of").next())
            .collect();
        assert_eq!(percents, ["0 %", "49 %", "99 %", "100 %"]);
    }
}
