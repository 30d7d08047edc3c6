//! The stored users, in the order of their ids, and their other orders.

use std::{
    collections::HashSet,
    ops::Range,
    sync::{Arc, Mutex, OnceLock, PoisonError},
};

use serde_json::value::RawValue;

use crate::{
    filter::Bounds,
    order_by::Fields,
    schema::Schema,
    value::{Key, Value},
};

/// How many orders are kept at most.
const MOST_ORDERS: usize = 8;

/// A user to be stored: one value a column, `None` where the field is missing.
pub type Row = Vec<Option<Value>>;

/// All users. Indexes of users are in the order of their ids.
#[derive(Debug)]
pub struct Store {
    /// The columns of every user.
    pub schema: Schema,
    /// The values column by column: a search looks at few of them, and finds one beside the other.
    columns: Vec<Vec<Option<Value>>>,
    /// The JSON of whole users, each from when it was first asked for until the user is written.
    texts: Vec<OnceLock<Box<RawValue>>>,
    /// The orders that were asked for, each until a field that it depends on is written.
    orders: Mutex<Vec<Sorted>>,
}

/// Fields, and the indexes of all users in their order.
type Sorted = (Arc<Fields>, Arc<[u32]>);

/// A stored user.
#[derive(Debug, Clone, Copy)]
pub struct User<'a> {
    store: &'a Store,
    index: u32,
}

impl<'a> User<'a> {
    /// The value of a column, when it is there.
    pub fn get(self, column: usize) -> Option<&'a Value> {
        self.store.columns[column][self.index as usize].as_ref()
    }

    /// The id.
    pub fn id(self) -> i64 {
        self.get(self.store.schema.known.id).and_then(Value::as_integer).unwrap_or(0)
    }

    /// The store that the user is in.
    pub fn store(self) -> &'a Store {
        self.store
    }

    /// The kept JSON, or the one that is to be kept.
    pub fn text(self, write: impl FnOnce() -> Box<RawValue>) -> &'a RawValue {
        self.store.texts[self.index as usize].get_or_init(write)
    }
}

impl Store {
    /// Takes rows whose ids differ.
    pub fn new(schema: Schema, rows: Vec<Row>) -> Self {
        let columns = vec![Vec::new(); schema.columns().len()];
        let mut store = Self { schema, columns, texts: Vec::new(), orders: Mutex::default() };
        store.insert(rows);
        store
    }

    /// Adds rows whose ids nobody has.
    pub fn insert(&mut self, rows: Vec<Row>) {
        for column in &mut self.columns {
            column.reserve_exact(rows.len());
        }
        for row in rows {
            for (column, value) in self.columns.iter_mut().zip(row) {
                column.push(value);
            }
        }
        let mut by_id: Vec<usize> = (0..self.columns[self.schema.known.id].len()).collect();
        by_id.sort_by_key(|index| self.user(*index as u32).id());
        if !by_id.is_sorted() {
            for column in &mut self.columns {
                *column = by_id.iter().map(|index| column[*index].take()).collect();
            }
        }
        self.forget();
    }

    /// Takes the users with these ids out, and tells how many there were.
    pub fn remove(&mut self, ids: &[u64]) -> usize {
        let before = self.len();
        let indexes: HashSet<u32> = ids.iter().filter_map(|id| self.find(*id)).collect();
        for column in &mut self.columns {
            let mut index = 0..;
            column.retain(|_| index.next().is_some_and(|index| !indexes.contains(&index)));
        }
        self.forget();
        before - self.len()
    }

    /// Lets go of what stood for other users.
    fn forget(&mut self) {
        self.texts = self.columns[self.schema.known.id].iter().map(|_| OnceLock::new()).collect();
        self.orders = Mutex::default();
    }

    /// The number of users.
    pub fn len(&self) -> usize {
        self.texts.len()
    }

    /// The user at an index.
    pub fn user(&self, index: u32) -> User<'_> {
        User { store: self, index }
    }

    /// All users.
    pub fn users(&self) -> impl Iterator<Item = User<'_>> {
        (0..self.len() as u32).map(|index| self.user(index))
    }

    /// Writes one value of a user, or takes it out.
    pub fn set(&mut self, index: u32, column: usize, value: Option<Value>) {
        self.columns[column][index as usize] = value;
        self.texts[index as usize] = OnceLock::new();
        let orders = self.orders.get_mut().unwrap_or_else(PoisonError::into_inner);
        orders.retain(|(fields, _)| !fields.depends_on(column));
    }

    /// The index of the user with an id.
    pub fn find(&self, id: u64) -> Option<u32> {
        let (id, ids) = (i64::try_from(id).ok()?, &self.columns[self.schema.known.id]);
        let found = ids.binary_search_by_key(&id, |id| id.as_ref().and_then(Value::as_integer).unwrap_or(0));
        found.ok().map(|index| index as u32)
    }

    /// The indexes of the users whose ids lie between bounds.
    pub fn between(&self, bounds: Bounds<'_>) -> Range<u32> {
        let ids = &self.columns[self.schema.known.id];
        fn key(id: &Option<Value>) -> Key<'_> {
            id.as_ref().map_or(Key::MISSING, Key::of)
        }
        let start = ids.partition_point(|id| bounds.is_after(&key(id))) as u32;
        let end = ids.partition_point(|id| !bounds.is_before(&key(id))) as u32;
        start..end.max(start)
    }

    /// The indexes of all users in an order.
    pub fn sorted(&self, fields: &Arc<Fields>) -> Arc<[u32]> {
        let mut orders = self.orders.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, sorted)) = orders.iter().find(|(known, _)| known == fields) {
            return sorted.clone();
        }
        let sorted: Arc<[u32]> = fields.sort(0..self.len() as u32, self).into();
        if orders.len() == MOST_ORDERS {
            orders.remove(0);
        }
        orders.push((fields.clone(), sorted.clone()));
        sorted
    }
}
