//! Carries an [`Update`] out on one row.

use super::{Change, Operation, Update};
use crate::{
    field_type::{FieldType, LARGEST_INTEGER},
    store::Store,
    value::Value,
};

/// Why a row could not be updated, while others could.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowFailure {
    /// \[ours\] The code that MongoDB gives: 2 for a value out of range, 14 for a wrong type.
    pub code: u32,
    /// The reason, with the field.
    pub message: String,
}

impl Update {
    /// Changes all fields of a row and its `updated_at`, or none.
    pub fn apply(&self, store: &mut Store, index: u32, now: i64) -> Result<(), RowFailure> {
        let mut results = Vec::with_capacity(self.changes.len());
        for change in &self.changes {
            results.push(change.result(store.user(index).get(change.column))?);
        }
        for (change, result) in self.changes.iter().zip(results) {
            store.set(index, change.column, result);
        }
        store.set(index, store.schema.known.updated_at, Some(Value::Int(now)));
        Ok(())
    }
}

impl Change {
    fn result(&self, stored: Option<&Value>) -> Result<Option<Value>, RowFailure> {
        let result = match &self.operation {
            Operation::Set(value) => value.clone(),
            Operation::Unset => return Ok(None),
            Operation::Increment(by) => self.increment(stored, by)?,
            Operation::Append(items) => {
                let mut array = self.array(stored)?;
                array.extend(items.iter().cloned());
                Value::Array(array)
            }
            Operation::AppendUnique(items) => {
                let mut array = self.array(stored)?;
                for item in items {
                    if !array.contains(item) {
                        array.push(item.clone());
                    }
                }
                Value::Array(array)
            }
            Operation::Remove(items) => {
                let mut array = self.array(stored)?;
                array.retain(|item| !items.contains(item));
                Value::Array(array)
            }
            Operation::Merge(changes) => self.merge(stored, changes)?,
            Operation::PopLast => {
                let mut array = self.array(stored)?;
                array.pop();
                Value::Array(array)
            }
            Operation::PopFirst => {
                let mut array = self.array(stored)?;
                if !array.is_empty() {
                    array.remove(0);
                }
                Value::Array(array)
            }
        };
        Ok(Some(result))
    }

    fn increment(&self, stored: Option<&Value>, by: &Value) -> Result<Value, RowFailure> {
        let out_of_range = || RowFailure {
            code: 2,
            message: format!("{}: $incr_by leaves the range of {}s", self.name, self.field_type.name()),
        };
        match (stored.unwrap_or(&Value::Null), by) {
            (Value::Null, _) => Ok(by.clone()),
            (Value::Int(stored), Value::Int(by)) => {
                let sum = stored.checked_add(*by).filter(|sum| sum.abs() <= LARGEST_INTEGER);
                sum.map(Value::Int).ok_or_else(out_of_range)
            }
            (stored, by) => match (stored.as_number(), by.as_number()) {
                (Some(stored), Some(by)) => {
                    Some(stored + by).filter(|sum| sum.is_finite()).map(Value::Float).ok_or_else(out_of_range)
                }
                _ => Err(self.wrong_type("$incr_by", "a number", stored)),
            },
        }
    }

    fn array(&self, stored: Option<&Value>) -> Result<Vec<Value>, RowFailure> {
        match stored {
            None | Some(Value::Null) => Ok(Vec::new()),
            Some(Value::Array(items)) => Ok(items.clone()),
            Some(other) => Err(self.wrong_type(self.operation.name(), "an array", other)),
        }
    }

    fn merge(&self, stored: Option<&Value>, changes: &Value) -> Result<Value, RowFailure> {
        let mut entries = match stored {
            None | Some(Value::Null) => Vec::new(),
            Some(Value::Object(entries)) => entries.clone(),
            Some(other) => return Err(self.wrong_type("$update", "an object", other)),
        };
        for (key, value) in changes.as_object().unwrap_or_default() {
            match entries.iter_mut().find(|(name, _)| name == key) {
                Some(entry) => entry.1 = value.clone(),
                None => entries.push((key.clone(), value.clone())),
            }
        }
        Ok(Value::Object(entries))
    }

    fn wrong_type(&self, operation: &str, needed: &str, stored: &Value) -> RowFailure {
        debug_assert_eq!(self.field_type, FieldType::Mixed, "any other type is checked before it is stored");
        RowFailure {
            code: 14,
            message: format!("{}: {operation} needs {needed}, but the stored value is {}", self.name, stored.kind()),
        }
    }
}

impl Operation {
    fn name(&self) -> &'static str {
        match self {
            Self::Set(_) => "a plain value",
            Self::Unset => "$unset",
            Self::Increment(_) => "$incr_by",
            Self::Append(_) => "$append",
            Self::AppendUnique(_) => "$append_unique",
            Self::Remove(_) => "$remove",
            Self::Merge(_) => "$update",
            Self::PopLast | Self::PopFirst => "$pop",
        }
    }
}
