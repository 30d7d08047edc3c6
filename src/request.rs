//! A request as data: built and tested before anything is sent.

use crate::{Error, Json, redact, strings::join};
use std::fmt;

/// The server answers a longer URL with `502`.
pub(crate) const MAX_URL_CHARACTERS: usize = 16_386;

/// The method of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// Reads.
    Get,
    /// Writes.
    Put,
    /// Signs in.
    Post,
}

impl Method {
    /// The method's name: `GET`, `PUT` or `POST`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Method::Get => "GET",
            Method::Put => "PUT",
            Method::Post => "POST",
        }
    }
}

/// A request to the server, less its host and its token.
///
/// ```
/// use minapp_users::{BaseUrl, endpoint::ListUsers};
///
/// let request = ListUsers { limit: 100, ..ListUsers::default() }.request()?;
/// assert_eq!(
///     request.url(&BaseUrl::default())?,
///     "https://cloud.minapp.com/oserve/v2.2/miniapp/user_profile/?limit=100",
/// );
/// # Ok::<(), minapp_users::Error>(())
/// ```
#[derive(Clone, PartialEq)]
pub struct Request {
    method: Method,
    path: String,
    query: String,
    body: Option<String>,
    secrets: Vec<String>,
    is_repeatable: bool,
}

impl Request {
    pub(crate) fn get(path: impl Into<String>) -> Self {
        Self::new(Method::Get, path.into(), None)
    }

    pub(crate) fn put(path: impl Into<String>, body: &Json) -> Self {
        Self::new(Method::Put, path.into(), Some(body.to_string()))
    }

    /// A request of the sign-in, which changes no user.
    #[cfg(any(test, all(target_arch = "wasm32", feature = "js")))]
    pub(crate) fn post(path: &str, body: &Json) -> Self {
        Self::new(Method::Post, path.into(), Some(body.to_string()))
    }

    fn new(method: Method, path: String, body: Option<String>) -> Self {
        Request { method, path, query: String::new(), body, secrets: Vec::new(), is_repeatable: true }
    }

    /// The same request for a page that the vendor's console has signed in by cookie: under `/userve/`, without a token.
    ///
    /// ```
    /// use minapp_users::endpoint::GetUser;
    ///
    /// let request = GetUser::new(70695404).request()?.for_session()?;
    /// assert_eq!(request.target(), "/userve/v2.2/miniapp/user_profile/70695404/");
    /// # Ok::<(), minapp_users::Error>(())
    /// ```
    ///
    /// # Errors
    /// A `legacy` operation, which has no such form.
    pub fn for_session(mut self) -> Result<Self, Error> {
        let path = self.path.strip_prefix("/oserve/").unwrap_or(&self.path);
        if path.starts_with("v1/miniapp/") || path.starts_with("v1/user/") {
            return Err(Error::invalid("auth: the operations under `legacy` need a token, a session has none of them"));
        }
        self.path = match path.strip_prefix("v2.1/miniapp/user/account") {
            Some(user) => format!("/userve/v2.2/miniapp/user/account{user}"),
            None => format!("/userve/{path}"),
        };
        Ok(self)
    }

    /// Adds a query parameter, encoded to the unreserved characters, as every server and proxy passes them on.
    pub(crate) fn add(&mut self, name: &str, value: &str) {
        const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
        let query = &mut self.query;
        query.reserve(name.len() + value.len() + 2);
        query.push(if query.is_empty() { '?' } else { '&' });
        query.push_str(name);
        query.push('=');
        for byte in value.bytes() {
            match byte {
                b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' | b'-' | b'_' | b'.' | b'~' => query.push(char::from(byte)),
                _ => {
                    query.push('%');
                    query.push(char::from(DIGITS[usize::from(byte >> 4)]));
                    query.push(char::from(DIGITS[usize::from(byte & 15)]));
                }
            }
        }
    }

    /// Adds a query parameter that is a number.
    pub(crate) fn add_number(&mut self, name: &str, value: u64) {
        self.add(name, &value.to_string());
    }

    /// Adds a query parameter that is several names, if there are any.
    pub(crate) fn add_names(&mut self, name: &str, values: &[String]) {
        if !values.is_empty() {
            self.add(name, &join(values, ","));
        }
    }

    /// Adds which rows are meant: `limit`, `offset` where it is not 0, and whether to count all.
    pub(crate) fn add_rows(&mut self, limit: u32, offset: u64, with_count: bool) {
        self.add_number("limit", limit.into());
        if offset > 0 {
            self.add_number("offset", offset);
        }
        if with_count {
            self.add_number("return_total_count", 1);
        }
    }

    /// Says that sending it twice is not the same as sending it once.
    pub(crate) fn repeatable(mut self, is_repeatable: bool) -> Self {
        self.is_repeatable = is_repeatable;
        self
    }

