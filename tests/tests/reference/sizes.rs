//! How much a reader loads.

use std::collections::BTreeMap;
use std::io::Write as _;

use flate2::Compression;
use flate2::write::GzEncoder;

use super::{files, fragment, whole};

/// A page as servers send it.
const PAGE: usize = 150_000;

/// The style of all pages, as it is.
const STYLE: usize = 24_000;

#[test]
fn pages_of_the_fragment() {
    let (_, largest) = check(&files(&fragment(), None));
    println!("the refund page: {largest} bytes compressed");
}

#[test]
fn pages_of_the_whole() {
    let Some(files) = whole() else { return };
    let (median, largest) = check(files);
    // What most readers load: a page that grows unseen is found here.
    assert!(median < 80_000, "the median page has {median} bytes");
    println!("median {median} bytes; largest {largest} bytes compressed");
}

/// The median of the pages' bytes, and the largest page compressed.
fn check(files: &BTreeMap<String, String>) -> (usize, usize) {
    let pages = || files.iter().filter(|(path, _)| path.ends_with(".html"));
    let mut sizes: Vec<usize> = pages().map(|(_, html)| html.len()).collect();
    sizes.sort_unstable();
    let mut largest = 0;
    for (path, html) in pages() {
        let bytes = compressed(html);
        assert!(bytes <= PAGE, "{path}: {bytes} bytes");
        largest = largest.max(bytes);
    }
    assert!(
        files["site.css"].len() <= STYLE,
        "{} bytes of style",
        files["site.css"].len()
    );
    (sizes[sizes.len() / 2], largest)
}

fn compressed(text: &str) -> usize {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder
        .write_all(text.as_bytes())
        .expect("memory can be written");
    encoder.finish().expect("memory can be written").len()
}
