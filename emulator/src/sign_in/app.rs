//! The app that may sign in.

use std::{fmt, time::Duration};

use crate::{config::ConfigError, members::Members, value::Value};

/// The longest lifetime, in seconds: a year.
const LONGEST_LIFETIME: u64 = 31_536_000;

/// Who may ask for access tokens, and how long what it gets is good for. Its `Debug` keeps the secret.
#[derive(Clone, PartialEq, Eq)]
pub struct App {
    /// The id that the vendor's console shows.
    pub client_id: String,
    /// The secret beside it.
    pub client_secret: String,
    /// From the issue of an access token on. Defaults to an hour.
    pub token_lifetime: Duration,
    /// From the issue of a code on; the way to it may take as long. Defaults to ten minutes.
    pub code_lifetime: Duration,
}

impl App {
    /// An app with the usual lifetimes.
    pub fn new(client_id: impl Into<String>, client_secret: impl Into<String>) -> Self {
        Self {
            client_id: client_id.into(),
            client_secret: client_secret.into(),
            token_lifetime: Duration::from_secs(3600),
            code_lifetime: Duration::from_secs(600),
        }
    }

    /// Reads `{"clientId":"…","clientSecret":"…","tokenLifetimeSeconds":3600,"codeLifetimeSeconds":600}`; the lifetimes may
    /// be left out.
    pub(crate) fn read(value: &Value) -> Result<Self, ConfigError> {
        let members = Members::of(value, "app")?;
        members.allow("app", &["clientId", "clientSecret", "tokenLifetimeSeconds", "codeLifetimeSeconds"])?;
        let client_id = members.text("clientId")?.ok_or_else(|| members.missing("clientId", "a string"))?;
        let secret = members.get("clientSecret").ok_or_else(|| members.missing("clientSecret", "a string"))?;
        // Its kind alone: a secret that is wrong is still none of anybody's business.
        let client_secret = secret.as_text().filter(|secret| !secret.is_empty()).ok_or_else(|| {
            let got = if secret.as_text().is_some() { "an empty one" } else { secret.kind() };
            members.error("clientSecret", &format!("expected a string that is not empty, got {got}"))
        })?;
        let lifetime = |name, default| {
            let seconds = members.whole(name, 1, LONGEST_LIFETIME)?;
            Ok(seconds.map_or(default, Duration::from_secs))
        };
        let app = Self::new(client_id, client_secret);
        Ok(Self {
            token_lifetime: lifetime("tokenLifetimeSeconds", app.token_lifetime)?,
            code_lifetime: lifetime("codeLifetimeSeconds", app.code_lifetime)?,
            ..app
        })
    }
}

impl fmt::Debug for App {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("App")
            .field("client_id", &self.client_id)
            .field("token_lifetime", &self.token_lifetime)
            .field("code_lifetime", &self.code_lifetime)
            .finish_non_exhaustive()
    }
}
