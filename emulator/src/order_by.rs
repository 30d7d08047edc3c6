//! `order_by`: in which order users are listed.
//!
//! \[ours\] Sorting follows MongoDB: missing fields and null come first when ascending, then the order of types; an
//! array stands for its least item when ascending and for its greatest when descending, an empty one comes before
//! null. What is equal in every field stays in the order of ascending ids.

use std::{cmp::Ordering, sync::Arc};

use crate::{
    field_type::FieldType,
    filter::{Filter, Path},
    geojson::{Geometry, Position},
    refusal::Refusal,
    schema::Schema,
    store::{Store, User},
    value::{Key, Value, date},
};

/// The order of a listing.
#[derive(Debug)]
pub enum Order {
    /// By id.
    Id {
        /// Whether the greatest comes first.
        descending: bool,
    },
    /// By fields.
    Fields(Arc<Fields>),
    /// By the distance from a point.
    Nearest(Path, Position),
}

/// Fields to sort by, at least one.
#[derive(Debug, PartialEq, Eq)]
pub struct Fields {
    terms: Vec<Term>,
    /// Whether what is equal in every field is in the order of descending ids.
    ties_descending: bool,
}

#[derive(Debug, PartialEq, Eq)]
struct Term {
    path: Path,
    descending: bool,
    is_date: bool,
}

impl Order {
    /// As rows are updated \[ours\].
    pub const BY_ID: Self = Self::Id { descending: false };

    /// Newest first, the default of a list \[linked\].
    pub fn newest(schema: &Schema) -> Self {
        let term = Term { path: Path::of(schema.known.created_at), descending: true, is_date: false };
        Self::Fields(Arc::new(Fields { terms: vec![term], ties_descending: false }))
    }

    /// Reads `order_by`: fields joined by commas, each with a `-` when descending.
    pub fn parse(text: &str, schema: &Schema) -> Result<Self, Refusal> {
        let mut terms = Vec::new();
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
            terms.push(Term { path, descending, is_date });
        }
        // No two users have one id, so that nothing after it matters.
        let id = terms.iter().position(|term| term.path == Path::of(schema.known.id));
        let ties_descending = id.is_some_and(|place| terms[place].descending);
        terms.truncate(id.unwrap_or(terms.len()));
        Ok(match terms.is_empty() {
            true => Self::Id { descending: ties_descending },
            false => Self::Fields(Arc::new(Fields { terms, ties_descending })),
        })
    }
}

impl Fields {
    /// Brings rows into this order.
    pub fn sort(&self, indexes: impl Iterator<Item = u32>, store: &Store) -> Vec<u32> {
        let (first, others) = self.terms.split_first().expect("there is at least one field");
        let mut rows: Vec<(Key<'_>, u32)> = indexes.map(|index| (first.key(store.user(index)), index)).collect();
        rows.sort_unstable_by(|(left_key, left), (right_key, right)| {
            let by_others = || {
                let mut unequal =
                    others.iter().map(|term| term.order(&term.key(store.user(*left)), &term.key(store.user(*right))));
                unequal.find(|order| order.is_ne()).unwrap_or(Ordering::Equal)
            };
            let by_id = || if self.ties_descending { right.cmp(left) } else { left.cmp(right) };
            first.order(left_key, right_key).then_with(by_others).then_with(by_id)
        });
        rows.into_iter().map(|(_, index)| index).collect()
    }

    /// The part of some rows in this order in which all those are that can match: the first field bounds it.
    pub fn narrow<'a>(&self, sorted: &'a [u32], filter: &Filter, store: &Store) -> &'a [u32] {
        let Some(first) = self.terms.first() else { return sorted };
        let has_one_value = |column: &usize| store.schema.columns()[*column].field_type.is_scalar();
        let Some(column) = first.path.column().filter(|_| first.path.is_column()).filter(has_one_value) else {
            return sorted;
        };
        let bounds = filter.bounds(column);
        let key = |index: &u32| first.key(store.user(*index));
        let (start, end) = if first.descending {
            let start = sorted.partition_point(|index| bounds.is_before(&key(index)));
            (start, sorted.partition_point(|index| !bounds.is_after(&key(index))))
        } else {
            let start = sorted.partition_point(|index| bounds.is_after(&key(index)));
            (start, sorted.partition_point(|index| !bounds.is_before(&key(index))))
        };
        sorted.get(start..end).unwrap_or_default()
    }

    /// Whether what a column holds has a part in this order.
    pub fn depends_on(&self, column: usize) -> bool {
        self.terms.iter().any(|term| term.path.column() == Some(column))
    }
}

/// Brings rows into the order of their distance from a point.
pub fn sort_by_distance(indexes: impl Iterator<Item = u32>, path: &Path, center: Position, store: &Store) -> Vec<u32> {
    let distance = |user: User<'_>| {
        let shapes = path.values(user).into_iter().flatten().filter_map(|value| Geometry::parse(value).ok());
        shapes.map(|shape| shape.distance_m(center)).fold(f64::INFINITY, f64::min)
    };
    let mut rows: Vec<(f64, u32)> = indexes.map(|index| (distance(store.user(index)), index)).collect();
    rows.sort_unstable_by(|(left, left_index), (right, right_index)| {
        left.total_cmp(right).then(left_index.cmp(right_index))
    });
    rows.into_iter().map(|(_, index)| index).collect()
}

impl Term {
    fn order(&self, left: &Key<'_>, right: &Key<'_>) -> Ordering {
        if self.descending { right.compare(left) } else { left.compare(right) }
    }

    fn key<'a>(&self, user: User<'a>) -> Key<'a> {
        let mut first: Option<Key<'a>> = None;
        let mut consider = |key: Key<'a>| {
            if first.is_none_or(|first| self.order(&key, &first).is_lt()) {
                first = Some(key);
            }
        };
        self.path.any(user, |value| {
            match value {
                Some(Value::Array(items)) if items.is_empty() => consider(Key::EmptyArray),
                Some(Value::Array(items)) => items.iter().map(Key::of).for_each(&mut consider),
                Some(value) => consider(self.key_of(value)),
                None => consider(Key::MISSING),
            }
            false
        });
        first.unwrap_or(Key::MISSING)
    }

    fn key_of<'a>(&self, value: &'a Value) -> Key<'a> {
        let instant = value.as_text().filter(|_| self.is_date).and_then(date::parse);
        instant.map_or(Key::of(value), Key::Instant)
    }
}
