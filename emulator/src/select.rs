//! Which rows a page holds, looking at no more of them than it must.

use crate::{
    filter::Filter,
    order_by::{Order, sort_first},
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

/// Finds the rows of a page.
pub fn select(store: &Store, filter: &Filter, order: &Order, window: Window) -> Selection {
    let (least, most) = filter.id_bounds(&store.schema);
    let bounds = store.between(least, most);
    match order {
        Order::Kept(kept) => take(kept.indexes(store, bounds), store, filter, window),
        Order::Fields(_) | Order::Nearest(..) => {
            let matching: Vec<u32> = bounds.filter(|index| filter.matches(store.row(*index))).collect();
            let total = matching.len();
            let end = window.offset.saturating_add(window.limit);
            let sorted = sort_first(matching, end, store, order);
            Selection {
                rows: sorted.into_iter().take(end).skip(window.offset).collect(),
                has_more: total > end,
                total: window.count.then_some(total),
            }
        }
    }
}

fn take(indexes: impl Iterator<Item = u32>, store: &Store, filter: &Filter, window: Window) -> Selection {
    let end = window.offset.saturating_add(window.limit);
    if filter.is_everyone() {
        return Selection {
            rows: indexes.skip(window.offset).take(window.limit).collect(),
            has_more: store.len() > end,
            total: window.count.then_some(store.len()),
        };
    }
    let mut matched = 0;
    let mut rows = Vec::new();
    for index in indexes.filter(|index| filter.matches(store.row(*index))) {
        if (window.offset..end).contains(&matched) {
            rows.push(index);
        }
        matched += 1;
        if matched > end && !window.count {
            break;
        }
    }
    Selection { rows, has_more: matched > end, total: window.count.then_some(matched) }
}

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
