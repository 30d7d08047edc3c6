//! Where requests go and under whose name: base URL, token, environment.

use crate::{Error, Request, json::describe_text};
use std::fmt;

/// The address that every path is appended to. Defaults to `https://cloud.minapp.com`.
///
/// ```
/// use minapp_users::BaseUrl;
///
/// assert_eq!(BaseUrl::parse("http://127.0.0.1:8787/")?.to_string(), "http://127.0.0.1:8787");
/// assert!(BaseUrl::parse("http://example.com").is_err());
/// # Ok::<(), minapp_users::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BaseUrl {
    url: String,
    /// Of scheme, host and port.
    origin_length: usize,
}

const DEFAULT_BASE_URL: &str = "https://cloud.minapp.com";

impl BaseUrl {
    /// Takes an absolute `https:` URL, or an `http:` one of this machine, without query, fragment and password.
    ///
    /// # Errors
    /// What is wrong with it. A token sent over `http:` to another machine could be read on the way.
    pub fn parse(url: &str) -> Result<Self, Error> {
        if url.contains('@') {
            return Err(Error::invalid("baseUrl: expected a url without user name and password"));
        }
        match origin_length(url) {
            Ok(origin_length) => Ok(BaseUrl { url: url.trim_end_matches('/').into(), origin_length }),
            Err(rule) => {
                // A query may hold a token.
                let shown = url.split_inclusive(['?', '#']).next().unwrap_or_default();
                Err(Error::invalid(format!("baseUrl: {rule}, got {}", describe_text(shown))))
            }
        }
    }

    /// Scheme, host and port.
    #[cfg(any(test, all(target_arch = "wasm32", feature = "js")))]
    pub(crate) fn origin(&self) -> &str {
        self.url.get(..self.origin_length).unwrap_or_default()
    }
}

/// How long scheme, host and port are, or the rule that the URL breaks.
fn origin_length(url: &str) -> Result<usize, &'static str> {
    let secure = url.strip_prefix("https://");
    let rest = secure.or_else(|| url.strip_prefix("http://")).ok_or("expected an absolute https: url")?;
    let (authority, path) = before(rest, rest.bytes().position(|byte| byte == b'/'));
    let (host, port) = match before(authority, authority.as_bytes().iter().rposition(|byte| *byte == b':')) {
        (_, port) if port.ends_with(']') => (authority, ""),
        parts => parts,
    };
    let is_bracketed = host.starts_with('[') && host.ends_with(']');
    let is_allowed = |byte: u8| {
        byte.is_ascii_alphanumeric()
            || matches!(byte, b'.' | b'-')
            || is_bracketed && matches!(byte, b'[' | b']' | b':')
    };
    if host.is_empty() || !host.bytes().all(is_allowed) {
        return Err("expected a host of letters, digits, . and - (an international one in its xn-- form)");
    }
    if !port.is_empty() && !port.strip_prefix(':').is_some_and(|port| is_up_to(port, 65_535)) {
        return Err("expected a port between 0 and 65535");
    }
    if !path.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"/-._~%".contains(&byte)) {
        return Err("expected a path without query, fragment and spaces");
    }
    if secure.is_none() && !is_loopback(host) {
        return Err("http: is only for this machine (localhost, 127.0.0.1, [::1]), expected https:");
    }
    Ok(url.len() - path.len())
}

/// What stands before the place `at`, and the rest; all of it where there is no such place.
fn before(text: &str, at: Option<usize>) -> (&str, &str) {
    at.and_then(|at| text.split_at_checked(at)).unwrap_or((text, ""))
}

fn is_up_to(digits: &str, most: u64) -> bool {
    !digits.starts_with('+') && digits.parse::<u64>().is_ok_and(|number| number <= most)
}

fn is_loopback(host: &str) -> bool {
    let is_ipv4 = |host: &str| host.split('.').count() == 4 && host.split('.').all(|part| is_up_to(part, 255));
    matches!(host, "localhost" | "[::1]") || host.starts_with("127.") && is_ipv4(host)
}

impl Default for BaseUrl {
    fn default() -> Self {
        BaseUrl { url: DEFAULT_BASE_URL.into(), origin_length: DEFAULT_BASE_URL.len() }
    }
}

impl fmt::Display for BaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.url)
    }
}

/// An access token: 1 to 4,096 visible ASCII characters. `Debug` does not show it.
///
/// ```
/// use minapp_users::Token;
///
/// assert_eq!(format!("{:?}", Token::parse("35919068aa79")?), "Token([redacted])");
/// assert!(Token::parse("two\nlines").is_err());
/// # Ok::<(), minapp_users::Error>(())
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Token(String);

impl Token {
    /// Takes a token that can stand in a header.
    ///
    /// # Errors
    /// What is wrong with it, without showing it.
    pub fn parse(token: &str) -> Result<Self, Error> {
        if token.starts_with("Bearer ") {
            return Err(Error::invalid("auth.token: expected the token alone, without the word Bearer before it"));
        }
        header_value("auth.token", token, 4096).map(|()| Token(token.into()))
    }

    /// The text of the token, for the `Authorization` header.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token([redacted])")
    }
}

/// The id of a test environment: 1 to 256 visible ASCII characters. Without one, production answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EnvId(String);

impl EnvId {
    /// Takes an id that can stand in a header.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn parse(id: &str) -> Result<Self, Error> {
        header_value("envId", id, 256).map(|()| EnvId(id.into()))
    }
}

