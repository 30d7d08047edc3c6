//! The stored users and their two orders: by id, and by the time of their creation.

use std::{cmp::Ordering, ops::Range};

use crate::{
    schema::Schema,
    value::{Value, order},
};

/// A user: one value a column, `None` where the field is missing.
pub type Row = Vec<Option<Value>>;

/// All users. None is ever added or removed, so the orders are made once.
#[derive(Debug)]
pub struct Store {
    /// The columns of every row.
    pub schema: Schema,
    rows: Vec<Row>,
    oldest: Vec<u32>,
    newest: Vec<u32>,
}

impl Store {
    /// Takes rows that are in the order of their ids.
    pub fn new(schema: Schema, rows: Vec<Row>) -> Self {
        let created_at = schema.known.created_at;
        let compare = |left: &u32, right: &u32| -> Ordering {
            let value = |index: &u32| rows[*index as usize][created_at].as_ref().unwrap_or(&Value::Null);
            order::compare(value(left), value(right))
        };
        // Both sorts are stable: users that were created together stay in the order of their ids.
        let mut oldest: Vec<u32> = (0..rows.len() as u32).collect();
        oldest.sort_by(compare);
        let mut newest: Vec<u32> = (0..rows.len() as u32).collect();
        newest.sort_by(|left, right| compare(right, left));
        Self { schema, rows, oldest, newest }
    }

    /// The number of users.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// The row at an index; indexes are in the order of the ids.
    pub fn row(&self, index: u32) -> &Row {
        &self.rows[index as usize]
    }

    /// The row at an index, to be written.
    pub fn row_mut(&mut self, index: u32) -> &mut Row {
        &mut self.rows[index as usize]
    }

    /// All rows, in the order of their ids.
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// The id of a row.
    pub fn id(&self, row: &Row) -> i64 {
        row[self.schema.known.id].as_ref().and_then(Value::as_integer).unwrap_or(0)
    }

    /// The index of the user with an id.
    pub fn find(&self, id: u64) -> Option<u32> {
        let id = i64::try_from(id).ok()?;
        self.rows.binary_search_by_key(&id, |row| self.id(row)).ok().map(|index| index as u32)
    }

    /// The indexes of the users with an id from `least` to `most`.
    pub fn between(&self, least: i64, most: i64) -> Range<u32> {
        let start = self.rows.partition_point(|row| self.id(row) < least) as u32;
        let end = self.rows.partition_point(|row| self.id(row) <= most) as u32;
        start..end.max(start)
    }

    /// Indexes by `created_at`, oldest first, ties by ascending id.
    pub fn oldest(&self) -> &[u32] {
        &self.oldest
    }

    /// Indexes by `created_at`, newest first, ties by ascending id.
    pub fn newest(&self) -> &[u32] {
        &self.newest
    }
}