    /// Names a secret on its way, in the body or in a header, that no error may show.
    pub(crate) fn hiding(mut self, secret: &str) -> Self {
        self.hide(secret);
        self
    }

    /// Names another one.
    pub(crate) fn hide(&mut self, secret: &str) {
        if !self.secrets.iter().any(|known| known == secret) {
            self.secrets.push(secret.to_owned());
        }
    }

    /// The secrets on its way.
    #[cfg(all(target_arch = "wasm32", feature = "js"))]
    pub(crate) fn secrets(&self) -> &[String] {
        &self.secrets
    }

    /// The method.
    pub fn method(&self) -> Method {
        self.method
    }

    /// The path, without the query.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The path and the encoded query.
    pub fn target(&self) -> String {
        format!("{}{}", self.path, self.query)
    }

    /// The whole URL.
    ///
    /// # Errors
    /// When it is longer than the 16,386 characters that the server reads.
    pub fn url(&self, base: &crate::BaseUrl) -> Result<String, Error> {
        let url = format!("{base}{}{}", self.path, self.query);
        match url.len() {
            0..=MAX_URL_CHARACTERS => Ok(url),
            length => Err(Error::invalid(format!(
                "the request's url would have {length} characters, and the server reads at most {MAX_URL_CHARACTERS}; \
                 split the values of `where` (for example of a long $in) over several calls"
            ))),
        }
    }

    /// The JSON body of a write.
    pub fn body(&self) -> Option<&str> {
        self.body.as_deref()
    }

    /// Whether it changes users.
    pub fn is_write(&self) -> bool {
        self.method == Method::Put
    }

    /// Whether sending it twice is the same as sending it once.
    pub fn is_repeatable(&self) -> bool {
        self.is_repeatable
    }

    /// Takes what this request hides out of a text that the server, or the way to it, answers.
    pub(crate) fn redact(&self, text: &str) -> String {
        redact::redact(text, &self.secrets, usize::MAX)
    }

    /// The redacted beginning of a long text, of which nothing past the first `bytes` is looked at for its own sake.
    pub(crate) fn redact_beginning(&self, text: &str, bytes: usize) -> String {
        redact::redact(text, &self.secrets, bytes)
    }
}

impl fmt::Debug for Request {
    /// Leaves the body out: it may hold a password.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Request")
            .field("method", &self.method)
            .field("target", &self.target())
            .field("body_length", &self.body.as_ref().map(String::len))
            .field("is_repeatable", &self.is_repeatable)
            .finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::BaseUrl;

    fn with(name: &str, value: &str) -> Request {
        let mut request = Request::get("/");
        request.add(name, value);
        request
    }

    #[test]
    fn a_query_is_encoded_to_unreserved_characters() {
        let mut request = with("where", r#"{"名":"a b&c=d+e'(*)!~"}"#);
        request.add_number("limit", 1);
        assert_eq!(request.target(), "/?where=%7B%22%E5%90%8D%22%3A%22a%20b%26c%3Dd%2Be%27%28%2A%29%21~%22%7D&limit=1");
    }

    #[test]
    fn a_url_of_16386_characters_is_sent_and_a_longer_one_refused() {
        let base = BaseUrl::default();
        let room = MAX_URL_CHARACTERS - with("where", "").url(&base).unwrap().len();
        assert_eq!(with("where", &"x".repeat(room)).url(&base).unwrap().len(), MAX_URL_CHARACTERS);
        let error = with("where", &"x".repeat(room + 1)).url(&base).unwrap_err();
        assert_eq!(
            error.to_string(),
            "the request's url would have 16387 characters, and the server reads at most 16386; \
             split the values of `where` (for example of a long $in) over several calls"
        );
    }

    #[test]
    fn a_session_has_paths_of_its_own() {
        for (open, session) in [
            ("/oserve/v2.2/miniapp/user_profile/", "/userve/v2.2/miniapp/user_profile/"),
            ("/oserve/v2.6/miniapp/user_profile/5/", "/userve/v2.6/miniapp/user_profile/5/"),
            ("/oserve/v2.1/miniapp/user/account/5/", "/userve/v2.2/miniapp/user/account/5/"),
            ("/oserve/v1/bulk-operation/5/", "/userve/v1/bulk-operation/5/"),
        ] {
            assert_eq!(Request::get(open).for_session().unwrap().target(), session);
        }
        for legacy in ["/oserve/v1/miniapp/user-profile/", "/oserve/v1/user/info/5/"] {
            assert_eq!(
                Request::get(legacy).for_session().unwrap_err().to_string(),
                "auth: the operations under `legacy` need a token, a session has none of them"
            );
        }
    }

    #[test]
    fn debug_does_not_show_the_body() {
        let request = Request::put("/a/", &Json::member("new_password", "hunter2"));
        assert!(!format!("{request:?}").contains("hunter2"));
    }
}
