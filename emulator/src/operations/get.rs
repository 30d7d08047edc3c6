//! 7 and 6: one user.

use super::find;
use crate::{projection::Projection, query::Query, refusal::Refusal, response::Response, store::Store};

/// Answers one user.
pub fn run(store: &Store, query: &Query, id: u64) -> Result<Response, Refusal> {
    let projection = Projection::parse(query)?;
    let index = find(store, id)?;
    Ok(Response::json(200, &projection.view(store.user(index))))
}
