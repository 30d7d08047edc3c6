//! An object of options, read member by member.

use std::sync::Arc;

use crate::{config::ConfigError, value::Value};

/// The members of an object, and where it stands.
#[derive(Debug)]
pub struct Members<'a> {
    at: String,
    entries: &'a [(Arc<str>, Value)],
}

impl<'a> Members<'a> {
    /// Takes an object; `at` is its place, as in `faults[2]`.
    pub fn of(value: &'a Value, at: impl Into<String>) -> Result<Self, ConfigError> {
        let at = at.into();
        match value {
            Value::Object(entries) => Ok(Self { at, entries }),
            _ => Err(ConfigError::new(at, format!("expected an object, got {}", show(value)))),
        }
    }

    /// Refuses every member that is not one of `names`; `owner` is what has these.
    pub fn allow(&self, owner: &str, names: &[&str]) -> Result<(), ConfigError> {
        match self.entries.iter().find(|(name, _)| !names.contains(&&**name)) {
            Some((name, _)) => {
                Err(self.error(name, &format!("there is no such member; {owner} has {}", names.join(", "))))
            }
            None => Ok(()),
        }
    }

    /// A member as it is.
    pub fn get(&self, name: &str) -> Option<&'a Value> {
        self.entries.iter().find(|(other, _)| **other == *name).map(|(_, value)| value)
    }

    /// A string that is not empty.
    pub fn text(&self, name: &str) -> Result<Option<&'a str>, ConfigError> {
        self.read(name, "a string that is not empty", |value| value.as_text().filter(|text| !text.is_empty()))
    }

    /// One of some words.
    pub fn one_of(&self, name: &str, words: &[&'static str]) -> Result<Option<&'static str>, ConfigError> {
        self.read(name, &format!("one of {}", words.join(", ")), |value| {
            let text = value.as_text()?;
            words.iter().copied().find(|word| *word == text)
        })
    }

    /// `true` or `false`.
    pub fn flag(&self, name: &str) -> Result<Option<bool>, ConfigError> {
        self.read(name, "true or false", Value::as_bool)
    }

    /// A whole number from `least` to `most`.
    pub fn whole(&self, name: &str, least: u64, most: u64) -> Result<Option<u64>, ConfigError> {
        self.read(name, &format!("a whole number from {least} to {most}"), |value| {
            let number = value.as_integer().and_then(|number| u64::try_from(number).ok());
            number.filter(|number| (least..=most).contains(number))
        })
    }

    fn read<T>(
        &self,
        name: &str,
        expected: &str,
        read: impl FnOnce(&'a Value) -> Option<T>,
    ) -> Result<Option<T>, ConfigError> {
        let Some(value) = self.get(name) else { return Ok(None) };
        read(value).map(Some).ok_or_else(|| self.expected(name, expected, value))
    }

    /// The error for a value of the wrong type or out of range.
    pub fn expected(&self, name: &str, expected: &str, value: &Value) -> ConfigError {
        self.error(name, &format!("expected {expected}, got {}", show(value)))
    }

    /// The error for a member that must be there.
    pub fn missing(&self, name: &str, expected: &str) -> ConfigError {
        self.error(name, &format!("must be given: {expected}"))
    }

    /// An error about a member.
    pub fn error(&self, name: &str, message: &str) -> ConfigError {
        ConfigError::new(format!("{}.{name}", self.at), message)
    }
}

/// A short value as it was written, a long one by its kind.
pub fn show(value: &Value) -> String {
    match value {
        Value::Array(_) | Value::Object(_) => value.kind().to_owned(),
        _ => serde_json::to_string(value).unwrap_or_default(),
    }
}
