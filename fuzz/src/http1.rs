//! A strict reading of HTTP/1 responses, to tell those whose meaning is certain.

/// Whether every reader must understand the response in the same way, up to a place where it may be cut off. What this
/// does not recognise is doubtful.
pub fn is_certain(mut answer: &[u8]) -> bool {
    loop {
        let Some(head) = head(answer) else {
            return false;
        };
        let (status, headers, rest) = head;
        if (100..200).contains(&status) {
            // An interim response precedes the real one, and has no body. 101 changes the protocol.
            if status == 101 || !headers.is_empty() {
                return false;
            }
            answer = rest;
            continue;
        }
        return (200..600).contains(&status) && body(status, &headers, rest);
    }
}

type Headers<'a> = Vec<(String, &'a str)>;

fn head(answer: &[u8]) -> Option<(u16, Headers<'_>, &[u8])> {
    let end = answer.windows(4).position(|part| part == b"\r\n\r\n")?;
    let text = std::str::from_utf8(&answer[..end]).ok()?;
    if text.len() > 8000 || !text.is_ascii() {
        return None;
    }
    let mut lines = text.split("\r\n");
    let status = lines.next()?.strip_prefix("HTTP/1.1 ")?;
    let (code, reason) = status.split_once(' ')?;
    let is_code = code.len() == 3 && code.bytes().all(|byte| byte.is_ascii_digit());
    if !is_code || !is_text(reason) {
        return None;
    }
    let mut headers = Vec::new();
    for line in lines {
        let (name, value) = line.split_once(':')?;
        let is_name = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
        if name.is_empty() || !name.bytes().all(is_name) || !is_text(value) {
            return None;
        }
        headers.push((name.to_ascii_lowercase(), value.trim()));
    }
    Some((code.parse().ok()?, headers, &answer[end + 4..]))
}

fn is_text(text: &str) -> bool {
    text.bytes().all(|byte| matches!(byte, b' '..=b'~'))
}

fn body(status: u16, headers: &Headers<'_>, rest: &[u8]) -> bool {
    let of = |wanted: &str| -> Vec<&str> {
        let named = headers.iter().filter(|(name, _)| name == wanted);
        named.map(|(_, value)| *value).collect()
    };
    // Either changes what the body means.
    if !of("upgrade").is_empty() || !of("content-encoding").is_empty() {
        return false;
    }
    let (lengths, codings) = (of("content-length"), of("transfer-encoding"));
    if matches!(status, 204 | 304) {
        return lengths.is_empty() && codings.is_empty() && rest.is_empty();
    }
    match (lengths.as_slice(), codings.as_slice()) {
        ([], []) => true,
        ([length], []) => {
            let is_plain = length.len() < 9 && length.bytes().all(|byte| byte.is_ascii_digit());
            // What follows the body is nobody's answer.
            is_plain
                && length
                    .parse()
                    .is_ok_and(|length: usize| rest.len() <= length)
        }
        ([], ["chunked"]) => chunks(rest),
        _ => false,
    }
}

/// Whole chunks, with nothing after them.
fn chunks(mut rest: &[u8]) -> bool {
    loop {
        let Some(end) = rest.windows(2).position(|part| part == b"\r\n") else {
            return false;
        };
        let size = std::str::from_utf8(&rest[..end]).ok();
        let size =
            size.filter(|size| size.len() < 6 && size.bytes().all(|byte| byte.is_ascii_hexdigit()));
        let Some(size) = size.and_then(|size| usize::from_str_radix(size, 16).ok()) else {
            return false;
        };
        rest = &rest[end + 2..];
        if size == 0 {
            return rest == b"\r\n";
        }
        if rest.get(size..size + 2) != Some(b"\r\n") {
            return false;
        }
        rest = &rest[size + 2..];
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_has_one_meaning_is_certain() {
        for certain in [
            "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}",
            "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{}",
            "HTTP/1.1 500 \r\n\r\n<html>",
            "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 204 No Content\r\nX: y\r\n\r\n",
            "HTTP/1.1 402 No\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
        ] {
            assert!(is_certain(certain.as_bytes()), "{certain:?}");
        }
        for doubtful in [
            "",
            "HTTP/1.1 200 OK\r\n",
            "HTTP/1.1 200 OK\nContent-Length: 2\n\n{}",
            "HTTP/1.0 200 OK\r\n\r\n{}",
            "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}x",
            "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 2\r\n\r\n{}",
            "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n{}",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n",
            "HTTP/1.1 200 OK\r\nX : 1\r\n\r\n",
            "HTTP/1.1 204 No\r\nContent-Length: 2\r\n\r\n{}",
            "HTTP/1.1 600 No\r\n\r\n",
        ] {
            assert!(!is_certain(doubtful.as_bytes()), "{doubtful:?}");
        }
    }
}
