//! 10: changes the custom fields of many users.

use serde::Serialize;

use super::bulk_operation::BulkOperations;
use crate::{
    filter::Filter,
    order_by::Order,
    query::Query,
    refusal::Refusal,
    request::Request,
    response::Response,
    select::{Window, select},
    store::Store,
    update::{RowFailure, Update},
};

/// More matching rows than this, and no `limit`: the update runs in the background \[linked\].
const MOST_ROWS_AT_ONCE: usize = 1000;

#[derive(Debug, Serialize)]
struct Answer {
    operation_result: Vec<RowResult>,
    succeed: usize,
    total_count: Option<usize>,
    offset: usize,
    limit: usize,
    next: Option<String>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "lowercase")]
enum RowResult {
    Success { id: i64, updated_at: i64 },
    Error { err_msg: String, code: u32 },
}

#[derive(Debug, Serialize)]
struct Started {
    status: &'static str,
    operation_id: u64,
}

/// Changes the rows of one window, or all rows in the background; tells how many it changed, too.
///
/// \[ours\] Rows are taken in the order of their ids; `total_count` is counted before anything changes; an
/// `order_by` is not looked at.
pub fn run(
    store: &mut Store,
    bulk_operations: &mut BulkOperations,
    request: &Request,
    query: &Query,
    path: &str,
) -> Result<(Response, usize), Refusal> {
    let filter = Filter::parse(query.condition()?.as_ref(), &store.schema)?;
    let count = query.return_total_count()?;
    let has_limit = query.get("limit").is_some();
    let window = Window { offset: query.offset()?, limit: query.limit()?, count: count || !has_limit };
    let update = Update::parse(&request.body, &store.schema)?;
    let mut selection = select(store, &filter, &Order::BY_ID, window);
    if !has_limit && selection.total.is_some_and(|total| total.saturating_sub(window.offset) > MOST_ROWS_AT_ONCE) {
        selection = select(store, &filter, &Order::BY_ID, Window { limit: usize::MAX, ..window });
        let matched = selection.rows.len();
        let modified =
            selection.rows.iter().filter(|index| update.apply(store, **index, request.now()).is_ok()).count();
        let operation_id = bulk_operations.start(matched, modified, request.now());
        return Ok((Response::json(200, &Started { status: "ok", operation_id }), modified));
    }
    let results = selection.rows.iter().map(|index| match update.apply(store, *index, request.now()) {
        Ok(()) => RowResult::Success { id: store.user(*index).id(), updated_at: request.now() },
        Err(RowFailure { code, message }) => RowResult::Error { err_msg: message, code },
    });
    let operation_result: Vec<RowResult> = results.collect();
    let succeed = operation_result.iter().filter(|result| matches!(result, RowResult::Success { .. })).count();
    let answer = Answer {
        operation_result,
        succeed,
        total_count: selection.total.filter(|_| count),
        offset: window.offset,
        limit: window.limit,
        next: selection.has_more.then(|| query.link(path, window.limit, window.offset + window.limit)),
    };
    Ok((Response::json(200, &answer), succeed))
}
