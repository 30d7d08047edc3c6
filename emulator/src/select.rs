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
    match order {
        Order::Kept(kept) => take(kept.indexes(store), store, filter, window),
        Order::Fields(_) | Order::Nearest(..) => {
            let matching: Vec<u32> =
                (0..store.len() as u32).filter(|index| filter.matches(store.row(*index))).collect();
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
