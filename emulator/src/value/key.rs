//! What a value is sorted and found by.

use std::cmp::Ordering;

use super::{Value, order};

/// The place of a value among others.
#[derive(Debug, Clone, Copy)]
pub enum Key<'a> {
    /// An array without items, which comes before everything else \[ours\].
    EmptyArray,
    /// An integer. It stands here itself, because to go and look for it takes longer than to compare it.
    Integer(i64),
    /// Any other value, as it is compared.
    Value(&'a Value),
    /// The date that a text is: microseconds since 1970.
    Instant(i64),
}

impl<'a> Key<'a> {
    /// The key of a missing value, which stands where null does.
    pub const MISSING: Key<'static> = Key::Value(&Value::Null);

    /// The key of a value that is no date.
    pub fn of(value: &'a Value) -> Self {
        if let Value::Int(number) = value { Self::Integer(*number) } else { Self::Value(value) }
    }

    /// A total order over all keys.
    pub fn compare(&self, other: &Self) -> Ordering {
        match (self, other) {
            (Self::Integer(left), Self::Integer(right)) | (Self::Instant(left), Self::Instant(right)) => {
                left.cmp(right)
            }
            (Self::Value(left), Self::Value(right)) => order::compare(left, right),
            (Self::Integer(left), Self::Value(right)) => order::compare(&Value::Int(*left), right),
            (Self::Value(left), Self::Integer(right)) => order::compare(left, &Value::Int(*right)),
            _ => self.rank().cmp(&other.rank()),
        }
    }

    fn rank(&self) -> u8 {
        match self {
            Self::EmptyArray => 0,
            Self::Integer(_) => 2,
            Self::Value(value) => order::bracket(value),
            Self::Instant(_) => 3,
        }
    }
}
