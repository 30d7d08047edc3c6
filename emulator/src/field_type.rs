//! The types of fields, and what may be stored in each.

use crate::{
    geojson::Geometry,
    value::{Value, date},
};

/// The type of a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FieldType {
    /// Text.
    String,
    /// A whole number that a JavaScript number holds exactly.
    Integer,
    /// Any number.
    Number,
    /// `true` or `false`.
    Boolean,
    /// An ISO 8601 date, as a string.
    Date,
    /// A list of anything.
    Array,
    /// Keys and values.
    Object,
    /// A GeoJSON Point, LineString or Polygon.
    GeoJson,
    /// Anything. \[ours\] What caller's users have when no `fields` are given and their values disagree.
    Mixed,
}

/// The largest integer that survives the way through a JavaScript number.
pub const LARGEST_INTEGER: i64 = 9_007_199_254_740_991;

impl FieldType {
    /// The type that a caller names.
    pub fn parse(name: &str) -> Option<Self> {
        Some(match name {
            "string" => Self::String,
            "integer" => Self::Integer,
            "number" => Self::Number,
            "boolean" => Self::Boolean,
            "date" => Self::Date,
            "array" => Self::Array,
            "object" => Self::Object,
            "geojson" => Self::GeoJson,
            _ => return None,
        })
    }

    /// The name that callers use.
    pub fn name(self) -> &'static str {
        match self {
            Self::String => "string",
            Self::Integer => "integer",
            Self::Number => "number",
            Self::Boolean => "boolean",
            Self::Date => "date",
            Self::Array => "array",
            Self::Object => "object",
            Self::GeoJson => "geojson",
            Self::Mixed => "mixed",
        }
    }

    /// Whether a field has one value that is neither array nor object, or none.
    pub fn is_scalar(self) -> bool {
        matches!(self, Self::String | Self::Integer | Self::Number | Self::Boolean | Self::Date)
    }

    /// The type that a value shows; `None` for null, which fits every type.
    ///
    /// \[ours\] A string is never taken for a date.
    pub fn of(value: &Value) -> Option<Self> {
        match value {
            Value::Null => None,
            Value::Bool(_) => Some(Self::Boolean),
            Value::Int(_) => Some(Self::Integer),
            Value::Float(_) => Some(Self::Number),
            Value::Text(_) => Some(Self::String),
            Value::Array(_) => Some(Self::Array),
            Value::Object(_) if Geometry::parse(value).is_ok() => Some(Self::GeoJson),
            Value::Object(_) => Some(Self::Object),
        }
    }

    /// Whether a value may be stored; null always may. Gives the value as it is stored.
    ///
    /// # Errors
    /// What is wrong with the value.
    pub fn accept(self, value: Value) -> Result<Value, String> {
        let fits = match (self, &value) {
            (_, Value::Null) | (Self::Mixed, _) => true,
            (Self::String, Value::Text(_)) | (Self::Boolean, Value::Bool(_)) => true,
            (Self::Number, Value::Int(_) | Value::Float(_)) => true,
            (Self::Array, Value::Array(_)) | (Self::Object, Value::Object(_)) => true,
            (Self::Date, Value::Text(text)) => {
                date::parse(text).ok_or_else(|| format!("expected an ISO 8601 date, got {text:?}"))?;
                true
            }
            (Self::GeoJson, Value::Object(_)) => {
                Geometry::parse(&value)?;
                true
            }
            (Self::Integer, Value::Int(_) | Value::Float(_)) => {
                let whole = value.as_integer().filter(|number| number.abs() <= LARGEST_INTEGER);
                return whole
                    .map(Value::Int)
                    .ok_or_else(|| "expected an integer between -(2^53-1) and 2^53-1".to_owned());
            }
            _ => false,
        };
        if fits { Ok(value) } else { Err(format!("expected a value of type {}, got {}", self.name(), value.kind())) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn accept(field_type: FieldType, text: &str) -> Result<String, String> {
        field_type.accept(Value::parse(text).unwrap()).map(|value| serde_json::to_string(&value).unwrap())
    }

    #[test]
    fn each_type_takes_its_own_values_and_null() {
        let all = [
            (FieldType::String, r#""a""#),
            (FieldType::Integer, "1"),
            (FieldType::Number, "1.5"),
            (FieldType::Boolean, "true"),
            (FieldType::Date, r#""2018-01-01""#),
            (FieldType::Array, "[1]"),
            (FieldType::Object, r#"{"a":1}"#),
            (FieldType::GeoJson, r#"{"type":"Point","coordinates":[1,2]}"#),
        ];
        for (field_type, own) in all {
            assert_eq!(accept(field_type, own).as_deref(), Ok(own));
            assert_eq!(accept(field_type, "null").as_deref(), Ok("null"));
            assert_eq!(FieldType::parse(field_type.name()), Some(field_type));
        }
        assert_eq!(accept(FieldType::Integer, "3.0").as_deref(), Ok("3"));
        assert_eq!(accept(FieldType::Number, "3").as_deref(), Ok("3"));
    }

    #[test]
    fn other_values_are_refused_with_the_reason() {
        for (field_type, text, message) in [
            (FieldType::String, "1", "expected a value of type string, got an integer"),
            (FieldType::Integer, r#""1""#, "expected a value of type integer, got a string"),
            (FieldType::Integer, "1.5", "expected an integer between -(2^53-1) and 2^53-1"),
            (FieldType::Integer, "9007199254740992", "expected an integer between -(2^53-1) and 2^53-1"),
            (FieldType::Boolean, "0", "expected a value of type boolean, got an integer"),
            (FieldType::Date, r#""soon""#, "expected an ISO 8601 date, got \"soon\""),
            (FieldType::Date, "1483228800", "expected a value of type date, got an integer"),
            (FieldType::Array, "{}", "expected a value of type array, got an object"),
            (FieldType::Object, "[]", "expected a value of type object, got an array"),
            (FieldType::GeoJson, "[1,2]", "expected a value of type geojson, got an array"),
            (FieldType::GeoJson, "{}", "GeoJSON must be an object with `type` and `coordinates`"),
        ] {
            assert_eq!(accept(field_type, text).unwrap_err(), message);
        }
    }
}
