//! `order_by`: in which order users are listed.
//!
//! \[ours\] Sorting follows MongoDB: missing fields and null come first when ascending, then the order of types; an
//! array stands for its least item when ascending and for its greatest when descending, an empty one comes before
//! null. What is equal in every field stays in the order of ascending ids.

use std::{cmp::Ordering, ops::Range};

use crate::{
    field_type::FieldType,
    filter::Path,
    geojson::{Geometry, Position},
    refusal::Refusal,
    schema::Schema,
    store::{Row, Store},
    value::{Value, date, order},
};

/// The order of a listing.
#[derive(Debug)]
pub enum Order {
    /// By one of the orders that the store keeps.
    Kept(Kept),
    /// By fields.
    Fields(Vec<Term>),
    /// By the distance from a point.
    Nearest(Path, Position),
}

/// An order that needs no sorting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Kept {
    column: KeptColumn,
    descending: bool,
    /// For `created_at`: whether ties are in the order of descending ids.
    ties_descending: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum KeptColumn {
    Id,
    CreatedAt,
}

/// One field of `order_by`.
#[derive(Debug)]
pub struct Term {
    path: Path,
    descending: bool,
    is_date: bool,
}

impl Order {
    /// Newest first, the default of a list \[linked\].
    pub const NEWEST: Self =
        Self::Kept(Kept { column: KeptColumn::CreatedAt, descending: true, ties_descending: false });
    /// By id, as rows are updated \[ours\].
    pub const BY_ID: Self = Self::Kept(Kept { column: KeptColumn::Id, descending: false, ties_descending: false });

    /// Reads `order_by`: fields joined by commas, each with a `-` when descending.
    pub fn parse(text: &str, schema: &Schema) -> Result<Self, Refusal> {
        let mut terms = Vec::new();
        let mut names = Vec::new();
        for part in text.split(',').map(str::trim) {
            let (name, descending) = part.strip_prefix('-').map_or((part, false), |name| (name, true));
            let path = Path::parse(name, schema);
            let Some(column) = path.column().map(|column| &schema.columns()[column]) else {
                return Err(Refusal::bad_request(format!("order_by: there is no field {name:?}")));
            };
            if !column.is_sortable {
                return Err(Refusal::bad_request(format!("order_by: {} cannot be sorted by", column.name)));
            }
            let is_date = path.is_column() && column.field_type == FieldType::Date;
            names.push((name.to_owned(), descending));
            terms.push(Term { path, descending, is_date });
        }
        let kept =
            match names.iter().map(|(name, descending)| (name.as_str(), *descending)).collect::<Vec<_>>().as_slice() {
                [("id", descending), ..] => {
                    Kept { column: KeptColumn::Id, descending: *descending, ties_descending: false }
                }
                [("created_at", descending)] => {
                    Kept { column: KeptColumn::CreatedAt, descending: *descending, ties_descending: false }
                }
                [("created_at", descending), ("id", ties_descending), ..] => {
                    Kept { column: KeptColumn::CreatedAt, descending: *descending, ties_descending: *ties_descending }
                }
                _ => return Ok(Self::Fields(terms)),
            };
        Ok(Self::Kept(kept))
    }
}

impl Kept {
    /// Indexes of rows in this order, all of them within `bounds`.
    pub fn indexes(self, store: &Store, bounds: Range<u32>) -> Box<dyn Iterator<Item = u32> + '_> {
        let within = {
            let bounds = bounds.clone();
            move |index: &u32| bounds.contains(index)
        };
        match (self.column, self.descending, self.ties_descending) {
            (KeptColumn::Id, false, _) => Box::new(bounds),
            (KeptColumn::Id, true, _) => Box::new(bounds.rev()),
            (KeptColumn::CreatedAt, false, false) => Box::new(store.oldest().iter().copied().filter(within)),
            (KeptColumn::CreatedAt, true, false) => Box::new(store.newest().iter().copied().filter(within)),
            (KeptColumn::CreatedAt, false, true) => Box::new(store.newest().iter().rev().copied().filter(within)),
            (KeptColumn::CreatedAt, true, true) => Box::new(store.oldest().iter().rev().copied().filter(within)),
        }
    }
}

/// What a row is sorted by.
#[derive(Debug, Clone, Copy)]
enum Key<'a> {
    EmptyArray,
    Value(&'a Value),
    Instant(i64),
    Distance(f64),
}

/// Brings the first `wanted` of some rows into order, and leaves the rest as it comes.
pub fn sort_first(indexes: Vec<u32>, wanted: usize, store: &Store, ordering: &Order) -> Vec<u32> {
    let keys = |index: u32| -> Vec<Key<'_>> {
        match ordering {
            Order::Fields(terms) => terms.iter().map(|term| term.key(store.row(index))).collect(),
            Order::Nearest(path, center) => vec![distance(path, *center, store.row(index))],
            Order::Kept(_) => Vec::new(),
        }
    };
    let is_descending = |place: usize| matches!(ordering, Order::Fields(terms) if terms[place].descending);
    let compare = |(left_index, left): &(u32, Vec<Key<'_>>), (right_index, right): &(u32, Vec<Key<'_>>)| {
        let pairs = left.iter().zip(right).enumerate();
        let unequal = pairs
            .map(|(place, (left, right))| if is_descending(place) { right.compare(left) } else { left.compare(right) });
        unequal.fold(Ordering::Equal, Ordering::then).then(left_index.cmp(right_index))
    };
    let mut rows: Vec<(u32, Vec<Key<'_>>)> = indexes.into_iter().map(|index| (index, keys(index))).collect();
    if wanted < rows.len() {
        rows.select_nth_unstable_by(wanted, compare);
        rows[..wanted].sort_unstable_by(compare);
    } else {
        rows.sort_unstable_by(compare);
    }
    rows.into_iter().map(|(index, _)| index).collect()
}

fn distance<'a>(path: &Path, center: Position, row: &Row) -> Key<'a> {
    let shapes = path.values(row).into_iter().flatten().filter_map(|value| Geometry::parse(value).ok());
    Key::Distance(shapes.map(|shape| shape.distance_m(center)).fold(f64::INFINITY, f64::min))
}

impl Term {
    fn key<'a>(&self, row: &'a Row) -> Key<'a> {
        let keys = self.path.values(row).into_iter().flat_map(|value| match value {
            Some(Value::Array(items)) if items.is_empty() => vec![Key::EmptyArray],
            Some(Value::Array(items)) => items.iter().map(Key::Value).collect(),
            Some(value) => vec![self.key_of(value)],
            None => vec![Key::Value(&Value::Null)],
        });
        let extreme = if self.descending { keys.max_by(Key::compare) } else { keys.min_by(Key::compare) };
        extreme.unwrap_or(Key::Value(&Value::Null))
    }

    fn key_of<'a>(&self, value: &'a Value) -> Key<'a> {
        let instant = value.as_text().filter(|_| self.is_date).and_then(date::parse);
        instant.map_or(Key::Value(value), Key::Instant)
    }
}

impl Key<'_> {
    fn compare(&self, other: &Self) -> Ordering {
        match (self, other) {
            (Self::Value(left), Self::Value(right)) => order::compare(left, right),
            (Self::Instant(left), Self::Instant(right)) => left.cmp(right),
            (Self::Distance(left), Self::Distance(right)) => left.total_cmp(right),
            _ => self.rank().cmp(&other.rank()),
        }
    }

    fn rank(&self) -> u8 {
        match self {
            Self::EmptyArray => 0,
            Self::Value(value) => order::bracket(value),
            Self::Instant(_) | Self::Distance(_) => 3,
        }
    }
}
