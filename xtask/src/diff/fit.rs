//! Shortens a sentence to one line. Pure.

use generator::text::{Span, spans};

/// Characters that are kept at the beginning and at the end of a long name.
const ENDS: (usize, usize) = (12, 22);

/// The sentence without backticks, in at most `width` characters. The longest names lose their middle first.
pub(super) fn fit(markdown: &str, width: usize) -> String {
    let parts = spans(markdown).into_iter().map(|span| match span {
        Span::Words(words) => (false, words.to_owned()),
        Span::Code(name) => (true, name.to_owned()),
    });
    let mut parts: Vec<(bool, String)> = parts.collect();
    while length(&parts) > width {
        let names = parts.iter_mut().filter(|(is_name, _)| *is_name);
        let longest = names.map(|(_, name)| name);
        let longest = longest.max_by_key(|name| name.chars().count());
        let Some(longest) = longest.filter(|name| shortened(name).len() < name.len()) else {
            break;
        };
        *longest = shortened(longest);
    }
    let text: String = parts.into_iter().map(|(_, text)| text).collect();
    if text.chars().count() <= width {
        return text;
    }
    let cut: String = text.chars().take(width.saturating_sub(1)).collect();
    cut + "…"
}

fn length(parts: &[(bool, String)]) -> usize {
    parts.iter().map(|(_, part)| part.chars().count()).sum()
}

fn shortened(name: &str) -> String {
    let (first, last) = ENDS;
    let count = name.chars().count();
    if count <= first.saturating_add(last).saturating_add(1) {
        return name.to_owned();
    }
    let begin: String = name.chars().take(first).collect();
    let end: String = name.chars().skip(count.saturating_sub(last)).collect();
    format!("{begin}…{end}")
}

#[cfg(test)]
mod tests {
    use super::fit;

    #[test]
    fn what_fits_is_left_alone() {
        let text = "Add support for `extra` on `Refund`";
        assert_eq!(fit(text, 100), "Add support for extra on Refund");
    }

    #[test]
    fn the_longest_names_give_way_first() {
        let long = "PaymentAttemptRecord.payment_method_details.klarna.payer_details";
        let text = format!("Change `{long}` from `string` to `integer`");
        assert_eq!(
            fit(&text, 70),
            "Change PaymentAttem…s.klarna.payer_details from string to integer"
        );
    }

    #[test]
    fn a_line_is_never_longer() {
        let names = "`a_name_of_some_length`, ".repeat(9);
        for width in 2..120 {
            assert!(fit(&names, width).chars().count() <= width, "{width}");
        }
    }
}
