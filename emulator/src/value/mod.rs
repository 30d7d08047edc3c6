//! A stored JSON value, small enough to hold 100,000 users in a browser tab.
//!
//! Texts and keys are shared (`Arc<str>`), because most of them repeat from user to user.
//! Objects keep the order of their keys, as MongoDB does.

pub mod date;
mod json;
mod key;
pub mod order;

pub use key::Key;

use std::sync::Arc;

/// One JSON value.
#[derive(Debug, Clone)]
pub enum Value {
    /// `null`, which is not the same as a missing field.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number without a fraction that fits 64 bits.
    Int(i64),
    /// Any other number.
    Float(f64),
    /// A string.
    Text(Arc<str>),
    /// An array.
    Array(Vec<Value>),
    /// An object, in the order of its keys.
    Object(Vec<(Arc<str>, Value)>),
}

impl Value {
    /// A text value.
    pub fn text(text: impl Into<Arc<str>>) -> Self {
        Self::Text(text.into())
    }

    /// Reads JSON text. A key that occurs twice keeps its first place and its last value.
    pub fn parse(text: &str) -> Result<Self, String> {
        serde_json::from_str(text).map_err(|error| error.to_string())
    }

    /// The value of a key, when this is an object that has it.
    pub fn get(&self, key: &str) -> Option<&Value> {
        self.as_object()?.iter().find(|(name, _)| &**name == key).map(|(_, value)| value)
    }

    /// The keys and values, when this is an object.
    pub fn as_object(&self) -> Option<&[(Arc<str>, Value)]> {
        if let Self::Object(entries) = self { Some(entries) } else { None }
    }

    /// The items, when this is an array.
    pub fn as_array(&self) -> Option<&[Value]> {
        if let Self::Array(items) = self { Some(items) } else { None }
    }

    /// The text, when this is one.
    pub fn as_text(&self) -> Option<&str> {
        if let Self::Text(text) = self { Some(text) } else { None }
    }

    /// The boolean, when this is one.
    pub fn as_bool(&self) -> Option<bool> {
        if let Self::Bool(flag) = self { Some(*flag) } else { None }
    }

    /// The whole number, when this is one (`2.0` is).
    pub fn as_integer(&self) -> Option<i64> {
        match self {
            Self::Int(number) => Some(*number),
            Self::Float(number) if number.fract() == 0.0 && number.abs() <= 9_007_199_254_740_991.0 => {
                Some(*number as i64)
            }
            _ => None,
        }
    }

    /// The number, when this is one.
    pub fn as_number(&self) -> Option<f64> {
        match self {
            Self::Int(number) => Some(*number as f64),
            Self::Float(number) => Some(*number),
            _ => None,
        }
    }

    /// What the value is, for messages.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Bool(_) => "a boolean",
            Self::Int(_) => "an integer",
            Self::Float(_) => "a number",
            Self::Text(_) => "a string",
            Self::Array(_) => "an array",
            Self::Object(_) => "an object",
        }
    }
}

/// Equal as MongoDB sees it: `1` equals `1.0`, and objects must agree in the order of their keys.
impl PartialEq for Value {
    fn eq(&self, other: &Self) -> bool {
        order::compare(self, other).is_eq()
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::text(text)
    }
}

impl From<i64> for Value {
    fn from(number: i64) -> Self {
        Self::Int(number)
    }
}

impl From<bool> for Value {
    fn from(flag: bool) -> Self {
        Self::Bool(flag)
    }
}
