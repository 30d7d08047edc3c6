//! The values of `$in`, so many that each user is looked up among them.

use super::{bounds::Bounds, operand::Operand};
use crate::value::{Key, Value, date, order};

/// A list of values.
#[derive(Debug)]
pub struct Among {
    /// In their order.
    values: Vec<Value>,
    /// In their order, in a list for a date field: microseconds since 1970.
    instants: Vec<i64>,
}

impl Among {
    /// Takes the values of a list.
    pub fn new(operands: Vec<Operand>) -> Self {
        let (mut values, mut instants) = (Vec::new(), Vec::new());
        for operand in operands {
            match operand {
                Operand::Plain(value) => values.push(value),
                Operand::Instant(instant) => instants.push(instant),
            }
        }
        values.sort_by(order::compare);
        instants.sort_unstable();
        Self { values, instants }
    }

    /// Whether a stored value equals one of these. A missing value equals null.
    pub fn has(&self, value: Option<&Value>) -> bool {
        let value = value.unwrap_or(&Value::Null);
        let instant = || value.as_text().filter(|_| !self.instants.is_empty()).and_then(date::parse);
        self.values.binary_search_by(|own| order::compare(own, value)).is_ok()
            || instant().is_some_and(|instant| self.instants.binary_search(&instant).is_ok())
    }

    /// The bounds of what equals one of these.
    pub fn bounds(&self) -> Bounds<'_> {
        let keys = || self.values.iter().map(Key::of).chain(self.instants.iter().copied().map(Key::Instant));
        let least = keys().min_by(Key::compare);
        // Nothing is among nothing: from the greatest to the least.
        match least {
            Some(_) => Bounds::between(least, keys().max_by(Key::compare)),
            None => Bounds::between(Some(Key::MISSING), Some(Key::EmptyArray)),
        }
    }
}