/// Refuses what cannot stand in a header, without showing it.
fn header_value(name: &str, value: &str, longest: usize) -> Result<(), Error> {
    let problem = if value.is_empty() {
        format!("1 to {longest} characters, got an empty string")
    } else if value.len() > longest {
        format!("1 to {longest} characters, got {}", value.chars().count())
    } else if let Some((at, character)) = value.chars().enumerate().find(|(_, c)| !c.is_ascii_graphic()) {
        format!("visible ASCII characters, got U+{:04X} at position {at}", u32::from(character))
    } else {
        return Ok(());
    };
    Err(Error::invalid(format!("{name}: expected {problem}")))
}

/// The headers of `request`, as names and values.
///
/// ```
/// use minapp_users::{Token, endpoint::GetUser, headers};
///
/// let request = GetUser::new(70695404).request()?;
/// let headers = headers(&request, &Token::parse("35919068aa79")?, None);
/// assert_eq!(headers, [("Authorization", "Bearer 35919068aa79".to_owned())]);
/// # Ok::<(), minapp_users::Error>(())
/// ```
pub fn headers(request: &Request, token: &Token, env_id: Option<&EnvId>) -> Vec<(&'static str, String)> {
    let mut headers = vec![("Authorization", format!("Bearer {}", token.0))];
    headers.extend(headers_without_token(request, env_id));
    headers
}

/// The headers of a `request` whose sender a cookie names.
pub(crate) fn headers_without_token(request: &Request, env_id: Option<&EnvId>) -> Vec<(&'static str, String)> {
    let mut headers = Vec::new();
    headers.extend(env_id.map(|id| ("X-Hydrogen-Env-ID", id.0.clone())));
    headers.extend(request.body().map(|_| ("Content-Type", "application/json".into())));
    headers
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Json;

    #[test]
    fn https_and_this_machine_are_accepted() {
        for (url, base) in [
            ("https://cloud.minapp.com", "https://cloud.minapp.com"),
            ("https://proxy.example/minapp/", "https://proxy.example/minapp"),
            ("http://localhost:8787", "http://localhost:8787"),
            ("http://127.0.0.1:1/", "http://127.0.0.1:1"),
            ("http://[::1]:8787", "http://[::1]:8787"),
            ("https://[2001:db8::1]", "https://[2001:db8::1]"),
        ] {
            assert_eq!(BaseUrl::parse(url).unwrap().to_string(), base);
        }
    }

    #[test]
    fn what_could_leak_or_mislead_is_refused() {
        for (url, message) in [
            ("", "baseUrl: expected an absolute https: url, got \"\""),
            ("/api", "baseUrl: expected an absolute https: url, got \"/api\""),
            ("ftp://a", "baseUrl: expected an absolute https: url, got \"ftp://a\""),
            ("HTTPS://a", "baseUrl: expected an absolute https: url, got \"HTTPS://a\""),
            (
                "http://example.com",
                "baseUrl: http: is only for this machine (localhost, 127.0.0.1, [::1]), expected https:, got \"http://example.com\"",
            ),
            ("https://me:secret@a", "baseUrl: expected a url without user name and password"),
            (
                "https://a?x=1",
                "baseUrl: expected a host of letters, digits, . and - (an international one in its xn-- form), got \"https://a?\"",
            ),
            ("https://a/?x=1", "baseUrl: expected a path without query, fragment and spaces, got \"https://a/?\""),
            ("https://a:99999", "baseUrl: expected a port between 0 and 65535, got \"https://a:99999\""),
        ] {
            assert_eq!(BaseUrl::parse(url).expect_err(url).to_string(), message);
        }
        for url in [
            "https://",
            "https:///x",
            "https://a b",
            "https://a\\b",
            "http://127.0.0.1.evil.com",
            "http://localhost.evil.com",
            "http://127.1",
        ] {
            assert!(BaseUrl::parse(url).is_err(), "{url}");
        }
    }

    #[test]
    fn a_token_is_refused_without_being_shown() {
        for (token, message) in [
            ("", "auth.token: expected 1 to 4096 characters, got an empty string"),
            ("Bearer secret", "auth.token: expected the token alone, without the word Bearer before it"),
            ("secret\nX: 1", "auth.token: expected visible ASCII characters, got U+000A at position 6"),
            ("sécret", "auth.token: expected visible ASCII characters, got U+00E9 at position 1"),
        ] {
            assert_eq!(Token::parse(token).unwrap_err().to_string(), message);
        }
        assert_eq!(
            Token::parse(&"x".repeat(5000)).unwrap_err().to_string(),
            "auth.token: expected 1 to 4096 characters, got 5000"
        );
        assert_eq!(format!("{:?}", Token::parse("secret").unwrap()), "Token([redacted])");
    }

    #[test]
    fn a_write_says_that_it_is_json_and_an_environment_is_named() {
        let request = Request::put("/", &Json::Null);
        let headers = headers(&request, &Token::parse("t").unwrap(), Some(&EnvId::parse("e1").unwrap()));
        let expected =
            [("Authorization", "Bearer t"), ("X-Hydrogen-Env-ID", "e1"), ("Content-Type", "application/json")];
        assert_eq!(headers, expected.map(|(name, value)| (name, value.to_owned())));
    }
}
