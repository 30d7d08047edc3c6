//! Rust values → [`Json`].

use super::{Json, Number};

macro_rules! from_integer {
    ($($integer:ty)*) => {$(
        impl From<$integer> for Json {
            fn from(value: $integer) -> Self {
                Json::Number(Number(value.to_string()))
            }
        }
    )*};
}

from_integer!(i8 i16 i32 i64 isize u8 u16 u32 u64 usize);

impl From<f64> for Json {
    /// A number; `NaN` and the infinities become [`Json::Foreign`].
    fn from(value: f64) -> Self {
        match value.is_finite() {
            true => Json::Number(Number(value.to_string())),
            false => Json::Foreign(value.to_string()),
        }
    }
}

impl From<bool> for Json {
    fn from(value: bool) -> Self {
        Json::Bool(value)
    }
}

impl From<&str> for Json {
    fn from(value: &str) -> Self {
        Json::String(value.into())
    }
}

impl From<String> for Json {
    fn from(value: String) -> Self {
        Json::String(value)
    }
}

impl<T: Into<Json>> From<Option<T>> for Json {
    fn from(value: Option<T>) -> Self {
        value.map_or(Json::Null, Into::into)
    }
}

impl<T: Into<Json>> From<Vec<T>> for Json {
    fn from(values: Vec<T>) -> Self {
        Json::Array(values.into_iter().map(Into::into).collect())
    }
}

impl<T: Into<Json>, const N: usize> From<[T; N]> for Json {
    fn from(values: [T; N]) -> Self {
        Json::Array(values.into_iter().map(Into::into).collect())
    }
}

impl From<serde_json::Value> for Json {
    fn from(value: serde_json::Value) -> Self {
        match value {
            serde_json::Value::Null => Json::Null,
            serde_json::Value::Bool(value) => Json::Bool(value),
            serde_json::Value::Number(number) => Json::Number(Number(number.to_string())),
            serde_json::Value::String(text) => Json::String(text),
            serde_json::Value::Array(items) => items.into(),
            serde_json::Value::Object(members) => {
                Json::Object(members.into_iter().map(|(key, value)| (key, value.into())).collect())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_serde_json_value_keeps_its_meaning() {
        let value = serde_json::json!({"a": [1, 2.5, null, true, "x"]});
        assert_eq!(Json::from(value.clone()).to_string(), value.to_string());
    }

    #[test]
    fn floats_are_numbers_unless_json_cannot_say_them() {
        assert_eq!(Json::from(0.1).to_string(), "0.1");
        assert_eq!(Json::from(f64::NAN), Json::Foreign("NaN".into()));
        assert_eq!(Json::from(f64::INFINITY), Json::Foreign("inf".into()));
    }
}
