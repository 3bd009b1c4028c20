//! HTML in descriptions.

/// Converts HTML that has an equivalent in Markdown. Tags in code spans and
/// unknown tags stay.
pub(super) fn without_tags(text: &str) -> String {
    let mut out = String::new();
    let mut links: Vec<String> = Vec::new();
    let mut in_code = false;
    let mut rest = text;
    while let Some(at) = rest.find(['<', '`']) {
        let (before, from) = rest.split_at(at);
        out.push_str(before);
        rest = from;
        let tag = if in_code {
            None
        } else {
            rest.strip_prefix('<').and_then(|rest| rest.split_once('>'))
        };
        let replaced = tag.and_then(|(tag, _)| replacement(tag, &mut links));
        match (replaced, tag) {
            (Some(markdown), Some((_, after))) => {
                out.push_str(&markdown);
                rest = after;
            }
            _ => {
                in_code ^= rest.starts_with('`');
                let mut chars = rest.chars();
                out.extend(chars.next());
                rest = chars.as_str();
            }
        }
    }
    out.push_str(rest);
    out
}

fn replacement(tag: &str, links: &mut Vec<String>) -> Option<String> {
    let tag = tag.trim().trim_end_matches('/').trim_end();
    let name = tag
        .split_whitespace()
        .next()
        .unwrap_or_default()
        .to_ascii_lowercase();
    Some(match name.as_str() {
        "p" | "/p" | "br" | "ul" | "/ul" | "ol" | "/ol" => "\n\n".to_owned(),
        "li" => "\n- ".to_owned(),
        "/li" => String::new(),
        "code" | "/code" => "`".to_owned(),
        "strong" | "/strong" | "b" | "/b" => "**".to_owned(),
        "em" | "/em" | "i" | "/i" => "*".to_owned(),
        "a" => {
            let href = tag.split_once("href=").map_or("", |(_, value)| value);
            let quote = href.chars().next().filter(|c| matches!(c, '"' | '\''));
            let href = match quote {
                Some(quote) => href.split(quote).nth(1).unwrap_or_default(),
                None => href.split_whitespace().next().unwrap_or_default(),
            };
            links.push(href.to_owned());
            "[".to_owned()
        }
        "/a" => format!("]({})", links.pop()?),
        _ => return None,
    })
}
