//! The state of background updates \[linked\].

use serde::Serialize;

use crate::{refusal::Refusal, response::Response};

/// All background updates so far.
///
/// \[ours\] The rows are changed at once, and the first answer about an update still says `pending`, so that a
/// caller's waiting is exercised; every later one says `success`.
#[derive(Debug, Default)]
pub struct BulkOperations {
    operations: Vec<BulkOperation>,
}

#[derive(Debug)]
struct BulkOperation {
    started_at: i64,
    matched: usize,
    modified: usize,
    was_read: bool,
}

#[derive(Debug, Serialize)]
struct State {
    id: u64,
    schema_id: u64,
    schema_name: &'static str,
    operation: &'static str,
    status: &'static str,
    created_at: i64,
    updated_at: i64,
    matched_count: usize,
    modified_count: usize,
}

impl BulkOperations {
    /// Notes an update and gives its id, counted from 1.
    pub fn start(&mut self, matched: usize, modified: usize, now: i64) -> u64 {
        self.operations.push(BulkOperation { started_at: now, matched, modified, was_read: false });
        self.operations.len() as u64
    }

    /// Answers the state of an update. While it is pending, nothing counts as modified \[ours\].
    pub fn read(&mut self, id: u64, now: i64) -> Result<Response, Refusal> {
        let index = usize::try_from(id).ok().and_then(|id| id.checked_sub(1));
        let operation = index.and_then(|index| self.operations.get_mut(index));
        let operation = operation.ok_or_else(|| Refusal::not_found("there is no bulk operation with this id"))?;
        let is_done = std::mem::replace(&mut operation.was_read, true);
        Ok(Response::json(
            200,
            &State {
                id,
                schema_id: 1,
                schema_name: "_userprofile",
                operation: "update",
                status: if is_done { "success" } else { "pending" },
                created_at: operation.started_at,
                updated_at: if is_done { now } else { operation.started_at },
                matched_count: operation.matched,
                modified_count: if is_done { operation.modified } else { 0 },
            },
        ))
    }
}
