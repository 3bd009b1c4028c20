//! Short unified diffs for `--check`.

use std::time::Duration;

use similar::TextDiff;

/// How many hunks of a file are shown.
const HUNKS: usize = 3;
/// How many lines of a file are shown, over all of its hunks.
const LINES: usize = 40;

/// A unified diff of `old` against `new` under the name `name`, cut to a few hunks, with a count of the rest.
pub fn unified(name: &str, old: &[u8], new: &[u8]) -> String {
    let (old, new) = (String::from_utf8_lossy(old), String::from_utf8_lossy(new));
    // Diffing a completely rewritten file must not slow the check down. At the timeout the diff is only less minimal.
    let diff = TextDiff::configure()
        .timeout(Duration::from_secs(1))
        .diff_lines(&*old, &*new);
    let mut text = format!("--- {name} (on disk)\n+++ {name} (generated)\n");
    let mut unified = diff.unified_diff();
    let hunks: Vec<String> = unified
        .context_radius(2)
        .iter_hunks()
        .map(|hunk| hunk.to_string())
        .collect();
    let mut left = LINES;
    let mut shown = 0_usize;
    for hunk in hunks.iter().take(HUNKS) {
        if left == 0 {
            break;
        }
        shown = shown.saturating_add(1);
        let count = hunk.lines().count();
        for line in hunk.lines().take(left) {
            text.push_str(line);
            text.push('\n');
        }
        if count > left {
            text.push_str(&format!(
                "… lines of this hunk left out: {}\n",
                count.saturating_sub(left)
            ));
        }
        left = left.saturating_sub(count);
    }
    if hunks.len() > shown {
        text.push_str(&format!(
            "… hunks left out: {}\n",
            hunks.len().saturating_sub(shown)
        ));
    }
    text
}
