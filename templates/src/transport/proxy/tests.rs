use super::*;

fn environment(variables: &[(&'static str, &str)]) -> Result<Proxies, RequestError> {
    Proxies::new(None, |name| {
        let found = variables.iter().find(|(other, _)| *other == name);
        found.map(|(_, value)| (*value).to_owned())
    })
}

/// What is refused is tested in `tests/tests/client/network/`.
#[test]
fn both_libraries_get_the_same_url() {
    let lines = "http://proxy = http://proxy:80
        HTTPS://Proxy. = https://Proxy.:443
        user:pass@proxy:3128/ = http://user:pass@proxy:3128
        http://[::1]:1 = http://[::1]:1
        http://u%40:p%2F%zz@p:1@h = http://u%40:p%2F%25zz%40p%3A1@h:80
        http://user@h = http://user@h:80
        http://:pass@h = http://:pass@h:80
        http://@h = http://h:80
        http://:@h = http://h:80";
    for (given, used) in lines
        .lines()
        .filter_map(|line| line.trim().split_once(" = "))
    {
        let proxies = Proxies::new(Some(given), |_| None).unwrap();
        assert_eq!(proxies.https.as_deref(), Some(used), "{given}");
        assert_eq!(proxies.https, proxies.http);
    }
}

#[test]
fn variables_and_their_order() {
    const NAMES: &str = "ALL_PROXY all_proxy HTTP_PROXY HTTPS_PROXY http_proxy https_proxy";
    let mut set: Vec<_> = NAMES
        .split(' ')
        .zip(["a", "b", "c", "d", "e", "f"])
        .collect();
    // The proxies of `https` and `http` with the first variable, the first two, and so on.
    let mut chosen = Vec::new();
    while !set.is_empty() {
        let Proxies { https, http, .. } = environment(&set).unwrap();
        chosen.insert(
            0,
            (https.unwrap() + " " + &http.unwrap()).replace("http://", ""),
        );
        set.pop();
    }
    assert_eq!(
        chosen,
        [
            "a:80 a:80",
            "b:80 b:80",
            "b:80 c:80",
            "d:80 c:80",
            "d:80 e:80",
            "f:80 e:80"
        ]
    );
    // CGI: the header `Proxy` of a request sets the upper-case one.
    let cgi = environment(&[("HTTP_PROXY", "c"), ("REQUEST_METHOD", "GET")]).unwrap();
    assert_eq!((cgi.https, cgi.http), (None, None));
    // Empty is not set.
    let empty = environment(&[("https_proxy", ""), ("HTTPS_PROXY", "c")]).unwrap();
    assert_eq!(empty.https.as_deref(), Some("http://c:80"));
}

#[test]
fn exceptions() {
    let is_direct = |line: &str| {
        let (list, host) = line.trim().rsplit_once(' ').unwrap();
        let proxies = environment(&[("ALL_PROXY", "p"), ("NO_PROXY", list)]).unwrap();
        proxies.of("https", host, None).is_none()
    };
    // The list, and the host.
    let direct = "* a.example
        stripe.com stripe.com
        stripe.com api.STRIPE.com.
        .stripe.com stripe.com
        *.Stripe.com. files.stripe.com
        a, b  api.stripe.com api.stripe.com
        stripe.com:443 stripe.com
        10.0.0.0/8 10.1.2.3
        0.0.0.0/0 1.2.3.4
        10.1.2.3 10.1.2.3
        10.1.2.3:443 [::ffff:10.1.2.3]
        2001:db8::1 [2001:db8::1]
        [2001:db8::1]:443 [2001:db8:0::1]
        2001:db8::/32 [2001:db8:1::2]
        x localhost
        x a.localhost
        x 127.1.2.3
        x [::1]";
    let proxied = "x stripe.com
        . stripe.com
        *. stripe.com
        stripe.com notstripe.com
        .stripe.com notstripe.com
        api.stripe.com stripe.com
        stripe.com stripe.com.example
        stripe.com:80 stripe.com
        stripe.com:0 stripe.com
        10.0.0.0/8 11.0.0.1
        10.0.0.0/33 10.0.0.1
        10.0.0.0/8 [a00::1]
        ::/0 10.0.0.1
        2001:db8::/32 [2001:db9::1]
        10.0 10.0.0.1
        x notlocalhost";
    for (lines, expected) in [(direct, true), (proxied, false)] {
        for line in lines.lines() {
            assert_eq!(is_direct(line), expected, "{line}");
        }
    }
    // The caller's own proxy has none.
    let own = Proxies::new(Some("p"), |_| Some("*".to_owned())).unwrap();
    assert!(own.of("http", "localhost", None).is_some());
}
