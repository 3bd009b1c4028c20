//! The comparison for people: in a terminal, or as Markdown for a pull request.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use generator::diff::{Change, Level, Site, Verdict};
use generator::ir::{Api, Side as Way};

use super::{Comparison, verdict_colour};
use crate::console::Paint;
use crate::report::{count, grouped};

/// Places and names that a terminal shows; Markdown and JSON have all.
const SHOWN: usize = 6;

/// Reasons on the first screen.
const REASONS: usize = 5;

/// How it is written.
#[derive(Clone, Copy)]
pub(super) enum Style {
    Term(Paint),
    Markdown,
}

impl Style {
    fn heading(self, text: &str) -> String {
        match self {
            Self::Term(paint) => format!("\n{}\n", paint.bold(text)),
            Self::Markdown => format!("\n## {text}\n\n"),
        }
    }

    fn text(self, markdown: &str) -> String {
        match self {
            Self::Term(_) => markdown.replace('`', ""),
            Self::Markdown => markdown.to_owned(),
        }
    }

    fn small(self, text: &str) -> String {
        match self {
            Self::Term(paint) => paint.dim(&text.replace('`', "")),
            Self::Markdown => text.to_owned(),
        }
    }

    fn places(self) -> usize {
        match self {
            Self::Term(_) => SHOWN,
            Self::Markdown => usize::MAX,
        }
    }
}

/// All of it, the verdict first.
pub(super) fn report(comparison: &Comparison, style: Style) -> String {
    let mut text = verdict(comparison, style);
    for (level, title) in [
        (Level::Breaking, "Breaking for callers"),
        (Level::Behaviour, "Compiles, and may act differently"),
        (Level::Addition, "New"),
    ] {
        let changes: Vec<&Change> = comparison.diff.at(level).collect();
        if changes.is_empty() {
            continue;
        }
        text += &style.heading(&format!("{title} ({})", grouped(changes.len())));
        for change in changes {
            text += &item(change, style);
        }
    }
    text += &documentation(comparison, style);
    text += &names(comparison, style);
    text + &size(comparison, style)
}

/// Where it comes from and what it comes to: the first screen.
fn verdict(comparison: &Comparison, style: Style) -> String {
    let Comparison { base, head, diff } = comparison;
    let verdict = diff.verdict();
    let mut text = String::new();
    let words = match verdict {
        Verdict::None => "nothing changes".to_owned(),
        verdict => format!("verdict: {verdict}"),
    };
    // Writing to a String cannot fail.
    let _ = match style {
        Style::Term(paint) => {
            writeln!(
                text,
                "{}",
                paint.bold(&verdict_colour(paint, verdict, &words))
            )
        }
        Style::Markdown => writeln!(text, "# API changes: {words}\n"),
    };
    for (title, side) in [("from", base), ("to", head)] {
        let (name, version) = (&side.name, &side.lowered.api.version);
        let line = format!("{title:<4} {version}: {name}, sha256 `{}`", side.hash);
        let _ = match style {
            Style::Term(_) => writeln!(text, "  {}", style.text(&line)),
            Style::Markdown => writeln!(text, "- {line}"),
        };
    }
    let by = format!("by   generator {}", env!("CARGO_PKG_VERSION"));
    let _ = match style {
        Style::Term(_) => writeln!(text, "  {by}\n"),
        Style::Markdown => writeln!(text, "- {by}\n"),
    };
    for reason in reasons(comparison) {
        let _ = match style {
            Style::Term(_) => writeln!(text, "  {}", style.text(&reason)),
            Style::Markdown => writeln!(text, "- {reason}"),
        };
    }
    text
}

fn reasons(comparison: &Comparison) -> Vec<String> {
    let diff = &comparison.diff;
    let mut reasons = Vec::new();
    for (level, kind, words) in [
        (Level::Breaking, "major", "programs may no longer compile"),
        (
            Level::Behaviour,
            "minor",
            "programs compile and may act differently",
        ),
        (Level::Addition, "minor", "there is more"),
        (Level::Documentation, "patch", "nothing that a program sees"),
    ] {
        let changes: Vec<&Change> = diff.at(level).collect();
        if changes.is_empty() {
            continue;
        }
        reasons.push(format!(
            "{kind}: {}: {words}",
            count(changes.len(), "change")
        ));
        if level == Level::Breaking {
            let shown = changes.iter().take(REASONS);
            reasons.extend(shown.map(|change| format!("  {}", change.sentence(1))));
            if let Some(more @ 1..) = changes.len().checked_sub(REASONS) {
                reasons.push(format!("  and {} more", grouped(more)));
            }
        }
    }
    if !diff.names.retired.is_empty() {
        let names = count(diff.names.retired.len(), "name");
        reasons.push(format!("major: {names} of the client are gone"));
    }
    if diff.prose > 0 {
        reasons.push(format!("patch: {} differ", count(diff.prose, "text")));
    }
    if diff.rest {
        reasons.push("patch: an order differs that no program sees".to_owned());
    }
    reasons
}

