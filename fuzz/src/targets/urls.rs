//! Base URLs and proxies in both clients.

use std::cell::OnceCell;
use std::time::Duration;

use http::Uri;
use stripe_client::client::Method;
use stripe_client::json::Json;
use stripe_client::{Client, Error, blocking};

use crate::source::{Dice, Source, of};
use crate::wire::{Recorder, Server, block_on};

thread_local! {
    /// The server that is to be reached through a proxy, and the proxy.
    static SERVERS: OnceCell<(Server, Server)> = const { OnceCell::new() };
}

/// Checks one URL, as a base URL and as a proxy.
pub fn run(bytes: &[u8]) {
    let url = match of(bytes) {
        Source::Text(text) => String::from_utf8_lossy(text)
            .trim_end_matches('\n')
            .to_owned(),
        Source::Structured(bytes) => url(&mut bytes.into()),
    };
    base(&url);
    SERVERS.with(|servers| {
        let (target, proxy) = servers.get_or_init(|| (Server::start(), Server::start()));
        proxied(&url, target, proxy);
    });
}

fn url(dice: &mut Dice<'_>) -> String {
    let scheme = dice.pick(&[
        "http://",
        "http://",
        "https://",
        "HTTP://",
        "HTTPS://",
        "socks5://",
        "socks5h://",
        "socks4://",
        "socks4a://",
        "socks://",
        "tcp://",
        "htp://",
        "ftp://",
        "http:/",
        "http:",
        "//",
        "",
        "http:///",
        " http://",
        "http\\://",
    ]);
    let user = if dice.one_in(6) {
        dice.pick(&[
            "user@",
            "user:pass@",
            ":@",
            "@",
            "a%40b:c@",
            "u:p@q@",
            "user:pa ss@",
            "user:p\u{e9}@",
        ])
    } else {
        ""
    };
    let host = dice.pick(&[
        "127.0.0.1",
        "localhost",
        "[::1]",
        "stripe.example",
        "STRIPE.example",
        "127.0.0.1.",
        "127.1",
        "0x7f.1",
        "2130706433",
        "[::ffff:127.0.0.1]",
        "[::1",
        "::1",
        "",
        ".",
        "a b",
        "a_b",
        "stripe.example.",
        "xn--bcher-kva.example",
        "b\u{fc}cher.example",
        "evil.example\\@stripe.example",
        "-",
        "%31",
        "a..b",
        "*",
    ]);
    let port = match dice.below(4) {
        0 => dice
            .pick(&[
                ":0",
                ":1",
                ":65535",
                ":65536",
                ":99999",
                ":",
                ":-1",
                ":+80",
                ": 80",
                ":80a",
                ":00080",
                ":8\u{660}",
                ":80:80",
                ":4294967376",
                ":18446744073709551696",
            ])
            .to_owned(),
        1 => ":PROXY".to_owned(),
        2 => format!(":{}", dice.below(70_000)),
        _ => String::new(),
    };
    let path = dice.pick(&[
        "",
        "",
        "",
        "/",
        "/v1",
        "/v1/",
        "//",
        "/../x",
        "?a=b",
        "#f",
        "/a b",
        "\\",
        "/\r\nX: y",
        " ",
        "\t",
        "/%2e%2e",
        ";x",
    ]);
    let mut url = format!("{scheme}{user}{host}{port}{path}");
    if dice.one_in(8) {
        let at = (0..=dice.below(url.len() + 1))
            .rev()
            .find(|at| url.is_char_boundary(*at));
        url.insert_str(at.unwrap_or(0).min(url.len()), &dice.text(3));
    }
    url
}

/// Scheme, host and port by a strict reading of `scheme://host[:port][/…]`; `None` for anything else.
fn strict(url: &str) -> Option<(String, String, u16)> {
    let (scheme, rest) = url.split_once("://")?;
    let scheme = scheme.to_ascii_lowercase();
    let standard = match scheme.as_str() {
        "http" => 80,
        "https" => 443,
        _ => return None,
    };
    let authority = rest.split(['/', '?', '#', '\\']).next()?;
    let authority = authority.rsplit('@').next()?;
    let (host, port) = match authority.rfind(':') {
        Some(at) if authority[at..].find(']').is_none() => (&authority[..at], &authority[at + 1..]),
        _ => (authority, ""),
    };
    let digits = port.bytes().all(|byte| byte.is_ascii_digit());
    let port = if port.is_empty() {
        standard
    } else {
        port.parse().ok().filter(|_| digits)?
    };
    (!host.is_empty()).then(|| (scheme, host.to_ascii_lowercase(), port))
}

