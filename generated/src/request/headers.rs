//! The headers of a call.

use http::header::{
    ACCEPT, ACCEPT_ENCODING, AUTHORIZATION, CONNECTION, CONTENT_LENGTH, CONTENT_TYPE, COOKIE,
    EXPECT, HOST, HeaderMap, HeaderName, HeaderValue, TE, TRAILER, TRANSFER_ENCODING, UPGRADE,
    USER_AGENT,
};

use super::call::Call;
use super::config::Config;
use super::endpoint::Encoding;
use super::options::Options;
use super::{RequestError, idempotency};
use crate::secret::redact;
use crate::version::API_VERSION;

const STRIPE_VERSION: HeaderName = HeaderName::from_static("stripe-version");
const STRIPE_ACCOUNT: HeaderName = HeaderName::from_static("stripe-account");
const STRIPE_CONTEXT: HeaderName = HeaderName::from_static("stripe-context");
pub(super) const CLIENT_USER_AGENT: HeaderName =
    HeaderName::from_static("x-stripe-client-user-agent");
pub(crate) const IDEMPOTENCY_KEY: HeaderName = HeaderName::from_static("idempotency-key");

/// All headers of a call, with a new idempotency key if one is needed and the caller set none. `boundary` is that of a
/// multipart body.
pub(crate) fn build(
    call: &Call,
    config: &Config,
    boundary: &str,
) -> Result<HeaderMap, RequestError> {
    let mut headers = common(call.endpoint.is_v2(), &call.options, config)?;
    if call.endpoint.takes_idempotency_key() {
        let key = idempotency::key(call.options.idempotency_key.as_deref())?;
        insert(&mut headers, IDEMPOTENCY_KEY, &key)?;
    }
    let content_type = match call.endpoint.encoding {
        Encoding::Query => return Ok(headers),
        Encoding::Form => "application/x-www-form-urlencoded",
        Encoding::Json => "application/json",
        Encoding::Multipart => &format!("multipart/form-data; boundary={boundary}"),
    };
    insert(&mut headers, CONTENT_TYPE, content_type)?;
    Ok(headers)
}

/// The headers that do not depend on the operation.
pub(crate) fn common(
    is_v2: bool,
    options: &Options,
    config: &Config,
) -> Result<HeaderMap, RequestError> {
    let defaults = &config.defaults;
    let mut headers = HeaderMap::with_capacity(12);
    headers.insert(AUTHORIZATION, bearer(config.api_key(options))?);
    headers.insert(ACCEPT, HeaderValue::from_static("application/json"));

    let version = options.version.as_ref().or(defaults.version.as_ref());
    insert(
        &mut headers,
        STRIPE_VERSION,
        version.map_or(API_VERSION, String::as_str),
    )?;

    let account = options.account.or(&defaults.account);
    let context = options.context.or(&defaults.context);
    if account.is_some() && context.is_some() {
        return Err(RequestError::AccountAndContext);
    }
    if let Some(account) = account {
        insert(&mut headers, STRIPE_ACCOUNT, account)?;
    }
    if let Some(context) = context {
        insert(&mut headers, STRIPE_CONTEXT, context)?;
    }

    let (user_agent, client) = config.agent.headers(is_v2)?;
    headers.insert(USER_AGENT, user_agent);
    headers.insert(CLIENT_USER_AGENT, client);
    for (name, value) in defaults.headers.iter().chain(&options.headers) {
        extra(&mut headers, name, value)?;
    }
    Ok(headers)
}

fn bearer(key: &str) -> Result<HeaderValue, RequestError> {
    if key.is_empty() || !key.bytes().all(|byte| byte.is_ascii_graphic()) {
        return Err(RequestError::ApiKey);
    }
    let mut value =
        HeaderValue::try_from(format!("Bearer {key}")).map_err(|_| RequestError::ApiKey)?;
    value.set_sensitive(true);
    Ok(value)
}

fn insert(headers: &mut HeaderMap, name: HeaderName, value: &str) -> Result<(), RequestError> {
    let value = checked(&name, value)?;
    headers.insert(name, value);
    Ok(())
}

/// Refuses an empty value: without its account, a call would act on the platform's own. Also refuses anything but
/// printable ASCII, which servers read differently.
pub(super) fn checked(name: &HeaderName, value: &str) -> Result<HeaderValue, RequestError> {
    let printable = value.bytes().all(|byte| matches!(byte, b' '..=b'~'));
    match HeaderValue::from_str(value) {
        Ok(value) if printable && !value.as_bytes().trim_ascii().is_empty() => Ok(value),
        _ => Err(RequestError::Header(redact(name.as_str()))),
    }
}

