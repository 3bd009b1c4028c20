//! The reference site of a document, and what holds of all its files: links lead somewhere, IDs are unique, nothing comes
//! from elsewhere.

pub mod index;
mod page;

use std::collections::BTreeMap;

use generator::Lowered;
use page::{Link, Page};
use reference::{Options, Table};

/// The files of a site, by their paths in it.
pub type Files = BTreeMap<String, String>;

/// The site of a document, with marks of what changed since another one.
///
/// # Panics
///
/// If a template or the project's table cannot be used.
#[must_use]
pub fn files(lowered: &Lowered, since: Option<&Lowered>) -> Files {
    let table = Table::parse("spec/reference.tsv", &crate::read("spec/reference.tsv"));
    let options = Options {
        templates: &crate::templates(),
        table: &table.unwrap_or_else(|error| panic!("{error}")),
        since,
    };
    let site = reference::site(lowered, &options);
    site.unwrap_or_else(|error| panic!("{error}")).files
}

/// What was found in a site.
#[derive(Debug, Default)]
pub struct Checked {
    /// All that is wrong, a sentence each.
    pub faults: Vec<String>,
    /// How many links the pages have.
    pub links: usize,
}

/// Looks at all files of a site.
#[must_use]
pub fn check(files: &Files) -> Checked {
    let html = files.iter().filter(|(path, _)| path.ends_with(".html"));
    let pages: BTreeMap<&str, Page> = html
        .map(|(path, text)| (path.as_str(), Page::read(text)))
        .collect();
    let mut checked = Checked::default();
    for (path, page) in &pages {
        let faults = page.faults.iter().map(|fault| format!("{path}: {fault}"));
        checked.faults.extend(faults);
        checked.links += page.links.len();
        for link in &page.links {
            if let Some(fault) = broken(path, link, files, &pages) {
                let fault = format!("{path}: {} {fault}", link.href);
                checked.faults.push(fault);
            }
        }
    }
    for (path, css) in files.iter().filter(|(path, _)| path.ends_with(".css")) {
        if css.contains("url(") || css.contains("@import") {
            checked.faults.push(format!("{path}: loads something"));
        }
    }
    checked.faults.extend(lost(files, &pages));
    checked
}

/// What search finds that is nowhere.
fn lost(files: &Files, pages: &BTreeMap<&str, Page>) -> Vec<String> {
    let found = match index::read(files) {
        Ok(found) => found,
        Err(fault) => return vec![format!("search: {fault}")],
    };
    let is_there = |page: &str, anchor: &str| pages.get(page).is_some_and(|page| page.has(anchor));
    found
        .iter()
        .filter(|entry| !is_there(&entry.page, &entry.anchor))
        .map(|entry| format!("search: no {}#{}", entry.page, entry.anchor))
        .collect()
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
    use super::{Files, check, resolved};

    fn site(pages: &[(&str, &str)]) -> Files {
        let tier = |number| {
            format!("stripeReference.tiers[{number}] = {{\"lines\":\"\",\"lists\":[]}};\n")
        };
        let mut files = Files::new();
        for number in [1, 2] {
            files.insert(format!("search/{number}.js"), tier(number));
        }
        for (path, body) in pages {
            let text = format!("<!doctype html><html><body>{body}</body></html>");
            files.insert((*path).to_owned(), text);
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
        assert_eq!(check(&files).faults, [""; 0]);
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
            let found = check(&site(&[("a.html", body)])).faults;
            assert!(
                found.iter().any(|found| found == fault),
                "{body}: {found:?}"
            );
        }
    }
}
