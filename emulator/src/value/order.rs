//! The order of values, as MongoDB compares and sorts them.
//!
//! \[ours\] Nobody states what mixed types mean; MongoDB's order of types is
//! null, numbers, strings, objects, arrays, booleans. Dates travel as strings.

use std::cmp::Ordering;

use super::Value;

/// Where a value's type stands in MongoDB's order of types.
pub fn bracket(value: &Value) -> u8 {
    match value {
        Value::Null => 1,
        Value::Int(_) | Value::Float(_) => 2,
        Value::Text(_) => 3,
        Value::Object(_) => 4,
        Value::Array(_) => 5,
        Value::Bool(_) => 6,
    }
}

/// A total order over all values: by type, then by value.
pub fn compare(left: &Value, right: &Value) -> Ordering {
    match (left, right) {
        (Value::Int(left), Value::Int(right)) => left.cmp(right),
        (Value::Float(left), Value::Float(right)) => left.partial_cmp(right).unwrap_or(Ordering::Equal),
        (Value::Int(left), Value::Float(right)) => compare_mixed(*left, *right),
        (Value::Float(left), Value::Int(right)) => compare_mixed(*right, *left).reverse(),
        (Value::Text(left), Value::Text(right)) => left.cmp(right),
        (Value::Bool(left), Value::Bool(right)) => left.cmp(right),
        (Value::Array(left), Value::Array(right)) => compare_items(left.iter(), right.iter(), compare),
        (Value::Object(left), Value::Object(right)) => {
            compare_items(left.iter(), right.iter(), |(left_key, left), (right_key, right)| {
                bracket(left)
                    .cmp(&bracket(right))
                    .then_with(|| left_key.cmp(right_key))
                    .then_with(|| compare(left, right))
            })
        }
        _ => bracket(left).cmp(&bracket(right)),
    }
}

/// An integer against a fraction, without rounding the integer first.
fn compare_mixed(left: i64, right: f64) -> Ordering {
    let rough = (left as f64).partial_cmp(&right).unwrap_or(Ordering::Equal);
    match rough {
        // Greater than every integer, though the greatest of them round to it.
        Ordering::Equal if right >= 9_223_372_036_854_775_808.0 => Ordering::Less,
        Ordering::Equal => left.cmp(&(right as i64)),
        unequal => unequal,
    }
}

fn compare_items<T>(
    mut left: impl Iterator<Item = T>,
    mut right: impl Iterator<Item = T>,
    compare: impl Fn(T, T) -> Ordering,
) -> Ordering {
    loop {
        match (left.next(), right.next()) {
            (Some(left), Some(right)) => match compare(left, right) {
                Ordering::Equal => {}
                unequal => return unequal,
            },
            (None, None) => return Ordering::Equal,
            (None, Some(_)) => return Ordering::Less,
            (Some(_), None) => return Ordering::Greater,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(text: &str) -> Value {
        Value::parse(text).unwrap()
    }

    #[test]
    fn types_follow_each_other_in_mongodbs_order() {
        let ascending =
            ["null", "-1", "0.5", "1", r#""1""#, r#""a""#, "{}", r#"{"a":1}"#, "[]", "[1]", "false", "true"];
        for pair in ascending.windows(2) {
            assert_eq!(compare(&value(pair[0]), &value(pair[1])), Ordering::Less, "{pair:?}");
            assert_eq!(compare(&value(pair[1]), &value(pair[0])), Ordering::Greater, "{pair:?}");
        }
    }

    #[test]
    fn numbers_compare_by_value_whatever_their_form() {
        assert_eq!(value("1"), value("1.0"));
        assert_eq!(compare(&value("9007199254740993"), &value("9007199254740992.0")), Ordering::Greater);
        assert_eq!(compare(&value("9223372036854775807"), &value("9223372036854775808")), Ordering::Less);
        assert_eq!(compare(&value("-9223372036854775807"), &value("-9223372036854775808.0")), Ordering::Greater);
    }

    #[test]
    fn objects_with_other_key_orders_are_not_equal() {
        assert_ne!(value(r#"{"a":1,"b":2}"#), value(r#"{"b":2,"a":1}"#));
        assert_eq!(value(r#"{"a":1,"b":[2]}"#), value(r#"{"a":1.0,"b":[2]}"#));
    }
}