fn extra(headers: &mut HeaderMap, name: &str, value: &str) -> Result<(), RequestError> {
    // Headers that the client has an option for, and headers that change how bodies are sent.
    const RESERVED: [HeaderName; 18] = [
        ACCEPT_ENCODING,
        AUTHORIZATION,
        CONNECTION,
        CONTENT_LENGTH,
        CONTENT_TYPE,
        COOKIE,
        EXPECT,
        HOST,
        TE,
        TRAILER,
        TRANSFER_ENCODING,
        UPGRADE,
        USER_AGENT,
        STRIPE_VERSION,
        STRIPE_ACCOUNT,
        STRIPE_CONTEXT,
        CLIENT_USER_AGENT,
        IDEMPOTENCY_KEY,
    ];
    let name: HeaderName = name
        .parse()
        .map_err(|_| RequestError::Header(redact(&name.escape_debug().to_string())))?;
    if RESERVED.contains(&name) {
        return Err(RequestError::ReservedHeader(name.to_string()));
    }
    insert(headers, name.clone(), value)?;
    // A transport that prints headers hides the value: it may be anything.
    if let Some(value) = headers.get_mut(name) {
        value.set_sensitive(true);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::request::{App, Endpoint, Method, Request};

    const fn endpoint(method: Method, path: &'static str, encoding: Encoding) -> Endpoint {
        Endpoint {
            method,
            path,
            base: None,
            encoding,
            in_query: &[],
        }
    }

    static GET: Endpoint = endpoint(Method::Get, "/v1/refunds", Encoding::Query);
    static POST: Endpoint = endpoint(Method::Post, "/v1/refunds", Encoding::Form);
    static DELETE: Endpoint = endpoint(Method::Delete, "/v1/refunds", Encoding::Query);
    static POST_V2: Endpoint = endpoint(Method::Post, "/v2/core/accounts", Encoding::Json);
    static DELETE_V2: Endpoint = endpoint(Method::Delete, "/v2/core/accounts", Encoding::Query);
    static UPLOAD: Endpoint = endpoint(Method::Post, "/v1/files", Encoding::Multipart);

    fn headers(
        endpoint: &'static Endpoint,
        options: Options,
        config: &Config,
    ) -> Result<HeaderMap, RequestError> {
        build(
            Request::new(endpoint, []).with_options(options).call(),
            config,
            "b0",
        )
    }

    fn config() -> Config {
        Config::new("sk_test_hush")
    }

    fn text<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
        headers.get(name).map(|value| value.to_str().unwrap())
    }

    #[test]
    fn what_every_call_carries() {
        let headers = headers(&GET, Options::new(), &config()).unwrap();
        assert_eq!(text(&headers, "authorization"), Some("Bearer sk_test_hush"));
        assert!(!format!("{headers:?}").contains("hush"), "{headers:?}");
        assert_eq!(text(&headers, "stripe-version"), Some(API_VERSION));
        let agent = format!("Stripe/v1 StripeRustClient/{}", env!("CARGO_PKG_VERSION"));
        assert_eq!(text(&headers, "user-agent"), Some(&*agent));
        for absent in [
            "stripe-account",
            "stripe-context",
            "idempotency-key",
            "content-type",
        ] {
            assert_eq!(text(&headers, absent), None, "{absent}");
        }
    }

    #[test]
    fn content_types() {
        let of = |endpoint| {
            let headers = headers(endpoint, Options::new(), &config())?;
            Ok::<_, RequestError>(text(&headers, "content-type").map(str::to_owned))
        };
        assert_eq!(
            of(&POST),
            Ok(Some("application/x-www-form-urlencoded".to_owned()))
        );
        assert_eq!(of(&POST_V2), Ok(Some("application/json".to_owned())));
        assert_eq!(of(&DELETE), Ok(None));
        assert_eq!(
            of(&UPLOAD),
            Ok(Some("multipart/form-data; boundary=b0".to_owned()))
        );
    }

    #[test]
    fn idempotency_keys_are_sent_where_stripe_supports_them() {
        let key = |endpoint, options| {
            let headers = headers(endpoint, options, &config()).unwrap();
            text(&headers, "idempotency-key").map(str::to_owned)
        };
        let given = || Options::new().idempotency_key(" mine ");
        for endpoint in [&POST, &POST_V2, &DELETE_V2, &UPLOAD] {
            assert_eq!(key(endpoint, given()), Some("mine".to_owned()));
            let made = key(endpoint, Options::new());
            assert_eq!(made.as_ref().map(String::len), Some(36));
            assert_ne!(made, key(endpoint, Options::new()));
        }
        for endpoint in [&GET, &DELETE] {
            assert_eq!(key(endpoint, given()), None);
            assert_eq!(key(endpoint, Options::new()), None);
        }
        let error = headers(&POST, Options::new().idempotency_key(" "), &config());
        assert_eq!(error, Err(RequestError::IdempotencyKey("is empty")));
    }

    #[test]
    fn a_call_overrides_its_client() {
        let mut config = config();
        config.defaults = config.defaults.account("acct_1").version("2020-01-01");
        let given = headers(&GET, Options::new(), &config).unwrap();
        assert_eq!(text(&given, "stripe-account"), Some("acct_1"));
        assert_eq!(text(&given, "stripe-version"), Some("2020-01-01"));
        let options = Options::new()
            .account("acct_2")
            .version("v3")
            .api_key("rk_2");
        let given = headers(&GET, options, &config).unwrap();
        assert_eq!(text(&given, "stripe-account"), Some("acct_2"));
        assert_eq!(text(&given, "stripe-version"), Some("v3"));
        assert_eq!(text(&given, "authorization"), Some("Bearer rk_2"));
        let both = headers(&GET, Options::new().context("ctx"), &config);
        assert_eq!(both, Err(RequestError::AccountAndContext));
        let options = Options::new().without_account();
        let given = headers(&GET, options.clone(), &config).unwrap();
        assert_eq!(text(&given, "stripe-account"), None);
        let given = headers(&GET, options.context("ctx"), &config).unwrap();
        assert_eq!(text(&given, "stripe-account"), None);
        assert_eq!(text(&given, "stripe-context"), Some("ctx"));
        config.defaults = config.defaults.without_account().context("ctx");
        let given = headers(&GET, Options::new().without_context(), &config).unwrap();
        assert_eq!(text(&given, "stripe-context"), None);
    }

    #[test]
    fn values_that_cannot_be_sent_are_refused() {
        for bad in ["", "sk_test_1\n", "sk test", "sk_é"] {
            let error = headers(&GET, Options::new().api_key(bad), &config());
            assert_eq!(error, Err(RequestError::ApiKey), "{bad:?}");
        }
        for bad in ["", " ", "é", "a\r\nX-Evil: 1"] {
            let error = headers(&GET, Options::new().account(bad), &config());
            assert_eq!(
                error,
                Err(RequestError::Header("stripe-account".to_owned())),
                "{bad:?}"
            );
        }
    }

    #[test]
    fn extra_headers() {
        let options = Options::new().header("X-One", "1").header("x-two", "2");
        let given = headers(&GET, options, &config()).unwrap();
        assert_eq!(
            (text(&given, "x-one"), text(&given, "x-two")),
            (Some("1"), Some("2"))
        );
        let mut config = config();
        config.defaults = config
            .defaults
            .header("x-one", "client")
            .header("x-two", "client");
        let options = Options::new().header("X-One", "call");
        let given = headers(&GET, options, &config).unwrap();
        assert_eq!(
            (text(&given, "x-one"), text(&given, "x-two")),
            (Some("call"), Some("client"))
        );
        for name in ["Authorization", "idempotency-key", "Stripe-Account", "Host"] {
            let error = headers(&GET, Options::new().header(name, "x"), &config);
            assert_eq!(
                error,
                Err(RequestError::ReservedHeader(name.to_lowercase()))
            );
        }
        let error = headers(&GET, Options::new().header("a b", "x"), &config);
        assert_eq!(error, Err(RequestError::Header("a b".to_owned())));
    }

    #[test]
    fn the_program_names_itself() {
        let mut config = config();
        config.agent.set_app(App {
            name: "Shop".to_owned(),
            version: Some("1.2".to_owned()),
            url: Some("https://shop.example".to_owned()),
        });
        let given = headers(&POST_V2, Options::new(), &config).unwrap();
        let version = env!("CARGO_PKG_VERSION");
        let agent = format!("Stripe/v2 StripeRustClient/{version} Shop/1.2 (https://shop.example)");
        assert_eq!(text(&given, "user-agent"), Some(&*agent));
        let sent = text(&given, "x-stripe-client-user-agent").unwrap();
        let application =
            r#"{"application":{"name":"Shop","url":"https://shop.example","version":"1.2"},"#;
        assert!(sent.starts_with(application), "{sent}");
        assert!(
            sent.contains(r#""httplib":"custom","lang":"rust""#),
            "{sent}"
        );
    }
}
