//! The options of a client.

use super::{
    limits::{Limits, OwnLimits},
    options::{self, Options},
};
use crate::{BaseUrl, EnvId, Error, Json, Token, sign_in::App};

/// The options of a client, less the functions among them.
#[derive(Debug)]
pub(crate) struct ClientOptions {
    pub base_url: BaseUrl,
    pub env_id: Option<EnvId>,
    pub auth: Auth,
    pub has_fetch: bool,
    pub has_on_event: bool,
    pub limits: Limits,
}

/// How requests are signed.
#[derive(Debug, PartialEq)]
pub(crate) enum Auth {
    Token(Token),
    /// A function gives a token for each attempt.
    TokenFunction,
    /// The client signs in by itself.
    App(App),
    /// The browser's cookies, in a page of the vendor's console.
    Session,
}

impl ClientOptions {
    pub fn from_json(options: Json) -> Result<Self, Error> {
        let mut options = Options::of("options", options);
        let auth = options.take("auth");
        let (env_id, base_url) = (options.string("envId"), options.string("baseUrl"));
        let has_fetch = has_function(&mut options, "fetch");
        let limits = OwnLimits::take(&mut options).over(Limits::default());
        let has_on_event = has_function(&mut options, "onEvent");
        options.finish()?;
        Ok(ClientOptions {
            base_url: base_url.map_or_else(|| Ok(BaseUrl::default()), |url| BaseUrl::parse(&url))?,
            env_id: env_id.map(|id| EnvId::parse(&id)).transpose()?,
            auth: self::auth(auth)?,
            has_fetch,
            has_on_event,
            limits,
        })
    }
}

fn has_function(options: &mut Options, name: &'static str) -> bool {
    match options.take(name) {
        None => false,
        Some(function) if is_function(&function) => true,
        Some(other) => {
            options.mistake(options::expected(name, "a function", &other));
            false
        }
    }
}

/// What `auth` may be.
const FORMS: &str = "{ token }, { clientId, clientSecret } or { session: true }";

fn auth(auth: Option<Json>) -> Result<Auth, Error> {
    let mut options = match auth {
        Some(object @ Json::Object(_)) => Options::of("auth", object),
        // A token passed as `auth` itself must not be shown.
        other => return Err(options::wrong("auth", FORMS, kind_of(other.as_ref()))),
    };
    let (token, session) = (options.take("token"), options.take("session"));
    let (id, secret) = (options.take("clientId"), options.take("clientSecret"));
    options.finish()?;
    match (&token, &session, &id, &secret) {
        (Some(token), None, None, None) => match token {
            Json::String(text) => Token::parse(text).map(Auth::Token),
            function if is_function(function) => Ok(Auth::TokenFunction),
            other => Err(options::wrong("auth.token", "a string or a function", other.describe_kind())),
        },
        (None, Some(Json::Bool(true)), None, None) => Ok(Auth::Session),
        (None, Some(other), None, None) => Err(options::wrong("auth.session", "true", &other.describe_but_text())),
        (None, None, None, None) => Err(options::wrong("auth", FORMS, "none of them")),
        (None, None, id, secret) => {
            App::new(credential("auth.clientId", id)?, credential("auth.clientSecret", secret)?).map(Auth::App)
        }
        _ => Err(options::wrong("auth", FORMS, "more than one of them")),
    }
}

fn credential(name: &str, value: &Option<Json>) -> Result<String, Error> {
    match value {
        Some(Json::String(text)) => Ok(text.clone()),
        other => Err(options::wrong(name, "a string", kind_of(other.as_ref()))),
    }
}

fn kind_of(value: Option<&Json>) -> &str {
    value.map_or("nothing", Json::describe_kind)
}

fn is_function(value: &Json) -> bool {
    matches!(value, Json::Foreign(what) if what == "a function")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::read_arguments;

    fn read(text: &str) -> Result<ClientOptions, Error> {
        ClientOptions::from_json(read_arguments(text).unwrap())
    }

    #[test]
    fn only_a_token_is_needed() {
        let options = read(r#"{"auth":{"token":"t"}}"#).unwrap();
        assert_eq!(options.base_url, BaseUrl::default());
        assert_eq!((options.limits, options.has_fetch, options.has_on_event), (Limits::default(), false, false));
        assert_eq!(options.auth, Auth::Token(Token::parse("t").unwrap()));
    }

    #[test]
    fn functions_are_told_apart_from_their_absence() {
        let options =
            read(r#"{"auth":{"token":!"a function"},"fetch":!"a function","onEvent":!"a function","envId":"e","timeoutMs":5}"#).unwrap();
        assert_eq!((options.auth, options.has_fetch, options.has_on_event), (Auth::TokenFunction, true, true));
        assert_eq!(options.limits.timeout_ms, 5);
        assert_eq!(options.env_id, Some(EnvId::parse("e").unwrap()));
    }

    #[test]
    fn a_mistake_is_named_and_no_secret_shown() {
        for (text, message) in [
            (
                r#"!"undefined""#,
                "auth: expected { token }, { clientId, clientSecret } or { session: true }, got nothing",
            ),
            (r#"{}"#, "auth: expected { token }, { clientId, clientSecret } or { session: true }, got nothing"),
            (
                r#"{"auth":"secret"}"#,
                "auth: expected { token }, { clientId, clientSecret } or { session: true }, got a string",
            ),
            (
                r#"{"auth":{}}"#,
                "auth: expected { token }, { clientId, clientSecret } or { session: true }, got none of them",
            ),
            (
                r#"{"auth":{"token":"t","session":true}}"#,
                "auth: expected { token }, { clientId, clientSecret } or { session: true }, got more than one of them",
            ),
            (r#""a-token""#, "options: expected an object, got a string"),
            (r#"{"auth":{"session":false}}"#, "auth.session: expected true, got false"),
            (r#"{"auth":{"session":"a-token"}}"#, "auth.session: expected true, got a string"),
            (r#"{"auth":{"clientId":"i"}}"#, "auth.clientSecret: expected a string, got nothing"),
            (r#"{"auth":{"clientId":7,"clientSecret":"s"}}"#, "auth.clientId: expected a string, got a number"),
            (
                r#"{"auth":{"clientId":"i","clientSecret":""}}"#,
                "auth.clientSecret: expected 1 to 1000 characters, got 0",
            ),
            (r#"{"auth":{"token":12345}}"#, "auth.token: expected a string or a function, got a number"),
            (r#"{"auth":{"token":"a\nb"}}"#, "auth.token: expected visible ASCII characters, got U+000A at position 1"),
            (
                r#"{"auth":{"token":"t","x":1}}"#,
                "auth: unknown member \"x\", expected one of token, session, clientId, clientSecret",
            ),
            (r#"{"auth":{"token":"t"},"fetch":5}"#, "fetch: expected a function, got 5"),
            (
                r#"{"auth":{"token":"t"},"baseURL":"x"}"#,
                "options: unknown member \"baseURL\", expected one of auth, envId, baseUrl, fetch, timeoutMs, retry, onEvent",
            ),
            (r#"{"auth":{"token":"t"},"baseUrl":"/api"}"#, "baseUrl: expected an absolute https: url, got \"/api\""),
            (
                r#"{"auth":{"token":"t"},"timeoutMs":!"Infinity"}"#,
                "timeoutMs must be an integer between 1 and 2147483647, got Infinity",
            ),
        ] {
            assert_eq!(read(text).expect_err(text).to_string(), message);
        }
    }
}
