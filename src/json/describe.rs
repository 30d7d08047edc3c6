//! How an error message names a value.

use super::{Json, quote};
use crate::strings::first;

/// Longer strings are cut, so that a message stays readable.
const SHOWN_CHARACTERS: usize = 40;

/// Names a text in an error message, as [`Json::describe`] does.
pub(crate) fn describe_text(text: &str) -> String {
    match text.chars().count() {
        0..=SHOWN_CHARACTERS => quote(text),
        length => format!("{}… ({length} characters)", quote(&first(SHOWN_CHARACTERS, text))),
    }
}

impl Json {
    /// Names the value in an error message: short ones as they are, long ones by their beginning.
    pub(crate) fn describe(&self) -> String {
        match self {
            Json::String(text) => describe_text(text),
            Json::Null | Json::Bool(_) | Json::Number(_) => self.to_string(),
            _ => self.describe_kind().into(),
        }
    }

    /// Names the value where a text in its place may be a secret: a token handed over without the object around it.
    #[cfg(any(test, all(target_arch = "wasm32", feature = "js")))]
    pub(crate) fn describe_but_text(&self) -> String {
        match self {
            Json::String(_) => self.describe_kind().into(),
            _ => self.describe(),
        }
    }

    /// Names what the value is and not what it says, for a value that must stay secret.
    pub(crate) fn describe_kind(&self) -> &str {
        match self {
            Json::Null => "null",
            Json::Bool(_) => "a boolean",
            Json::Number(_) => "a number",
            Json::String(_) => "a string",
            Json::Array(items) if items.is_empty() => "an empty array",
            Json::Array(_) => "an array",
            Json::Object(_) => "an object",
            Json::Foreign(description) if description.is_empty() => "nothing",
            Json::Foreign(description) => description,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_strings_are_cut_and_say_their_length() {
        assert_eq!(Json::from("3").describe(), "\"3\"");
        let long = Json::from("中".repeat(50)).describe();
        assert_eq!(long, format!("\"{}\"… (50 characters)", "中".repeat(40)));
    }

    #[test]
    fn a_secret_is_named_by_its_kind() {
        assert_eq!(Json::from("hunter2").describe_kind(), "a string");
        assert_eq!(Json::from("hunter2").describe_but_text(), "a string");
        assert_eq!(Json::Bool(false).describe_but_text(), "false");
    }
}
