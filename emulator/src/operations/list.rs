//! 5 and 4: lists users.

use serde::Serialize;

use crate::{
    filter::Filter,
    order_by::Order,
    projection::Projection,
    query::Query,
    refusal::Refusal,
    response::Response,
    select::{Selection, Window, select},
    store::Store,
};

/// The envelope of every list \[doc\].
#[derive(Debug, Serialize)]
pub struct Page<T> {
    /// Where the page stands.
    pub meta: Meta,
    /// The users.
    pub objects: Vec<T>,
}

/// Where a page stands.
#[derive(Debug, Serialize)]
pub struct Meta {
    limit: usize,
    next: Option<String>,
    offset: usize,
    previous: Option<String>,
    total_count: Option<usize>,
}

impl Meta {
    /// `next` and `previous` are links of path and query; the previous page never begins before the first row \[ours\].
    pub fn new(query: &Query, path: &str, window: Window, selection: &Selection) -> Self {
        let Window { offset, limit, .. } = window;
        Self {
            limit,
            next: selection.has_more.then(|| query.link(path, limit, offset + limit)),
            offset,
            previous: (offset > 0).then(|| query.link(path, limit, offset.saturating_sub(limit))),
            total_count: selection.total,
        }
    }
}

/// Answers a page of users.
pub fn run(store: &Store, query: &Query, path: &str, always_count: bool) -> Result<Response, Refusal> {
    let filter = Filter::parse(query.condition()?.as_ref(), &store.schema)?;
    let order = match (query.get("order_by"), filter.nearest_to()) {
        (Some(text), _) if !text.is_empty() => Order::parse(text, &store.schema)?,
        (_, Some((field, center))) => Order::Nearest(field.clone(), center),
        _ => Order::newest(&store.schema),
    };
    let window =
        Window { offset: query.offset()?, limit: query.limit()?, count: query.return_total_count()? || always_count };
    let projection = Projection::parse(query)?;
    let selection = select(store, &filter, &order, window);
    let objects = selection.rows.iter().map(|index| projection.view(store.user(*index))).collect();
    Ok(Response::json(200, &Page { meta: Meta::new(query, path, window, &selection), objects }))
}
