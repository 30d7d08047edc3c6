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

pub(crate) use describe::describe_text;
pub(crate) use make::named;
#[cfg(any(test, all(target_arch = "wasm32", feature = "js")))]
pub(crate) use read::read_arguments;
pub use read::{ReadError, read};
pub(crate) use read::{read_number, surrogates};
pub(crate) use write::quote;

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
        match self.0.strip_prefix('-') {
            Some(digits) => 0i64.checked_sub_unsigned(digits.parse().ok()?),
            None => self.as_count()?.try_into().ok(),
        }
    }

    /// The number as an integer of 0 or more, when it is written as one that fits.
    pub(crate) fn as_count(&self) -> Option<u64> {
        self.0.parse().ok()
    }

    /// The text of the number.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether the number lies within `-bound..=bound`, decided on the digits: parsing a float would bring its
    /// tables of powers into the compiled client.
    pub(crate) fn is_within(&self, bound: u64) -> bool {
        let (mut whole, mut is_fraction, mut has_fraction) = (0u64, false, false);
        let mut bytes = self.0.as_bytes().iter();
        while let Some(byte) = bytes.next() {
            match byte {
                b'0'..=b'9' if is_fraction => has_fraction |= *byte != b'0',
                b'0'..=b'9' => whole = whole.saturating_mul(10).saturating_add(u64::from(byte - b'0')),
                b'.' => is_fraction = true,
                b'e' | b'E' if bytes.as_slice().iter().any(|byte| matches!(byte, b'1'..=b'9')) => {
                    // JavaScript writes an exponent only below 1e-6 and from 1e21 on.
                    let is_small = bytes.as_slice().starts_with(b"-") && whole < 10;
                    return is_small || whole == 0 && !has_fraction;
                }
                _ => {}
            }
        }
        whole < bound || whole == bound && !has_fraction
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
    fn an_integer_is_one_that_fits() {
        let integer = |text: &str| Number(text.into()).as_integer();
        for fits in [0, -7, 42, i64::MAX, i64::MIN] {
            assert_eq!(integer(&fits.to_string()), Some(fits));
        }
        for other in ["9223372036854775808", "-9223372036854775809", "1.0", "1e3", "--1", "-"] {
            assert_eq!(integer(other), None, "{other}");
        }
        assert_eq!(integer("-0"), Some(0));
    }

    #[test]
    fn a_bound_is_decided_on_the_digits() {
        let within = |text: &str| Number(text.into()).is_within(180);
        for inside in ["0", "-180", "180", "180.0", "179.999", "1e-7", "-1.5e-9", "-0.5", "180.0e0", "0e9"] {
            assert!(within(inside), "{inside}");
        }
        for outside in ["181", "180.5", "-180.0001", "1e+21", "99999999999", "99999999999999999999", "0.1e5"] {
            assert!(!within(outside), "{outside}");
        }
    }
}
