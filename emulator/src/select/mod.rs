//! Which rows a page holds, looking at no more of them than it must.

use crate::{
    filter::Filter,
    order_by::{Order, sort_by_distance},
    store::Store,
};

/// The rows of one page.
#[derive(Debug, PartialEq, Eq)]
pub struct Selection {
    /// Indexes of rows, in order.
    pub rows: Vec<u32>,
    /// Whether more rows match after these.
    pub has_more: bool,
    /// How many rows match in all, when it was counted.
    pub total: Option<usize>,
}

/// A part of the matching rows.
#[derive(Debug, Clone, Copy)]
pub struct Window {
    /// How many rows to skip.
    pub offset: usize,
    /// How many rows to take.
    pub limit: usize,
    /// Whether to count all rows that match; otherwise the search ends with the page.
    pub count: bool,
}

/// Finds the rows of a page. Orders and bounds tell only where to look: who is on it, the whole condition decides.
pub fn select(store: &Store, filter: &Filter, order: &Order, window: Window) -> Selection {
    let bounds = store.between(filter.bounds(store.schema.known.id));
    let everyone = filter.is_everyone().then(|| store.len());
    let matches = |index: u32| filter.matches(store.user(index));
    match order {
        Order::Id { descending: false } => take(bounds, matches, everyone, window),
        Order::Id { descending: true } => take(bounds.rev(), matches, everyone, window),
        Order::Fields(fields) => {
            // A few are sorted sooner than everyone, though everyone only once.
            let sorted = if bounds.len() < store.len() / 16 {
                fields.sort(bounds.clone(), store).into()
            } else {
                store.sorted(fields)
            };
            let narrowed = fields.narrow(&sorted, filter, store);
            let indexes = narrowed.iter().copied().filter(|index| bounds.contains(index));
            let seen = if window.count { narrowed.len() } else { window.offset.saturating_add(window.limit) };
            // To look at all rows, as they lie in memory, takes no longer than a quarter of them in another order.
            if everyone.is_none() && seen.min(narrowed.len()) > bounds.len() / 4 {
                let found: Vec<bool> = bounds.clone().map(matches).collect();
                take(indexes, |index| found[(index - bounds.start) as usize], None, window)
            } else {
                take(indexes, matches, everyone, window)
            }
        }
        Order::Nearest(path, center) => {
            let matching = bounds.filter(|index| matches(*index));
            take(sort_by_distance(matching, path, *center, store).into_iter(), |_| true, None, window)
        }
    }
}

/// Takes a window of those who match. `everyone` is how many there are, when all do.
fn take(
    indexes: impl Iterator<Item = u32>,
    matches: impl Fn(u32) -> bool,
    everyone: Option<usize>,
    window: Window,
) -> Selection {
    let Window { offset, limit, count } = window;
    let end = offset.saturating_add(limit);
    if let Some(all) = everyone {
        let rows = indexes.skip(offset).take(limit).collect();
        return Selection { rows, has_more: all > end, total: count.then_some(all) };
    }
    let mut matched = 0;
    let mut rows = Vec::new();
    for index in indexes.filter(|index| matches(*index)) {
        if (offset..end).contains(&matched) {
            rows.push(index);
        }
        matched += 1;
        if matched > end && !count {
            break;
        }
    }
    Selection { rows, has_more: matched > end, total: count.then_some(matched) }
}

#[cfg(test)]
mod chance;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{schema::Schema, value::Value};

    /// Ids 10, 20 … 50, created the other way round.
    fn store() -> Store {
        let schema = Schema::new(&[]).unwrap();
        let rows = (1..=5).map(|number| {
            let mut row = schema.empty_row();
            row[schema.known.id] = Some(Value::Int(number * 10));
            row[schema.known.created_at] = Some(Value::Int(100 - number));
            row
        });
        let rows = rows.collect();
        Store::new(schema, rows)
    }

    fn selected(condition: &str, order_by: &str, window: Window) -> Selection {
        let store = store();
        let filter = Filter::parse(Some(&Value::parse(condition).unwrap()), &store.schema).unwrap();
        select(&store, &filter, &Order::parse(order_by, &store.schema).unwrap(), window)
    }

    const PAGE: Window = Window { offset: 0, limit: 2, count: false };

    #[test]
    fn a_page_knows_whether_more_follow_without_counting() {
        for order_by in ["id", "-created_at", "nickname"] {
            let page = selected(r#"{"id":{"$gte":20}}"#, order_by, PAGE);
            assert_eq!((page.has_more, page.total), (true, None), "{order_by}");
            let last = selected(r#"{"id":{"$gte":20}}"#, order_by, Window { offset: 2, ..PAGE });
            assert_eq!((last.rows.len(), last.has_more), (2, false), "{order_by}");
        }
    }

    #[test]
    fn conditions_on_the_id_find_the_same_rows_in_every_order() {
        for (condition, expected) in [
            (r#"{"id":30}"#, vec![2]),
            (r#"{"id":30.0}"#, vec![2]),
            (r#"{"id":{"$gt":20,"$lte":40}}"#, vec![2, 3]),
            (r#"{"id":{"$gte":20.5,"$lt":40.5}}"#, vec![2, 3]),
            (r#"{"id":{"$range":[0,20]}}"#, vec![0, 1]),
            (r#"{"id":{"$in":[50,10,"x"]}}"#, vec![0, 4]),
            (r#"{"id":{"$in":[]}}"#, vec![]),
            (r#"{"id":{"$gt":40,"$lt":20}}"#, vec![]),
            (r#"{"id":null}"#, vec![]),
            (r#"{"id":{"$ne":30}}"#, vec![0, 1, 3, 4]),
            (r#"{"$or":[{"id":10},{"id":50}]}"#, vec![0, 4]),
            (r#"{"$and":[{"id":{"$gt":10}},{"id":{"$lt":30}}]}"#, vec![1]),
        ] {
            for order_by in ["id", "-id", "created_at", "-created_at", "-created_at,-id", "nickname"] {
                let mut page = selected(condition, order_by, Window { limit: 9, count: true, ..PAGE });
                page.rows.sort_unstable();
                assert_eq!((page.rows, page.total), (expected.clone(), Some(expected.len())), "{condition} {order_by}");
            }
        }
    }
}
