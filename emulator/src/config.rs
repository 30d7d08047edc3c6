//! How an emulator is set up.

use std::{error::Error, fmt};

use crate::{
    faults::{self, Fault},
    field_type::FieldType,
    members::show,
    sign_in::App,
    value::Value,
};

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
    /// An access token that is accepted. Defaults to any, or with an `app`, to none but the app's.
    pub token: Option<String>,
    /// The app that may sign in, and whose access tokens are accepted. Defaults to none.
    pub app: Option<App>,
    /// What goes wrong on purpose. Defaults to nothing.
    pub faults: Vec<Fault>,
    /// What the probabilities of the faults are drawn from: the same seed and the same requests in the same order meet
    /// the same faults. Defaults to 1.
    pub fault_seed: u64,
    /// Whether `/emulator/` tells the counters and takes faults, from anybody. Defaults to no.
    pub control: bool,
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
        Self {
            users: Users::Population(1000),
            fields: None,
            seed: 1,
            token: None,
            app: None,
            faults: Vec::new(),
            fault_seed: 1,
            control: false,
        }
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
    /// Reads `{"users":1000,"fields":{"level":"integer"},"seed":1,"token":"…","app":{"clientId":"…",
    /// "clientSecret":"…"},"faults":[{"kind":"stall"}],"faultSeed":1,"control":true}`; every key may be left out.
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
                "seed" => config.seed = parse_seed("seed", &value)?,
                "token" => config.token = Some(parse_token(&value)?),
                "app" => config.app = Some(App::read(&value)?),
                "faults" => config.faults = faults::read_list(&value)?,
                "faultSeed" => config.fault_seed = parse_seed("faultSeed", &value)?,
                "control" => config.control = parse_flag("control", &value)?,
                _ => {
                    return Err(ConfigError::new(
                        &*name,
                        "there is no such option; there are users, fields, seed, token, app, faults, faultSeed and control",
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

fn parse_seed(name: &str, value: &Value) -> Result<u64, ConfigError> {
    let seed = value.as_integer().and_then(|seed| u64::try_from(seed).ok());
    seed.ok_or_else(|| ConfigError::new(name, format!("expected a whole number of at least 0, got {}", show(value))))
}

fn parse_flag(name: &str, value: &Value) -> Result<bool, ConfigError> {
    value.as_bool().ok_or_else(|| ConfigError::new(name, format!("expected true or false, got {}", show(value))))
}

fn parse_token(value: &Value) -> Result<String, ConfigError> {
    let token = value.as_text().filter(|token| !token.trim().is_empty());
    token
        .map(str::to_owned)
        .ok_or_else(|| ConfigError::new("token", format!("expected a string that is not empty, got {}", show(value))))
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
        let config = Config::from_json(r#"{"faults":[{"kind":"stall"}],"faultSeed":3,"control":true}"#).unwrap();
        assert_eq!((config.faults.len(), config.fault_seed, config.control), (1, 3, true));
        assert!(matches!(Config::from_json("{}").unwrap().users, Users::Population(1000)));
    }

    #[test]
    fn a_wrong_option_is_named() {
        for (text, message) in [
            ("[]", "options: expected an object, got an array"),
            (
                r#"{"user":1}"#,
                "user: there is no such option; there are users, fields, seed, token, app, faults, faultSeed and control",
            ),
            (r#"{"users":-1}"#, "users: expected an array of users or a whole number from 0 to 1000000, got -1"),
            (r#"{"users":1.5}"#, "users: expected an array of users or a whole number from 0 to 1000000, got 1.5"),
            (r#"{"users":null}"#, "users: expected an array of users or a whole number from 0 to 1000000, got null"),
            (r#"{"fields":[]}"#, "fields: expected an object, got an array"),
            (
                r#"{"fields":{"level":"int"}}"#,
                "fields.level: expected one of string, integer, number, boolean, date, array, object, geojson, got \"int\"",
            ),
            (r#"{"seed":-1}"#, "seed: expected a whole number of at least 0, got -1"),
            (r#"{"faultSeed":1.5}"#, "faultSeed: expected a whole number of at least 0, got 1.5"),
            (r#"{"control":1}"#, "control: expected true or false, got 1"),
            (
                r#"{"faults":[{"kind":"x"}]}"#,
                "faults[0].kind: expected one of latency, hang, stall, reset_before, reset_after, truncate, invalid_json, html, rate_limit, status, got \"x\"",
            ),
            (r#"{"token":""}"#, "token: expected a string that is not empty, got \"\""),
        ] {
            assert_eq!(Config::from_json(text).unwrap_err().to_string(), message);
        }
    }
}
