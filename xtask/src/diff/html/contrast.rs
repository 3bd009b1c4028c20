//! Whether the colours of the page can be read, by the formula of WCAG 2.

use std::collections::BTreeMap;

use super::STYLE;

/// Text colours and their backgrounds.
const PAIRS: [(&str, &[&str]); 7] = [
    (
        "text",
        &["ground", "raised", "gone", "gone-word", "came", "came-word"],
    ),
    ("quiet", &["ground", "raised"]),
    ("link", &["ground"]),
    ("major", &["ground", "major-ground", "gone"]),
    ("minor", &["ground", "minor-ground"]),
    ("patch", &["ground", "patch-ground", "came"]),
    // The ring around what has the focus.
    ("link", &["raised"]),
];

/// The colours of the light and of the dark page.
fn themes() -> Vec<BTreeMap<&'static str, [f64; 3]>> {
    let blocks = STYLE.split(":root {").skip(1);
    let themes = blocks.map(|block| {
        let lines = block.split('}').next().unwrap_or_default().lines();
        let colours = lines.filter_map(|line| {
            let (name, value) = line.trim().strip_prefix("--")?.split_once(": #")?;
            let number = u32::from_str_radix(value.trim_end_matches(';'), 16).ok()?;
            let channel = |shift: u32| f64::from((number >> shift) & 0xff) / 255.0;
            Some((name, [channel(16), channel(8), channel(0)]))
        });
        colours.collect()
    });
    themes.collect()
}

fn luminance(colour: [f64; 3]) -> f64 {
    let [r, g, b] = colour.map(|c| {
        if c <= 0.04045 {
            c / 12.92
        } else {
            ((c + 0.055) / 1.055).powf(2.4)
        }
    });
    0.2126 * r + 0.7152 * g + 0.0722 * b
}

fn contrast(one: [f64; 3], other: [f64; 3]) -> f64 {
    let (one, other) = (luminance(one) + 0.05, luminance(other) + 0.05);
    one.max(other) / one.min(other)
}

#[test]
fn text_is_read_by_day_and_by_night() {
    let themes = themes();
    assert_eq!(themes.len(), 2);
    for theme in &themes {
        let of = |name: &str| *theme.get(name).unwrap_or_else(|| panic!("no --{name}"));
        for (text, grounds) in PAIRS {
            for ground in grounds {
                let contrast = contrast(of(text), of(ground));
                assert!(contrast >= 4.5, "{text} on {ground}: {contrast:.2}");
            }
        }
    }
    let keys = |theme: &BTreeMap<&'static str, _>| theme.keys().copied().collect::<Vec<_>>();
    assert_eq!(themes.first().map(keys), themes.last().map(keys));
}

#[test]
fn black_on_white_is_the_most() {
    assert!((contrast([0.0; 3], [1.0; 3]) - 21.0).abs() < 1e-9);
}
