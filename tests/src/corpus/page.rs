//! HTML of ours, which has no elements and attributes but those that we wrote.

use std::collections::BTreeSet;

use generator::text::is_hidden;

use crate::hostile::MARK;

/// The elements of our pages, and their attributes.
const OURS: &str = "!doctype a article b body code dd del details div dl dt figcaption figure footer h1 h2 h3 head header html ins li main \
    meta nav p pre section span strong style summary table tbody td th thead title tr ul wbr a.href article.aria-labelledby \
    article.id code.class div.class dl.class h1.class h2.id h3.id html.lang meta.charset meta.content meta.http-equiv \
    meta.name nav.aria-label p.class pre.aria-label pre.role pre.tabindex section.aria-labelledby section.id span.class \
    th.scope ul.class !doctype.html";

/// Checks that a page has no elements and attributes but ours, that links stay in it, and that no comment or style has
/// text of a document.
///
/// # Errors
///
/// What is live.
pub fn inert_page(page: &str) -> Result<(), String> {
    let ours: BTreeSet<&str> = OURS.split_whitespace().collect();
    let all = elements(page)?;
    let other: Vec<&String> = all
        .iter()
        .filter(|name| !ours.contains(name.as_str()))
        .collect();
    match other.as_slice() {
        [] => Ok(()),
        other => Err(format!("{other:?}")),
    }
}

/// The elements of a page, and its attributes: `a`, `a.href`.
fn elements(page: &str) -> Result<BTreeSet<String>, String> {
    let mut found = BTreeSet::new();
    if page.contains(|c| is_hidden(c) && c != '\n') {
        return Err("the page has hidden characters".to_owned());
    }
    let raw = |text: &str| match text.contains(MARK) {
        true => Err(format!("text of the document in {text}")),
        false => Ok(()),
    };
    let mut rest = page;
    while let Some((text, tag)) = rest.split_once('<') {
        if let Some(stray) = text.find('>') {
            return Err(format!("a stray > in {:?}", &text[..=stray]));
        }
        if let Some(comment) = tag.strip_prefix("!--") {
            let (comment, after) = comment.split_once("-->").ok_or("an open comment")?;
            raw(comment)?;
            rest = after;
            continue;
        }
        let (tag, after) = ended(tag)?;
        found.extend(names(tag)?);
        rest = after;
        if tag == "style" {
            let (text, after) = rest.split_once("</style>").ok_or("an open style")?;
            raw(text)?;
            rest = after;
        }
    }
    match rest.find('>') {
        Some(stray) => Err(format!("a stray > in {:?}", &rest[..=stray])),
        None => Ok(found),
    }
}

/// A tag up to the `>` outside of quotes, and what is behind it.
fn ended(text: &str) -> Result<(&str, &str), String> {
    let mut quoted = false;
    for (at, c) in text.char_indices() {
        match c {
            '"' => quoted = !quoted,
            '>' if !quoted => return Ok((&text[..at], &text[at + 1..])),
            '<' | '\n' => break,
            _ => {}
        }
    }
    let start: String = text.chars().take(60).collect();
    Err(format!("an open tag: <{start}"))
}

/// The element that a tag is of, and its attributes.
fn names(tag: &str) -> Result<Vec<String>, String> {
    let tag = tag.strip_prefix('/').unwrap_or(tag);
    let (name, mut rest) = tag.split_once(' ').unwrap_or((tag, ""));
    let mut found = vec![name.to_owned()];
    while !rest.is_empty() {
        let Some((attribute, after)) = rest.split_once("=\"") else {
            found.extend(rest.split(' ').map(|word| format!("{name}.{word}")));
            break;
        };
        let (value, after) = after.split_once('"').ok_or("an open value")?;
        if attribute == "href" && !value.starts_with('#') {
            return Err(format!("a link to {value:?}"));
        }
        found.push(format!("{name}.{attribute}"));
        rest = after.trim_start();
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_ours_is_found() {
        inert_page("<!doctype html>\n<a href=\"#b\">&lt;d&gt;</a><!-- e --><style>a > b</style>\n")
            .expect("ours");
        for page in [
            "<a",
            "a > b",
            "<!-- a",
            "<!-- evil -->",
            "<a href=\"#b>",
            "a\u{1b}b",
            "<style>a",
            "<style>evil</style>",
            "<a href=\"javascript:b\">",
            "<p class=\"a\" onclick=\"c\">",
            "<script>",
            "<img src=\"b\">",
            "</iframe>",
            "<p onclick=b>",
        ] {
            let _ = inert_page(page).expect_err(page);
        }
    }
}
