//! Every link leads somewhere, every anchor is one place, and nothing is requested from another host.

use std::collections::{BTreeMap, BTreeSet};

use super::{attributes, files, fragment, whole};

#[test]
fn links_and_anchors_of_the_fragment() {
    let links = resolve(&files(&fragment(), None));
    assert!(links > 300, "{links}");
}

#[test]
fn links_and_anchors_of_the_whole() {
    let Some(files) = whole() else { return };
    let links = resolve(files);
    assert!(links > 40_000, "{links}");
    println!("{links} links resolve");
}

/// Checks all links of a site, and returns how many there are.
fn resolve(files: &BTreeMap<String, String>) -> usize {
    let mut anchors: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    let pages = || files.iter().filter(|(path, _)| path.ends_with(".html"));
    for (path, html) in pages() {
        let all = attributes(html, "id");
        let set: BTreeSet<String> = all.iter().cloned().collect();
        assert_eq!(all.len(), set.len(), "{path} has an anchor twice");
        anchors.insert(path, set);
    }
    let mut links = 0;
    for (path, html) in pages() {
        let sources = attributes(html, "src").into_iter();
        for source in sources.chain(attributes(html, "srcset")) {
            assert!(!source.contains("//"), "{path} requests {source}");
        }
        for href in attributes(html, "href") {
            if href.starts_with("https://") || href.starts_with("http://") || href == "data:," {
                continue;
            }
            links += 1;
            let (file, anchor) = href.split_once('#').unwrap_or((&href, ""));
            let file = match (file, path.rsplit_once('/')) {
                ("", _) => path.clone(),
                (file, None) => file.to_owned(),
                (file, Some((folder, _))) => match file.strip_prefix("../") {
                    Some(file) => file.to_owned(),
                    None => format!("{folder}/{file}"),
                },
            };
            assert!(files.contains_key(&file), "{path} links to {href}");
            let is_there = || {
                anchors
                    .get(file.as_str())
                    .is_some_and(|set| set.contains(anchor))
            };
            assert!(anchor.is_empty() || is_there(), "{path} links to {href}");
        }
    }
    for (path, css) in files.iter().filter(|(path, _)| path.ends_with(".css")) {
        assert!(
            !css.contains("url(") && !css.contains("@import"),
            "{path} loads something"
        );
    }
    links
}
