//! Chapters of the guide, which are Markdown of ours in `templates/src/guide/`.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::code::rust_block;
use crate::html::Html;
use crate::markdown::{self, Style};
use crate::prose::is_web;
use crate::search::{Entry, Kind};

/// The folder of the chapters in `templates/`.
const FOLDER: &str = "src/guide/";

/// The chapter that leads to the others, in their order. It is no page: the rail is.
const INDEX: &str = "index";

/// A chapter.
#[derive(Debug, Serialize)]
pub(crate) struct Chapter {
    pub(crate) file: String,
    pub(crate) title: String,
    pub(crate) body: Html,
    /// Its sections, for the search.
    pub(crate) sections: Vec<String>,
}

impl Chapter {
    /// What search finds of it.
    pub(crate) fn entry(&self) -> Entry {
        Entry {
            kind: Kind::Chapter,
            rust: self.title.clone(),
            wire: self.title.clone(),
            path: self.sections.join(" · "),
            method: None,
            page: self.file.clone(),
            // Of every page: a chapter is short.
            anchor: "main".to_owned(),
            summary: String::new(),
        }
    }
}

/// The chapters among the templates, in the order in which the index leads to them. What it does not lead to is a part of
/// rustdoc's pages alone.
pub(crate) fn chapters(templates: &BTreeMap<String, String>) -> Vec<Chapter> {
    let text = |name: &str| {
        templates
            .get(&format!("{FOLDER}{name}.md"))
            .map(String::as_str)
    };
    let index = text(INDEX).unwrap_or_default();
    let mut named: Vec<(usize, &str, &str)> = templates
        .keys()
        .filter_map(|path| path.strip_prefix(FOLDER)?.strip_suffix(".md"))
        .filter_map(|name| Some((index.find(&format!("{name}.md"))?, name, text(name)?)))
        .collect();
    named.sort_unstable();
    let names: Vec<&str> = named.iter().map(|(_, name, _)| *name).collect();
    named
        .iter()
        .map(|(_, name, text)| chapter(name, text, &names))
        .collect()
}

fn chapter(name: &str, text: &str, all: &[&str]) -> Chapter {
    let text = text.trim_start();
    let (title, rest) = match text.strip_prefix("# ") {
        Some(text) => text.split_once('\n').unwrap_or((text, "")),
        None => ("", text),
    };
    let title = match title {
        "" => crate::homes::sentence(&name.replace('_', " ")),
        title => title.replace('`', ""),
    };
    let style = Style {
        link: &|url| target(url, all),
        block: &|info, text| match is_rust(info) {
            true => rust_block(&visible(text)),
            false => Html::text(text),
        },
        headings: true,
    };
    let body = markdown::html(rest, &style);
    let sections = rest.lines().filter_map(|line| line.strip_prefix("## "));
    Chapter {
        file: format!("guide/{name}.html"),
        title,
        body,
        sections: sections.map(|title| title.replace('`', "")).collect(),
    }
}

fn is_rust(info: &str) -> bool {
    let mut words = info.split(',');
    words
        .next()
        .is_none_or(|word| matches!(word, "" | "rust" | "no_run" | "ignore"))
}

/// The lines that rustdoc shows.
fn visible(text: &str) -> String {
    let lines = text.lines().filter(|line| {
        let line = line.trim_start();
        line != "#" && !line.starts_with("# ")
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// Links between chapters lead to their pages; files and items have none here.
fn target(url: &str, all: &[&str]) -> Option<String> {
    if is_web(url) {
        return Some(url.to_owned());
    }
    match url.strip_suffix(".md")? {
        INDEX => Some("../index.html".to_owned()),
        name => all.contains(&name).then(|| format!("{name}.html")),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::chapters;

    #[test]
    fn chapters_are_in_the_order_of_the_index() {
        let file = |name: &str, text: &str| (format!("src/guide/{name}.md"), text.to_owned());
        let templates = BTreeMap::from([
            file("index", "[B]: b.md\n[A]: a.md\n"),
            file("links", "[A]: crate::a\n"),
            file(
                "a",
                "# The `a`\n\nSee [b](b.md), [`C`](../c.rs) and [d](https://d.example).\n",
            ),
            file(
                "b",
                "Text.\n\n```rust,no_run\n# hidden();\nlet b = 1;\n```\n",
            ),
        ]);
        let chapters = chapters(&templates);
        let titles: Vec<&str> = chapters
            .iter()
            .map(|chapter| chapter.title.as_str())
            .collect();
        assert_eq!(titles, ["B", "The a"]);
        let [b, a] = chapters.as_slice() else {
            panic!("two chapters")
        };
        assert_eq!(
            a.body.to_string(),
            "<p>See <a href=\"b.html\">b</a>, <code>C</code> and <a href=\"https://d.example\">d</a>.</p>"
        );
        assert!(
            b.body
                .to_string()
                .contains("<i class=k>let</i> b = <i class=n>1</i>;</pre>"),
            "{}",
            b.body
        );
    }
}
