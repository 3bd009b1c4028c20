//! The path of a call: a template and its arguments.

use super::RequestError;
use crate::params::escape;
use crate::secret::redact;

/// Fills in the placeholders of a template such as `/v1/refunds/{refund}`.
///
/// Each argument becomes one segment. Arguments that would change the path are refused: an empty one turns "retrieve"
/// into "list", and servers and proxies resolve `.` and `..`.
pub(crate) fn fill(template: &str, args: &[String]) -> Result<String, RequestError> {
    let mut path = String::with_capacity(template.len() + 32);
    let mut args = args.iter();
    for (index, part) in template.split('{').enumerate() {
        let (name, literal) = match part.split_once('}') {
            Some((name, literal)) if index > 0 => (name, literal),
            None if index > 0 => return Err(RequestError::Path("has a `{` without its `}`")),
            _ => ("", part),
        };
        if index > 0 {
            let argument = args.next().map_or("", String::as_str);
            if matches!(argument, "" | "." | "..") {
                return Err(RequestError::PathArgument {
                    template: redact(template),
                    name: name.to_owned(),
                });
            }
            escape(&mut path, argument, "%20");
        }
        path.push_str(literal);
    }
    if args.next().is_some() {
        return Err(RequestError::Path("has fewer placeholders than arguments"));
    }
    Ok(path)
}

/// Checks that a path from the caller is absolute, complete and normalised.
pub(crate) fn check(path: &str) -> Result<(), RequestError> {
    let fault = |reason| Err(RequestError::Path(reason));
    let Some(segments) = path.strip_prefix('/').filter(|rest| !rest.starts_with('/')) else {
        return fault("does not begin with exactly one `/`");
    };
    if path.contains(['?', '#']) {
        return fault("has a query or a fragment: set parameters with `param`");
    }
    let is_plain =
        |byte: u8| byte.is_ascii_alphanumeric() || b"-._~!$&'()*+,;=:@%/".contains(&byte);
    if !path.bytes().all(is_plain) {
        return fault("has characters that a path cannot have: insert ids with `arg`");
    }
    for segment in segments.split('/') {
        if segment.is_empty() {
            return fault("has an empty segment: that would be the path of another resource");
        }
        if is_dots(segment) {
            return fault("has a segment `.` or `..`");
        }
    }
    Ok(())
}

/// Whether a URL from a response stays on its host and below the base URL: one `/`, then a path and a query. Some HTTP
/// libraries resolve `..`, and would leave the path of the base URL.
pub(crate) fn is_local(url: &str) -> bool {
    let rest = url.strip_prefix('/');
    let path = url.split('?').next().unwrap_or_default();
    rest.is_some_and(|rest| !rest.starts_with('/'))
        && url
            .bytes()
            .all(|byte| byte.is_ascii_graphic() && !matches!(byte, b'\\' | b'#'))
        && !path.split('/').any(is_dots)
}

/// Whether a segment is `.` or `..`, also if it is escaped.
fn is_dots(segment: &str) -> bool {
    let plain = segment.to_ascii_lowercase().replace("%2e", ".");
    matches!(plain.as_str(), "." | "..")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filled(template: &'static str, args: &[&str]) -> Result<String, RequestError> {
        let args: Vec<_> = args.iter().map(|&arg| arg.to_owned()).collect();
        fill(template, &args)
    }

    #[test]
    fn arguments_are_one_segment_each() {
        assert_eq!(filled("/v1/refunds", &[]).unwrap(), "/v1/refunds");
        assert_eq!(
            filled("/v1/refunds/{refund}", &["re_1"]).unwrap(),
            "/v1/refunds/re_1"
        );
        assert_eq!(
            filled("/v1/a/{b}/c/{d}/e", &["id0/ü x", "?#%2e+~..."]).unwrap(),
            "/v1/a/id0%2F%C3%BC%20x/c/%3F%23%252e%2B~.../e"
        );
    }

    #[test]
    fn arguments_that_change_the_path_are_refused() {
        for bad in ["", ".", ".."] {
            let error = filled("/v1/a/{b}/c/{d}", &["x", bad]).unwrap_err();
            let expected = RequestError::PathArgument {
                template: "/v1/a/{b}/c/{d}".to_owned(),
                name: "d".to_owned(),
            };
            assert_eq!(error, expected);
        }
        assert!(filled("/v1/a/{b}/c/{d}", &["x"]).is_err());
        assert_eq!(filled("/v1/{b}", &["../x"]).unwrap(), "/v1/..%2Fx");
    }

    #[test]
    fn a_place_that_is_not_closed_is_refused() {
        for template in ["/v1/a/{b/c", "/v1/a/{", "/v1/{a}/{b"] {
            let error = filled(template, &["x", "y"]).unwrap_err();
            assert!(matches!(error, RequestError::Path(_)), "{error}");
        }
    }

    #[test]
    fn urls_from_the_server_stay_on_the_host() {
        for good in ["/", "/v2/core/events?page=a%20b&limit=1", "/v1/x//y"] {
            assert!(is_local(good), "{good}");
        }
        for bad in [
            "",
            "v2/x",
            "//evil.example/x",
            "https://evil.example/",
            "/\\evil.example",
            "@evil",
            "/a b",
            "/a\r\nX: y",
            "/a#b",
            "/é",
        ] {
            assert!(!is_local(bad), "{bad}");
        }
    }
}
