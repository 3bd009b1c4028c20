//! The proxies of the environment. A test cannot change its own safely, so each case runs in a process of its own.

use std::process::Command;

use super::{At, NOWHERE, both, closed_proxy, lines};

const URL: &str = "STRIPE_TEST_URL";

/// Not a test of its own: the other tests run it in a process.
#[test]
fn child() {
    let Ok(url) = std::env::var(URL) else { return };
    for result in both("sk_test_1", &At(url)) {
        println!("error of a client: {}", result.unwrap_err());
    }
}

/// Sends a request with each client to a URL, in this environment; returns their errors.
fn errors(url: &str, variables: &[(&str, &str)]) -> Vec<String> {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["--exact", "network::environment::child", "--nocapture"]);
    for name in [
        "http_proxy",
        "https_proxy",
        "all_proxy",
        "no_proxy",
        "request_method",
    ] {
        command.env_remove(name).env_remove(name.to_uppercase());
    }
    let output = command
        .env(URL, url)
        .envs(variables.iter().copied())
        .output()
        .unwrap();
    assert!(output.status.success(), "{output:?}");
    let text = String::from_utf8(output.stdout).unwrap();
    let errors = text
        .lines()
        .filter_map(|line| line.split_once("error of a client: "));
    let errors: Vec<_> = errors.map(|(_, error)| error.to_owned()).collect();
    assert_eq!(errors.len(), 2, "{text}");
    errors
}

#[test]
fn both_clients_obey_the_same_variables() {
    let proxy = closed_proxy();
    let (https, http) = (format!("https://{NOWHERE}"), format!("http://{NOWHERE}"));
    let tunnel = format!("CONNECT {NOWHERE}:443");
    let plain = [
        format!("CONNECT {NOWHERE}:80"),
        format!("POST {http}/v1/refunds"),
    ];
    let at = |name| (name, &*proxy.url);
    let unused = tests::server::unused_url();
    for (url, variables, expected) in [
        (&https, vec![at("HTTPS_PROXY")], vec![&tunnel, &tunnel]),
        (
            &https,
            vec![at("https_proxy"), ("HTTPS_PROXY", &unused)],
            vec![&tunnel, &tunnel],
        ),
        (&https, vec![at("ALL_PROXY")], vec![&tunnel, &tunnel]),
        (
            &https,
            vec![at("ALL_PROXY"), ("NO_PROXY", "nowhere.invalid")],
            vec![],
        ),
        (
            &https,
            vec![at("ALL_PROXY"), ("NO_PROXY", "here.invalid")],
            vec![&tunnel, &tunnel],
        ),
        (&https, vec![at("HTTP_PROXY"), at("http_proxy")], vec![]),
        (&http, vec![at("HTTP_PROXY")], plain.iter().collect()),
        (
            &http,
            vec![at("HTTP_PROXY"), ("REQUEST_METHOD", "GET")],
            vec![],
        ),
        (&http, vec![at("HTTPS_PROXY")], vec![]),
        (&unused, vec![at("ALL_PROXY")], vec![]),
    ] {
        errors(url, &variables);
        let lines = lines(&proxy);
        assert_eq!(
            lines.iter().collect::<Vec<_>>(),
            expected,
            "{url} {variables:?}"
        );
    }
}

#[test]
fn a_proxy_of_the_environment_that_cannot_be_used_is_refused() {
    for name in ["HTTPS_PROXY", "ALL_PROXY", "http_proxy"] {
        for error in errors(
            &tests::server::unused_url(),
            &[(name, "socks5://user:hush@127.0.0.1:1")],
        ) {
            assert!(
                error.contains(&format!("`{name}`")) && !error.contains("hush"),
                "{error}"
            );
        }
    }
}
