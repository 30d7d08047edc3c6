//! The options of a client.

use super::options::{self, Options};
use crate::{BaseUrl, EnvId, Error, Json, Token};

/// How long a call may take unless it or its client says otherwise.
const DEFAULT_TIMEOUT_MS: u64 = 30_000;

/// The options of a client, less the functions among them.
#[derive(Debug)]
pub(crate) struct ClientOptions {
    pub base_url: BaseUrl,
    pub env_id: Option<EnvId>,
    /// The token, unless a function gives one for each request.
    pub token: Option<Token>,
    pub has_fetch: bool,
    pub timeout_ms: u64,
}

impl ClientOptions {
    pub fn from_json(options: Json) -> Result<Self, Error> {
        let mut options = Options::of("options", options)?;
        let token = token(options.take("auth"))?;
        let env_id = options.string("envId")?.map(|id| EnvId::parse(&id)).transpose()?;
        let base_url = options.string("baseUrl")?.map_or_else(|| Ok(BaseUrl::default()), |url| BaseUrl::parse(&url))?;
        let has_fetch = match options.take("fetch") {
            None => false,
            Some(fetch) if is_function(&fetch) => true,
            Some(other) => return Err(options::expected("fetch", "a function", &other)),
        };
        let timeout_ms = super::operation::timeout_ms(&mut options)?.unwrap_or(DEFAULT_TIMEOUT_MS);
        options.finish()?;
        Ok(ClientOptions { base_url, env_id, token, has_fetch, timeout_ms })
    }
}

fn token(auth: Option<Json>) -> Result<Option<Token>, Error> {
    let missing = || Error::invalid("auth: expected { token }, got nothing");
    let mut auth = match auth.ok_or_else(missing)? {
        object @ Json::Object(_) => Options::of("auth", object)?,
        // A token passed as `auth` itself must not be shown.
        other => return Err(Error::invalid(format!("auth: expected {{ token }}, got {}", other.describe_kind()))),
    };
    let token = match auth.take("token") {
        Some(Json::String(text)) => Some(Token::parse(&text)?),
        Some(function) if is_function(&function) => None,
        other => {
            let got = other.as_ref().map_or("nothing", Json::describe_kind);
            return Err(Error::invalid(format!("auth.token: expected a string or a function, got {got}")));
        }
    };
    auth.finish()?;
    Ok(token)
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
        assert_eq!(
            (options.timeout_ms, options.has_fetch, options.token),
            (30_000, false, Some(Token::parse("t").unwrap()))
        );
    }

    #[test]
    fn functions_are_told_apart_from_their_absence() {
        let options =
            read(r#"{"auth":{"token":!"a function"},"fetch":!"a function","envId":"e","timeoutMs":5}"#).unwrap();
        assert_eq!((options.token, options.has_fetch, options.timeout_ms), (None, true, 5));
        assert_eq!(options.env_id, Some(EnvId::parse("e").unwrap()));
    }

    #[test]
    fn a_mistake_is_named_and_no_secret_shown() {
        for (text, message) in [
            (r#"!"undefined""#, "auth: expected { token }, got nothing"),
            (r#"{}"#, "auth: expected { token }, got nothing"),
            (r#"{"auth":"secret"}"#, "auth: expected { token }, got a string"),
            (r#"{"auth":{}}"#, "auth.token: expected a string or a function, got nothing"),
            (r#"{"auth":{"token":12345}}"#, "auth.token: expected a string or a function, got a number"),
            (r#"{"auth":{"token":"a\nb"}}"#, "auth.token: expected visible ASCII characters, got U+000A at position 1"),
            (r#"{"auth":{"token":"t","x":1}}"#, "auth: unknown member \"x\", expected one of token"),
            (r#"{"auth":{"token":"t"},"fetch":5}"#, "fetch: expected a function, got 5"),
            (
                r#"{"auth":{"token":"t"},"baseURL":"x"}"#,
                "options: unknown member \"baseURL\", expected one of auth, envId, baseUrl, fetch, timeoutMs",
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
