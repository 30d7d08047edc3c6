//! 9 and 8: changes one user.

use super::find;
use crate::{
    projection::Projection, refusal::Refusal, request::Request, response::Response, store::Store, update::Update,
};

/// Changes the given fields and answers the whole user.
///
/// \[ours\] A user that is not there is `404` even when the body is wrong, too. What fails for the stored value is `400`.
pub fn run(store: &mut Store, request: &Request, id: u64) -> Result<Response, Refusal> {
    let index = find(store, id)?;
    let update = Update::parse(&request.body, &store.schema)?;
    update.apply(store, index, request.now()).map_err(|failure| Refusal::bad_request(failure.message))?;
    Ok(Response::json(200, &Projection::default().view(store.user(index))))
}
