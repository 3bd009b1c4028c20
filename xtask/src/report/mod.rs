//! Text that several commands print. Pure: each function returns what is to be printed.

pub(crate) mod changes;
mod plan;
pub(crate) mod wrap;

use std::time::Duration;

use crate::support::Paint;

pub(crate) use plan::{diffs, planned, up_to_date, written};

/// Names that are listed one by one; of more, the rest is counted.
pub(crate) const LISTED: usize = 20;

/// How long a command took.
pub(crate) fn time(paint: Paint, time: Duration) -> String {
    line(paint, "time", &format!("{:.2} s", time.as_secs_f64()))
}

/// A line of a report: what happened, and to what.
pub(crate) fn line(paint: Paint, verb: &str, text: &str) -> String {
    format!("{} {text}\n", paint.bold(&format!("{verb:>8}")))
}

/// The line behind a list that is cut short; nothing where all `number` items are shown.
pub(crate) fn more(number: usize, shown: usize) -> String {
    match number.saturating_sub(shown) {
        0 => String::new(),
        rest => format!("         … and {} more\n", grouped(rest)),
    }
}

/// `1 file`, `1,204 files`.
pub(crate) fn count(number: usize, noun: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{} {noun}{plural}", grouped(number))
}

/// `1,204`.
pub(crate) fn grouped(number: usize) -> String {
    grouped_digits(&number.to_string())
}

/// [`grouped`] of a number that is text already.
pub(crate) fn grouped_digits(digits: &str) -> String {
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && digits.len().saturating_sub(index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// `6.8 MB`.
pub(crate) fn size(bytes: u64) -> String {
    let tenths = bytes.saturating_add(50_000) / 100_000;
    if tenths == 0 {
        return format!("{bytes} bytes");
    }
    format!("{}.{} MB", tenths / 10, tenths % 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped_and_nouns_agree() {
        assert_eq!(count(1, "file"), "1 file");
        assert_eq!(count(0, "file"), "0 files");
        assert_eq!(count(999, "line"), "999 lines");
        assert_eq!(count(1_204_000, "line"), "1,204,000 lines");
    }

    #[test]
    fn a_list_says_how_much_it_leaves_out() {
        assert_eq!(more(3, 3), "");
        assert_eq!(more(1_004, 3), "         … and 1,001 more\n");
    }

    #[test]
    fn sizes_are_short() {
        assert_eq!(size(6_802_014), "6.8 MB");
        assert_eq!(size(700), "700 bytes");
    }
}
