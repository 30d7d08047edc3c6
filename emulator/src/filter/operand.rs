//! What a stored value is compared with.

use std::cmp::Ordering;

use crate::value::{Key, Value, date, order};

/// The right side of a comparison.
#[derive(Debug, Clone)]
pub enum Operand {
    /// A value as it is.
    Plain(Value),
    /// A point in time, for a date field: microseconds since 1970.
    Instant(i64),
}

impl Operand {
    /// What it stands for in an order.
    pub fn key(&self) -> Key<'_> {
        match self {
            Self::Plain(value) => Key::of(value),
            Self::Instant(instant) => Key::Instant(*instant),
        }
    }

    /// The order of a stored value against this one; `None` when their types differ, and so nothing can be said.
    pub fn order_of(&self, value: &Value) -> Option<Ordering> {
        match self {
            Self::Plain(own) if order::bracket(own) == order::bracket(value) => Some(order::compare(value, own)),
            Self::Plain(_) => None,
            Self::Instant(own) => value.as_text().and_then(date::parse).map(|instant| instant.cmp(own)),
        }
    }

    /// Whether a stored value equals this one. A missing value equals null.
    pub fn equals(&self, value: Option<&Value>) -> bool {
        match value {
            None => matches!(self, Self::Plain(Value::Null)),
            Some(value) => self.order_of(value) == Some(Ordering::Equal),
        }
    }

    /// Whether the order of a stored value against this one is as asked.
    pub fn is_ordered(&self, value: Option<&Value>, asked: impl Fn(Ordering) -> bool) -> bool {
        value.and_then(|value| self.order_of(value)).is_some_and(asked)
    }
}
