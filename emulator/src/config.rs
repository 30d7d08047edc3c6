//! How an emulator is set up.

use std::{error::Error, fmt};

use crate::{field_type::FieldType, value::Value};

/// What an emulator holds and whom it lets in.
#[derive(Debug, Clone)]
pub struct Config {
    /// The users. Defaults to a population of 1,000.
    pub users: Users,
    /// The custom fields. Defaults to [`default_fields`](crate::default_fields) for a population;
    /// for users of your own, to what their values show.
    pub fields: Option<Vec<(String, FieldType)>>,
    /// What the population is drawn from: the same seed gives the same users. Defaults to 1.
    pub seed: u64,
    /// The one access token that is accepted. Defaults to any.
    pub token: Option<String>,
}

/// Where the users come from.
#[derive(Debug, Clone)]
pub enum Users {
    /// A generated population of this size. It always holds the six users of the document's examples, so it is
    /// never smaller than six \[ours\].
    Population(usize),
    /// The caller's own, each an object with at least an `id`.
    Own(Vec<Value>),
}

/// The largest population \[ours\].
pub const MOST_USERS: usize = 1_000_000;

impl Default for Config {
    fn default() -> Self {
        Self { users: Users::Population(1000), fields: None, seed: 1, token: None }
    }
}

/// A setting that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConfigError {
    option: String,
    message: String,
}

impl ConfigError {
    /// A wrong setting: its path (`users[3].level`) and what is wrong with it.
    pub(crate) fn new(option: impl Into<String>, message: impl Into<String>) -> Self {
        Self { option: option.into(), message: message.into() }
    }
}

impl fmt::Display for ConfigError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}: {}", self.option, self.message)
    }
}

impl Error for ConfigError {}

impl Config {
    /// Reads `{"users":1000,"fields":{"level":"integer"},"seed":1,"token":"…"}`; every key may be left out.
    ///
    /// # Errors
    /// Text that is not a JSON object, an unknown key, or a value of the wrong type.
    pub fn from_json(text: &str) -> Result<Self, ConfigError> {
        let options = Value::parse(text).map_err(|error| ConfigError::new("options", error))?;
        let Value::Object(options) = options else {
            return Err(ConfigError::new("options", format!("expected an object, got {}", options.kind())));
        };
        let mut config = Self::default();
        for (name, value) in options {
            match &*name {
                "users" => config.users = Users::parse(value)?,
                "fields" => config.fields = Some(parse_fields(&value)?),
                "seed" => config.seed = parse_seed(&value)?,
                "token" => config.token = Some(parse_token(&value)?),
                _ => {
                    return Err(ConfigError::new(
                        &*name,
                        "there is no such option; there are users, fields, seed and token",
                    ));
                }
            }
        }
        Ok(config)
    }
}

impl Users {
    fn parse(value: Value) -> Result<Self, ConfigError> {
        match value {
            Value::Array(users) => Ok(Self::Own(users)),
            _ => match value.as_integer().and_then(|count| usize::try_from(count).ok()) {
                Some(count) if count <= MOST_USERS => Ok(Self::Population(count)),
                _ => Err(ConfigError::new(
                    "users",
                    format!(
                        "expected an array of users or a whole number from 0 to {MOST_USERS}, got {}",
                        show(&value)
                    ),
                )),
            },
        }
    }
}

fn parse_fields(value: &Value) -> Result<Vec<(String, FieldType)>, ConfigError> {
    let fields = value
        .as_object()
        .ok_or_else(|| ConfigError::new("fields", format!("expected an object, got {}", value.kind())))?;
    let parse = |(name, value): &(_, Value)| {
        let name = String::from(name as &std::sync::Arc<str> as &str);
        match value.as_text().and_then(FieldType::parse) {
            Some(field_type) => Ok((name, field_type)),
            None => Err(ConfigError::new(
                format!("fields.{name}"),
                format!(
                    "expected one of string, integer, number, boolean, date, array, object, geojson, got {}",
                    show(value)
                ),
            )),
        }
    };
    fields.iter().map(parse).collect()
}

fn parse_seed(value: &Value) -> Result<u64, ConfigError> {
    let seed = value.as_integer().and_then(|seed| u64::try_from(seed).ok());
    seed.ok_or_else(|| ConfigError::new("seed", format!("expected a whole number of at least 0, got {}", show(value))))
}

fn parse_token(value: &Value) -> Result<String, ConfigError> {
    let token = value.as_text().filter(|token| !token.trim().is_empty());
    token
        .map(str::to_owned)
        .ok_or_else(|| ConfigError::new("token", format!("expected a string that is not empty, got {}", show(value))))
}

/// A short value as it was written, a long one by its kind.
fn show(value: &Value) -> String {
    match value {
        Value::Array(_) | Value::Object(_) => value.kind().to_owned(),
        _ => serde_json::to_string(value).unwrap_or_default(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_option_is_read() {
        let config =
            Config::from_json(r#"{"users":[{"id":1}],"fields":{"level":"integer"},"seed":7,"token":"t"}"#).unwrap();
        assert!(matches!(config.users, Users::Own(users) if users.len() == 1));
        assert_eq!(config.fields, Some(vec![("level".to_owned(), FieldType::Integer)]));
        assert_eq!((config.seed, config.token.as_deref()), (7, Some("t")));
        assert!(matches!(Config::from_json("{}").unwrap().users, Users::Population(1000)));
    }

    #[test]
    fn a_wrong_option_is_named() {
        for (text, message) in [
            ("[]", "options: expected an object, got an array"),
            (r#"{"user":1}"#, "user: there is no such option; there are users, fields, seed and token"),
            (r#"{"users":-1}"#, "users: expected an array of users or a whole number from 0 to 1000000, got -1"),
            (r#"{"users":1.5}"#, "users: expected an array of users or a whole number from 0 to 1000000, got 1.5"),
            (r#"{"users":null}"#, "users: expected an array of users or a whole number from 0 to 1000000, got null"),
            (r#"{"fields":[]}"#, "fields: expected an object, got an array"),
            (
                r#"{"fields":{"level":"int"}}"#,
                "fields.level: expected one of string, integer, number, boolean, date, array, object, geojson, got \"int\"",
            ),
            (r#"{"seed":-1}"#, "seed: expected a whole number of at least 0, got -1"),
            (r#"{"token":""}"#, "token: expected a string that is not empty, got \"\""),
        ] {
            assert_eq!(Config::from_json(text).unwrap_err().to_string(), message);
        }
    }
}
