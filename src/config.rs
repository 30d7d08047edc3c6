//! Where requests go and under whose name: base URL, token, environment.

use crate::{Error, Json, Request};
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
pub struct BaseUrl(String);

impl BaseUrl {
    /// Takes an absolute `https:` URL, or an `http:` one of this machine, without query, fragment and password.
    ///
    /// # Errors
    /// What is wrong with it. A token sent over `http:` to another machine could be read on the way.
    pub fn parse(url: &str) -> Result<Self, Error> {
        // A query may hold a token.
        let shown = url.split_inclusive(['?', '#']).next().unwrap_or_default();
        let wrong = |rule: &str| Error::invalid(format!("baseUrl: {rule}, got {}", Json::from(shown).describe()));
        if url.contains('@') {
            return Err(Error::invalid("baseUrl: expected a url without user name and password"));
        }
        let (scheme, rest) = url
            .split_once("://")
            .filter(|(scheme, _)| matches!(*scheme, "https" | "http"))
            .ok_or_else(|| wrong("expected an absolute https: url"))?;
        let (authority, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
        let (host, port) = match authority.rsplit_once(':') {
            Some((host, port)) if !port.ends_with(']') => (host, Some(port)),
            _ => (authority, None),
        };
        let is_bracketed = host.starts_with('[') && host.ends_with(']');
        let allowed = |byte: u8| {
            byte.is_ascii_alphanumeric()
                || matches!(byte, b'.' | b'-')
                || is_bracketed && matches!(byte, b'[' | b']' | b':')
        };
        if host.is_empty() || !host.bytes().all(allowed) {
            return Err(wrong("expected a host of letters, digits, . and - (an international one in its xn-- form)"));
        }
        if port.is_some_and(|port| port.starts_with('+') || port.parse::<u16>().is_err()) {
            return Err(wrong("expected a port between 0 and 65535"));
        }
        if !path.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"/-._~%".contains(&byte)) {
            return Err(wrong("expected a path without query, fragment and spaces"));
        }
        if scheme == "http" && !is_loopback(host) {
            return Err(wrong("http: is only for this machine (localhost, 127.0.0.1, [::1]), expected https:"));
        }
        Ok(BaseUrl(url.trim_end_matches('/').into()))
    }
}

#[cfg(any(test, target_arch = "wasm32"))]
impl BaseUrl {
    /// Scheme, host and port.
    pub(crate) fn origin(&self) -> &str {
        let host = self.0.find("://").map_or(0, |at| at + 3);
        let end = self.0[host..].find('/').map_or(self.0.len(), |at| host + at);
        &self.0[..end]
    }
}

fn is_loopback(host: &str) -> bool {
    let is_ipv4 = |host: &str| host.split('.').count() == 4 && host.split('.').all(|part| part.parse::<u8>().is_ok());
    matches!(host, "localhost" | "[::1]") || host.starts_with("127.") && is_ipv4(host)
}

impl Default for BaseUrl {
    fn default() -> Self {
        BaseUrl("https://cloud.minapp.com".into())
    }
}

impl fmt::Display for BaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
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
    if value.is_empty() {
        return Err(Error::invalid(format!("{name}: expected 1 to {longest} characters, got an empty string")));
    }
    if value.len() > longest {
        return Err(Error::invalid(format!(
            "{name}: expected 1 to {longest} characters, got {}",
            value.chars().count()
        )));
    }
    match value.char_indices().find(|(_, character)| !character.is_ascii_graphic()) {
        None => Ok(()),
        Some((at, character)) => Err(Error::invalid(format!(
            "{name}: expected visible ASCII characters, got U+{:04X} at position {at}",
            u32::from(character)
        ))),
    }
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
