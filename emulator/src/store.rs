//! The stored users, in the order of their ids, and their other orders.

use std::{
    collections::HashSet,
    ops::Range,
    sync::{Arc, Mutex, PoisonError},
};

use crate::{
    filter::Bounds,
    order_by::Fields,
    schema::Schema,
    value::{Key, Value},
};

/// How many orders are kept at most.
const MOST_ORDERS: usize = 8;

/// A user: one value a column, `None` where the field is missing.
pub type Row = Vec<Option<Value>>;

/// All users.
#[derive(Debug)]
pub struct Store {
    /// The columns of every row.
    pub schema: Schema,
    rows: Vec<Row>,
    /// The orders that were asked for, each until a field that it depends on is written.
    orders: Mutex<Vec<Sorted>>,
}

/// Fields, and the indexes of all rows in their order.
type Sorted = (Arc<Fields>, Arc<[u32]>);

impl Store {
    /// Takes rows that are in the order of their ids.
    pub fn new(schema: Schema, rows: Vec<Row>) -> Self {
        // Anew, so that who follows by id follows in memory: a search takes a third of the time.
        let rows = rows.as_slice().to_vec();
        Self { schema, rows, orders: Mutex::default() }
    }

    /// Adds rows whose ids nobody has.
    pub fn insert(&mut self, rows: Vec<Row>) {
        let id = self.schema.known.id;
        self.rows.extend(rows);
        self.rows.sort_by_key(|row| row[id].as_ref().and_then(Value::as_integer));
        self.orders = Mutex::default();
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
        self.orders = Mutex::default();
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

    /// Writes one value, or takes it out.
    pub fn set(&mut self, index: u32, column: usize, value: Option<Value>) {
        self.rows[index as usize][column] = value;
        let orders = self.orders.get_mut().unwrap_or_else(PoisonError::into_inner);
        orders.retain(|(fields, _)| !fields.depends_on(column));
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

    /// The indexes of the users whose ids lie between bounds.
    pub fn between(&self, bounds: Bounds<'_>) -> Range<u32> {
        let key = |row: &Row| Key::Integer(self.id(row));
        let start = self.rows.partition_point(|row| bounds.is_after(&key(row))) as u32;
        let end = self.rows.partition_point(|row| !bounds.is_before(&key(row))) as u32;
        start..end.max(start)
    }

    /// The indexes of all rows in an order.
    pub fn sorted(&self, fields: &Arc<Fields>) -> Arc<[u32]> {
        let mut orders = self.orders.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, sorted)) = orders.iter().find(|(known, _)| known == fields) {
            return sorted.clone();
        }
        let sorted: Arc<[u32]> = fields.sort(0..self.rows.len() as u32, self).into();
        if orders.len() == MOST_ORDERS {
            orders.remove(0);
        }
        orders.push((fields.clone(), sorted.clone()));
        sorted
    }
}