fn item(change: &Change, style: Style) -> String {
    let mut text = String::new();
    let _ = match style {
        Style::Term(_) => writeln!(text, "  * {}", style.text(&change.sentence(style.places()))),
        Style::Markdown => writeln!(text, "* {}", change.sentence(style.places())),
    };
    if matches!(change.level, Level::Breaking) {
        for line in signatures(&change.sites, style.places()) {
            let _ = writeln!(text, "    {}", style.small(&format!("- {line}")));
        }
    }
    if matches!(change.level, Level::Breaking | Level::Behaviour)
        && let Some(advice) = change.advice()
    {
        let _ = writeln!(
            text,
            "    {}",
            style.small(&format!("- Instead: {advice}."))
        );
    }
    if let Some(site) = change.sites.first() {
        let pointers: Vec<String> = [("before", &site.base), ("after", &site.head)]
            .into_iter()
            .filter_map(|(when, pointer)| Some(format!("{when} `{}`", pointer.as_ref()?)))
            .collect();
        let more = match change.sites.len() {
            1 => "",
            _ => ", and so at the other places",
        };
        let line = format!("- Spec: {}{more}", pointers.join(", "));
        let _ = writeln!(text, "    {}", style.small(&line));
    }
    text
}

/// The Rust before and after, each pair once.
fn signatures(sites: &[Site], most: usize) -> Vec<String> {
    let pairs: BTreeSet<(&Option<String>, &Option<String>)> =
        sites.iter().map(|site| (&site.old, &site.new)).collect();
    let lines = pairs.iter().filter_map(|pair| {
        Some(match pair {
            (Some(old), Some(new)) if old == new => return None,
            (Some(old), Some(new)) => format!("Rust: `{old}` becomes `{new}`"),
            (Some(old), None) => format!("Rust: `{old}` is gone"),
            (None, Some(new)) => format!("Rust: `{new}` is needed"),
            (None, None) => return None,
        })
    });
    let mut lines: Vec<String> = lines.collect();
    if let Some(more @ 1..) = lines.len().checked_sub(most) {
        lines.truncate(most);
        lines.push(format!("and {} more", grouped(more)));
    }
    lines
}

fn documentation(comparison: &Comparison, style: Style) -> String {
    let diff = &comparison.diff;
    let changes: Vec<&Change> = diff.at(Level::Documentation).collect();
    if changes.is_empty() && diff.prose == 0 {
        return String::new();
    }
    let mut text = style.heading("Documentation");
    for change in changes {
        text += &item(change, style);
    }
    if diff.prose > 0 {
        let line = format!(
            "{} differ; read them in the diff of the crate",
            count(diff.prose, "text")
        );
        let _ = match style {
            Style::Term(_) => writeln!(text, "  {line}"),
            Style::Markdown => writeln!(text, "{line}."),
        };
    }
    text
}

fn names(comparison: &Comparison, style: Style) -> String {
    let names = &comparison.diff.names;
    let mut text = String::new();
    let mut part = |title: &str, lines: Vec<String>| {
        if lines.is_empty() {
            return;
        }
        let _ = match style {
            Style::Term(_) => writeln!(text, "  {title}: {}", grouped(lines.len())),
            Style::Markdown => writeln!(
                text,
                "<details><summary>{title}: {}</summary>\n",
                grouped(lines.len())
            ),
        };
        let mark = match style {
            Style::Term(_) => "    ",
            Style::Markdown => "- ",
        };
        for line in lines.iter().take(style.places()) {
            let _ = writeln!(text, "{mark}{}", style.text(line));
        }
        if let Some(more @ 1..) = lines.len().checked_sub(style.places()) {
            let _ = writeln!(
                text,
                "{mark}and {} more; --format md and json have all",
                grouped(more)
            );
        }
        if matches!(style, Style::Markdown) {
            text.push_str("\n</details>\n");
        }
    };
    let code = |name: &String| format!("`{name}`");
    part("given", names.given.iter().map(code).collect());
    part("retired", names.retired.iter().map(code).collect());
    let renamed = names.renamed.iter();
    let renamed = renamed.map(|name| format!("`{}` is `{}` ({})", name.old, name.new, name.place));
    part("renamed", renamed.collect());
    if text.is_empty() {
        return text;
    }
    style.heading("Names") + &text
}

fn size(comparison: &Comparison, style: Style) -> String {
    let (base, head) = (&comparison.base.lowered.api, &comparison.head.lowered.api);
    let types = |api: &Api, way: Way| api.types.values().filter(|def| def.side == way).count();
    let rows = [
        ("operations", base.operations.len(), head.operations.len()),
        (
            "types of requests",
            types(base, Way::Request),
            types(head, Way::Request),
        ),
        (
            "types of replies",
            types(base, Way::Reply),
            types(head, Way::Reply),
        ),
    ];
    let mut text = style.heading("Size");
    if matches!(style, Style::Markdown) {
        text.push_str("| | before | after |\n|---|--:|--:|\n");
    }
    for (title, before, after) in rows {
        let (before, after) = (grouped(before), grouped(after));
        let _ = match style {
            Style::Term(_) => writeln!(text, "  {title:<18}{before:>7} → {after}"),
            Style::Markdown => writeln!(text, "| {title} | {before} | {after} |"),
        };
    }
    text
}
