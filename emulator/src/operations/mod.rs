//! The operations, one a file. Each reads the request, then the store, and answers.

pub mod account;
pub mod bulk_operation;
pub mod get;
pub mod list;
pub mod update_many;
pub mod update_one;
pub mod user_profile_v1;

use crate::{refusal::Refusal, store::Store};

/// The row of a user; `404` when there is no such user \[doc\].
fn find(store: &Store, id: u64) -> Result<u32, Refusal> {
    store.find(id).ok_or_else(|| Refusal::not_found("there is no user with this id"))
}
