//! The body of an update: values to set, atomic operations, fields to clear.
//!
//! Everything that can be told from the body and the schema alone is refused at once with `400` \[doc\]: an unknown
//! or built-in field, a type mismatch, a wrong operation. What depends on the stored value (a sum that leaves the
//! range of integers; a value of another type in a field of mixed type) fails for the row at hand.

mod apply;
mod parse;

pub use apply::RowFailure;

use crate::{field_type::FieldType, value::Value};

/// A parsed update.
#[derive(Debug)]
pub struct Update {
    changes: Vec<Change>,
}

#[derive(Debug)]
struct Change {
    column: usize,
    name: String,
    field_type: FieldType,
    operation: Operation,
}

#[derive(Debug, Clone)]
enum Operation {
    /// A plain value.
    Set(Value),
    /// `$unset`.
    Unset,
    /// `$incr_by`. \[ours\] Null and missing count from 0.
    Increment(Value),
    /// `$append`. \[ours\] Null and missing count as an empty array, here and below.
    Append(Vec<Value>),
    /// `$append_unique`.
    AppendUnique(Vec<Value>),
    /// `$remove`: every item that equals one of these.
    Remove(Vec<Value>),
    /// `$update`: sets these keys. \[ours\] Null and missing count as an empty object.
    Merge(Value),
    /// `$pop` with 1.
    PopLast,
    /// `$pop` with -1.
    PopFirst,
}
