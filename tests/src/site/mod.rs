//! What holds of all files of the reference site: links lead somewhere, IDs are unique, nothing comes from elsewhere.

pub mod index;
mod page;

use std::collections::BTreeMap;

use page::{Link, Page};

/// The files of a site, by their paths in it.
pub type Files = BTreeMap<String, Vec<u8>>;

/// All that is wrong with a site, a sentence each.
#[must_use]
pub fn faults(files: &Files) -> Vec<String> {
    let html = files.iter().filter(|(path, _)| path.ends_with(".html"));
    let pages: BTreeMap<&str, Page> = html
        .map(|(path, bytes)| (path.as_str(), Page::read(bytes)))
        .collect();
    let mut faults = Vec::new();
    for (path, page) in &pages {
        faults.extend(page.faults.iter().map(|fault| format!("{path}: {fault}")));
        for link in &page.links {
            if let Some(fault) = broken(path, link, files, &pages) {
                faults.push(format!("{path}: {} {fault}", link.href));
            }
        }
    }
    match index::read(files) {
        Err(fault) => faults.push(format!("search: {fault}")),
        Ok(found) => {
            for entry in found {
                let known = pages.get(entry.page.as_str());
                if !known.is_some_and(|page| page.has(&entry.anchor)) {
                    faults.push(format!("search: no {}#{}", entry.page, entry.anchor));
                }
            }
        }
    }
    faults
}

/// Why a link leads nowhere.
fn broken(
    from: &str,
    link: &Link,
    files: &Files,
    pages: &BTreeMap<&str, Page>,
) -> Option<&'static str> {
    let href = link.href.as_str();
    if href.starts_with("https://") || href.starts_with("http://") {
        return link.loads.then_some("is loaded from another host");
    }
    if href.starts_with("data:") {
        return (!link.loads).then_some("is a link to data");
    }
    if href.starts_with('/') || href.split(['/', '#', '?']).next()?.contains(':') {
        return Some("works under one address only");
    }
    let (path, anchor) = href
        .split_once('#')
        .map_or((href, None), |(path, anchor)| (path, Some(anchor)));
    let Some(path) = resolved(from, path) else {
        return Some("leads out of the site");
    };
    if !files.contains_key(&path) {
        return Some("is no file");
    }
    let anchor = anchor.filter(|anchor| !anchor.is_empty() && *anchor != "top")?;
    let page = pages.get(path.as_str());
    (!page.is_some_and(|page| page.has(anchor))).then_some("is no anchor")
}

/// A path relative to a page, from the root of the site.
fn resolved(from: &str, path: &str) -> Option<String> {
    if path.is_empty() {
        return Some(from.to_owned());
    }
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in path.split('/') {
        match part {
            "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::{Files, faults, resolved};

    fn site(pages: &[(&str, &str)]) -> Files {
        let tier = |number| {
            format!("stripeReference.tiers[{number}] = {{\"lines\":\"\",\"lists\":[]}};\n")
        };
        let mut files = Files::new();
        for number in [1, 2] {
            files.insert(format!("search/{number}.js"), tier(number).into_bytes());
        }
        for (path, body) in pages {
            let text = format!("<!doctype html><html><body>{body}</body></html>");
            files.insert((*path).to_owned(), text.into_bytes());
        }
        files
    }

    #[test]
    fn a_path_is_relative_to_the_folder_of_its_page() {
        let from = "guide/errors.html";
        assert_eq!(resolved(from, "").as_deref(), Some(from));
        assert_eq!(
            resolved(from, "lists.html").as_deref(),
            Some("guide/lists.html")
        );
        assert_eq!(
            resolved(from, "../refund.html").as_deref(),
            Some("refund.html")
        );
        assert_eq!(resolved(from, "../../refund.html"), None);
    }

    #[test]
    fn what_leads_somewhere_is_no_fault() {
        let files = site(&[
            (
                "a.html",
                "<p id=\"x.y\"></p><a href=\"b.html#z%25\">b</a><a href=\"#x.y\">x</a>",
            ),
            (
                "b.html",
                "<p id=\"z%\"></p><a href=\"https://example.com/\">e</a><br>",
            ),
        ]);
        assert_eq!(faults(&files), [""; 0]);
    }

    #[test]
    fn each_fault_is_found() {
        let cases = [
            ("<a href=\"#no\">x</a>", "a.html: #no is no anchor"),
            ("<a href=\"no.html\">x</a>", "a.html: no.html is no file"),
            (
                "<a href=\"/a.html\">x</a>",
                "a.html: /a.html works under one address only",
            ),
            (
                "<a href=\"javascript:1\">x</a>",
                "a.html: javascript:1 works under one address only",
            ),
            (
                "<a href=\"../a.html\">x</a>",
                "a.html: ../a.html leads out of the site",
            ),
            (
                "<a href=\"data:x\">x</a>",
                "a.html: data:x is a link to data",
            ),
            (
                "<img src=\"https://e.com/x\">",
                "a.html: https://e.com/x is loaded from another host",
            ),
            ("<p id=\"i\"></p><p id=\"i\"></p>", "a.html: two of id i"),
            ("<p id=\"\"></p>", "a.html: an empty id"),
            ("<p onclick=\"x\"></p>", "a.html: p has a handler, onclick"),
            (
                "<button aria-controls=\"no\"></button>",
                "a.html: aria-controls names no, which is no id",
            ),
            ("<script>x</script>", "a.html: a script in the page"),
            ("<p><b></p>", "a.html: </p> closes b"),
        ];
        for (body, fault) in cases {
            let found = faults(&site(&[("a.html", body)]));
            assert!(
                found.iter().any(|found| found == fault),
                "{body}: {found:?}"
            );
        }
    }
}
