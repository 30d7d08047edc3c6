//! The stored users and their two orders: by id, and by the time of their creation.

use std::{cmp::Ordering, collections::HashSet, ops::Range, sync::OnceLock};

use crate::{
    schema::Schema,
    value::{Value, order},
};

/// A user: one value a column, `None` where the field is missing.
pub type Row = Vec<Option<Value>>;

/// All users.
#[derive(Debug)]
pub struct Store {
    /// The columns of every row.
    pub schema: Schema,
    rows: Vec<Row>,
    /// The orders by `created_at`, each made when it is first asked for: only who comes and goes changes them.
    oldest: OnceLock<Vec<u32>>,
    newest: OnceLock<Vec<u32>>,
}

impl Store {
    /// Takes rows that are in the order of their ids.
    pub fn new(schema: Schema, rows: Vec<Row>) -> Self {
        Self { schema, rows, oldest: OnceLock::new(), newest: OnceLock::new() }
    }

    /// Adds rows whose ids nobody has.
    pub fn insert(&mut self, rows: Vec<Row>) {
        let id = self.schema.known.id;
        self.rows.extend(rows);
        self.rows.sort_by_key(|row| row[id].as_ref().and_then(Value::as_integer));
        (self.oldest, self.newest) = (OnceLock::new(), OnceLock::new());
    }

    /// Takes the rows with these ids out, and tells how many there were.
    pub fn remove(&mut self, ids: &[u64]) -> usize {
        let (id, before) = (self.schema.known.id, self.rows.len());
        let ids: HashSet<u64> = ids.iter().copied().collect();
        let is_meant = |row: &Row| {
            let id = row[id].as_ref().and_then(Value::as_integer).and_then(|id| u64::try_from(id).ok());
            id.is_some_and(|id| ids.contains(&id))
        };
        self.rows.retain(|row| !is_meant(row));
        (self.oldest, self.newest) = (OnceLock::new(), OnceLock::new());
        before - self.rows.len()
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
        self.oldest.get_or_init(|| self.sorted(order::compare))
    }

    /// Indexes by `created_at`, newest first, ties by ascending id.
    pub fn newest(&self) -> &[u32] {
        self.newest.get_or_init(|| self.sorted(|left, right| order::compare(right, left)))
    }

    /// The sort is stable: users that were created together stay in the order of their ids.
    fn sorted(&self, compare: impl Fn(&Value, &Value) -> Ordering) -> Vec<u32> {
        let created_at = self.schema.known.created_at;
        let value = |index: &u32| self.rows[*index as usize][created_at].as_ref().unwrap_or(&Value::Null);
        let mut indexes: Vec<u32> = (0..self.rows.len() as u32).collect();
        indexes.sort_by(|left, right| compare(value(left), value(right)));
        indexes
    }
}
