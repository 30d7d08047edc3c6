//! JSON as this crate passes it on: numbers keep their digits, objects keep their order, and what JavaScript can hold
//! but JSON cannot say is kept as [`Json::Foreign`], so that it can be refused by name.
//!
//! `serde_json` is not used here for two reasons. Its numbers are parsed and written anew, and without optional features
//! not always to the same digits; and its reader and writer take 12.9 KB of gzipped WebAssembly, these 2.7 KB.

mod describe;
mod from;
mod make;
mod read;
mod write;

pub(crate) use make::named;
#[cfg(any(test, target_arch = "wasm32"))]
pub(crate) use read::read_arguments;
pub use read::{ReadError, read};

/// A JSON value.
///
/// ```
/// use minapp_users::Json;
///
/// let value = Json::from(vec![1, 2]);
/// assert_eq!(value.to_string(), "[1,2]");
/// ```
#[derive(Clone, Debug, PartialEq)]
pub enum Json {
    /// `null`
    Null,
    /// `true` or `false`
    Bool(bool),
    /// A number, as it is written.
    Number(Number),
    /// A string
    String(String),
    /// An array
    Array(Vec<Json>),
    /// An object, in the order of its text.
    Object(Vec<(String, Json)>),
    /// What JSON has no word for, described in English: `NaN`, `undefined`, `a BigInt`. Every request refuses it.
    Foreign(String),
}

/// A JSON number by its digits, neither rounded nor reformatted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Number(String);

impl Number {
    /// The number as an integer, when it is written as one that fits.
    pub fn as_integer(&self) -> Option<i64> {
        self.0.parse().ok()
    }

    /// The text of the number.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether the number lies within `-bound..=bound`, decided on the digits: parsing a float would bring its
    /// tables of powers into the compiled client.
    pub(crate) fn is_within(&self, bound: u64) -> bool {
        let digits = self.0.trim_start_matches('-');
        let (mantissa, exponent) = match digits.split_once(['e', 'E']) {
            Some((mantissa, exponent)) => (mantissa, exponent.parse().unwrap_or(i32::MAX)),
            None => (digits, 0),
        };
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        if exponent != 0 {
            // JavaScript writes an exponent only below 1e-6 and from 1e21 on.
            return exponent < 0 && whole.len() == 1 || whole == "0" && fraction.is_empty();
        }
        match whole.parse::<u64>() {
            Ok(whole) if whole == bound => fraction.bytes().all(|digit| digit == b'0'),
            Ok(whole) => whole < bound,
            Err(_) => false,
        }
    }
}

impl Json {
    /// The member `name` of an object.
    pub fn get(&self, name: &str) -> Option<&Json> {
        match self {
            Json::Object(members) => members.iter().find(|(key, _)| key == name).map(|(_, value)| value),
            _ => None,
        }
    }

    /// The text of a string.
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Json::String(text) => Some(text),
            _ => None,
        }
    }

    /// An object with one member.
    pub(crate) fn member(name: &str, value: impl Into<Json>) -> Json {
        Json::Object(vec![(name.into(), value.into())])
    }
}

/// `value["name"]`: the member of an object, or a value that says that there is none.
impl std::ops::Index<&str> for Json {
    type Output = Json;

    fn index(&self, name: &str) -> &Json {
        static NOTHING: Json = Json::Foreign(String::new());
        self.get(name).unwrap_or(&NOTHING)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bound_is_decided_on_the_digits() {
        let within = |text: &str| Number(text.into()).is_within(180);
        for inside in ["0", "-180", "180", "180.0", "179.999", "1e-7", "-1.5e-9", "-0.5"] {
            assert!(within(inside), "{inside}");
        }
        for outside in ["181", "180.5", "-180.0001", "1e+21", "99999999999"] {
            assert!(!within(outside), "{outside}");
        }
    }
}
