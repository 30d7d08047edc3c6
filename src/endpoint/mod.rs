//! The operations of the server, a file each: parameters, [`Request`](crate::Request), answer.

mod bulk_operation;
mod bulk_update;
mod count_users;
mod get_user;
pub mod legacy;
mod list_users;
mod member;
mod projection;
mod update_account;
mod update_user;
mod update_users;

pub use bulk_operation::{BulkOperation, BulkStatus, GetBulkOperation};
pub use bulk_update::{BulkFailure, BulkId, BulkUpdate, Done};
pub use count_users::CountUsers;
pub use get_user::GetUser;
pub use list_users::ListUsers;
pub use projection::Projection;
pub use update_account::{Account, Change, UpdateAccount};
pub use update_user::UpdateUser;
pub use update_users::UpdateUsers;

use crate::Error;

/// The greatest integer that JavaScript and every other reader of the answer can tell from its neighbours.
pub(crate) const MAX_INTEGER: u64 = 9_007_199_254_740_991;

/// The most users that one request may ask for or change.
pub(crate) const MAX_LIMIT: u64 = 1000;

/// Users a page, and users changed a request, unless a caller says otherwise.
pub(crate) const DEFAULT_LIMIT: u32 = 20;

/// Refuses a number outside `min..=max`.
pub(crate) fn check_range(name: &str, value: u64, min: u64, max: u64) -> Result<(), Error> {
    match (min..=max).contains(&value) {
        true => Ok(()),
        false => Err(out_of_range(name, min, max, &value.to_string())),
    }
}

pub(crate) fn out_of_range(name: &str, min: u64, max: u64, got: &str) -> Error {
    Error::invalid(format!("{name} must be an integer between {min} and {max}, got {got}"))
}

pub(crate) fn check_id(name: &str, id: u64) -> Result<(), Error> {
    check_range(name, id, 1, MAX_INTEGER)
}