fn verdict<T>(result: &Result<T, Error>) -> Result<(), String> {
    match result {
        Ok(_) => Ok(()),
        Err(error) => {
            let _ = format!("{error:?}");
            Err(error.to_string())
        }
    }
}

fn base(url: &str) {
    let (one, two) = (Recorder::default(), Recorder::default());
    let own = Client::builder("sk_test_1")
        .base_url(url)
        .max_retries(0)
        .transport(one.clone())
        .build();
    let sync = blocking::Client::builder("sk_test_1")
        .base_url(url)
        .max_retries(0)
        .transport(two.clone())
        .build();
    assert_eq!(
        verdict(&own),
        verdict(&sync),
        "the clients judge the base URL {url:?} differently"
    );
    let (Ok(own), Ok(sync)) = (own, sync) else {
        return;
    };
    let _ = block_on(async { own.raw(Method::Get, "/v1/x").send::<Json>().await });
    let _ = sync.raw(Method::Get, "/v1/x").send::<Json>();
    for log in [one.take(), two.take()] {
        let sent = log
            .sent
            .first()
            .unwrap_or_else(|| panic!("build accepts the base URL {url:?}, and the call does not"));
        let Some(expected) = strict(url) else {
            panic!("the base URL {url:?} is accepted");
        };
        assert_eq!(place(&sent.uri), expected, "base URL {url:?}");
        assert!(sent.uri.path().ends_with("/v1/x"), "{}", sent.uri);
        assert_eq!(sent.uri.query(), None, "{}", sent.uri);
    }
}

fn place(uri: &Uri) -> (String, String, u16) {
    let scheme = uri.scheme_str().unwrap_or_default().to_ascii_lowercase();
    let port = uri
        .port_u16()
        .unwrap_or(if scheme == "https" { 443 } else { 80 });
    (
        scheme,
        uri.host().unwrap_or_default().to_ascii_lowercase(),
        port,
    )
}

/// Both clients judge a proxy in the same way, and a proxy that is accepted is never bypassed.
fn proxied(url: &str, target: &Server, proxy: &Server) {
    let url = url.replace("PROXY", &proxy.address.port().to_string());
    // One that is reached without asking a name server.
    let is_near = strict(&url).is_some_and(|(_, host, port)| host == "127.0.0.1" && port > 0);
    let to = format!("http://{}", target.address);
    let brief = Duration::from_millis(500);
    let own = Client::builder("sk_test_1")
        .base_url(&to)
        .proxy(&url)
        .max_retries(0)
        .timeout(brief)
        .build();
    let sync = blocking::Client::builder("sk_test_1")
        .base_url(&to)
        .proxy(&url)
        .max_retries(0)
        .timeout(brief)
        .build();
    // Only reqwest decodes international names. ureq asks the name server, which does not know a malformed one either.
    let is_encoded = url.to_ascii_lowercase().contains("xn--");
    assert!(
        is_encoded || verdict(&own).is_ok() == verdict(&sync).is_ok(),
        "the clients judge the proxy {url:?} differently: async {:?}, blocking {:?}",
        verdict(&own),
        verdict(&sync)
    );
    let (Ok(own), Ok(sync)) = (own, sync) else {
        return;
    };
    let scheme = url
        .split(':')
        .next()
        .unwrap_or_default()
        .to_ascii_lowercase();
    let is_known = matches!(scheme.as_str(), "http" | "https");
    assert!(
        is_known || !url.contains("://"),
        "a proxy of a scheme that neither client speaks is accepted: {url:?}"
    );
    if !is_near {
        return;
    }
    target.answer(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}".to_vec());
    proxy.answer(b"HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n".to_vec());
    for mode in ["async", "blocking"] {
        target.take_seen();
        let result = if mode == "async" {
            block_on(async { own.raw(Method::Get, "/v1/x").send::<Json>().await })
        } else {
            sync.raw(Method::Get, "/v1/x").send::<Json>()
        };
        assert_eq!(
            target.take_seen(),
            0,
            "{mode} goes around the proxy {url:?}: {:?}",
            result.map(|json| json.to_string())
        );
    }
}
